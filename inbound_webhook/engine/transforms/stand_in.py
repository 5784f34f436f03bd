"""What stands in where there is no value."""

from typing import Any

from ..phrases import _lt
from ..values import is_empty
from .registry import register_transform


@register_transform("default", _lt("This text where it is empty"), "required", True)
def default(value: Any, text: str) -> Any:
    """The value, or the argument where there is none or a blank one."""
    return text if is_empty(value) else value
