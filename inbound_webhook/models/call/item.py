from odoo import api, fields, models

from ...engine.masking import without_values_in_phrase
from ...fields.personal import PersonalJson, PersonalText
from ...words.phrases import reason_values, worded


class InboundWebhookCallItem(models.Model):
    """What became of one item of a call that holds several records."""

    _name = "inbound.webhook.call.item"
    _description = "Inbound Webhook Call Item"
    _order = "call_id desc, position"
    _log_access = False

    call_id = fields.Many2one(
        "inbound.webhook.call",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    position = fields.Integer(string="Item", readonly=True, aggregator=False)
    status = fields.Selection(
        [("success", "Success"), ("ignored", "Ignored"), ("error", "Error")],
        required=True,
        readonly=True,
    )
    operation = fields.Selection(
        [
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("archived", "Archived"),
            ("unarchived", "Brought back"),
            ("deleted", "Deleted"),
            ("found", "Found"),
        ],
        readonly=True,
    )
    res_model = fields.Char(string="Record Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True, aggregator=False
    )
    error_message = PersonalText(readonly=True)
    error_phrase = PersonalJson(readonly=True, mask=without_values_in_phrase)
    reason_text = fields.Text(string="Reason", compute="_compute_reason_text")

    _record_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.depends("error_message", "error_phrase")
    @api.depends_context("lang", "uid")
    def _compute_reason_text(self):
        for item in self:
            reason = item.error_phrase or item.error_message
            item.reason_text = worded(self.env, reason) if reason else False

    @api.model
    def _values_of(self, results, details=None):
        """Values of the rows for the results of a call, in their order.

        :param list[dict] results: as in ``engine.outcomes.Outcome``
        :param details: what the log says of each beyond that, as there
        :rtype: list[dict]
        """
        details = details or [None] * len(results)
        return [
            {
                "position": position,
                "status": result["status"],
                "operation": result.get("operation"),
                "res_model": result.get("model"),
                "res_id": result.get("id"),
                **reason_values(detail or result.get("error")),
            }
            for position, (result, detail) in enumerate(
                zip(results, details, strict=True), 1
            )
        ]
