"""What in a call may be a signature, a time or an id."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from ..call import SignedCall
from ..encodings import find_encoding
from ..scheme import Place, Scheme, TimeRule
from ..times import read_time

#: Headers of any call, in which no sender puts anything of this kind.
_OF_ANY_CALL = frozenset(
    {
        *(
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
        ),
        *("content-length", "content-type", "content-encoding", "cookie", "host"),
        *("user-agent", "via", "forwarded", "date", "referer", "origin", "traceparent"),
    }
)
#: Bytes of a hash, and its name.
HASH_SIZES = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}
_HEX = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})")
_UPPER_HEX = re.compile(rb"(?:[0-9A-F]{40}|[0-9A-F]{64}|[0-9A-F]{96}|[0-9A-F]{128})")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{26,}={0,2}")
_BASE64URL = re.compile(rb"[A-Za-z0-9_-]{26,}={0,2}")
_PREFIX = re.compile(rb"[A-Za-z0-9_.-]{1,24}[=:, ]")
_SEPARATORS = (", ", ",", ";", " ", "&")
_NAME_SEPARATORS = ("=", "|", ":")
#: In names of headers under which common senders send the id of a delivery.
_ID_WORDS = {"id", "uuid", "delivery"}
#: More times and ids than a sender has; each multiplies what is tried.
_MOST = 4
_DEPTH = 3
#: More texts than stand in a body where anybody would look for a signature.
MOST_LEAVES = 300
#: Bytes of the longest value that is looked into for several signatures.
_LONGEST = 2000


@dataclass(frozen=True)
class Found:
    """What may be a signature.

    :param scheme: a scheme that says where it stands and how it is written
    :param signature: its bytes
    :param fields: what else stands beside it, by name
    """

    scheme: Scheme
    signature: bytes
    fields: tuple[tuple[str, bytes], ...] = field(default=())


def signatures(call: SignedCall) -> list[Found]:
    """All in a call that may be a signature, the likeliest first.

    :param call: of any scheme
    """
    found = [
        item
        for place, value in all_places(call)
        for item in _in_value(Scheme("signature", place=place), value)
    ]
    return sorted(found, key=_likelihood)


def times(call: SignedCall, found: Found) -> list[tuple[TimeRule, bytes]]:
    """What may be the time that was signed, where it stands and how it is written."""
    beside = [(Place("signature", name), value) for name, value in found.fields]
    rules = [
        (TimeRule(place, unit), value)
        for place, value in [*beside, *all_places(call)]
        for unit in _units(value)
    ]
    return rules[:_MOST]


def ids(call: SignedCall) -> list[tuple[Place, bytes]]:
    """What may be the id of the delivery."""
    headers = [(place, value) for place, value in all_places(call) if _is_id(place)]
    return headers[:_MOST]


def all_places(call: SignedCall) -> Iterator[tuple[Place, bytes]]:
    """Each place of a call, and what stands there."""
    seen = set()
    for name, _value in call.request.headers:
        if name.lower() not in _OF_ANY_CALL | seen:
            seen.add(name.lower())
            place = Place("header", name)
            yield from ((place, value) for value in call.values(place)[:1])
    for name, value in call.query_pairs[:MOST_LEAVES]:
        yield Place("query", name.decode("utf-8", "replace")), value
    if call.form_pairs:
        for name, value in call.form_pairs[:MOST_LEAVES]:
            yield Place("form", name.decode("utf-8", "replace")), value
    else:
        for path, value in islice(leaves(call.tree), MOST_LEAVES):
            yield Place("body", path), value


def leaves(
    tree: Any, path: str = "", depth: int = _DEPTH
) -> Iterator[tuple[str, bytes]]:
    """The texts and numbers of a tree, with their paths; not those of its lists."""
    if isinstance(tree, dict) and depth:
        for key, value in list(tree.items())[:100]:
            is_plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", key)
            step = key if is_plain else f"['{key}']"
            if "'" in key:
                continue
            below = f"{path}.{step}" if path and is_plain else f"{path}{step}"
            yield from leaves(value, below, depth - 1)
    elif isinstance(tree, str) and path and tree:
        yield path, tree.encode("utf-8", "surrogatepass")


def _in_value(scheme: Scheme, value: bytes) -> Iterator[Found]:
    """What may be a signature in one value, in each shape that it can have."""
    whole = list(_whole(scheme, value))
    yield from whole
    if len(value) > _LONGEST:
        return
    for separator in _SEPARATORS:
        pieces = value.split(separator.encode())
        yield from _named(scheme, separator, pieces)
        # What stands in front of a signature is a prefix rather than another one.
        is_prefix = any(item.scheme.prefix.endswith(separator) for item in whole)
        if len(pieces) > 1 and not is_prefix:
            for piece in pieces:
                listed = replace(scheme, shape="list", separator=separator)
                yield from _whole(listed, piece)


def _whole(scheme: Scheme, value: bytes) -> Iterator[Found]:
    for encoding, signature in _decoded(value):
        yield Found(replace(scheme, encoding=encoding), signature)
    match = _PREFIX.match(value)
    # Of what begins with a prefix, the rest; a name may stand in it (``v1,sha256=``).
    while match and match.end() < len(value):
        prefix, rest = value[: match.end()], value[match.end() :]
        for encoding, signature in _decoded(rest):
            prefixed = replace(scheme, prefix=prefix.decode(), encoding=encoding)
            yield Found(prefixed, signature)
        following = _PREFIX.match(value, match.end())
        match = following if following and following.end() > match.end() else None


def _named(scheme: Scheme, separator: str, pieces: list[bytes]) -> Iterator[Found]:
    for equals in _NAME_SEPARATORS:
        pairs = [piece.partition(equals.encode()) for piece in pieces]
        if len(pairs) < 2 or not all(found for _name, found, _text in pairs):
            continue
        fields = tuple((name.decode("latin-1"), text) for name, _found, text in pairs)
        for name, text in fields:
            for encoding, signature in _decoded(text):
                named = replace(
                    scheme,
                    shape="named",
                    separator=separator,
                    name_separator=equals,
                    names=(name,),
                    encoding=encoding,
                )
                others = tuple(item for item in fields if item[0] != name)
                yield Found(named, signature, others)


def _decoded(text: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes that a text may stand for, where these can be a hash or a signature."""
    if _HEX.fullmatch(text):
        yield "hex", bytes.fromhex(text.decode())
    elif _UPPER_HEX.fullmatch(text):
        yield "hex_upper", bytes.fromhex(text.decode())
    names = []
    if _BASE64.fullmatch(text):
        names += ["base64", "base64_unpadded"]
    if _BASE64URL.fullmatch(text):
        names += ["base64url", "base64url_unpadded"]
    for name in names:
        try:
            value = find_encoding(name).parse(text)
        except ValueError:
            continue
        yield name, value
        return


def _units(value: bytes) -> list[str]:
    """The units in which a value can be a time of our days (2001 to 2286)."""
    for unit, low, high in (("seconds", 10, 10), ("milliseconds", 13, 13)):
        if low <= len(value) <= high and read_time(value, unit):
            return [unit]
    is_iso = 19 <= len(value) <= 40 and value[4:5] == b"-"
    return ["iso8601"] if is_iso and read_time(value, "iso8601") else []


def _is_id(place: Place) -> bool:
    words = re.split(r"[^a-z]+", place.name.lower())
    return place.source == "header" and bool(_ID_WORDS & set(words))


def _likelihood(found: Found) -> tuple[bool, bool]:
    name = found.scheme.place.name.lower()
    is_named = any(word in name for word in ("sign", "hmac", "hash", "sig", "mac"))
    return not is_named, len(found.signature) not in HASH_SIZES
