"""When a call is a handshake, and what of it the log leaves out."""

from ..authentication.call import SignedCall
from ..authentication.scheme import Scheme
from ..body import Limits
from ..place_masking import without_place
from ..request import IncomingRequest
from .handshake import Condition, Handshake

#: Bytes of the body of a handshake: challenges are short, and each call is looked at.
MOST_BYTES = 16_384
_IN_THE_BODY = ("form", "body")
_BARE = Scheme()


def as_read(request: IncomingRequest, limits: Limits) -> SignedCall:
    """A call, to see whether it is a handshake.

    :param limits: within which its body is read
    """
    return SignedCall(_BARE, request, limits=limits)


def applies(handshake: Handshake, call: SignedCall) -> bool:
    """Whether a call is this handshake; this raises nothing.

    :param call: as :func:`as_read` gives it
    """
    request = call.request
    if request.method != handshake.method or request.body_problem:
        return False
    # Those that cost nothing first: most calls are none.
    conditions = sorted(handshake.conditions, key=_is_in_body)
    return all(_holds(condition, call) for condition in conditions)


def without_secrets(
    handshake: Handshake, request: IncomingRequest, limits: Limits
) -> IncomingRequest:
    """A call without what nobody may read where this handshake has it."""
    call = as_read(request, limits)
    for place in handshake.secret_places:
        if place.source not in _IN_THE_BODY or len(request.body) <= MOST_BYTES:
            request = without_place(request, place, [call])
    return request


def _is_in_body(condition: Condition) -> bool:
    return condition.place.source in _IN_THE_BODY


def _holds(condition: Condition, call: SignedCall) -> bool:
    if _is_in_body(condition) and len(call.request.body) > MOST_BYTES:
        return False
    found = call.values(condition.place)
    # Of what stands there twice nobody knows which one the sender means.
    if len(found) != 1 or not found[0]:
        return False
    return not condition.value or found[0] == condition.value.encode()
