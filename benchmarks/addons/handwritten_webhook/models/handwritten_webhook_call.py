from odoo import fields, models


class HandwrittenWebhookCall(models.Model):
    """What came, and what became of it: a row that still says received has failed."""

    _name = "handwritten.webhook.call"
    _description = "Handwritten Webhook Call"
    _log_access = False

    received_at = fields.Datetime(required=True, default=fields.Datetime.now)
    body = fields.Text()
    state = fields.Selection(
        [("received", "Received"), ("done", "Done")],
        required=True,
        default="received",
    )
    lead_id = fields.Many2one("crm.lead", ondelete="set null")
