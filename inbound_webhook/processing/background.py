"""Processes the calls of the queue, one after the other, in Odoo's cron workers.

An attempt takes two transactions. The first one counts it and sets the time of the next
one; the second one holds all effects of the call and its end. Killed at any moment, a
worker leaves a call that is through, or one that is tried again.
"""

import logging
from functools import partial

from ..engine.attempts import MOST_ATTEMPTS
from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from ..engine.trace import Trace
from ..failure_kinds import CONFLICTS
from ..log_masking import log_failure, masked_statements
from . import one_call
from .committing import commit_unacknowledged, roll_back
from .progress import Progress
from .run import Processed
from .turns import turns

_logger = logging.getLogger(__name__)


@masked_statements()
def process_waiting(env):
    """Process the calls whose turn has come; no call makes this raise.

    :param env: of the cron
    """
    calls = env["inbound.webhook.call"]
    commit = env["ir.cron"]._commit_progress
    _apart(env, env["inbound.webhook.rate"]._forget_full)
    _apart(env, calls._end_interrupted)
    _apart(env, calls._settle_overlooked)
    due, last = calls._due(), {}
    while due:
        last |= {call.handler_id.id: call.id for call in due}
        # One more than there are: nobody knows yet whether another batch follows.
        commit(remaining=len(due) + 1)
        for call in due:
            with turns(env.cr) as taken:
                _apart(env, partial(_attempt, call, taken))
                seconds_left = commit(1)
            # Now, or what the next call rolls back would take it along.
            env.registry.signal_changes()
            if not seconds_left:
                # Other crons have their turn, and then this one has it again: Odoo
                # itself would let it rest for a minute.
                calls._notify_cron()
                return
        due = calls._due(after=last)
    commit(remaining=0)


def _apart(env, work):
    """Do some work whose failure must not keep the next one from being done."""
    try:
        work()
        env.cr.flush()
    except CONFLICTS:
        # Another worker was quicker, and has done it.
        roll_back(env)
    except Exception as error:
        roll_back(env)
        log_failure(_logger, "Work on the queue of inbound calls failed", error)


def _attempt(call, taken):
    """Make one attempt at a call, if it is its turn.

    :param Turns taken: the turns of this worker
    """
    number = call._begin_attempt()
    # Should the database lose it, the attempt is not counted, and that is all.
    commit_unacknowledged(call.env)
    if not number:
        return
    spec = call.handler_id._found().spec
    progress = Progress()
    progress.tries.turns = taken
    progress.belongs_to(spec)

    # Each transaction asks anew whether the call is still this worker's.
    def take():
        if not call._lock_attempt(number):
            return None
        if number > MOST_ATTEMPTS:
            return _given_up(call)
        return one_call.work(call, spec, progress.tries)

    def end(processed):
        # What was rolled back took the lock with it.
        if not processed.outcome.stands and not call._lock_attempt(number):
            return
        if processed.outcome.may_pass and number < MOST_ATTEMPTS:
            call._postpone(processed)
        else:
            duration = call.duration_ms + progress.duration_ms
            call._leave_queue(processed, duration)

    def force(outcome):
        if call._lock_attempt(number):
            call._record_end_by_force(outcome)

    one_call.try_(call.env, take, end, force, progress)


def _given_up(call):
    """What became of a call at which the server stopped again and again."""
    message = _lt("The server stopped each time it processed this call.")
    trace = Trace(call.trace)
    trace.failed("queue", "given_up", message=message)
    return Processed(Outcome("interrupted", message=message), trace, call=call)
