import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.attempts import PAUSES
from ...engine.phrases import _lt
from ...engine.storing import storable_json
from ...engine.trace import Trace
from ...engine.trace_size import within_size
from ...processing.background import process_waiting
from ...processing.guarded import guarded
from ...words.phrases import reason_values

_logger = logging.getLogger(__name__)

#: How many calls are looked up in one go.
BATCH = 100


class InboundWebhookCall(models.Model):
    """The attempts at a call of the queue, in the background."""

    _inherit = "inbound.webhook.call"

    @api.model
    def _cron_process_calls(self):
        """Process the calls that wait. The cron begins here."""
        process_waiting(self.env)

    @api.model
    def _due(self, after=None):
        """Calls whose turn has come, a batch of them.

        The oldest of each handler first, then the second of each: what one of them has
        kept for days holds up no other. Left out are those of a handler that is
        switched off, and those behind one that is to be tried again later. The others
        behind an earlier one are in: by the time they are taken, that one may be
        through.

        :param dict after: of calls that were taken before, the last one's id by the id
            of its handler
        """
        after = after or {}
        rows = self.env.execute_query(
            SQL(
                """
                  WITH postponed AS MATERIALIZED (
                       SELECT handler_id, ordering_rule, min(id) AS first_id
                         FROM inbound_webhook_call
                        WHERE queued IS TRUE AND next_attempt_date > %(now)s
                     GROUP BY handler_id, ordering_rule)
                SELECT call.id
                  FROM inbound_webhook_handler handler
             LEFT JOIN unnest(%(handlers)s::int[], %(last)s::int[])
                    AS taken(handler_id, last) ON taken.handler_id = handler.id
         CROSS JOIN LATERAL (
                       SELECT id
                         FROM inbound_webhook_call waiting
                        WHERE queued IS TRUE AND handler_id = handler.id
                          AND id > coalesce(taken.last, 0)
                          AND next_attempt_date <= %(now)s
                          AND NOT EXISTS (
                              SELECT FROM inbound_webhook_call earlier
                               WHERE earlier.queued IS TRUE
                                 AND earlier.id < waiting.id
                                 AND earlier.ordering_key = waiting.ordering_key
                                 AND earlier.next_attempt_date > %(now)s)
                          AND NOT EXISTS (
                              SELECT FROM postponed
                               WHERE first_id < waiting.id
                                 AND postponed.handler_id = handler.id
                                 AND postponed.ordering_rule
                                     IS DISTINCT FROM waiting.ordering_rule)
                     ORDER BY id
                        LIMIT %(batch)s) call
                 WHERE handler.active
              ORDER BY row_number() OVER (PARTITION BY handler.id ORDER BY call.id),
                       call.id
                 LIMIT %(batch)s
                """,
                handlers=list(after),
                last=list(after.values()),
                now=fields.Datetime.now(),
                batch=BATCH,
            )
        )
        return self.browse(call_id for (call_id,) in rows)

    def _begin_attempt(self):
        """Take the call, unless another worker has it or it is not its turn.

        The time of the next attempt is set before this one begins: a worker that is
        killed by the call leaves it to be tried again, and the other calls a worker.

        :return: how many attempts there are with this one, 0 where it must not begin
        """
        self.ensure_one()
        locked = self._lock(
            SQL(
                """
                next_attempt_date <= %s AND EXISTS (
                    SELECT FROM inbound_webhook_handler handler
                     WHERE handler.id = inbound_webhook_call.handler_id
                       AND handler.active) AND NOT EXISTS (
                    SELECT FROM inbound_webhook_call earlier
                     WHERE earlier.queued IS TRUE
                       AND earlier.id < inbound_webhook_call.id
                       AND earlier.ordering_key = inbound_webhook_call.ordering_key)
                AND NOT EXISTS (
                    SELECT FROM inbound_webhook_call earlier
                     WHERE earlier.queued IS TRUE
                       AND earlier.id < inbound_webhook_call.id
                       AND earlier.handler_id = inbound_webhook_call.handler_id
                       AND earlier.ordering_rule
                           IS DISTINCT FROM inbound_webhook_call.ordering_rule)
                """,
                fields.Datetime.now(),
            )
        )
        if locked:
            self.attempts += 1
            self._set_next_attempt()
        return self.attempts if locked else 0

    def _lock_attempt(self, number):
        """Lock the call for the attempt that has begun.

        :param int number: which one, as :meth:`_begin_attempt` says it
        :return: whether the call still waits for its end
        """
        return self._lock(SQL("attempts = %s", number))

    def _lock(self, condition):
        # As Odoo locks its crons: calls that refer to this one need not wait for it.
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM inbound_webhook_call
                 WHERE id = %s AND queued IS TRUE AND %s
                   FOR NO KEY UPDATE SKIP LOCKED
                """,
                self.id,
                condition,
            ),
            # Another worker may just have had it, and that is in order.
            log_exceptions=False,
        )
        return bool(self.env.cr.rowcount)

    def _postpone(self, processed):
        """Have the call tried again after a pause that grows from one to the next.

        :param Processed processed: what became of this attempt
        """
        self.ensure_one()
        self._set_next_attempt()
        reason = processed.outcome.detail or processed.outcome.message
        trace = Trace(self.trace)
        trace.noted("queue", "postponed", attempt=self.attempts, reason=reason)
        lines = within_size(storable_json(trace.lines), processed.spec.kept.trace)
        values = {**reason_values(reason), "trace": lines}
        values |= self._begun_again_values(processed)
        self.write(processed.spec.without_secrets(values))

    def _set_next_attempt(self):
        pause = PAUSES[min(self.attempts, len(PAUSES)) - 1]
        self.next_attempt_date = fields.Datetime.now() + timedelta(minutes=pause)
        self._wake_worker(self.next_attempt_date)

    def _leave_queue(self, processed, duration_ms):
        """Write how the call ended after it waited.

        :param Processed processed: what became of it
        """
        self.ensure_one()
        processed.row_values = {"queued": False, "next_attempt_date": False}
        self._record_end(processed, duration_ms)
        if not processed.outcome.stands:
            self.env["inbound.webhook.claim"]._release(self)

    @api.model
    def _end_interrupted(self):
        """End the calls that the server crashed at while their senders waited.

        They are not processed: nobody was told that they would be, so their senders
        send them again.
        """
        left = self.search(
            [
                ("status", "=", "received"),
                ("queued", "=", False),
                ("request_date", "<", "-1H"),
            ],
            limit=BATCH,
        )
        left = left.try_lock_for_update(allow_referencing=True)
        reason = _lt(
            "The server stopped while it processed this call. The sender got no answer."
        )
        for call in left:
            with guarded(self.env.cr, _logger, f"The end of call {call.id}"):
                call.write(
                    {
                        "status": "error",
                        "reason": "interrupted",
                        **reason_values(reason),
                    }
                )
                call._list_to_fix()
