import base64

from odoo import api, fields, models

from ..models.sender.open_records import OPEN_RECORDS
from .inbound_webhook_template_line import DATES


class InboundWebhookTemplate(models.TransientModel):
    """Makes the parameters and mappings of a handler from what its sender sends.

    That is a sample, or a call that came. Read again with a changed sample, it shows
    what is new, gone and different.
    """

    _name = "inbound.webhook.template"
    _description = "Parameters from a Sample"
    _inherit = "inbound.webhook.personal"

    _personal_fields = ("sample", "problem", "remarks")

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    method = fields.Selection(related="handler_id.method")
    save_on_get = fields.Boolean(related="handler_id.save_on_get")
    body_type = fields.Selection(related="handler_id.body_type")
    model_id = fields.Many2one(related="handler_id.model_id")
    call_id = fields.Many2one("inbound.webhook.call", readonly=True, ondelete="cascade")
    sample_file = fields.Binary(string="File")
    sample = fields.Text(
        help="A body as the sender sends it: JSON, or a form as name=value&name=value. "
        "For a look-up, and where a URL is opened to save, the URL, or what stands "
        "behind its question mark."
    )
    problem = fields.Text(readonly=True)
    remarks = fields.Text(readonly=True)
    has_dates = fields.Boolean(compute="_compute_has_dates")
    # Of most numbers there is nothing to say.
    shows_number_format = fields.Boolean(readonly=True)
    body_kind = fields.Selection(
        lambda self: self.env["inbound.webhook.handler"]._fields["body_type"].selection,
        readonly=True,
    )
    # It goes with JSON, which it is not.
    is_xml = fields.Boolean(readonly=True)
    is_other_kind = fields.Boolean(compute="_compute_is_other_kind")
    sets_body_type = fields.Boolean(
        string="Set the Handler to It",
        default=True,
        help="The handler is set to the other kind. It reads both where there is no "
        "doubt, but expects the one that it is set to.",
    )
    # Where the sample holds a list of records, though the handler makes one of a call.
    records_path = fields.Char(readonly=True)
    makes_each = fields.Boolean(readonly=True)
    offers_open_only = fields.Boolean(compute="_compute_offers_open_only")
    is_open_only = fields.Boolean(
        string="Look Only Among Open Ones",
        default=True,
        help="A call about somebody whose lead is won or lost makes a new one.",
    )
    line_ids = fields.One2many(
        "inbound.webhook.template.line", "template_id", string="Parameters"
    )
    needed_ids = fields.One2many("inbound.webhook.template.needed", "template_id")
    says_nothing = fields.Boolean(compute="_compute_says_nothing")
    gone_ids = fields.Many2many(
        "inbound.webhook.parameter", compute="_compute_gone_ids"
    )
    # What is removed with the ticked parameters, or needs them.
    lost = fields.Text(readonly=True)

    @api.depends("body_kind", "body_type")
    def _compute_is_other_kind(self):
        for template in self:
            kind = template.body_kind
            template.is_other_kind = kind and kind != template.body_type

    @api.depends("handler_id", "line_ids.is_selected", "line_ids.is_match_key")
    def _compute_offers_open_only(self):
        for template in self:
            handler = template.handler_id
            is_matched = any(template._ticked().mapped("is_match_key"))
            finds = (
                handler.match_domain,
                handler.external_id_parameter_id,
                any(handler.mapping_ids.mapped("is_match_key")),
            )
            template.offers_open_only = (
                is_matched
                and not any(finds)
                and handler.model_name in OPEN_RECORDS
                and handler._makes_records()
            )

    @api.depends("handler_id", "line_ids.is_selected", "line_ids.field_id")
    def _compute_says_nothing(self):
        """Whether no value goes into a record, and a fixed name would be all of it."""
        for template in self:
            mapped = template.handler_id.mapping_ids or template._ticked().field_id
            template.says_nothing = not mapped

    @api.depends("line_ids.type")
    def _compute_has_dates(self):
        for template in self:
            dates = template.line_ids.filtered(lambda line: line.type in DATES)
            template.has_dates = bool(dates)

    @api.depends("line_ids.state")
    def _compute_gone_ids(self):
        for template in self:
            gone = template.line_ids.filtered(lambda line: line.state == "gone")
            template.gone_ids = gone.parameter_id

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        # Another choice: what it removes is asked for anew.
        self.lost = False
        if not self.says_nothing:
            for needed in self.needed_ids.filtered(lambda line: not line.value):
                needed.value = self.handler_id.name

    @api.onchange("sample_file")
    def _onchange_sample_file(self):
        if self.sample_file:
            content = base64.b64decode(self.sample_file)
            self.sample = content.decode("utf-8-sig", "replace")

    def _erase_personal(self):
        # A dialog, and not what anybody keeps.
        self.unlink()

    # === ACTIONS ===

    def action_read(self):
        """Read the sample or the call, and list what it suggests.

        :return: action that shows it
        :raise UserError: the sample cannot be read
        """
        self.ensure_one()
        # Guesses are tried in the fields as the handler's user.
        self.handler_id.check_access("write")
        self.records_path = False
        found = self._of_call() if self.call_id else self._of_sample()
        self._list(found)
        return self._reopen()

    def action_read_each(self):
        """Read it again: a record of each item of its list."""
        self.makes_each = True
        return self.action_read()

    def action_read_one(self):
        """Read it again: one record of a call."""
        self.makes_each = False
        return self.action_read()

    def action_apply(self):
        """Make, change and remove what is ticked, and map it.

        Where that takes a mapping or a condition along, it is asked first.
        """
        self.ensure_one()
        lost = self._ticked()._removed()._uses()
        if lost:
            self.lost = "\n".join(lost)
            return self._reopen()
        return self.action_apply_with_losses()

    def action_apply_with_losses(self):
        """Make, change and remove what is ticked, whatever goes with it."""
        self.ensure_one()
        handler = self.handler_id
        handler.check_access("write")
        if self.is_other_kind and self.sets_body_type:
            handler.body_type = self.body_kind
        if self.records_path and self.makes_each:
            handler.split_path = self.records_path
        if self.offers_open_only and self.is_open_only:
            handler.match_domain = OPEN_RECORDS[handler.model_name]
        ticked = self._ticked()
        ticked._check_replaces()
        names = ticked._apply_to_parameters()
        mappings = ticked._mappings()
        needed = self.needed_ids._mappings(
            names, {item["field_id"] for item in mappings}
        )
        last = max(handler.mapping_ids.mapped("sequence"), default=0)
        self.env["inbound.webhook.mapping"].create(
            [
                {"handler_id": handler.id, "sequence": last + number, **values}
                for number, values in enumerate(needed + mappings, 1)
            ]
        )
        if self.call_id and self.call_id == handler.captured_call_id:
            handler.sudo().captured_call_id = False
        return {"type": "ir.actions.act_window_close"}

    def _ticked(self):
        return self.line_ids.filtered("is_selected").sorted("position")

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What a Call Brings")
            if self.call_id
            else self.env._("Parameters from a Sample"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
