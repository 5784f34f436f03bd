"""Lists."""

import re
from typing import Any

from ..paths import numbered
from ..phrases import _lt
from ..values import ValueContext, is_empty
from .json_text import parsed_text
from .registry import SURE, TEXT_FIELDS, register_type

_SEPARATOR = re.compile(r"[,\r\n]+")


def _suggests(_words: frozenset[str], value: Any) -> int:
    return SURE if isinstance(value, list) else 0


@register_type(
    "list",
    _lt("List"),
    takes_lists=True,
    false_is_nothing=True,
    form="list",
    sample='["one", "two"]',
    fills=TEXT_FIELDS | {"many2many"},
    suggests=_suggests,
)
def to_list(value: Any, context: ValueContext) -> list[Any]:
    """A list as it is; one value as a list of it; text as JSON, else by its commas
    and lines, without blank items.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return numbered(value) or [value]
    items = parsed_text(value)
    if isinstance(items, list):
        return items
    texts = [text.strip() for text in _SEPARATOR.split(value)]
    return [text for text in texts if not is_empty(text)]
