from odoo import fields, models

from ...rights.access_checks import denied_with_owner


class InboundWebhookHandlerLine(models.AbstractModel):
    """One line of a handler: it belongs to who may change the handler."""

    _name = "inbound.webhook.handler.line"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Handler Line"

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade", index=True
    )

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read":
            return denied
        return denied_with_owner(denied, self, "handler_id")

    def write(self, vals):
        if vals.get("handler_id"):
            # Record rules look at a line before it is written, so not at the handler
            # that it moves to.
            handlers = self.env["inbound.webhook.handler"]
            handlers.browse(vals["handler_id"]).check_access("write")
        result = super().write(vals)
        # What it fills may be another thing now.
        self.check_access("write")
        return result
