"""Whether a text matches a pattern."""

from ...phrases import _lt
from ..glob import glob_matches
from .registry import SINGLE, Operator, register_operator

#: Patterns are of names, addresses and numbers.
_LONGEST = 1_000


def _matches(value: str, pattern: str) -> bool:
    return glob_matches(pattern, value)


register_operator(
    Operator(
        "matches",
        _lt("matches the pattern"),
        "text",
        _matches,
        forms=SINGLE,
        longest=_LONGEST,
    )
)
