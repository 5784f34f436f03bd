import logging
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.attempts import PAUSES
from ...engine.phrases import _lt
from ...engine.storing import storable_json
from ...engine.trace import Trace
from ...engine.trace_size import within_size
from ...fields.personal import PersonalChar
from ...log_masking import log_failure, masked_statements
from ...processing.background import process_waiting
from ...processing.guarded import guarded
from ...words.phrases import reason_values

_logger = logging.getLogger(__name__)

#: How many calls are looked up in one go.
BATCH = 100
CRON = "inbound_webhook.cron_process_calls"
#: An older trigger is gone: Odoo removes those that are past at the next run.
_OLDEST_TRIGGER = timedelta(days=1)
#: Calls to be tried again at about the same time share a trigger.
_SHARED_WITHIN = timedelta(seconds=5)
#: How long calls that are being deleted are left alone: longer than Odoo tries.
_LEFT_ALONE = timedelta(minutes=1)


class InboundWebhookCall(models.Model):
    """The queue: calls that were accepted and wait to be processed.

    The row of a call is its place in the queue, so accepting it takes no second table.
    Calls of one ordering key leave the queue in the order they came, also where one of
    them has to be tried again; all others pass it. So do calls whose keys are made in
    different ways, since their handler was changed between them: those that wait since
    before are through before any that came later is begun.
    """

    _inherit = "inbound.webhook.call"

    queued = fields.Boolean(string="Waiting", readonly=True)
    attempts = fields.Integer(readonly=True, aggregator=False)
    next_attempt_date = fields.Datetime(string="Next Attempt", readonly=True)
    # That of a known address is quickly made.
    ordering_key = PersonalChar(readonly=True)
    # What the key is made of: with another rule, no two can be compared.
    ordering_rule = fields.Char(readonly=True)

    # Odoo asks for IS TRUE. Before version 17, PostgreSQL takes an index for that only
    # where it says the same, and otherwise reads the whole log.
    _queued_idx = models.Index("(id) WHERE queued IS TRUE")
    _queued_handler_idx = models.Index("(handler_id, id) WHERE queued IS TRUE")
    _queued_key_idx = models.Index("(ordering_key, id) WHERE queued IS TRUE")
    _under_way_idx = models.Index("(request_date) WHERE status = 'received'")

    # === CRUD METHODS ===

    def unlink(self):
        try:
            # A conflict here is in order: Odoo begins again.
            with masked_statements():
                return super().unlink()
        except SerializationFailure:
            # A worker has just had one of them. When Odoo asks again, it has none.
            self._leave_alone_at_once()
            raise  # pylint: disable=no-raise-unlink

    def _leave_alone_at_once(self):
        """Have no worker take them for a while, whatever becomes of the deletion."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    UPDATE inbound_webhook_call
                       SET next_attempt_date = GREATEST(next_attempt_date, %s)
                     WHERE id IN (
                           SELECT id FROM inbound_webhook_call
                            WHERE id = ANY(%s) AND queued IS TRUE
                              FOR NO KEY UPDATE SKIP LOCKED)
                    """,
                    fields.Datetime.now() + _LEFT_ALONE,
                    self.ids,
                )
            )

    # === AT THE DOOR ===

    def _enqueue(self, ordering_key, ordering_rule, is_on=True):
        """Have the worker know that the call waits.

        :param str ordering_key: what it has in common with the calls that it must not
            overtake, None where it may be processed at any time
        :param str ordering_rule: what that is made of
        :param bool is_on: whether its handler is switched on. Of one that is not, the
            worker is told when it is
        :return: values that make the row its place in the queue
        """
        self.ensure_one()
        if is_on:
            self._wake_worker()
        return {
            "queued": True,
            "next_attempt_date": self.request_date,
            "ordering_key": ordering_key,
            "ordering_rule": ordering_rule,
        }

    def _waiting_before(self, handler_id, ordering_key, ordering_rule):
        """An earlier call that waits, and that this one must not overtake, or none.

        :param handler_id: of its handler
        :param ordering_key: of this call, None where it may overtake any of its rule
        :param ordering_rule: what that is made of
        """
        self.ensure_one()
        domain = self._waiting_about(handler_id, ordering_key, ordering_rule)
        before = domain & Domain("id", "<", self.id)
        return self.search(before, order="id desc", limit=1)

    @api.model
    def _waiting_about(self, handler_id, ordering_key, ordering_rule):
        """The calls that wait and may be about the same record, as a domain.

        Of those whose keys were made otherwise, nobody knows.
        """
        about = Domain("ordering_rule", "!=", ordering_rule)
        if ordering_key:
            about |= Domain("ordering_key", "=", ordering_key)
        mine = Domain("queued", "=", True) & Domain("handler_id", "=", handler_id)
        return mine & about

    @api.model
    def _are_waiting(self, handler_id, number):
        """Whether at least so many calls of a handler wait."""
        of_handler = [("queued", "=", True), ("handler_id", "=", handler_id)]
        return self.search_count(of_handler, limit=number) == number

    @api.model
    def _wake_worker(self, at=None):
        """Have the cron start soon or at a time, unless it has been told already.

        That costs a connection to another database, so a burst of calls pays it once.

        :param datetime at: when; calls that wait for about the same time share it
        """
        now = fields.Datetime.now()
        call_at = at or now
        # A trigger that the running cron is about to remove has an xmax. It does not
        # count: that run may have looked for calls for the last time. Nor does one that
        # was set for later when its time has come, since nobody tells the workers then:
        # they find it when they look next, which they do once a minute.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO ir_cron_trigger (cron_id, call_at, create_date)
                     SELECT %(cron)s, %(call_at)s, %(now)s
                      WHERE NOT EXISTS (
                            SELECT FROM ir_cron_trigger
                             WHERE cron_id = %(cron)s AND xmax = 0
                               AND call_at BETWEEN %(earliest)s AND %(latest)s
                               AND (%(is_later)s OR create_date >= call_at))
                """,
                cron=self.env["ir.model.data"]._xmlid_to_res_id(CRON),
                call_at=call_at,
                now=now,
                earliest=at or now - _OLDEST_TRIGGER,
                latest=call_at + _SHARED_WITHIN if at else call_at,
                is_later=bool(at),
            )
        )
        if self.env.cr.rowcount and not at:
            self.env.cr.postcommit.add(self._notify_cron)

    def _notify_cron(self):
        """Tell the cron workers to look for work now, not at their next round."""
        # The call is safe by now: an exception would have its sender told otherwise.
        try:
            self.env["ir.cron"]._notifydb()
        except Exception as error:
            log_failure(_logger, "Waking the cron workers failed", error)

    # === IN THE BACKGROUND ===

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

    @api.ondelete(at_uninstall=False)
    def _release_claims_of_waiting(self):
        """A call that waits and is deleted is no call that others could repeat."""
        for call in self.filtered("queued"):
            self.env["inbound.webhook.claim"].sudo()._release(call)


class InboundWebhookHandler(models.Model):
    """Its calls that wait are processed when it is switched on again."""

    _inherit = "inbound.webhook.handler"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active"):
            calls = self.env["inbound.webhook.call"].sudo()
            if calls.search(
                [("queued", "=", True), ("handler_id", "in", self.ids)], limit=1
            ):
                calls._wake_worker()
        return result
