"""JSON as a text, for whoever reads it with a program."""

import json
from typing import Any

from ..paths import numbered
from ..phrases import _lt
from ..values import ValueContext
from .registry import register_type
from .text import to_text


@register_type(
    "json",
    _lt("Text, JSON"),
    takes_lists=True,
    false_is_nothing=True,
    sample='{"key": "value"}',
)
def to_json_text(value: Any, context: ValueContext) -> str | None:
    """A list or an object as JSON, with the characters as they are; anything else as
    a text.
    """
    value = numbered(value) or value
    text = to_text(value, context)
    if text is not None and isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return text
