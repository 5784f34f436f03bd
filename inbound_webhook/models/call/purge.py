import logging

from odoo import api, models
from odoo.fields import Domain

from ...processing.guarded import guarded

_logger = logging.getLogger(__name__)

#: Rows removed in one go when old calls are purged.
PURGE_BATCH = 10_000
#: How many times as long calls are kept that are to fix.
OPEN_KEPT_TIMES = 4


class InboundWebhookCall(models.Model):
    """How long the log keeps a call."""

    _inherit = "inbound.webhook.call"

    @api.autovacuum
    def _gc_old_calls(self):
        """Remove calls that are older than their handlers keep them."""
        removed = 0
        handlers = self.env["inbound.webhook.handler"].with_context(active_test=False)
        for handler in handlers.search([("retention_days", ">", 0)]):
            with guarded(self.env.cr, _logger, f"The purge of handler {handler.id}"):
                old = self._old_calls(handler, limit=PURGE_BATCH - removed)
                old.unlink()
                self.env.flush_all()
                removed += len(old)
            if removed == PURGE_BATCH:
                return removed, 1
        return removed, 0

    def _old_calls(self, handler, limit):
        """The oldest calls of a handler that it does not keep any more.

        What is to fix is kept longer, or it would be lost unseen; but not for ever,
        since a sender that only sends what fails would fill the disk.
        """
        days = handler.retention_days
        old = Domain("request_date", "<", f"-{days}d")
        very_old = Domain("request_date", "<", f"-{days * OPEN_KEPT_TIMES}d")
        mine = Domain("handler_id", "=", handler.id) & Domain("queued", "=", False)
        left = Domain("attention", "!=", "open") | very_old
        return self.search(mine & old & left, order="id", limit=limit)
