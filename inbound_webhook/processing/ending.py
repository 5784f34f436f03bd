"""The one end of every call, which nothing that goes wrong keeps from it.

Of what stands, answer and last values of the row are made in the transaction of the
effects; of what does not, after these are rolled back. Where neither can be, the call
ends with constants.
"""

import logging

from psycopg2 import IntegrityError

from ..engine.answers import default_reply
from ..engine.outcomes import RETRY_AFTER_OUTAGE, Outcome
from ..engine.phrases import _lt
from ..engine.reasons import UNPROVEN
from ..engine.trace import Trace
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure
from . import answering, failing
from .committing import roll_back
from .conflicts import Conflict, RowDeleted
from .run import Processed

_logger = logging.getLogger(__name__)


def begins_again(env, error, progress):
    """Whether a call that met another one begins again, with a new snapshot."""
    if kind_of(error) != CONFLICT:
        return False
    roll_back(env)
    progress.recall_row()
    return progress.tries.begin_again(error)


def conclude(env, processed, end, force, progress):
    """Write the end of a call of which nothing is to be rolled back any more.

    As ``one_call.try_``.
    """
    while True:
        try:
            if processed.findings.violation:
                failing.explain_violation(env, processed)
            return written(env, end, processed, progress)
        except Exception as error:
            if begins_again(env, error, progress):
                continue
            outcome = cut_short(error).outcome
        roll_back(env)
        progress.recall_row()
        return force(outcome)


def written(env, end, processed, progress):
    """Write the end of a call, and have the database take it."""
    processed.spec = progress.spec
    processed.begun_again = progress.tries.number - 1
    reply = end(processed)
    # Now, where it can still be written otherwise, and while what the row holds is kept
    # out of the log.
    env.cr.flush()
    return reply


def end(call, request, progress, processed):
    """Write how a call ended.

    :param call: its row
    :param IncomingRequest request: what came
    :param Processed processed: what became of it
    :return: what its sender is answered
    :rtype: Reply
    """
    reply = reply_to(call, processed, request)
    call._record_end(processed, progress.duration_ms, reply, request)
    progress.ended_id, progress.reply = call.id, reply
    return reply


def end_by_force(call, request, progress, outcome):
    """End a call with nothing but what is known to be storable.

    :param Outcome outcome: its texts are constants
    :rtype: Reply
    :raise Conflict: somebody has deleted its row; nothing of the call is done, and it
        begins again with another one
    """
    reply = default_reply(outcome, call.id, request)
    if not call._record_end_by_force(outcome):
        progress.call_id = progress.row = None
        raise Conflict
    progress.ended_id, progress.reply = call.id, reply
    return reply


def end_anew(env, spec, request, progress, outcome):
    """As :func:`end_by_force`, of a call whose row was rolled back."""
    call = env["inbound.webhook.call"]._record_arrival(spec, request, keeps="whole")
    return end_by_force(call, request, progress, outcome)


def end_unanswered(env, progress, error):
    """End a call that nothing else could, as where its commit failed.

    Takes a new transaction. What is committed already stays, and is what the sender is
    told.

    :param Progress progress: how far it has come
    :param Exception error: why it was not answered
    :rtype: Reply
    """
    call = env["inbound.webhook.call"].browse(progress.ended_id or progress.call_id)
    if progress.reply and call._has_ended():
        return progress.reply
    outcome = cut_short(error).outcome
    if not call.exists():
        return default_reply(outcome, None)
    return end_by_force(call, None, progress, outcome)


def reply_to(call, processed, request):
    """What the sender is answered, without the secrets that a text may bring along.

    :param IncomingRequest request: what came, None where nobody is shown a page
    :rtype: Reply
    """
    reply = answering.reply(call, processed, request)
    for secret in processed.spec.secrets:
        reply = reply.masked(secret)
    return reply


def not_taken(outcome):
    """What became of a call that was not taken.

    :rtype: Processed
    """
    trace = Trace()
    step = "authenticate" if outcome.reason in UNPROVEN else "receive"
    message = outcome.detail or outcome.message
    if outcome.call_status == "ignored":
        trace.stopped(step, outcome.reason, **({"message": message} if message else {}))
    else:
        trace.failed(step, outcome.reason, message=message)
    return Processed(outcome, trace)


def unknown_url(request):
    """What is answered to a call that is nobody's.

    :param IncomingRequest request: what came, its body unread
    :rtype: Reply
    """
    return default_reply(Outcome("unknown_url", message="Not found"), None, request)


def cut_short(error):
    """What becomes of a call that an exception stopped.

    :rtype: Processed
    """
    kind = kind_of(error)
    if kind == CONFLICT:
        return _interrupted(
            error,
            _lt("The call met others at the same records too often. Send it again."),
            _lt("Other changes of the same records came between."),
        )
    if kind == OUTAGE:
        return _interrupted(
            error,
            _lt("The server could not finish this call. Send it again."),
            _lt("The database did not answer, or broke off."),
        )
    if isinstance(error, IntegrityError) and not _is_of_ours(error):
        # A rule that the database looks at as it commits.
        message = _lt("The record cannot be saved with these values.")
        trace = Trace()
        trace.failed("apply", "rejected", message=message)
        return Processed(Outcome("rejected", message=message), trace)
    if not isinstance(error, RowDeleted):
        log_failure(_logger, "The end of an inbound call cannot be written", error)
    message = _lt("The webhook failed.")
    detail = _lt(
        "What became of the call could not be written, so nothing of it was kept: "
        "%(kind)s.",
        kind=type(error).__name__,
    )
    trace = Trace()
    trace.failed("answer", "failed", message=detail)
    return Processed(Outcome("failed", message=message, detail=detail), trace)


def _interrupted(error, message, detail):
    trace = Trace()
    trace.failed("apply", "interrupted", message=detail, error=type(error).__name__)
    outcome = Outcome(
        "interrupted",
        message=message,
        detail=detail,
        headers={"Retry-After": str(RETRY_AFTER_OUTAGE)},
    )
    return Processed(outcome, trace)


def _is_of_ours(violation):
    """Whether it is a row of this addon that the database refuses."""
    return (violation.diag.table_name or "").startswith("inbound_webhook_")
