"""Digits of a text."""

import re
from typing import Any

from ..phrases import _lt
from .registry import of_texts, register_transform

#: ``$1,234.50``, ``1 234,5``: what is left of it without its separators is another
#: number. ``02/555.12.34`` is none.
_FRACTION = re.compile(r"\D*(?:\d+|\d{1,3}(?:[.,'\u2019\s]\d{3})+)[.,]\d{1,2}\D*")
#: ``-12``, ``- $ 12``, ``12-``, ``(12.00)``.
_NEGATIVE = re.compile(
    r"\s*[-\u2212]\D{0,4}\d.*"
    r"|.*\d\s*[-\u2212]\s*"
    r"|\s*\(\D{0,4}\d[\d\s.,'\u2019]*\D{0,4}\)\s*",
    re.DOTALL,
)

_LONGEST_AMOUNT = 40


def _makes_another_number(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_AMOUNT:
        return False
    return bool(_FRACTION.fullmatch(value) or _NEGATIVE.fullmatch(value))


@register_transform(
    "digits_only",
    _lt("Digits only"),
    makes_another_number=_makes_another_number,
)
@of_texts
def digits_only(text: str, _argument: str) -> str:
    """The digits of a text."""
    return re.sub(r"[^0-9]", "", text)
