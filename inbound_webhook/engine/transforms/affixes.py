"""Text before or after a text."""

from ..phrases import _lt
from .registry import of_texts, register_transform


@register_transform("prefix", _lt("With text before it"), "required")
@of_texts
def prefix(text: str, before: str) -> str:
    """The text with another one before it."""
    return before + text


@register_transform("suffix", _lt("With text after it"), "required")
@of_texts
def suffix(text: str, after: str) -> str:
    """The text with another one after it."""
    return text + after
