"""A handler takes calls of one method."""

from ...engine.outcomes import Outcome
from ...engine.phrases import _lt


def check_method(admission):
    """Stop a call of another method."""
    return method_refusal(admission.spec, admission.request)


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
