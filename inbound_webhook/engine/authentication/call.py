"""A call as schemes read it: what stands where, as bytes."""

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote_to_bytes

from ..body import Limits, Payload, parse_body
from ..body.text import header_bytes
from ..errors import EngineError
from ..paths import look_up
from ..request import IncomingRequest
from . import refusals
from .scheme import Place, Scheme
from .shapes import field_of

Pairs = tuple[tuple[bytes, bytes], ...]
_URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SignedCall:
    """A call, and what a scheme says of it.

    :param scheme: by which it is read
    :param request: as it came
    :param public_url: the address that the sender was given, of which it signs all but
        the query as it is here, whatever proxies make of it
    :param limits: within which a body is read where something stands in it
    :param reading: of the body: calls that differ in their scheme alone share it
    :param item: where each item of a list is signed: the one that this is about
    """

    scheme: Scheme
    request: IncomingRequest
    public_url: str = ""
    limits: Limits = Limits()
    item: Any = None
    reading: "_Reading | None" = field(default=None, repr=False, compare=False)

    def __post_init__(self):
        reading = self.reading
        if reading is None or not reading.is_of(self.request):
            reading = _Reading(self.request, self.limits)
            object.__setattr__(self, "reading", reading)

    # === PLACES ===

    def values(self, place: Place) -> list[bytes]:
        """All that stands in a place, in its order; this raises nothing."""
        return getattr(self, f"_in_{place.source}")(place.name)

    def value(self, place: Place) -> bytes | None:
        """What stands in a place, None where nothing does.

        :raises NotAuthentic: several values do: who sees only one of them may not see
            the one that was signed
        """
        found = self.values(place)
        if len(found) > 1:
            raise refusals.repeated(place)
        return found[0] if found else None

    def each_value(self, place: Place) -> list[bytes]:
        """What stands in a place, in each header where its name stands for several.

        :raises NotAuthentic: as :meth:`value`, of each of them
        """
        if not place.name.endswith("*"):
            return [value for value in [self.value(place)] if value is not None]
        names = [name.lower() for name, _value in self.request.headers]
        names = [name for name in names if place.is_header(name)]
        if len(set(names)) < len(names):
            raise refusals.repeated(place)
        return self.values(place)

    def text(self, place: Place | None) -> str | None:
        """What stands in a place as a text; None for nothing, and for no place.

        :raises NotAuthentic: as :meth:`value`
        """
        found = self.value(place) if place else None
        return found.decode("utf-8", "replace") if found else None

    def _in_header(self, name: str) -> list[bytes]:
        place = Place("header", name)
        pairs = self.request.headers
        return [header_bytes(value) for key, value in pairs if place.is_header(key)]

    def _in_query(self, name: str) -> list[bytes]:
        return _named(self.query_pairs, name)

    def _in_form(self, name: str) -> list[bytes]:
        return _named(self.form_pairs, name)

    def _in_body(self, path: str) -> list[bytes]:
        if self.item is None and self._is_urlencoded:
            found = _named(self.form_pairs, path)
            if found:
                return found
        values = look_up(self._payload, path).values
        texts = map(_text, values)
        return [text for text in texts if text is not None]

    def _in_signature(self, name: str) -> list[bytes]:
        values = self.values(self.scheme.place)
        return [text for value in values for text in field_of(self.scheme, value, name)]

    # === THE BODY AND THE URL ===

    @property
    def url(self) -> bytes:
        """The whole address, as the sender knows it.

        The query is always that of the call: it is read, so it has to be signed.
        """
        url, query = self.public_url.partition("?")[0], self.request.query_string
        return (f"{url}?{query}" if query else url).encode("utf-8", "surrogatepass")

    @property
    def path_and_query(self) -> bytes:
        """The address from its path on."""
        _scheme, separator, rest = self.url.partition(b"://")
        host_and_path = rest if separator else self.url
        slash = host_and_path.find(b"/")
        return host_and_path[slash:] if slash >= 0 else b"/"

    @cached_property
    def query_pairs(self) -> Pairs:
        """The fields of the query, decoded to bytes."""
        return _pairs(self.request.query_string.encode("latin-1", "replace"))

    @cached_property
    def form_pairs(self) -> Pairs:
        """The fields of a form, decoded to bytes; none of another body.

        Not the texts of the payload: those are in Unicode, and ready to be stored.
        """
        if self._is_urlencoded:
            return _pairs(self.request.body)
        fields = self._payload.fields
        return tuple((_encoded(name), _encoded(text)) for name, text in fields)

    @property
    def tree(self) -> Any:
        """What the body says, as a tree: of JSON, with numbers as they are written."""
        return self._payload.value

    @property
    def has_only_fields(self) -> bool:
        """Whether the fields of a form are all that the body holds."""
        if not self.request.body or self._is_urlencoded:
            return True
        return self._payload.kind == "form" and not self._payload.files

    @property
    def _is_urlencoded(self) -> bool:
        content_type = self.request.header("content-type") or ""
        return content_type.split(";")[0].strip().lower() == _URLENCODED

    @cached_property
    def _payload(self) -> Payload:
        if self.item is not None:
            return Payload("json", self.item)
        return self.reading.payload

    def items(self, path: str) -> list["SignedCall"]:
        """A call for each item of a list in the body; this raises nothing.

        :param path: of the list
        """
        found = look_up(self._payload, path).values
        if len(found) == 1 and isinstance(found[0], list):
            found = found[0]
        return [replace(self, item=item) for item in found if item is not None]


