# A file for each subject: pylint: disable=consider-merging-classes-inherited
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
        for record in records:
            if "user_id" not in record._fields or record.user_id:
                continue
            values = {"user_id": self._inbound_webhook_next_member(record).id}
            if "team_id" in record._fields:
                values["team_id"] = self.inbound_webhook_team_id.id
            record.write(values)

    def _inbound_webhook_next_member(self, record):
        """The member whose newest record is the oldest; one without any goes first.

        Who is next is read from the records themselves: a pointer that every call moves
        would have calls wait for one another.
        """
        members = self.inbound_webhook_team_id.member_ids.sorted("id")
        newest = dict(
            record._read_group(
                [("user_id", "in", members.ids)], ["user_id"], ["id:max"]
            )
        )
        return min(members, key=lambda member: newest.get(member, 0), default=members)
