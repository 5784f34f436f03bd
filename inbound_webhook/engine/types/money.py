"""Amounts of money."""

import math
import re
import unicodedata
from typing import Any

from ..errors import ValueRefused
from ..phrases import _lt
from ..values import ValueContext, refused
from .amounts import Amount, read_amount
from .registry import NAMED, SURE, TEXT_FIELDS, register_type

_EXPECTED = _lt("an amount of money such as 1234.50 or EUR 1.234,50")
_CODE = re.compile(r"\b[A-Z]{3}\b", re.ASCII)
_NAMES = frozenset(
    {
        *("amount", "price", "budget", "revenue", "cost", "fee", "subtotal"),
        *("betrag", "montant", "preis", "prix", "precio", "prezzo", "prijs"),
    }
)


def _suggests(words: frozenset[str], value: Any) -> int:
    if isinstance(value, str):
        try:
            amount = read_amount(value, ValueContext(), _EXPECTED)
            is_sure = bool(amount.currency) and _names_currency(value)
        except ValueRefused as error:
            # It may be two amounts, but it is one.
            if error.code != "number_ambiguous":
                return 0
            is_sure = _names_currency(value)
        return SURE if is_sure else NAMED if words & _NAMES else 0
    # A whole number may be one of cents.
    return NAMED if isinstance(value, float) and words & _NAMES else 0


def _names_currency(text: str) -> bool:
    """Whether a text that may be an amount has a sign or a code of a currency.

    Letters alone are in other texts, too: ``S 1`` is a house.
    """
    has_sign = any(unicodedata.category(character) == "Sc" for character in text)
    return has_sign or bool(_CODE.search(text))


@register_type(
    "money",
    _lt("Amount of money"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="1234.50",
    fills=TEXT_FIELDS | {"float", "monetary"},
    suggests=_suggests,
)
def to_money(value: Any, context: ValueContext) -> Amount:
    """A number as a finite float, with the currency that is named with it."""
    if isinstance(value, str):
        amount = read_amount(value, context, _EXPECTED)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        amount = _of_number(value)
    else:
        raise refused(value, _EXPECTED)
    if not math.isfinite(amount):
        raise refused(value, _EXPECTED)
    return amount


def _of_number(number: int | float) -> Amount:
    if isinstance(number, Amount):
        return number
    try:
        return Amount(number)
    except OverflowError:
        return Amount(math.inf)
