"""Percentages."""

import math
import re
from typing import Any

from ..errors import ValueRefused
from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .numbers import literal
from .registry import NAMED, SURE, TEXT_FIELDS, convert, register_type

_EXPECTED = _lt("a percentage such as 12.5 %")
_SIGN = re.compile(
    r"%\s*(?P<behind>.+)|(?P<before>.+?)\s*"
    r"(?P<sign>%|‰|percent|pct\.?|per cento?|prozent|procent|pour cent|por ci?ento"
    r"|v\.\s?H\.)",
    re.IGNORECASE,
)
#: Longer texts are no percentage; the expression has an end.
_LONGEST = 100
_NAMES = frozenset({"percent", "percentage", "pct", "probability"})


def _suggests(words: frozenset[str], value: Any) -> int:
    if isinstance(value, str):
        is_short = len(value) <= _LONGEST
        is_signed = is_short and _SIGN.fullmatch(value.strip())
        return SURE if is_signed and _fits(value) else 0
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return NAMED if is_number and words & _NAMES else 0


def _fits(value: str) -> bool:
    try:
        to_percent(value, ValueContext())
    except ValueRefused as error:
        return error.code == "number_ambiguous"
    return True


@register_type(
    "percent",
    _lt("Percent"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="12.5 %",
    fills=TEXT_FIELDS | {"float"},
    suggests=_suggests,
)
def to_percent(value: Any, context: ValueContext) -> float:
    """The number before the sign: 12.5 of ``12,5 %``, and of 12.5 without one."""
    if not isinstance(value, str):
        return convert(value, "decimal", context)
    text = as_seen(value)
    if len(text) > _LONGEST:
        raise refused(value, _EXPECTED)
    match = _SIGN.fullmatch(text)
    digits = (match["behind"] or match["before"]) if match else text
    try:
        number = float(literal(digits, _EXPECTED, context.number_format))
    except ValueRefused as error:
        if error.code == "number_ambiguous":
            raise
        raise refused(value, _EXPECTED) from error
    if not math.isfinite(number):
        raise refused(value, _EXPECTED)
    return number / 10 if match and match["sign"] == "‰" else number
