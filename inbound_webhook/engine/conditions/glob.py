"""Patterns with ``*`` for any characters and ``?`` for one.

Not regular expressions: ``(a+)+$`` keeps a whole server busy for hours on one text of
a stranger. Nor ``fnmatch``, which makes such an expression out of ``*a*a*a*b``. Nor an
expression for each piece between two ``*``: ``?????b`` is tried anew at each place of
the text, and nothing else of the process runs meanwhile.
"""

from collections import defaultdict


def glob_matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches the whole text; case matters."""
    first, *rest = pattern.split("*")
    if not rest:
        return len(first) == len(text) and _fits(first, text, 0)
    *between, last = rest
    end = len(text) - len(last)
    if len(first) > end or not (_fits(first, text, 0) and _fits(last, text, end)):
        return False
    position = len(first)
    # Every piece has one length and the leftmost place is the best one, so nothing
    # is ever tried twice.
    for piece in between:
        position = _end_of(piece, text, position, end)
        if position is None:
            return False
    return True


def _fits(piece: str, text: str, position: int) -> bool:
    """Whether a piece stands at a place, where the text is long enough for it."""
    place = text[position : position + len(piece)]
    if "?" not in piece:
        return place == piece
    return all(map(_is_one, piece, place))


def _is_one(wanted: str, character: str) -> bool:
    return wanted in ("?", character)


def _end_of(piece: str, text: str, start: int, end: int) -> int | None:
    """Where the leftmost place of a piece ends, None where it stands nowhere."""
    literal = piece.strip("?")
    before = len(piece) - len(piece.lstrip("?"))
    after = len(piece) - before - len(literal)
    found = _found_end(literal, text, start + before, end - after)
    return None if found is None else found + after


def _found_end(literal: str, text: str, start: int, end: int) -> int | None:
    if start > end:
        return None
    if "?" not in literal:
        found = text.find(literal, start, end)
        return None if found < 0 else found + len(literal)
    # Which beginnings of the piece end at a character, as the bits of one number: one
    # step for each character, whatever the piece is (Baeza-Yates and Gonnet, 1992).
    wanted = _bits(literal)
    anything, whole, begun = wanted["?"], 1 << (len(literal) - 1), 0
    for position in range(start, end):
        begun = (begun << 1 | 1) & wanted.get(text[position], anything)
        if begun & whole:
            return position + 1
    return None


def _bits(literal: str) -> dict[str, int]:
    """For each character of a piece, the places where it may stand; ``?`` is any."""
    anything = sum(1 << place for place, one in enumerate(literal) if one == "?")
    bits: dict[str, int] = defaultdict(lambda: anything)
    for place, character in enumerate(literal):
        if character != "?":
            bits[character] |= 1 << place
    # What a text has for a question mark is a character like any other.
    return {**bits, "?": anything}
