from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import InvalidSetup
from ...engine.origins import parse_origins
from ...words.phrases import worded


class InboundWebhookHandler(models.Model):
    """The websites that browsers may call from."""

    _inherit = "inbound.webhook.handler"

    allowed_origins = fields.Text(
        string="Allowed Websites",
        groups="inbound_webhook.group_administrator",
        help="Websites whose pages may call, one on each line, such as "
        "https://www.example.com or https://*.example.com; * for any. Calls from pages "
        "of others are refused. Empty: forms of any page are taken, and browsers let "
        "no script of a page read an answer, or send what is said to be JSON. "
        "Programs that are no browsers do not say where they come from, so this does "
        "not keep them out.",
    )

    @api.constrains("allowed_origins")
    def _check_allowed_origins(self):
        for handler in self:
            try:
                handler._origins()
            except InvalidSetup as error:
                raise ValidationError(worded(self.env, error)) from error

    def _origins(self):
        """:rtype: Origins"""
        return parse_origins(self.sudo().allowed_origins or "")
