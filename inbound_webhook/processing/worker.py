import logging
from functools import partial

from odoo import api, models
from odoo.tools import SQL

from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from ..engine.trace import Trace
from ..failure_kinds import CONFLICTS
from ..log_masking import log_failure, masked_statements
from ..models.call.queue import MOST_ATTEMPTS
from .attempts import Attempt
from .run import Processed
from .turns import turns

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
    @masked_statements()
    def _cron_process_calls(self):
        """Process the calls whose turn has come; no call makes this raise."""
        calls = self.env["inbound.webhook.call"]
        commit = self.env["ir.cron"]._commit_progress
        self._guarded(calls._end_interrupted)
        self._guarded(calls._settle_overlooked)
        due = calls._due()
        while due:
            # One more than there are: nobody knows yet whether another batch follows.
            commit(remaining=len(due) + 1)
            for call in due:
                with turns(self.env.cr) as taken:
                    self._guarded(partial(self._attempt, call, taken))
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
        except CONFLICTS:
            # Another worker was quicker, and has done it.
            self._roll_back()
        except Exception as error:
            self._roll_back()
            log_failure(_logger, "Work on the queue of inbound calls failed", error)

    def _attempt(self, call, taken):
        """Make one attempt at a call, if it is its turn.

        :param Turns taken: the turns of this worker
        """
        number = call._begin_attempt()
        self._commit_attempt()
        if not number:
            return
        attempt = Attempt()
        attempt.tries.turns = taken
        attempt.tries.queue = f"handler {call.handler_id.id}"
        processor = self.env["inbound.webhook.processor"]

        # Each transaction asks anew whether the call is still this worker's.
        def take():
            if not call._lock_attempt(number):
                return None
            if number > MOST_ATTEMPTS:
                return _given_up(call)
            return processor._work(call, attempt.tries)

        def end(processed):
            # What was rolled back took the lock with it.
            if not processed.outcome.stands and not call._lock_attempt(number):
                return
            if processed.outcome.may_pass and number < MOST_ATTEMPTS:
                call._postpone(processed)
            else:
                duration = call.duration_ms + attempt.duration_ms
                call._leave_queue(processed, duration)

        def force(outcome):
            if call._lock_attempt(number):
                call._record_end_by_force(outcome)

        self.env["inbound.webhook.receiver"]._try(take, end, force, attempt)

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
