"""What the value that holds a signature looks like: taken apart, and put together.

Names can come several times, and every signature counts: while a sender changes its
secret it sends two of them. So nothing here is a ``dict``, which would keep the last.
"""

from dataclasses import dataclass

from .scheme import Scheme

#: More signatures than any sender has secrets at once.
MOST_CANDIDATES = 32


@dataclass(frozen=True)
class Candidate:
    """What may be the signature.

    :param text: as it is written, without the prefix
    :param name: that it has in a value of the shape ``named``
    """

    text: bytes
    name: bytes = b""


def candidates_in(scheme: Scheme, value: bytes) -> list[Candidate]:
    """What may be the signature in the value that holds it.

    What lacks the prefix, or has another name, is none; and nothing is where a value of
    names has something in it that has no name.
    """
    if scheme.shape == "named":
        if not all(_is_pair(scheme, item) for item in _split(scheme, value)):
            return []
        found = [Candidate(text, name) for name, text in _pairs(scheme, value)]
        names = {name.encode() for name in scheme.names}
        found = [item for item in found if not names or item.name in names]
    elif scheme.shape == "list":
        found = [Candidate(text) for text in _split(scheme, value)]
        if scheme.position:
            found = found[scheme.position - 1 : scheme.position]
    else:
        found = [Candidate(value)]
    prefix = scheme.prefix.encode()
    return [
        Candidate(item.text[len(prefix) :], item.name)
        for item in found
        if item.text.startswith(prefix)
    ]


def field_of(scheme: Scheme, value: bytes, name: str) -> list[bytes]:
    """Other fields than the signature in the value that holds it.

    :param name: of a field; in a list its position, from 1
    """
    if scheme.shape == "named":
        wanted = name.encode()
        return [text for key, text in _pairs(scheme, value) if key == wanted]
    if scheme.shape == "list" and name.isascii() and name.isdecimal():
        position = int(name[:9])
        return _split(scheme, value)[max(position - 1, 0) : position]
    return []


def written(
    scheme: Scheme, text: bytes, fields: dict[str, bytes], name: str = ""
) -> bytes:
    """The value that holds a signature.

    :param text: the signature
    :param fields: what else stands there, by name (or by position)
    :param name: that the signature has; by default the first that the scheme names
    """
    signature = scheme.prefix.encode() + text
    separator = scheme.separator.encode()
    if scheme.shape == "named":
        name = name or (scheme.names[0] if scheme.names else "")
        pairs = [*((key.encode(), item) for key, item in fields.items())]
        pairs.append((name.encode(), signature))
        equals = scheme.name_separator.encode()
        return separator.join(key + equals + item for key, item in pairs)
    if scheme.shape == "list":
        places = {int(key): item for key, item in fields.items()}
        places[scheme.position or 1] = signature
        return separator.join(places.get(i, b"") for i in range(1, max(places) + 1))
    return signature


def _split(scheme: Scheme, value: bytes) -> list[bytes]:
    separator = scheme.separator.encode()
    return value.split(separator) if separator else [value]


def _is_pair(scheme: Scheme, item: bytes) -> bool:
    # Nothing may stand behind the last separator.
    return not item or scheme.name_separator.encode() in item


def _pairs(scheme: Scheme, value: bytes) -> list[tuple[bytes, bytes]]:
    equals = scheme.name_separator.encode() or b"="
    pairs = (item.partition(equals) for item in _split(scheme, value))
    return [(name, text) for name, found, text in pairs if found]
