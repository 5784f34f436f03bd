from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What stands for the URL of the handler in the steps of a sender.
URL_PLACEHOLDER = "{{ url }}"
#: And for the form of a website that sends calls to it.
FORM_PLACEHOLDER = "{{ form }}"


class InboundWebhookHandler(models.Model):
    """What a handler takes from the sender of its calls."""

    _inherit = "inbound.webhook.handler"

    sender_setup = fields.Html(
        string="How to Set It Up",
        compute="_compute_sender_setup",
        groups="inbound_webhook.group_administrator",
        help="Where in the sender the URL goes.",
    )
    sender_documentation_url = fields.Char(
        related="sender_id.documentation_url", string="Documentation of the Sender"
    )
    sender_has_lines = fields.Boolean(compute="_compute_sender_has_lines")

    @api.depends("sender_id", "snippet_html", "url")
    def _compute_sender_setup(self):
        for handler in self:
            setup = Markup(handler.sender_id.setup or "")
            setup = setup.replace(URL_PLACEHOLDER, handler.url or "")
            form = handler.snippet_html or ""
            handler.sender_setup = setup.replace(FORM_PLACEHOLDER, form)

    @api.depends("sender_id")
    def _compute_sender_has_lines(self):
        for handler in self:
            handler.sender_has_lines = bool(handler.sender_id.line_ids)

    def action_fill_from_sender(self):
        """Take over what the sender is known to send: for a handler without parameters.

        :raise UserError: the handler has parameters or mappings already
        """
        self.ensure_one()
        self.check_access("write")
        if self.parameter_ids or self.mapping_ids:
            raise UserError(self.env._("This webhook has parameters already."))
        values = self.sender_id._handler_values()
        self.write({**values, "active": self.active})
        self.sender_id._fill(self)
