from odoo import api, fields, models

from ...rights.widening import widens
from .noted import KEY, Noted, shown

#: Kinds of things that are set up, by their models.
KINDS = [
    ("inbound.webhook.handler", "Webhook"),
    ("inbound.webhook.parameter", "Parameter"),
    ("inbound.webhook.mapping", "Mapping"),
    ("inbound.webhook.condition", "Condition"),
    ("inbound.webhook.response", "Response"),
    ("inbound.webhook.answer.field", "Answered Field"),
    ("base.automation", "Action"),
    ("inbound.webhook.scheme", "Scheme"),
    ("inbound.webhook.scheme.part", "Part of a Scheme"),
    ("inbound.webhook.handshake", "Handshake"),
    ("inbound.webhook.handshake.condition", "Condition of a Handshake"),
]
#: Characters of a value that are kept.
_LONGEST = 500
_TEXTS = ("handler_name", "subject", "old_value", "new_value")


class InboundWebhookChange(models.Model):
    """One change of one field of what says what calls may do. It stays as it is.

    What a transaction changes is noted before it does, and compared as it is committed:
    a row for each field that is another one then, whatever was written in between. A
    transaction whose changes cannot be written down is not committed either.
    """

    _name = "inbound.webhook.change"
    _description = "Inbound Webhook Change"
    _order = "id desc"
    _log_access = False
    _rec_name = "subject"

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="restrict", index=True
    )
    handler_id = fields.Many2one(
        "inbound.webhook.handler",
        string="Webhook Now",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    handler_name = fields.Char(
        string="Webhook",
        readonly=True,
        help="What it was called before the change.",
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="set null")
    kind = fields.Selection(KINDS, string="What", required=True, readonly=True)
    subject = fields.Char(
        string="Named", readonly=True, help="What it was called before the change."
    )
    operation = fields.Selection(
        [("made", "Made"), ("changed", "Changed"), ("removed", "Removed")],
        required=True,
        readonly=True,
    )
    field_name = fields.Char(string="Technical Name", readonly=True)
    field_label = fields.Char(string="Field", compute="_compute_shown")
    old_value = fields.Char(readonly=True)
    new_value = fields.Char(readonly=True)
    old_shown = fields.Char(string="From", compute="_compute_shown")
    new_shown = fields.Char(string="To", compute="_compute_shown")
    widens = fields.Boolean(
        string="Allows More",
        readonly=True,
        help="Calls may do more than before, or more calls are taken.",
    )

    @api.depends("kind", "field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_shown(self):
        for change in self:
            field = self.env[change.kind]._fields.get(change.field_name)
            label = field and field._description_string(self.env)
            change.field_label = label or change.field_name
            change.old_shown = shown(self.env, field, change.old_value)
            change.new_shown = shown(self.env, field, change.new_value)

    # === NOTING WHAT A TRANSACTION DOES ===

    @api.model
    def _before(self, records):
        """Note how some records are, before they are changed for the first time."""
        noted = self._noted()
        for record in records.sudo().exists():
            noted.keep(record)

    @api.model
    def _made(self, records):
        """Note that some records were made."""
        self._noted().made.update(dict.fromkeys(records.sudo()))

    @api.model
    def _removed(self, records):
        """Note that some records are about to be removed."""
        noted = self._noted()
        for record in records.sudo().exists():
            noted.remove(record)

    def _noted(self):
        precommit = self.env.cr.precommit
        noted = precommit.data.get(KEY)
        if noted is None:
            noted = precommit.data[KEY] = Noted(self.env.uid)
            precommit.add(self.sudo()._write_down)
        return noted

    def _write_down(self):
        """Write what this transaction has changed so far."""
        noted = self.env.cr.precommit.data.pop(KEY)
        if not self.env.registry.ready:
            # What comes with an addon as it is installed nobody here set up.
            noted.made = {}
        changes = [
            {
                **change,
                "user_id": noted.uid,
                "widens": widens(change["kind"], change["operation"], *values),
                **{
                    name: (change.get(name) or "")[:_LONGEST] or False
                    for name in _TEXTS
                },
            }
            for change, values in noted.changes()
        ]
        self.create(changes)
