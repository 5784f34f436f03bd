"""A call without what stands in a place of it."""

from collections.abc import Iterable
from dataclasses import replace

from .authentication.call import SignedCall
from .authentication.scheme import Place
from .masking import mask_headers, mask_in_body, mask_query_field
from .request import IncomingRequest


def without_place(
    request: IncomingRequest, place: Place, calls: Iterable[SignedCall]
) -> IncomingRequest:
    """A call without what stands in a place.

    :param calls: the call as it is read; where each item of a list in the body has the
        place, one for each item
    """
    match place.source:
        case "header":
            headers = mask_headers(request.headers, place.is_header)
            return replace(request, headers=headers)
        case "query":
            query = mask_query_field(request.query_string, place.name)
            return replace(request, query_string=query)
        case "form" | "body":
            values = [value for call in calls for value in call.values(place)]
            return replace(request, body=mask_in_body(request.body, values))
    return request
