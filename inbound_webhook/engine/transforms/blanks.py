"""Blanks around a text."""

from ..phrases import _lt
from ..written import bare
from .registry import of_texts, register_transform


@register_transform("trim", _lt("Without blanks around it"))
@of_texts
def trim(text: str, _argument: str) -> str:
    """The text without blanks around it."""
    return bare(text)
