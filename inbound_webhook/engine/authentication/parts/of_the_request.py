"""What is signed of the address, the query and a form."""

from ...errors import InvalidSetup
from ...phrases import _lt
from .registry import register_part


@register_part("method", _lt("Method"))
def method(call, argument, secret):
    """In capital letters."""
    return call.request.method.upper().encode("utf-8", "surrogatepass")


@register_part("url", _lt("Address"))
def url(call, argument, secret):
    """The address that the sender was given, with the query; not what a proxy made of
    it."""
    return call.url if call.public_url else None


@register_part("path_and_query", _lt("Path and query"))
def path_and_query(call, argument, secret):
    """The address from the slash behind the host on."""
    return call.path_and_query if call.public_url else None


def _check_separators(separators):
    if len(separators) not in (0, 2):
        raise InvalidSetup(
            "separators_invalid",
            _lt(
                "Two characters say how fields are joined, such as =& for"
                " name=value&name=value; none at all, that nothing stands between them."
            ),
            received=separators,
        )


def _sorted_fields(call, pairs, source, separators):
    """The fields by name, and those of one name by value; without the signature."""
    place = call.scheme.place
    own = place.name.encode() if place.source == source else None
    kept = sorted((name, value) for name, value in pairs if name != own)
    inner, outer = separators[:1].encode(), separators[1:].encode()
    return outer.join(name + inner + value for name, value in kept)


@register_part(
    "query_sorted", _lt("Query, sorted"), "optional", check=_check_separators
)
def query_sorted(call, separators, secret):
    """The decoded fields of the query by their names, without the signature."""
    return _sorted_fields(call, call.query_pairs, "query", separators)


@register_part("form_sorted", _lt("Form, sorted"), "optional", check=_check_separators)
def form_sorted(call, separators, secret):
    """The decoded fields of the form by their names, a field that comes twice with the
    same value once, as Twilio has it.

    A body that holds anything else than fields is refused: it would not be signed.

    https://www.twilio.com/docs/usage/security#validating-requests
    """
    if not call.has_only_fields:
        return None
    return _sorted_fields(call, set(call.form_pairs), "form", separators)
