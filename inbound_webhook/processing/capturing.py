"""The call that an administrator waits for: it is kept, and nothing is done with it."""

from functools import partial

from ..engine.outcomes import Outcome
from ..engine.trace import Trace
from . import ending
from .committing import roll_back
from .run import Processed


def waits_for(found, refusal, progress):
    """Whether a call is to be captured: also at a handler that is switched off.

    :param Found found: its handler
    :param Outcome refusal: why it is not to be processed, or None
    """
    is_whole = not refusal or refusal.reason == "switched_off"
    # A call that begins again came before the handler listened.
    return is_whole and not progress.call_id and found.listens


def capture(env, spec, request, progress):
    """Keep a call for the administrator to look at.

    One transaction: it has no effects that a row would have to survive.

    :rtype: Reply or None, where it is not this call that was waited for
    """
    call = env["inbound.webhook.call"]._record_arrival(spec, request, kind="test")
    if not call.handler_id._end_listening(call):
        roll_back(env)
        return None
    trace = Trace()
    trace.stopped("receive", "captured")
    end = partial(ending.end, call, request, progress)
    force = partial(ending.end_anew, env, spec, request, progress)
    processed = Processed(Outcome("captured"), trace)
    return ending.conclude(env, processed, end, force, progress)
