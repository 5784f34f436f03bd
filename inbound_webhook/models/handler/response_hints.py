from odoo import api, models


class InboundWebhookHandler(models.Model):
    """Responses that are never given, as the handler is set up."""

    _inherit = "inbound.webhook.handler"

    @api.depends("method", "processing", "response_ids.outcome", "when_off")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _hints(self):
        yield from super()._hints()
        outcomes = set(self.response_ids.mapped("outcome"))
        queues = self._queues_calls()
        if queues and "success" in outcomes and "accepted" not in outcomes:
            yield self.env._(
                "Nobody gets the response to Success: this webhook works in the "
                "background, and what the sender is answered is the response to Taken "
                "into the queue."
            )
        if "accepted" in outcomes and not queues and self._when_off() != "keep":
            yield self.env._(
                "Nobody gets the response to Taken into the queue: this webhook "
                "processes calls while the sender waits."
            )
