from odoo import models

from ...processing.call_context import call_context

#: What the trace says of an activity that is there already.
ACTIVITY_OPEN = "activity_open"


class IrActionsServer(models.Model):
    """An activity that is still to be done is not scheduled a second time."""

    _inherit = "ir.actions.server"

    def _run_action_next_activity(self, eval_context=None):
        """Leave out records on which the rules of a webhook left the same to be done.

        Override of ``mail``: of two enquiries of one person, the second would put the
        same line on somebody's list.
        """
        context = call_context(self.env)
        if not context or not context.is_fulfilling:
            return super()._run_action_next_activity(eval_context)
        ids = self.env.context.get("active_ids") or self.env.context.get("active_id")
        records = self.env[self.model_name].browse(ids)
        done = records.filtered(self._inbound_webhook_has_activity)
        if done:
            context.notes.append(ACTIVITY_OPEN)
        rest = records - done
        action = self.with_context(active_id=rest[:1].id, active_ids=rest.ids)
        return super(IrActionsServer, action)._run_action_next_activity(eval_context)

    def _inbound_webhook_has_activity(self, record):
        """Whether what this action schedules is still to be done on a record."""
        return record.activity_ids.filtered(
            lambda activity: activity.automated
            and activity.activity_type_id == self.activity_type_id
            and (activity.summary or "") == (self.activity_summary or "")
        )
