from odoo import fields, models


class InboundWebhookSender(models.Model):
    """A system that sends calls: what is known of it, as data.

    Other addons add to the list with records of their own.
    """

    _name = "inbound.webhook.sender"
    _description = "Inbound Webhook Sender"
    _order = "name"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    delivery_id_header = fields.Char(
        help="The header that holds the same id when the sender repeats a delivery."
    )
    documentation_url = fields.Char(string="Documentation")
