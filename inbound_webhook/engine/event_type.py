"""What a call says of the kind of its event, where its sender has a place for that."""

from .authentication.call import SignedCall
from .authentication.scheme import Scheme
from .body import Limits
from .body.text import storable
from .errors import NotAuthentic
from .request import IncomingRequest

#: Letters of a longer one that are kept: the longest names of senders have some 60.
LONGEST_EVENT_TYPE = 100


def event_type_of(
    scheme: Scheme | None, request: IncomingRequest, limits: Limits
) -> str | None:
    """The sender's name of what happened, such as ``invoice.paid``; None for none.

    :param scheme: that says where it stands; None of a handler that has none
    :param request: without what is masked
    :return: shortened, and ready to be stored. One that stands in several places says
        nothing
    """
    if not scheme or not scheme.event_type_place:
        return None
    call = SignedCall(scheme, request, limits=limits)
    try:
        found = call.text(scheme.event_type_place)
    except NotAuthentic:
        return None
    return storable((found or "").strip()[:LONGEST_EVENT_TYPE]) or None
