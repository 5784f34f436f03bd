from odoo import fields, models

ASSIGN = "inbound_webhook_assign"


class IrActionsServer(models.Model):
    """An action that gives records to the members of a sales team in turn."""

    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[(ASSIGN, "Assign in Turn"), ("code",)],
        ondelete={ASSIGN: "cascade"},
    )

    def _run_action_inbound_webhook_assign_multi(self, eval_context=None):
        """Give each record without an owner to the member who has waited longest."""
        records = eval_context["records"] or eval_context["record"]
        team = self.inbound_webhook_team_id
        for record in records:
            if "user_id" not in record._fields or record.user_id:
                continue
            member = self.env["inbound.webhook.assignment"]._take(team, team.member_ids)
            values = {"user_id": member.id}
            if "team_id" in record._fields:
                values["team_id"] = team.id
            record.write(values)
