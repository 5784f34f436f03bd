"""Objects."""

from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .json_text import parsed_text
from .registry import SURE, register_type


def _suggests(_words: frozenset[str], value: Any) -> int:
    return SURE if isinstance(value, dict) else 0


@register_type(
    "object",
    _lt("Object"),
    false_is_nothing=True,
    form="object",
    sample='{"key": "value"}',
    fills=frozenset(),
    suggests=_suggests,
)
def to_object(value: Any, context: ValueContext) -> dict[str, Any]:
    """An object, or a text that is the JSON of one."""
    found = parsed_text(value) if isinstance(value, str) else value
    if isinstance(found, dict):
        return found
    raise refused(value, _lt("an object"))
