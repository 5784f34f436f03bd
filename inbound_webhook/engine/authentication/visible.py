"""Bytes as a person can read them, with what is invisible shown."""

import unicodedata

#: Signs that usual fonts have: those of Unicode's own block (U+2400) are boxes in many.
_LINE_BREAK, _BLANK = "\u21b5", "\u2423"
#: Categories of Unicode that show nothing: formats, private, unassigned, separators.
_INVISIBLE = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
#: How much of long bytes is shown, from both ends: what differs is often at an end.
_LONGEST = 4000


def visible(value: bytes) -> str:
    """Bytes as a text in which each invisible character has a sign.

    A line break is shown and made; a blank is shown where it begins or ends a line, and
    a byte that is no UTF-8 as ``\\xe9``. Of long bytes the middle is left out.
    """
    if len(value) > _LONGEST:
        half = _LONGEST // 2
        left_out = len(value) - 2 * half
        return f"{visible(value[:half])}…({left_out})…{visible(value[-half:])}"
    text = value.decode("utf-8", "backslashreplace")
    lines = text.split("\n")
    return f"{_LINE_BREAK}\n".join(map(_line, lines))


def _line(line: str) -> str:
    inner = line.strip(" ")
    start = len(line) - len(line.lstrip(" "))
    end = len(line) - start - len(inner)
    signs = "".join(map(_sign, inner))
    return _BLANK * start + signs + _BLANK * end


def _sign(character: str) -> str:
    is_blank = character != " " and unicodedata.category(character) == "Zs"
    if is_blank or unicodedata.category(character) in _INVISIBLE:
        return f"<U+{ord(character):04X}>"
    return character
