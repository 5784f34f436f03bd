"""Booleans."""

from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .registry import SURE, register_type

_WORDS = {
    **dict.fromkeys(("true", "1", "yes", "on", "y", "t"), True),
    **dict.fromkeys(("false", "0", "no", "off", "n", "f"), False),
}


def _suggests(_words: frozenset[str], value: Any) -> int:
    return SURE if isinstance(value, bool) else 0


@register_type(
    "boolean",
    _lt("Yes/No"),
    form="value",
    sample="true",
    fills=frozenset({"boolean"}),
    suggests=_suggests,
)
def to_boolean(value: Any, context: ValueContext) -> bool:
    """JSON booleans, 1 and 0, and the words that forms and programs use."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    raise refused(value, _lt("a boolean such as true or false, yes or no, 1 or 0"))
