"""A handler takes calls of one method, and tells whoever asks which one that is."""

from ...engine.outcomes import Outcome, accepted_media_types
from ...engine.phrases import _lt


def check_method(admission):
    """Stop a call of another method, and one that asks what could be sent."""
    spec, request = admission.spec, admission.request
    if request.method == "OPTIONS":
        return Outcome("asked", headers=_what_it_takes(spec))
    return method_refusal(spec, request)


def method_refusal(spec, request):
    """How a call ends whose method is not the handler's, or None."""
    if request.method in spec.methods:
        return None
    return Outcome(
        "method_not_allowed",
        message=_lt("This webhook takes %(method)s calls.", method=spec.methods[0]),
        headers={"Allow": spec.allow},
    )


def _what_it_takes(spec):
    """What OPTIONS is answered (RFC 9110, section 9.3.7)."""
    headers = {"Allow": spec.allow}
    if "POST" in spec.methods:
        headers["Accept-Post"] = accepted_media_types()
    return headers
