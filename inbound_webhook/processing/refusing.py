"""Which calls a handler does not take, before they are read."""

from ..engine.framing import body_refusal
from ..engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from ..engine.phrases import _lt


def refusal_of(found, request):
    """How a call ends that must not be processed, or None.

    :param Found found: its handler
    :param IncomingRequest request: what came
    """
    refusal = method_refusal(found.spec, request)
    if refusal:
        return refusal
    # Who waits for a call has to learn why one that came was not taken.
    minds_body = found.active or found.listens
    if request.body_problem and minds_body:
        return body_refusal(request.body_problem, found.spec.limits.max_bytes)
    if not found.active:
        return Outcome(
            "switched_off",
            message=_lt("This webhook is switched off."),
            headers={"Retry-After": str(RETRY_AFTER_SWITCHED_OFF)},
        )
    return None


def method_refusal(spec, request):
    """How a call ends whose method is not the handler's, or None."""
    allowed = spec.method.upper()
    if request.method == allowed:
        return None
    return Outcome(
        "method_not_allowed",
        message=_lt("This webhook takes %(method)s calls.", method=allowed),
        headers={"Allow": allowed},
    )
