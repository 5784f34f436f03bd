from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import InvalidSetup
from ...engine.match_domain import parse_domain
from ...rights.searchable import domain_obstacle, fields_obstacle
from ...words.phrases import worded

#: What calls ask of the rights of their user, by what they do.
_RIGHTS = {
    "upsert": ("read", "create", "write"),
    "create": ("read", "create"),
    "update": ("read", "write"),
    "archive": ("read", "write"),
    "unarchive": ("read", "write"),
    "delete": ("read", "unlink"),
}


class InboundWebhookHandler(models.Model):
    """Which record a call is about, and what is done with it."""

    _inherit = "inbound.webhook.handler"

    operation_mode = fields.Selection(
        [
            ("upsert", "Create or update"),
            ("create", "Create only"),
            ("update", "Update only"),
            ("archive", "Archive"),
            ("unarchive", "Bring back from the archive"),
            ("delete", "Delete"),
        ],
        string="What to Do",
        required=True,
        default="upsert",
        help="What a call does with the record that its match keys find. Create only: "
        "one that is there is left as it is. Update, archive, bring back, delete: a "
        "call about somebody unknown is ignored, and makes nothing. What is mapped is "
        "written, too, but for a record that is deleted. Only a Settings administrator "
        "sets up a webhook that deletes.",
    )

    method_in_words = fields.Char(
        string="What It Does",
        compute="_compute_method_in_words",
        help="By which method calls come, and what they do.",
    )

    match_archived = fields.Selection(
        [
            ("no", "Not looked at"),
            ("found", "Found, and left there"),
            ("restore", "Found, and brought back"),
        ],
        string="Archived Records",
        required=True,
        default="no",
        help="Whether a match key finds records in the archive, too. Not looked at: a "
        "call that may make records makes a new one. One that is in use always goes "
        "before those that are archived. Calls that archive, bring back or delete look "
        "there in any case.",
    )

    match_domain = fields.Char(
        string="Look Only Among",
        help="Among which records the match keys look, such as those that are open. "
        "One with the same value that is none of these is not found: a call that may "
        "make records makes a new one. "
        "Fixed values only, and fields that the user of the webhook may read.",
    )

    event_time_parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        string="Time of the Event",
        ondelete="set null",
        copy=False,
        domain="[('handler_id', '=', id), ('type', 'in', ('date', 'datetime'))]",
        help="The parameter that says when it happened. A call that is older than what "
        "last wrote the record by this webhook is ignored: senders try again, and "
        "deliver in no order. A call without it counts, and so does one whose time is "
        "more than a day ahead.",
    )
    event_time_scope = fields.Selection(
        [("record", "The record"), ("field", "Each field by itself")],
        string="Newer Is",
        required=True,
        default="record",
        help="Each field by itself: of an older call, those fields are written that no "
        "newer one said anything of.",
    )

    external_id_parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        string="Sender's Id of the Record",
        ondelete="set null",
        copy=False,
        domain="[('handler_id', '=', id), ('type', 'in', ('text', 'integer'))]",
        help="The parameter by which the sender knows the record, such as its number "
        "there. It goes before all match keys and needs no field: which record it "
        "stands for is kept beside. A record that the sender has under another id is "
        "another one, though it has the same address.",
    )
    external_system = fields.Char(
        string="Ids of",
        help="The name of the system whose ids these are, where several webhooks share "
        "them: one that updates and one that archives, say. Empty: this webhook's own. "
        "Only a Settings administrator gives a name that has a webhook which you may "
        "not set up.",
    )

    @api.constrains("external_id_parameter_id", "parameter_ids")
    def _check_external_id(self):
        for handler in self.filtered("external_id_parameter_id"):
            parameter = handler.external_id_parameter_id
            is_plain = parameter.type in ("text", "integer")
            if parameter.sudo().handler_id != handler or not is_plain:
                raise ValidationError(
                    self.env._(
                        "The sender's id of the record has to be a text or a whole "
                        "number of the same webhook."
                    )
                )

    def _external_system(self):
        """Whose ids a call brings: in each company, those of a system of its own."""
        self.ensure_one()
        name = (self.external_system or "").strip().casefold()
        if not name:
            return f"handler:{self.id}"
        return f"system:{self.company_id.id or 0}:{name}"

    def _sharing_ids(self):
        """Others, of the same records, whose ids its calls give a meaning.

        Look-ups give them none.
        """
        if not (self.external_system or "").strip() or self.method == "get":
            return self.browse()
        others = self.with_context(active_test=False).search(
            [
                ("id", "not in", self.ids),
                ("external_system", "!=", False),
                ("model_id", "=", self.model_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        mine = self._external_system()
        return others.filtered(lambda other: other._external_system() == mine)

    @api.constrains("event_time_parameter_id", "parameter_ids")
    def _check_event_time(self):
        for handler in self.filtered("event_time_parameter_id"):
            parameter = handler.event_time_parameter_id
            is_time = parameter.type in ("date", "datetime")
            if parameter.sudo().handler_id != handler or not is_time:
                raise ValidationError(
                    self.env._(
                        "The time of the event has to be a date, or a date and time, "
                        "of the same webhook."
                    )
                )

    @api.onchange("model_id")
    def _onchange_model_of_domain(self):
        self.match_domain = False

    @api.constrains("match_domain", "model_id", "user_id", "company_id")
    def _check_match_domain(self):
        for handler in self.filtered("match_domain"):
            try:
                domain = parse_domain(handler.match_domain)
            except InvalidSetup as error:
                raise ValidationError(worded(self.env, error)) from error
            target = handler._as_user()
            # Whoever may read no record at all is told that, and not of one field.
            is_open = target.has_access("read")
            obstacle = domain_obstacle(target, domain) if is_open else None
            if obstacle:
                raise ValidationError(
                    self.env._(
                        "Look Only Among cannot be used. %s", worded(self.env, obstacle)
                    )
                )

    def _match_domain_warnings(self):
        """Why calls cannot look among the records that the handler says, any more.

        Its user may have other rights since, and fields go with their modules.
        """
        target = self._as_user()
        if not self.match_domain or not target.has_access("read"):
            return
        try:
            obstacle = fields_obstacle(target, parse_domain(self.match_domain))
        except InvalidSetup as error:
            obstacle = error
        if obstacle:
            yield self.env._(
                "Look Only Among cannot be used. %s", worded(self.env, obstacle)
            )

    @api.depends("method", "operation_mode")
    @api.depends_context("lang")
    def _compute_method_in_words(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("method", "operation_mode")
        }
        for handler in self:
            words = labels["method"].get(handler.method)
            if handler.method == "post" and handler.operation_mode != "upsert":
                # "POST: create or update" says what most webhooks do.
                done = labels["operation_mode"].get(handler.operation_mode)
                words = f"POST: {done}"
            handler.method_in_words = words

    @api.constrains("operation_mode", "method", "model_id")
    def _check_operation_mode(self):
        for handler in self.filtered(lambda handler: handler.method == "post"):
            target = self.env.get(handler.model_name)
            moves = handler.operation_mode in ("archive", "unarchive")
            if moves and target is not None and not target._active_name:
                raise ValidationError(
                    self.env._(
                        "%s has no archive: its records cannot be archived.",
                        handler.model_id.name,
                    )
                )

    def _archive_hints(self):
        """Sentences on calls that would archive a record again and again."""
        target = self.env.get(self.model_name)
        archive = target is not None and target._active_name
        is_filled = archive in self.mapping_ids._writes().field_id.mapped("name")
        if is_filled and self._makes_records() and self.match_archived == "no":
            yield self.env._(
                "Calls may archive a record, and match keys do not look into the "
                "archive: a call that comes twice makes a second one. Choose another "
                "value at Archived Records, in the tab Mapping."
            )

    def _operations(self):
        """What calls do to records of the target, as names of rights."""
        return ("read",) if self.method == "get" else _RIGHTS[self.operation_mode]

    def _deletes(self):
        return self.method == "post" and self.operation_mode == "delete"

    def _makes_records(self):
        """Whether a call that finds no record makes one."""
        makes = self.operation_mode in ("upsert", "create")
        return self.method == "post" and makes


class InboundWebhookParameter(models.Model):
    """What says when an event was, or which record it is about, has to go on so."""

    _inherit = "inbound.webhook.parameter"

    @api.constrains("type", "handler_id")
    def _check_kept_uses(self):
        self.handler_id._check_event_time()
        self.handler_id._check_external_id()
