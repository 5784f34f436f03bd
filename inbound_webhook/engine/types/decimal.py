"""Numbers with or without a fraction."""

import math
from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .numbers import literal
from .registry import POSSIBLE, TEXT_FIELDS, register_type


def _suggests(_words: frozenset[str], value: Any) -> int:
    return POSSIBLE if isinstance(value, float) else 0


@register_type(
    "decimal",
    _lt("Decimal"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="12.5",
    fills=TEXT_FIELDS | {"float", "monetary"},
    suggests=_suggests,
)
def to_decimal(value: Any, context: ValueContext) -> float:
    """A number with or without a fraction, as a float that is finite."""
    expected = _lt("a number")
    if isinstance(value, str):
        number = float(literal(value, expected, context.number_format))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = _as_float(value)
    else:
        raise refused(value, expected)
    if not math.isfinite(number):
        raise refused(value, expected)
    return number


def _as_float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
