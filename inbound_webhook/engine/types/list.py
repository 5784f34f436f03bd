"""Lists."""

import re
from typing import Any

from ..paths.shapes import is_index
from ..phrases import _lt
from ..values import ValueContext, is_empty
from .json_text import parsed_text
from .registry import SURE, TEXT_FIELDS, register_type

_COMMAS = re.compile(r"[,\r\n]+")
#: Where these stand, commas are a part of the items, as of several choices in HubSpot.
_SEMICOLONS = re.compile(r"[;\r\n]+")
#: Of HTML, such as ``R&amp;D``.
_ENTITY = re.compile(r"&#?\w{1,10};")


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
    """A list as it is; one value as a list of it; text as JSON, else by its semicolons,
    or else its commas, and lines, without blank items.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return _numbered(value) or [value]
    items = parsed_text(value)
    if isinstance(items, list):
        return items
    is_by_semicolons = ";" in _ENTITY.sub("", value)
    separators = _SEMICOLONS if is_by_semicolons else _COMMAS
    texts = [text.strip() for text in separators.split(value)]
    return [text for text in texts if not is_empty(text)]


def _numbered(value: Any) -> list[Any] | None:
    """The items of PHP's array, of which some may be gone; None for anything else."""
    is_array = isinstance(value, dict) and value and all(map(is_index, value))
    return list(value.values()) if is_array else None
