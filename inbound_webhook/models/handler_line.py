from odoo import fields, models


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
        handlers = self.sudo().handler_id.with_env(self.env)
        of_handlers = handlers._check_access("write")
        if not of_handlers:
            return denied
        reserved, reason = of_handlers
        lines = self.filtered(lambda line: line.sudo().handler_id in reserved)
        if not denied:
            return lines, reason
        return lines | denied[0], denied[1]

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
