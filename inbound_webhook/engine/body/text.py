"""Text that PostgreSQL can store, and text short enough for a message."""

import re

#: PostgreSQL stores neither U+0000 nor half a surrogate pair, in text or jsonb.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"

_BREAKS = re.compile(r"[\r\n\t]+")


def storable(text: str) -> str:
    """The text with U+FFFD for every character that PostgreSQL cannot store."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def unstorable_notes(text: str) -> list[str]:
    """Codes of the notes that say what :func:`storable` replaces in a text."""
    found = set(_UNSTORABLE.findall(text))
    codes = []
    if "\x00" in found:
        codes.append("nul_replaced")
    if found - {"\x00"}:
        codes.append("surrogate_replaced")
    return codes


def shortened(text: str, longest: int = 80) -> str:
    """The beginning of a text from outside, safe to store, log and answer."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    # An object in a note is lines.
    text = _BREAKS.sub(" ", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else REPLACEMENT for c in text)


def header_bytes(value: str) -> bytes:
    """The bytes of a header or a query: WSGI hands each of them over as a character.

    What is no such character was put there by a program, as UTF-8.
    """
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
