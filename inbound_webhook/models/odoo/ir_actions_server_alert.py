from odoo import fields, models

from ...processing.call_context import call_context
from ..bounded import within_bounds

ALERT = "inbound_webhook_alert"


class IrActionsServer(models.Model):
    """An action that alerts the owner of a record."""

    _name = "ir.actions.server"
    _inherit = ["ir.actions.server", "inbound.webhook.bounded"]

    state = fields.Selection(
        selection_add=[(ALERT, "Alert the Owner"), ("code",)],
        ondelete={ALERT: "cascade"},
    )
    inbound_webhook_fold = fields.Integer(
        string="Gather for",
        default=1,
        help="Minutes in which the news of one record are gathered into one alert, so "
        "that many calls do not make many alerts. The owner hears of them after that "
        "time. 0: of each call at once.",
    )
    inbound_webhook_user_id = fields.Many2one(
        "res.users",
        string="Else This User",
        help="Who is alerted of a record that has no owner.",
    )
    inbound_webhook_team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        help="Whose members are alerted of a record that has no owner, or are given "
        "records in turn.",
    )

    _inbound_webhook_fold_bounds = within_bounds("inbound_webhook_fold")

    def _run_action_inbound_webhook_alert_multi(self, eval_context=None):
        """Alert the owners of the records, or who stands in for them."""
        records = eval_context["records"] or eval_context["record"]
        alerts_sudo = self.env["inbound.webhook.alert"].sudo()
        for record in records:
            for user in self._inbound_webhook_recipients(record):
                alerts_sudo._gather(self, record, user, call_context(self.env))

    def _inbound_webhook_recipients(self, record):
        owner = record["user_id"] if "user_id" in record._fields else None
        if owner:
            return owner
        return self.inbound_webhook_user_id or self.inbound_webhook_team_id.member_ids
