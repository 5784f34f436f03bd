import itertools
import logging
import random
import time
from functools import partial

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from ..engine.trace import Trace
from ..log_masking import log_failure
from .inbound_webhook_processor import Processed
from .inbound_webhook_queue import MOST_ATTEMPTS
from .inbound_webhook_receiver import Attempt

_logger = logging.getLogger(__name__)


class InboundWebhookWorker(models.AbstractModel):
    """Processes the calls of the queue, one after the other, in Odoo's cron workers.

    An attempt takes two transactions. The first one counts it and sets the time of the
    next one; the second one holds all effects of the call and its end. Killed at any
    moment, a worker leaves a call that is through, or one that is tried again.
    """

    _name = "inbound.webhook.worker"
    _description = "Inbound Webhook Worker"

    @api.model
    def _cron_process_calls(self):
        """Process the calls whose turn has come; no call makes this raise."""
        calls = self.env["inbound.webhook.call"]
        commit = self.env["ir.cron"]._commit_progress
        self._guarded(calls._end_interrupted)
        due = calls._due()
        while due:
            # One more than there are: nobody knows yet whether another batch follows.
            commit(remaining=len(due) + 1)
            for call in due:
                self._guarded(partial(self._attempt, call))
                seconds_left = commit(1)
                # Now, or what the next call rolls back would take it along.
                self.env.registry.signal_changes()
                if not seconds_left:
                    # Other crons have their turn, and then this one has it again:
                    # Odoo itself would let it rest for a minute.
                    calls._notify_cron()
                    return
            due = calls._due(after=due[-1].id)
        commit(remaining=0)

    def _guarded(self, work):
        """Do some work whose failure must not keep the next one from being done."""
        try:
            work()
            self.env.cr.flush()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Another worker was quicker, and has done it.
            self._roll_back()
        except Exception as error:
            self._roll_back()
            log_failure(_logger, "Work on the queue of inbound calls failed", error)

    def _attempt(self, call):
        """Make one attempt at a call, if it is its turn."""
        number = call._begin_attempt()
        self._commit_attempt()
        # Each transaction asks anew whether the call is still this worker's.
        if not number or not call._lock_attempt(number):
            return
        started = time.monotonic()
        if number > MOST_ATTEMPTS:
            processed = _given_up(call)
        else:
            processed = self._process(call, number)
        if not processed.outcome.stands and not call._lock_attempt(number):
            return
        if processed.outcome.may_pass and number < MOST_ATTEMPTS:
            call._postpone(processed)
        else:
            duration = round((time.monotonic() - started) * 1000)
            call._leave_queue(processed, call.duration_ms + duration)

    def _process(self, call, number):
        """Process a call; at a conflict again, as Odoo does it with requests.

        :rtype: Processed
        :raise psycopg2.OperationalError: another worker has taken the call meanwhile
        """
        receiver = self.env["inbound.webhook.receiver"]
        take = partial(self.env["inbound.webhook.processor"]._work, call)
        for tries in itertools.count(1):
            try:
                return receiver._try(take, Attempt(tries=tries))
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self._roll_back()
                # Shorter than Odoo's: all other calls wait, too.
                time.sleep(random.uniform(0, 0.05 * 2**tries))
                if not call._lock_attempt(number):
                    raise

    def _commit_attempt(self):
        # Should the database lose it, the attempt is not counted, and that is all:
        # not worth waiting for the disk.
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL synchronous_commit TO off"))
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _roll_back(self):
        self.env["inbound.webhook.receiver"]._roll_back()


def _given_up(call):
    """What became of a call at which the server stopped again and again."""
    message = _lt("The server stopped each time it processed this call.")
    trace = Trace(call.trace)
    trace.failed("queue", "given_up", message=message)
    return Processed(Outcome("interrupted", message=message), trace, call=call)
