"""Amounts of money, as people write them.

::

    $1,234.50   1.234,50 €   CHF 1'234.50   USD 12   12 US$   (12.00)   -12,00   12,00-
    12,-   $10k   5,000円   50万円

A comma with three digits behind it is a thousand here: hardly any currency has
thousandths. A point is one where the currency is of a country that writes it so
(``1.234 €``); else programs write it before a fraction, so it may be either, and is
refused. So is ``KWD 1,234``: that currency has thousandths.
"""

import re
import unicodedata
from dataclasses import dataclass

from ..errors import ValueRefused
from ..phrases import Phrase
from ..values import refused
from .currencies import (
    currency_of,
    has_points_in_groups,
    has_thousandths,
    is_shared,
    may_be,
)
from .numbers import literal

_LONGEST = 80
_MINUS = "-\u2212\u2013\u2014"
_SHAPE = re.compile(
    rf"(?P<before>[^\d]*?)(?P<core>[.,]?\d(?:[\d.,'\u2019\s]*\d)?)"
    rf"(?P<whole>[.,]\s?[{_MINUS}]{{1,2}})?(?P<after>[^\d]*)",
    re.ASCII,
)
_IN_BRACKETS = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]*)\)(?P<after>[^()]*)")
_THOUSANDS = re.compile(r"([1-9]\d{0,2})(?P<mark>[.,])(\d{3})", re.ASCII)
#: What follows the digits and says how many of them are meant.
_MULTIPLES = {"k": 1_000, "K": 1_000, "万": 10_000, "億": 100_000_000}


class Amount(float):
    """A number of units of a currency.

    :param currency: its code, empty where it is not known
    """

    def __new__(cls, number: float, currency: str = ""):
        amount = super().__new__(cls, number)
        amount.currency = currency
        return amount


@dataclass(frozen=True)
class _Written:
    """An amount taken apart: its digits, what stands around them, and its sign."""

    digits: str
    marks: tuple[str, ...]
    is_negative: bool
    multiple: int = 1


def read_amount(text: str, country: str | None, expected: Phrase) -> Amount:
    """The amount that a text says.

    :param country: ISO code of the country whose currencies come first
    :param expected: what would fit
    :raises ValueRefused: it says none, or may say two
    """
    # Full-width digits and signs are those of every day.
    written = _taken_apart(unicodedata.normalize("NFKC", text).strip())
    if not written:
        raise refused(text, expected)
    currency = _currency(written.marks, country)
    if currency is None:
        raise refused(text, expected)
    digits = written.digits
    thousand = _THOUSANDS.fullmatch(digits)
    if thousand and _is_group(thousand["mark"], currency):
        digits = digits.replace(thousand["mark"], "")
    try:
        number = float(literal(digits, expected)) * written.multiple
    except ValueRefused as error:
        if error.code == "number_ambiguous":
            raise
        raise refused(text, expected) from error
    return Amount(-number if written.is_negative and number else number, currency)


def _is_group(mark: str, currency: str) -> bool:
    """Whether a comma or a point before three digits separates thousands."""
    if has_thousandths(currency):
        return False
    return mark == "," or has_points_in_groups(currency)


def _taken_apart(text: str) -> _Written | None:
    if len(text) > _LONGEST:
        return None
    brackets = _IN_BRACKETS.fullmatch(text)
    if brackets:
        # As accountants write what is less than nothing.
        text = f"{brackets['before']}{brackets['inside']}{brackets['after']}".strip()
    match = _SHAPE.fullmatch(text)
    if not match:
        return None
    if match["whole"] and re.search(r"[.,]\d{1,2}$", match["core"]):
        return None
    before, leads = _without_minus(match["before"], at_the_end=False)
    after, trails = _without_minus(match["after"], at_the_end=True)
    if leads + trails + bool(brackets) > 1:
        return None
    multiple = _MULTIPLES.get(after[:1], 1) if _is_multiple(after) else 1
    after = after[1:].strip() if multiple > 1 else after
    return _Written(
        match["core"],
        tuple(mark for mark in (before, after) if mark),
        is_negative=bool(leads or trails or brackets),
        multiple=multiple,
    )


def _is_multiple(after: str) -> bool:
    """Whether it begins with one, and not with a currency whose code begins so."""
    return (
        after[:1] in _MULTIPLES
        and not after[1:2].isalpha()
        or (after[:1] in ("万", "億"))
    )


def _without_minus(text: str, *, at_the_end: bool) -> tuple[str, int]:
    """What stands beside the digits without its sign, and how many it has."""
    text = text.strip()
    signs = [index for index, character in enumerate(text) if character in _MINUS]
    if len(signs) == 1:
        text = text.replace(text[signs[0]], "").strip()
    elif not at_the_end and text.startswith("+"):
        text = text[1:].strip()
    return text, len(signs)


def _currency(marks: tuple[str, ...], country: str | None) -> str | None:
    """The currency that marks stand for; empty for an unknown one, None for none."""
    codes = [currency_of(mark, country) for mark in marks]
    if None in codes:
        return None
    if len(codes) == 2 and codes[0] != codes[1]:
        # $12 CAD: the one that is exact says what the other one means.
        (exact, other), code = sorted(marks, key=is_shared), codes[is_shared(marks[0])]
        return code if not is_shared(exact) and may_be(other, code) else None
    return codes[0] if codes else ""
