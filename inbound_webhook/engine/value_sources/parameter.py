"""The value of a parameter."""

from typing import Any

from ..phrases import _lt
from .registry import Mapped, register_value_source


def _names(mapping: Mapped) -> set[str]:
    return {mapping.parameter}


@register_value_source("parameter", _lt("Parameter"), names=_names)
def value_of_parameter(mapping: Mapped, parameters: dict[str, Any]) -> Any:
    """What the call brings."""
    return parameters.get(mapping.parameter)
