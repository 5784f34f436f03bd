"""Lists and objects."""

import re
from typing import Any

from ..body.json_reader import parse_json
from ..body.limits import Limits
from ..body.notes import NoteBook
from ..errors import EngineError
from ..phrases import _lt
from ..values import ValueContext, is_empty, refused
from .registry import register_type

_SEPARATOR = re.compile(r"[,\r\n]+")
_LIMITS = Limits()


@register_type("list", takes_lists=True, false_is_nothing=True)
def to_list(value: Any, context: ValueContext) -> list[Any]:
    """A list as it is; one value as a list of it; text as JSON, else by its commas
    and lines, without blank items.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [value]
    items = _parsed(value)
    if isinstance(items, list):
        return items
    texts = [text.strip() for text in _SEPARATOR.split(value)]
    return [text for text in texts if not is_empty(text)]


@register_type("object", false_is_nothing=True)
def to_object(value: Any, context: ValueContext) -> dict[str, Any]:
    """An object, or a text that is the JSON of one."""
    found = _parsed(value) if isinstance(value, str) else value
    if isinstance(found, dict):
        return found
    raise refused(value, _lt("an object"))


def _parsed(text: str) -> Any:
    """What a text is as JSON, None where it is none."""
    try:
        return parse_json(text, _LIMITS, NoteBook())
    except EngineError:
        return None
