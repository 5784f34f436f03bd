import logging

from odoo import models

from ...processing.call_context import call_context

_logger = logging.getLogger(__name__)


class IrActionsServer(models.Model):
    """Actions know of the call that sets them off."""

    _inherit = "ir.actions.server"

    def _get_eval_context(self, action=None):
        """Add ``parameters``, ``payload`` and ``call`` where a call fires the action.

        Override of ``base_automation``, whose own ``payload`` is read from the web
        request at hand: here the call may be processed without one.
        """
        eval_context = super()._get_eval_context(action)
        context = call_context(self.env)
        if context and action and action.state == "code":
            eval_context |= {
                "parameters": dict(context.parameters),
                "payload": context.payload,
                "call": context.call.with_env(self.env),
            }
        return eval_context

    def _run_action_webhook(self, eval_context=None):
        """Do not send on what a call has changed, unless its handler says so.

        Override of ``base``. The other system would hear of its own change, answer
        with another, and so on.
        """
        context = call_context(self.env)
        if context and not context.is_fulfilling:
            if not context.spec.passes_on:
                _logger.info(
                    "The action %s did not send on what call %s has changed",
                    self.id,
                    context.call.id,
                )
                return None
        return super()._run_action_webhook(eval_context)
