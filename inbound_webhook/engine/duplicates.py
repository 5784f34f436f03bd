"""When two calls are the same call.

A fingerprint is the SHA-256 (hex) of what a handler compares. Two calls of one
handler with equal fingerprints inside the protection period are duplicates. Where a
delivery id or chosen values are compared, the fingerprint of the whole request says
whether their content is the same, too.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .authentication.call import SignedCall
from .authentication.scheme import Scheme
from .body.multipart import between_boundaries
from .body.payload import Payload
from .body.tree import KeyPath
from .errors import InvalidSetup, NotAuthentic
from .phrases import _lt

if TYPE_CHECKING:
    from .request import IncomingRequest

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
UNIT_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


@dataclass(frozen=True)
class Mark:
    """What a call has in common with its repeats, and for how long that is remembered.

    :param kind: ``signed``, ``nonce`` and ``delivery`` of what it proved itself by
        (``replay_guard.py``), ``key`` of an idempotency key, ``compared`` of what its
        handler compares
    :param fingerprint: of it
    :param seconds: from the first call on
    """

    kind: Literal["signed", "nonce", "delivery", "key", "compared"]
    fingerprint: str
    seconds: int


@dataclass(frozen=True)
class DuplicateRule:
    """What a handler takes for a repeat.

    :param seconds: how long a call is remembered, 0 for not at all
    :param mode: what is compared
    :param headers: names of those that may hold a delivery id, in their order
    :param parameters: names of those whose values are compared
    :param volatile: keys that lead to what differs between two deliveries of one call
    :param id_scheme: the scheme that says where a delivery id stands, for calls without
        any of the headers; None for nothing
    :param of_items: whether each value is a list, of those of the items
    """

    seconds: int = 0
    mode: Literal["payload", "parameters", "header"] = "payload"
    headers: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    volatile: tuple[KeyPath, ...] = ()
    id_scheme: Scheme | None = None
    of_items: bool = False

    @property
    def takes_keys(self) -> bool:
        """Whether an idempotency key counts: where nothing else was chosen."""
        return not self.seconds or self.mode == "payload"

    @property
    def id_headers(self) -> tuple[str, ...]:
        """All headers that may hold a delivery id."""
        place = self.id_scheme and self.id_scheme.id_place
        own = (place.name,) if place and place.source == "header" else ()
        return (*self.headers, *own)

    def delivery_id(self, request: "IncomingRequest") -> str | None:
        """The sender's id of a delivery.

        :return: None where it has none, or those are not compared
        """
        if self.mode != "header":
            return None
        return request.first_header(self.headers) or self._id_of_scheme(request)

    def _id_of_scheme(self, request: "IncomingRequest") -> str | None:
        if not self.id_scheme:
            return None
        call = SignedCall(self.id_scheme, request)
        try:
            return call.text(self.id_scheme.id_place)
        except NotAuthentic:
            # It stands there twice, and at the door that is refused.
            return None

    def chosen(self, request: "IncomingRequest", values: dict[str, Any]) -> str | None:
        """Fingerprint of the delivery id or the chosen values, None without any.

        :param values: JSON-safe values of all parameters by name
        """
        if self.mode == "header":
            delivery_id = self.delivery_id(request)
            return of_header(delivery_id) if delivery_id else None
        compared = self.compared(values)
        return of_parameters(compared) if compared else None

    def compared(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values that make a call a repeat, by name; none where it has none."""
        if self.mode != "parameters":
            return {}
        chosen = {name: values.get(name) for name in self.parameters}
        for value in chosen.values():
            items = value if self.of_items and value else [value]
            if any(item is not None for item in items):
                return chosen
        return {}


def of_request(
    method: str, query_string: str, body: bytes, content_type: str | None = None
) -> str:
    """Fingerprint of the request as it came: method, query and raw body.

    :param content_type: says what separates the parts of a form, which is another text
        in each attempt
    """
    pieces = between_boundaries(body, content_type)
    return _digest(b"request", method.encode(), _bytes(query_string), *pieces)


def of_payload(
    method: str, query: Payload, payload: Payload, volatile: Sequence[KeyPath] = ()
) -> str:
    """Fingerprint of the request as it was read, for comparing without some fields.

    :param volatile: what to leave out of the query and the body
    """
    files = [
        (item.field, item.filename, item.content_type, _digest(item.content))
        for item in payload.files
        if (item.field,) not in volatile
    ]
    trees = (without(query.value, volatile), without(payload.value, volatile), files)
    return _digest(b"payload", method.encode(), *map(_canonical, trees))


def with_headers(content: str, headers: dict[str, str | None]) -> str:
    """Fingerprint of a request and of headers that are part of what it says.

    :param content: that of the request
    :param headers: values by name
    """
    return _digest(b"headers", content.encode(), _canonical(headers))


def of_parameters(values: dict[str, Any]) -> str:
    """Fingerprint of chosen parameters (JSON-safe values by name)."""
    return _digest(b"parameters", _canonical(values))


def of_header(value: str) -> str:
    """Fingerprint of a delivery id taken from a header."""
    return _digest(b"header", _bytes(value.strip()))


def digest_of(kind: str, value: str) -> str:
    """Fingerprint of a value, which is no other kind's."""
    return _digest(kind.encode(), _bytes(value))


def header_names(text: str) -> list[str]:
    """The names of headers that a text names, one a line or between commas."""
    names = (name.strip() for name in re.split(r"[,\n]", text))
    return [name for name in names if name]


def check_header_names(text: str):
    """Refuse what can be no header of a call.

    :raises InvalidSetup: one of the names is none, or there is none
    """
    names = header_names(text)
    for name in names or [text]:
        if not _HEADER_NAME.fullmatch(name):
            raise InvalidSetup(
                "header_name_invalid",
                _lt(
                    '"%(name)s" is no name of a header: it looks like X-Delivery-Id',
                    name=name,
                ),
                name=name,
            )


def key_paths(text: str) -> list[KeyPath]:
    """The key paths that a text names, one a line or between commas.

    ``meta.sent_at`` and ``meta[sent_at]`` are the same one, and so are ``items.at``,
    ``items[*].at`` and ``$.items[].at``: of a list, each item is meant.
    """
    items = (re.split(r"[.\[\]]", item) for item in re.split(r"[,\n]", text))
    keys = (map(str.strip, item) for item in items)
    named = (tuple(key for key in item if key not in ("", "*", "$")) for item in keys)
    return [key_path for key_path in named if key_path]


def without(tree: Any, volatile: Sequence[KeyPath]) -> Any:
    """The tree without what is at some key paths; in lists, without that of each item.

    The tree itself is left as it is.
    """
    for key_path in volatile:
        tree = _without(tree, key_path)
    return tree


def _without(tree: Any, key_path: KeyPath) -> Any:
    if isinstance(tree, list):
        return [_without(item, key_path) for item in tree]
    key, rest = key_path[0], key_path[1:]
    if not isinstance(tree, dict) or key not in tree:
        return tree
    if rest:
        return {**tree, key: _without(tree[key], rest)}
    return {name: value for name, value in tree.items() if name != key}


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        # The length keeps ("ab", "c") and ("a", "bc") apart.
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def _bytes(text: str) -> bytes:
    # Whatever a web server decoded has bytes, lone surrogates included.
    return text.encode("utf-8", "surrogatepass")
