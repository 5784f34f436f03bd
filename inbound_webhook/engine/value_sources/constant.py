"""A text that is the same for every call, but for the placeholders in it."""

from typing import Any

from ..dumping import dump
from ..phrases import _lt
from ..templates import compile_template
from .registry import Mapped, register_value_source


def _names(mapping: Mapped) -> set[str]:
    return set(compile_template(mapping.constant).names)


@register_value_source("constant", _lt("Fixed value"), names=_names)
def value_of_constant(mapping: Mapped, parameters: dict[str, Any]) -> str:
    """The text with what the call brings in place of the placeholders."""
    return compile_template(mapping.constant).render_text(dump(parameters))
