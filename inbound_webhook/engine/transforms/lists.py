"""Lists as texts, texts as lists."""

from typing import Any

from ..phrases import _lt
from ..readable import scalar_text
from ..values import is_empty, to_json
from .registry import register_transform


@register_transform("join", _lt("Joined (by commas)"), "optional")
def join(value: Any, separator: str) -> Any:
    """The items of a list as one text, those that are lists or objects left out."""
    if not isinstance(value, list):
        return value
    items = [to_json(item) for item in value if not isinstance(item, list | dict)]
    texts = (scalar_text(item) for item in items if not is_empty(item))
    return (separator or ", ").join(texts)


@register_transform("split", _lt("Split (at commas)"), "optional")
def split(value: Any, separator: str) -> Any:
    """A text as a list of the texts between its separators, blank ones left out."""
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(separator or ",") if item.strip()]
