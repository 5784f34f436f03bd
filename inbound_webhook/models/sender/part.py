from odoo import fields, models

from ...engine.bounds import BOUNDS
from ...rights.access_checks import denied_with_owner


class InboundWebhookSenderPart(models.AbstractModel):
    """A part of a sender: it belongs to who may change the sender."""

    _name = "inbound.webhook.sender.part"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Sender Part"

    sender_id = fields.Many2one(
        "inbound.webhook.sender", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=BOUNDS["sequence"].default)

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read":
            return denied
        return denied_with_owner(denied, self, "sender_id")

    def write(self, vals):
        result = super().write(vals)
        # What it belongs to, or fills, may be another thing now.
        self.check_access("write")
        return result
