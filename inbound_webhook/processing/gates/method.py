"""A handler takes calls of some methods, and tells whoever asks which those are."""

from ...engine.outcomes import Outcome, accepted_media_types
from ...engine.phrases import _lt
from ...engine.previews import is_probe, previewer, purpose_of

#: By this a browser does not take what it fetched ahead for the answer to the call that
#: follows when a person opens the URL: that one would never come.
_NOT_AHEAD = 503


def check_method(admission):
    """Stop a call of another method, and what is none: a question, or a glance."""
    spec, request = admission.spec, admission.request
    if request.method == "OPTIONS":
        return Outcome("asked", headers=_what_it_takes(spec))
    if spec.answers_probes and is_probe(request):
        return Outcome("probed", own_body="OK")
    return _glance(spec, request) or method_refusal(spec, request)


def method_refusal(spec, request):
    """How a call ends whose method is not the handler's, or None."""
    if request.method in spec.call_methods:
        return None
    return Outcome(
        "method_not_allowed",
        message=_lt(
            "This webhook takes %(method)s calls.",
            method=", ".join(name for name in spec.methods if name != "HEAD"),
        ),
        headers={"Allow": spec.allow},
    )


def _glance(spec, request):
    """How a GET call ends at a handler that saves by GET, but is not to save by this.

    It is answered, since a chat that shows a URL, or a monitor, does nothing wrong.
    """
    if not spec.saves_on_get or request.method not in ("GET", "HEAD"):
        return None
    purpose = purpose_of(request)
    if purpose == "head":
        detail = _lt("HEAD asks for the head of an answer, and has nothing done.")
    elif purpose == "prefetch":
        detail = _lt("A browser fetched it ahead: nobody has opened it yet.")
    elif purpose == "preview":
        detail = _lt(
            "It was opened by a program that looks at links (%(name)s).",
            name=previewer(request),
        )
    else:
        return None
    status = _NOT_AHEAD if purpose == "prefetch" else None
    return Outcome("previewed", detail=detail, own_status=status)


def _what_it_takes(spec):
    """What OPTIONS is answered (RFC 9110, section 9.3.7; RFC 5789, section 3.1)."""
    headers = {"Allow": spec.allow}
    if "POST" in spec.methods:
        headers["Accept-Post"] = accepted_media_types()
    if "PATCH" in spec.methods:
        headers["Accept-Patch"] = accepted_media_types()
    return headers
