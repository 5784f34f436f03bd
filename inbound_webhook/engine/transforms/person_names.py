"""First and last names of people."""

from ..phrases import _lt
from .registry import of_texts, register_transform


@register_transform("first_name", _lt("First name: up to the first blank"))
@of_texts
def first_name(text: str, _argument: str) -> str | None:
    """The first word."""
    return text.split(maxsplit=1)[0] if text.strip() else None


@register_transform("last_name", _lt("Last name: after the first blank"))
@of_texts
def last_name(text: str, _argument: str) -> str | None:
    """All but the first word."""
    _first, *rest = text.split(maxsplit=1) or [""]
    return rest[0].rstrip() if rest else None
