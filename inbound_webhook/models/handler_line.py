from odoo import fields, models


class InboundWebhookHandlerLine(models.AbstractModel):
    """One line of a handler: it belongs to who may change the handler."""

    _name = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Handler Line"

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade", index=True
    )

    def write(self, vals):
        if vals.get("handler_id"):
            # Record rules look at a line before it is written, so not at the handler
            # that it moves to.
            handlers = self.env["inbound.webhook.handler"]
            handlers.browse(vals["handler_id"]).check_access("write")
        return super().write(vals)
