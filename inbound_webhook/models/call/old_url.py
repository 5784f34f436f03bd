from odoo import fields, models


class InboundWebhookCall(models.Model):
    """Calls that came by the URL before the present one."""

    _inherit = "inbound.webhook.call"

    by_old_url = fields.Boolean(
        string="By the Old URL",
        readonly=True,
        help="The call came by the URL before the present one, which goes on for some "
        "time: its sender does not have the new one yet.",
    )

    _old_url_idx = models.Index("(handler_id, id DESC) WHERE by_old_url IS TRUE")
