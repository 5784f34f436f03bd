"""Whether a value is one of several; of a list, whether any of its items is."""

from typing import Any

from ...phrases import _lt
from .registry import COMPARABLE, Operator, register_operator


def _in(value: Any, operands: list[Any]) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(item in operands for item in items)


register_operator(Operator("in", _lt("is one of"), "values", _in, forms=COMPARABLE))
register_operator(
    Operator("not_in", _lt("is none of"), "values", _in, negates=True, forms=COMPARABLE)
)
