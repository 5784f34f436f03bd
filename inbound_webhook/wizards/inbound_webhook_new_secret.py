from odoo import fields, models


class InboundWebhookNewSecret(models.TransientModel):
    """A secret that was just made, shown this once.

    The record is never saved: the dialog has it from the answer to the button, and
    there is no column for it.
    """

    _name = "inbound.webhook.new.secret"
    _description = "Inbound Webhook New Secret"

    secret = fields.Char(store=False)
    secret_word = fields.Char(store=False)
    is_next = fields.Boolean(store=False)
