"""A handshake: its row is written, its sender is answered, and no record is touched.

The row is committed first, as that of every call. Where something has to be asked of
another server, that is done while no transaction is open; the sender is told that it
went well once it did. What it hands over is kept in the transaction of the row's end.
"""

from dataclasses import replace
from functools import partial

from ..engine.answers import default_reply
from ..engine.hosts import AddressRefused
from ..engine.outcomes import RETRY_AFTER_OUTAGE, Outcome
from ..engine.phrases import _lt
from ..engine.trace import Trace
from ..fetching import Fetcher, NotFetched
from . import ending, floods
from .committing import commit_row, roll_back
from .run import Processed

#: Asks the other servers.
fetcher = Fetcher()


def shake_hands(env, spec, request, progress, admission, known):
    """Answer a handshake.

    :param IncomingRequest request: what came, without what it proved itself by
    :param Admission admission: what is known of it
    :param dict known: what its row says of how it came
    :rtype: Reply
    """
    shaken = admission.handshake
    request = shaken.masked(request)
    if floods.counted(env, request, progress, admission.refusal):
        return _counted(env, spec, request, shaken)
    call = env["inbound.webhook.call"].browse(progress.call_id)
    if not call:
        call = call._record_arrival(
            spec,
            request,
            is_acknowledged=False,
            **known,
        )
        commit_row(call, progress)
    processed = Processed(admission.refusal, Trace())
    if shaken.address:
        # Another server decides how long it takes.
        roll_back(env)
        progress.recall_row()
        processed = _asked(shaken)
    end = partial(_end, call, request, progress, shaken)
    force = partial(ending.end_by_force, call, request, progress)
    reply = ending.conclude(env, processed, end, force, progress)
    floods.note_row(call, progress, admission.refusal)
    return reply


def _counted(env, spec, request, shaken):
    """Answer one of a flood of handshakes, which has no row of its own.

    What it hands over is kept all the same: a stranger's flood keeps no sender out. No
    other server is asked.
    """
    if shaken.address:
        return default_reply(_unfinished(None), None, request)
    handler = env["inbound.webhook.handler"].browse(spec.id)
    handler._take_from_handshake(shaken, request.remote_addr)
    return shaken.reply


def _asked(shaken):
    """What became of asking for the address that a handshake names.

    :rtype: Processed
    """
    trace, handshake = Trace(), shaken.handshake
    try:
        fetcher.fetch(shaken.address, handshake.fetch_hosts)
    except AddressRefused as error:
        outcome = Outcome(
            "handshake_refused",
            message=_lt("This webhook does not answer this handshake."),
            detail=error.phrase,
        )
    except NotFetched as error:
        outcome = _unfinished(_reason(error))
    else:
        trace.passed("handshake", "fetched")
        outcome = Outcome("handshake", own_reply=shaken.reply)
        return Processed(outcome, trace)
    trace.failed("handshake", outcome.reason, message=outcome.detail)
    return Processed(outcome, trace)


def _unfinished(detail):
    return Outcome(
        "handshake_failed",
        message=_lt("The handshake could not be finished. Send it again."),
        detail=detail,
        headers={"Retry-After": str(RETRY_AFTER_OUTAGE)},
    )


def _reason(error):
    """Why nothing came of asking, in a sentence."""
    return {
        "host_unknown": _lt(
            "Nobody knows the host of the address that has to be asked."
        ),
        "host_not_public": _lt(
            "The host of the address that has to be asked leads into a network that is "
            "not public."
        ),
        "too_large": _lt("What the address answers is too large."),
        "http_status": _lt("The address that has to be asked answered with an error."),
    }.get(error.code, _lt("The address that has to be asked did not answer in time."))


def _end(call, request, progress, shaken, processed):
    """Write how a handshake ended, with what it hands over.

    :return: what its sender is answered; the row has that without secrets
    :rtype: Reply
    """
    if processed.outcome.reason != "handshake":
        return ending.end(call, request, progress, processed)
    trace = Trace(processed.trace.lines)
    kept = call.handler_id._take_from_handshake(shaken, request.remote_addr)
    trace.passed("handshake", "handshake", name=shaken.handshake.name)
    if kept:
        trace.noted("handshake", kept)
    processed = replace(processed, trace=trace)
    reply = shaken.loggable_reply
    call._record_end(processed, progress.duration_ms, reply, request)
    progress.ended_id, progress.reply = call.id, shaken.reply
    return shaken.reply
