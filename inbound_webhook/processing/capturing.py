"""The call that an administrator waits for: it is kept, and nothing is done with it.

One that does not prove itself is kept too, and marked: that is how it is found out how
its sender proves it. Nothing of it is parsed or applied, its sender is told what he
would be told at any time, and it is processed by nobody who does not say so. What it
proves itself by is left out of its row, as of every other; it is kept at the handler
for a day, for no one but the check of *Who May Call*.
"""

from dataclasses import replace
from functools import partial

from ..engine.outcomes import Outcome
from ..engine.previews import purpose_of
from ..engine.reasons import UNPROVEN
from ..engine.trace import Trace
from . import ending
from .conflicts import Conflict
from .run import Processed

#: How calls end that come while their handler is switched off.
_OF_THE_SWITCH = ("switched_off", "dropped")


def waits_for(found, raw, refusal, progress):
    """Whether a call is to be captured: also at a handler that is switched off.

    :param Found found: its handler
    :param IncomingRequest raw: as it came
    :param Outcome refusal: why it is not to be processed, or None
    """
    # A link preview must not use up what is waited for.
    if raw.method in ("GET", "HEAD") and purpose_of(raw):
        return False
    is_whole = not refusal or refusal.reason in (*_OF_THE_SWITCH, *UNPROVEN)
    # A call that begins again came before the handler listened.
    return is_whole and not progress.call_id and found.listens


def capture(env, spec, raw, progress, admission):
    """Keep a call for the administrator to look at.

    One transaction: it has no effects that a row would have to survive.

    :param IncomingRequest raw: as it came, nothing masked
    :param Admission admission: what is known of it
    :rtype: Reply
    :raise Conflict: another call was the one. Whoever listened again meanwhile waits
        for this one
    """
    request, unproven = spec.masked(raw), _unproven(admission)
    call = env["inbound.webhook.call"]._record_arrival(
        spec,
        request,
        kind="test",
        authenticated_by=admission.secret,
        event_type=None if unproven else spec.event_type(request),
    )
    if not call.handler_id._end_listening(call):
        raise Conflict
    bare = raw.without(spec.token).without(spec.old_token)
    call.handler_id._keep_captured(call, bare, request)
    processed = _kept(admission.secret, unproven)
    end = partial(ending.end, call, request, progress)
    force = partial(ending.end_anew, env, spec, request, progress)
    return ending.conclude(env, processed, end, force, progress)


def _unproven(admission):
    """How a call would have ended that does not prove itself, None for one that does.

    :rtype: Outcome
    """
    refusal = admission.refusal
    return refusal if refusal and refusal.reason in UNPROVEN else None


def _kept(secret, unproven):
    """What became of a call that is kept: its sender is told what he is at any time.

    :param secret: by which it proved itself, None for none
    :param Outcome unproven: how it would have ended, None where it proves itself
    :rtype: Processed
    """
    trace, outcome = Trace(), Outcome("captured")
    if unproven:
        outcome = replace(unproven, reason="captured_not_authentic")
        outcome.own_status = unproven.http_status
        why = unproven.detail or unproven.message
        trace.noted("authenticate", "unproven", message=why)
    elif secret:
        trace.passed("authenticate", "authentic", secret=secret)
    trace.stopped("receive", "captured")
    return Processed(outcome, trace)
