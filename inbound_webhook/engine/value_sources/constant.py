"""A text that is the same for every call, but for the placeholders in it."""

from typing import Any

from ..dumping import dump
from ..phrases import _lt
from ..templates import compile_template
from ..types.amounts import Amount
from .registry import Mapped, register_value_source


def _names(mapping: Mapped) -> set[str]:
    return set(compile_template(mapping.constant).names)


@register_value_source("constant", _lt("Fixed value"), names=_names)
def value_of_constant(mapping: Mapped, parameters: dict[str, Any]) -> Any:
    """The text with what the call brings in place of the placeholders.

    An amount keeps its currency there, and is one where it is all of the text.
    """
    template = compile_template(mapping.constant)
    amounts = {
        name: value for name, value in parameters.items() if isinstance(value, Amount)
    }
    if template.only in amounts:
        return amounts[template.only]
    written = {name: amount.written for name, amount in amounts.items()}
    return template.render_text({**dump(parameters), **written})
