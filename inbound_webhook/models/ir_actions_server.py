from odoo import models

from .inbound_webhook_processor import CALL_CONTEXT_KEY


class IrActionsServer(models.Model):
    """Code actions see the call that set them off."""

    _inherit = "ir.actions.server"

    def _get_eval_context(self, action=None):
        """Add ``parameters``, ``payload`` and ``call`` where a call fires the action.

        Override of ``base_automation``, whose own ``payload`` is read from the web
        request at hand: here the call may be processed without one.
        """
        eval_context = super()._get_eval_context(action)
        context = self.env.context.get(CALL_CONTEXT_KEY)
        if context and action and action.state == "code":
            eval_context |= {
                "parameters": dict(context.parameters),
                "payload": context.payload,
                "call": self.env["inbound.webhook.call"].browse(context.call_id),
            }
        return eval_context
