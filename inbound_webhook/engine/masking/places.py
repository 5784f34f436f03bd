"""What stands where a handler is told who calls: a token, or a signature.

Whoever reads the log must not be able to send such a call.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from urllib.parse import unquote_plus

from .mask import MASK

#: What is shorter is no secret, and may stand anywhere in a body.
_SHORTEST = 8
#: What is longer is not sent as a text in a body.
_LONGEST = 4096
#: Letters that JSON also writes with a backslash in front.
_ESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "\b": "b",
    "\f": "f",
    "\n": "n",
    "\r": "r",
    "\t": "t",
}


def mask_headers(
    headers: Iterable[tuple[str, str]], is_wanted: Callable[[str], bool]
) -> tuple[tuple[str, str], ...]:
    """Headers without what stands in some of them.

    :param is_wanted: takes the name of a header
    """
    return tuple(
        (name, MASK if value and is_wanted(name) else value) for name, value in headers
    )


def mask_query_field(query: str, name: str) -> str:
    """A query string, undecoded, without the value of a field."""
    return "&".join(_masked_pair(pair, name) for pair in query.split("&"))


def _masked_pair(pair: str, wanted: str) -> str:
    name, _sign, value = pair.partition("=")
    is_wanted = value and unquote_plus(name) == wanted
    return f"{name}={MASK}" if is_wanted else pair


def mask_in_body(body: bytes, values: Collection[bytes]) -> bytes:
    """A body with an asterisk for each letter of some values, however it spells them.

    :param values: as they are once the body is read. Those that are too short to be a
        secret stay
    """
    for value in set(values):
        if _SHORTEST <= len(value) <= _LONGEST:
            body = _pattern(value).sub(_asterisks, body)
    return body


def _asterisks(match: re.Match[bytes]) -> bytes:
    return b"*" * len(match[0])


@lru_cache(maxsize=64)
def _pattern(value: bytes) -> re.Pattern[bytes]:
    try:
        letters = [_spelled(letter) for letter in value.decode()]
    except UnicodeDecodeError:
        letters = [_spelled_byte(bytes([byte])) for byte in value]
    return re.compile(b"".join(letters))


def _spelled(letter: str) -> bytes:
    """A letter as a form or JSON may write it."""
    raw = letter.encode()
    ways = [b"".join(_spelled_byte(bytes([byte])) for byte in raw)]
    units = letter.encode("utf-16-be")
    codes = [units[place : place + 2].hex() for place in range(0, len(units), 2)]
    ways.append("".join(rf"\\u(?i:{code})" for code in codes).encode())
    if letter in _ESCAPES:
        ways.append(re.escape("\\" + _ESCAPES[letter]).encode())
    if letter == " ":
        ways.append(rb"\+")
    return b"(?:" + b"|".join(ways) + b")"


def _spelled_byte(byte: bytes) -> bytes:
    return b"(?:" + re.escape(byte) + b"|%(?i:" + byte.hex().encode() + b"))"
