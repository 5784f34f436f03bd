from collections import Counter

from odoo import fields, models
from odoo.fields import Domain


class InboundWebhookRecordMixin(models.AbstractModel):
    """Records that show the calls which created, updated or found them."""

    _name = "inbound.webhook.record.mixin"
    _description = "Record of Inbound Webhook Calls"

    inbound_webhook_call_count = fields.Integer(
        string="Webhook Calls",
        compute="_compute_inbound_webhook_call_count",
        groups="inbound_webhook.group_user",
    )

    def _compute_inbound_webhook_call_count(self):
        about = Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
        counts = Counter()
        for model in ("inbound.webhook.call", "inbound.webhook.call.item"):
            groups = self.env[model]._read_group(about, ["res_id"], ["__count"])
            counts.update(dict(groups))
        for record in self:
            record.inbound_webhook_call_count = counts[record.id]

    def action_open_inbound_webhook_calls(self):
        """Open the calls that created, updated or found this record."""
        self.ensure_one()
        about = Domain("res_model", "=", self._name) & Domain("res_id", "=", self.id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inbound_webhook.action_inbound_webhook_call"
        )
        action["domain"] = list(about | Domain("item_ids", "any", about))
        action["context"] = {}
        return action
