"""From which websites a browser may call; it asks before a script's call is sent."""

from ...engine.origins import MAX_AGE, asked_headers
from ...engine.outcomes import Outcome
from ...engine.phrases import _lt


def check_origin(admission):
    """Answer a browser that asks, and stop a call from another website.

    Where no website is named, forms of any are taken: browsers ask for none of those.
    """
    request, origins = admission.request, admission.spec.origins
    origin = request.header("Origin")
    is_asked = request.method == "OPTIONS" and bool(
        request.header("Access-Control-Request-Method")
    )
    if origin is None or (not origins and not is_asked):
        return None
    if not origins.allow(origin):
        return _refused(origin, origins)
    return _answer_to_browser(admission.spec, request) if is_asked else None


def _answer_to_browser(spec, request):
    """What a preflight is answered. Who may read the answer, every answer says."""
    headers = {
        "Allow": spec.allow,
        "Access-Control-Allow-Methods": ", ".join(spec.methods),
        "Access-Control-Max-Age": str(MAX_AGE),
    }
    names = asked_headers(request.header("Access-Control-Request-Headers"))
    if names:
        headers["Access-Control-Allow-Headers"] = names
    return Outcome("asked", headers=headers)


def _refused(origin, origins):
    if origins:
        detail = _lt(
            "The call came from a page of %(origin)s, which is not among the allowed "
            "websites.",
            origin=origin,
        )
    else:
        detail = _lt(
            "A script of %(origin)s asked whether it may call, and no website is "
            "allowed to.",
            origin=origin,
        )
    return Outcome(
        "origin_refused",
        message=_lt("This webhook takes no calls from this website."),
        detail=detail,
    )
