"""Whole numbers."""

from typing import Any

from ..errors import ValueRefused
from ..phrases import _lt
from ..values import ValueContext, refused
from .numbers import literal
from .registry import POSSIBLE, TEXT_FIELDS, convert, register_type


def _suggests(_words: frozenset[str], value: Any) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return POSSIBLE if is_whole else 0


def _operand(text: str, context: ValueContext) -> int | float:
    """12.5 is no integer, but one can be greater; a float has not all digits of a
    large one.
    """
    try:
        return convert(text, "integer", context)
    except ValueRefused:
        return convert(text, "decimal", context)


@register_type(
    "integer",
    _lt("Integer"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="3",
    fills=TEXT_FIELDS | {"integer", "float", "monetary"},
    suggests=_suggests,
    operand=_operand,
)
def to_integer(value: Any, context: ValueContext) -> int:
    """A number without a fraction: 12, 12.0, "12", "1,234,567"."""
    expected = _lt("a whole number")
    if isinstance(value, str):
        number = _whole(literal(value, expected, context.number_format))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = _whole(value)
    else:
        number = None
    if number is None:
        raise refused(value, expected)
    return number


def _whole(number: int | float | str) -> int | None:
    """A number, or its literal, as an int without going through a float if possible."""
    if isinstance(number, str):
        whole, _, fraction = number.partition(".")
        if "e" not in number.lower():
            return None if fraction.strip("0") else int(whole)
        number = float(number)
    return int(number) if isinstance(number, int) or number.is_integer() else None
