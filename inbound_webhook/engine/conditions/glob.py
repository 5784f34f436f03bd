"""Patterns with ``*`` for any characters and ``?`` for one.

Not regular expressions: ``(a+)+$`` keeps a whole server busy for hours on one text of
a stranger. Nor ``fnmatch``, which makes such an expression out of ``*a*a*a*b``.
"""

import re


def glob_matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches the whole text; case matters."""
    first, *rest = (_compiled(piece) for piece in pattern.split("*"))
    if not rest:
        return first.fullmatch(text) is not None
    start = first.match(text)
    if start is None:
        return False
    position = start.end()
    # Every piece has one length and the leftmost place is the best one, so nothing
    # is ever tried twice.
    for piece in rest[:-1]:
        found = piece.search(text, position)
        if found is None:
            return False
        position = found.end()
    last = len(text) - len(pattern.rpartition("*")[2])
    return last >= position and rest[-1].match(text, last) is not None


def _compiled(piece: str) -> re.Pattern:
    return re.compile(re.escape(piece).replace(r"\?", "."), re.DOTALL)
