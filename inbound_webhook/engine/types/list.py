"""Lists."""

import html
import re
from typing import Any

from ..paths.shapes import is_index
from ..phrases import _lt
from ..values import ValueContext, is_empty
from .json_text import parsed_text
from .registry import SURE, TEXT_FIELDS, register_type

_COMMAS, _SEMICOLONS = ",", ";"
#: One item and what ends it; one in quotes may hold that.
_ITEM = (
    r"\s*(?:{quote}(?P<quoted>[^{quote}\r\n]*){quote}\s*(?=[{mark}\r\n]|\Z)"
    r"|(?P<bare>[^{mark}\r\n]*))(?:[{mark}\r\n]+|\Z)"
)
_ITEMS = {
    (mark, quote): re.compile(_ITEM.format(mark=mark, quote=quote))
    for mark in (_COMMAS, _SEMICOLONS)
    for quote in ("'", '"')
}
#: What Java and Python write of a list: [a, b], ['a', 'b'].
_IN_BRACKETS = re.compile(r"\s*\[([^\[\]]*,[^\[\]]*)\]\s*")
#: Before each line of a list that a person wrote.
_POINT = re.compile(r"(?:[-*\u2022\u2013\u00b7]|\d{1,3}[.)])\s+(?=\S)")
#: Of HTML, such as ``R&amp;D``.
_ENTITY = re.compile(r"&#?\w{1,10};")
#: What stands for its semicolon meanwhile; Unicode leaves it unused.
_KEPT = "\ufdd0"


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
    texts = [text.strip() for text in _without_points(_divided(value))]
    return [text for text in texts if not is_empty(text)]


def _divided(text: str) -> list[str]:
    """The items of a text, by its semicolons where it has some: commas are a part of
    the items then, as of several choices in HubSpot.
    """
    brackets = _IN_BRACKETS.fullmatch(text)
    if brackets:
        text = brackets[1]
    is_in_single_quotes = brackets and text.strip().startswith("'")
    text = _ENTITY.sub(_kept, text)
    mark = _SEMICOLONS if ";" in text else _COMMAS
    found = _ITEMS[mark, "'" if is_in_single_quotes else '"'].finditer(text)
    items = (item["quoted"] or item["bare"] or "" for item in found)
    return [item.replace(_KEPT, ";") for item in items]


def _kept(entity: re.Match[str]) -> str:
    """An entity without its semicolon; AT&T; is none."""
    is_one = html.unescape(entity[0]) != entity[0]
    return f"{entity[0][:-1]}{_KEPT}" if is_one else entity[0]


def _without_points(texts: list[str]) -> list[str]:
    """Items without the points or numbers before them, where each has one."""
    said = [text for text in texts if text.strip()]
    if len(said) > 1 and all(_POINT.match(text.strip()) for text in said):
        return [_POINT.sub("", text.strip(), count=1) for text in said]
    return texts


def _numbered(value: Any) -> list[Any] | None:
    """The items of PHP's array, of which some may be gone; None for anything else."""
    is_array = isinstance(value, dict) and value and all(map(is_index, value))
    return list(value.values()) if is_array else None
