"""What an HTTP Message Signature signs: RFC 9421, section 2.

Addresses are those of the URL that the sender was given, not of the header ``Host``.
"""

from urllib.parse import quote, unquote_to_bytes

from ..errors import InvalidSetup
from ..phrases import _lt
from . import refusals
from .call import SignedCall
from .scheme import Place
from .structured import InnerList, Item, parse_dictionary

#: Parameters of a component, and where they can stand. Those of answers (``req``) and
#: of trailers (``tr``) are of no use in a call, and other forms of a header (``sf``,
#: ``key``, ``bs``) are not made here: who signs them is refused.
_WITH_NAME = "@query-param"


def component(text: str) -> Item:
    """A component as it is written in a scheme: its name, with parameters behind it.

    :raises InvalidSetup: it is none
    """
    name, semicolon, parameters = text.partition(";")
    try:
        (item,) = parse_dictionary(
            f'a="{name.lower()}"{semicolon}{parameters}'
        ).values()
    except ValueError as error:
        raise _no_component(text) from error
    return item


def check_component(text: str) -> None:
    """:raises InvalidSetup: what a scheme asks for cannot be signed in a call"""
    item = component(text)
    is_derived = item.value.startswith("@")
    if is_derived and item.value not in (*_DERIVED, _WITH_NAME):
        raise _no_component(text)


def signature_base(call: SignedCall, covered: InnerList) -> bytes:
    """The bytes that are signed (section 2.5).

    :param covered: the components, and the parameters of the signature
    :raises NotAuthentic: a component comes twice, is not in the call, or none that is
        known
    """
    names = [str(item) for item in covered.items]
    if len(set(names)) != len(names):
        raise refusals.malformed(Place("header", "Signature-Input"))
    lines = [
        name.encode() + b": " + _value(call, item)
        for name, item in zip(names, covered.items, strict=True)
    ]
    return b"\n".join([*lines, f'"@signature-params": {covered}'.encode()])


def _value(call: SignedCall, item: Item) -> bytes:
    name = item.value
    if not isinstance(name, str) or name != name.lower():
        raise refusals.malformed(Place("header", "Signature-Input"))
    if name == _WITH_NAME:
        return _query_param(call, item)
    if item.parameters:
        raise refusals.malformed(Place("header", "Signature-Input"))
    if name.startswith("@"):
        if name not in _DERIVED:
            raise refusals.malformed(Place("header", "Signature-Input"))
        return _DERIVED[name](call)
    values = call.values(Place("header", name))
    if not values or name.endswith("*"):
        raise refusals.part_missing(name, "component")
    # Of several, and of blanks around them: section 2.1.
    return b", ".join(value.strip(b" \t") for value in values)


def _query_param(call: SignedCall, item: Item) -> bytes:
    """Section 2.2.8: a field of the query that comes once, encoded anew."""
    name = dict(item.parameters).get("name")
    if not isinstance(name, str) or len(item.parameters) != 1:
        raise refusals.malformed(Place("header", "Signature-Input"))
    wanted = unquote_to_bytes(name)
    values = [value for key, value in call.query_pairs if key == wanted]
    if len(values) != 1:
        raise refusals.part_missing(name, "component")
    return quote(values[0], safe="*-._~").replace("~", "%7E").encode()


def _target(call: SignedCall) -> bytes:
    if not call.public_url:
        raise refusals.part_missing("@target-uri", "component")
    return call.url


def _authority(call: SignedCall) -> bytes:
    """Section 2.2.3: in small letters, without the port that the scheme has anyway."""
    scheme, _separator, rest = _target(call).partition(b"://")
    host = rest.split(b"/")[0].split(b"?")[0].lower()
    port = {b"https": b":443", b"http": b":80"}.get(scheme.lower(), b":")
    return host.removesuffix(port)


def _query(call: SignedCall) -> bytes:
    _path, _mark, query = call.path_and_query.partition(b"?")
    return b"?" + query


_DERIVED = {
    "@method": lambda call: call.request.method.upper().encode(),
    "@target-uri": _target,
    "@authority": _authority,
    "@scheme": lambda call: _target(call).partition(b"://")[0].lower(),
    "@request-target": lambda call: call.path_and_query,
    "@path": lambda call: call.path_and_query.partition(b"?")[0],
    "@query": _query,
}


def _no_component(text: str) -> InvalidSetup:
    return InvalidSetup(
        "component_unknown",
        _lt("%(name)r is nothing that a call can sign.", name=text),
        name=text,
    )
