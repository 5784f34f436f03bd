import logging
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...fields.personal import PersonalChar
from ...log_masking import log_failure, masked_statements

_logger = logging.getLogger(__name__)

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
    them has to be tried again. So do calls whose keys are made in different ways, since
    their handler was changed between them: those that wait since before are through
    before any that came later is begun. All others pass.

    How they are processed is in ``attempts.py``.
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

    @api.ondelete(at_uninstall=False)
    def _release_claims_of_waiting(self):
        """A call that waits and is deleted is no call that others could repeat."""
        for call in self.filtered("queued"):
            self.env["inbound.webhook.claim"].sudo()._release(call)

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
