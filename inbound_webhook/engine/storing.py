"""What the row of a call can hold, whatever came and whatever went wrong.

PostgreSQL stores neither U+0000 nor half a character, JSON there no NaN and no number
without end, and a row that cannot be written must not cost the call its end.
"""

import math
from typing import Any

from .body.text import storable

#: Characters of a text that says what happened; what came is kept apart.
LONGEST_TEXT = 10_000
#: As deep as anything that the engine itself makes, and far from what PostgreSQL takes.
_DEEPEST = 100
#: Beyond these a number is kept as text.
_LARGEST_INTEGER = 10**300


def storable_text(text: Any, longest: int = LONGEST_TEXT) -> str | None:
    """A text that can be stored, cut where it is longer than anybody reads.

    :param text: a text, or None
    :param longest: in characters
    """
    if text is None:
        return None
    text = storable(str(text))
    if len(text) > longest:
        return text[: longest - 1] + "…"
    return text


def storable_json(value: Any, depth: int = 0) -> Any:
    """A value that can be stored as JSON; what is none becomes a text that names it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, int):
        is_small = -_LARGEST_INTEGER < value < _LARGEST_INTEGER
        return int(value) if is_small else "a very large number"
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if depth >= _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {
            storable_text(key): storable_json(item, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [storable_json(item, depth + 1) for item in value]
    return f"<{type(value).__name__}>"
