"""What a text says once it is decoded: percent-encoding, escapes of JSON, entities."""

import html
import re
from urllib.parse import unquote_plus

#: Encodings inside one another, as of a link in a link in a text.
_DEEPEST = 3
#: Readings of one text; a hostile one could have any number.
_MOST = 12
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def readings(text: str) -> list[str]:
    """The text, and what it says in each encoding that it may be in.

    A text from outside may be a link, JSON in a text, or a body that nobody could read.
    """
    found, waiting = [text], [text]
    for _depth in range(_DEEPEST):
        decoded = [reading for item in waiting for reading in _decoded(item)]
        waiting = [item for item in dict.fromkeys(decoded) if item not in found]
        found = [*found, *waiting][:_MOST]
    return found


def unescaped(text: str) -> str:
    """A text without the escapes of JSON; half characters are replaced."""
    plain = _ESCAPE.sub(_unescaped, text)
    # Two halves make one character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(text: str) -> list[str]:
    decoded = []
    # A plus alone is part of an address or a number; in a form it is a blank.
    if "%" in text or "=" in text:
        decoded.append(unquote_plus(text, errors="replace"))
        # As a form in an old charset has it.
        decoded.append(unquote_plus(text, encoding="cp1252", errors="replace"))
    if "\\" in text:
        decoded.append(unescaped(text))
    if "&" in text:
        decoded.append(html.unescape(text))
    return decoded


def _unescaped(match: re.Match[str]) -> str:
    code, letter = match.groups()
    return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)
