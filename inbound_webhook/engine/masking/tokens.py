"""The token of a handler, wherever a call brings it back.

Proxies add the address of a request to its headers, and some senders write it into the
body. Whoever knows a token can send calls, and more people may read calls than tokens.
"""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from .mask import MASK

#: How often a URL is percent-encoded that stands in a URL that stands in a URL.
_LAYERS = 3


def mask_token(text: str, token: str) -> str:
    """A text without a token, in whatever case and percent-encoding it stands there."""
    if not token or not _holds(text, token):
        return text
    return _pattern(token).sub(MASK, text)


def mask_token_in_tree(tree: Any, token: str) -> Any:
    """Lists, tuples and dicts of texts without a token; all else stays as it is."""
    match tree:
        case str():
            return mask_token(tree, token)
        case dict():
            return {
                key: mask_token_in_tree(value, token) for key, value in tree.items()
            }
        case list() | tuple():
            return type(tree)(mask_token_in_tree(value, token) for value in tree)
    return tree


def mask_token_in_body(body: bytes, token: str) -> bytes:
    """A body with an asterisk for each byte of a token: all else keeps its place.

    A body in UTF-16 is masked too; one that is compressed is not.
    """
    if not token:
        return body
    lowered = body.lower()
    plain = token.lower().encode()
    wide = b"\0".join(plain[place : place + 1] for place in range(len(plain)))
    is_there = plain in lowered or wide in lowered
    if not is_there and b"%" in lowered:
        is_there = plain in unquote_to_bytes(lowered).lower()
    if not is_there:
        return body
    return _pattern_in_body(token).sub(_asterisks, body)


def _holds(text: str, token: str) -> bool:
    wanted, text = token.lower(), text.lower()
    for _layer in range(_LAYERS):
        if wanted in text:
            return True
        if "%" not in text:
            return False
        text = unquote(text, "latin-1").lower()
    return wanted in text


def _asterisks(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\0]", b"*", match[0])


@lru_cache(maxsize=256)
def _pattern(token: str) -> re.Pattern[str]:
    return re.compile("".join(map(_spelled, token)), re.IGNORECASE)


@lru_cache(maxsize=256)
def _pattern_in_body(token: str) -> re.Pattern[bytes]:
    letters = (_spelled(letter).encode() for letter in token)
    return re.compile(rb"\0?".join(letters), re.IGNORECASE)


def _spelled(letter: str) -> str:
    codes = {form.encode().hex() for form in (letter.lower(), letter.upper())}
    encoded = "|".join(
        "".join(
            f"%(?:25)*{code[place : place + 2]}" for place in range(0, len(code), 2)
        )
        for code in sorted(codes)
    )
    return f"(?:{re.escape(letter)}|{encoded})"