class _Reading:
    """The body of a call, read when something in it is asked for, and once."""

    def __init__(self, request: IncomingRequest, limits: Limits):
        self._request = request
        self._limits = limits

    def is_of(self, request: IncomingRequest) -> bool:
        """Whether it is the body of this call."""
        return self._request is request

    @cached_property
    def payload(self) -> Payload:
        """What the body says; of JSON, with numbers as they are written."""
        request = self._request
        try:
            payload = parse_body(
                request.body,
                request.header("content-type"),
                expected="json",
                content_encoding=request.header("content-encoding"),
                limits=self._limits,
            )
        except EngineError:
            # Nothing stands in what cannot be read.
            return Payload("empty", {})
        codes = {note.code for note in payload.notes}
        if payload.kind != "form" and (codes & _TOLERATED or not payload.is_whole):
            # What is not in the charset that its sender says proves nothing.
            return Payload("empty", {})
        if payload.kind != "json":
            return payload
        return Payload("json", _as_written(request.body, payload.value))


#: Notes of a body that was not read as its sender says.
_TOLERATED = {"charset_clear", "charset_guessed", "charset_doubtful"}


class _Number(str):
    """A number of a JSON text, as it is written there."""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _as_written(body: bytes, tree: Any) -> Any:
    """The tree of a JSON body whose numbers are texts, as the sender wrote them."""
    try:
        return json.loads(body, parse_int=_Number, parse_float=_Number)
    except (ValueError, RecursionError):
        # In another charset, or compressed.
        return tree


def _text(value: Any) -> bytes | None:
    """A value of the body as senders sign it, None for one that says nothing."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, str):
        return _encoded(value)
    if isinstance(value, int | float):
        return str(value).encode()
    return None


def _pairs(raw: bytes) -> Pairs:
    pairs = (pair.partition(b"=") for pair in raw.split(b"&") if pair)
    return tuple((_unquoted(name), _unquoted(value)) for name, _equals, value in pairs)


def _unquoted(raw: bytes) -> bytes:
    return unquote_to_bytes(raw.replace(b"+", b" "))


def _named(pairs: Pairs, name: str) -> list[bytes]:
    wanted = _encoded(name)
    return [value for key, value in pairs if key == wanted]
