"""Amounts of money, as people write them.

::

    $1,234.50   1.234,50 €   CHF 1'234.50   USD 12   12 US$   (12.00)   -12,00   12,00-
    12,-   $10k   1,5 Mio. €   R$ 5 mil   5,000円   ¥5,000-   5千円   1億2,000万円
    Rs 1,50,000/-   5 lakh   1 234:- kr   1.5E+03

A comma with three digits behind it is a thousand here: hardly any currency has
thousandths. A point is one where the currency is of a country that writes it so
(``1.234 €``), or where the parameter says that its sender does; else programs write it
before a fraction, so it may be either, and is refused. So is ``KWD 1,234``: that
currency has thousandths.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.numbers import get_currency_precision

from ..errors import ValueRefused
from ..phrases import Phrase
from ..values import ValueContext, refused
from ..written import as_seen
from .currencies import (
    currencies_of,
    currency_of,
    has_points_in_groups,
    has_thousandths,
    is_shared,
    may_be,
)
from .magnitudes import in_figures, is_letter_alone, multiples
from .numbers import EXPONENT, GROUPS_BY, literal

#: Longer texts are no amount; the expressions have an end.
_LONGEST = 80
_MINUS = "-\u2212\u2013\u2014"
_SHAPE = re.compile(
    rf"(?P<before>[^\d]*?)(?P<core>[.,]?\d(?:[\d.,'\u2019\s]*\d)?)"
    rf"(?P<whole>[.,]\s?[{_MINUS}]{{1,2}}|[:/][{_MINUS}=])?(?P<after>[^\d]*)",
    re.ASCII,
)
_IN_BRACKETS = re.compile(
    r"(?P<before>[^()]*)\((?P<inside>[^()]*\d[^()]*)\)(?P<after>[^()]*)"
)
#: 5000 (EUR)
_MARK_IN_BRACKETS = re.compile(r"(?P<amount>.*\d.*?)\s*\((?P<mark>[^()\d]+)\)")
_THOUSANDS = re.compile(r"([1-9]\d{0,2})(?P<mark>[.,])(\d{3})", re.ASCII)
#: Whether taxes are in it, which makes no other amount of it.
_TAXES = re.compile(
    r"\s*\(?\s*(?:税込み?|税抜き?|税別|TTC|HT|H\.T\.?|T\.T\.C\.?|brutto|netto|"
    r"(?:inkl|zzgl|exkl)\.?\s+(?:\d{1,2}\s?%\s?)?(?:MwSt|USt)\.?|"
    r"(?:incl|excl)\.?\s+(?:VAT|tax(?:es)?)|"
    r"(?:\+|plus)\s?(?:VAT|tax(?:es)?))\s*\)?\Z",
    re.IGNORECASE,
)
#: What Japanese write around an amount on paper: 金5,000円也.
_ON_PAPER = re.compile(r"\A金\s?(?=\d)|(?<=円)也\Z")


class Amount(float):
    """A number of units of a currency.

    :param currency: its code, empty where it is not known
    :param may_be: codes of all that it can be; empty where nothing is said of it
    """

    def __new__(cls, number: float, currency: str = "", may_be: Iterable[str] = ()):
        amount = super().__new__(cls, number)
        amount.currency = currency
        amount.may_be = frozenset(may_be or filter(None, [currency]))
        return amount

    @property
    def written(self) -> str:
        """The amount with its currency, for people to read: 1234.50 EUR."""
        decimals = get_currency_precision(self.currency) if self.currency else 2
        number = f"{self:.{decimals}f}"
        if float(number) != self:
            number = f"{Decimal(repr(float(self))):f}"
        currency = self.currency or "/".join(sorted(self.may_be))
        return f"{number} {currency}".strip()


@dataclass(frozen=True)
class _Written:
    """An amount taken apart: its digits, what stands around them, and its sign.

    :param before: what stands before the digits, without a minus; empty for nothing
    :param after: the same behind them
    :param trails: whether what may be a minus stands at the end
    """

    digits: str
    before: str
    after: str
    is_negative: bool = False
    trails: bool = False
    multiple: int = 1

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands beside the digits."""
        return tuple(mark for mark in (self.before, self.after) if mark)


def read_amount(text: str, context: ValueContext, expected: Phrase) -> Amount:
    """The amount that a text says.

    :param context: the currencies of its country come first
    :param expected: what would fit
    :raises ValueRefused: it says none, or may say two
    """
    country, seen = context.country_code, as_seen(text)
    if len(seen) > _LONGEST:
        raise refused(text, expected)
    if EXPONENT.fullmatch(seen.removeprefix("-")):
        return Amount(float(literal(seen, expected)))
    written = _taken_apart(_tidied(seen, country))
    written = written and _with_multiple(written, country)
    currency = _currency(written.marks, country) if written else None
    if written is None or currency is None:
        raise refused(text, expected)
    is_negative = written.is_negative
    if written.trails and "JP" in (currency[:2], country or ""):
        if currency != "JPY":
            raise refused(text, expected)
        # What ends an amount of yen there is no minus: nobody can write on behind it.
        is_negative = False
    digits, number_format = _decided(written.digits, currency, context.number_format)
    try:
        number = Decimal(literal(digits, expected, number_format)) * written.multiple
    except ValueRefused as error:
        if error.code == "number_ambiguous":
            raise
        raise refused(text, expected) from error
    number = float(-number if is_negative else number)
    return Amount(number, currency, _may_be(written.marks, currency, country))


def _tidied(text: str, country: str | None) -> str:
    """The text without what says nothing of the amount, and with all of its digits."""
    text = _TAXES.sub("", text)
    text = in_figures(_ON_PAPER.sub("", text))
    if country == "JP":
        # Where charsets of Japan have the yen, others have this.
        text = re.sub(r"\A\\\s?(?=\d)", "¥", text)
        # The sign that makes a vowel long is on the same key as the minus.
        text = re.sub(r"(?<=\d)\s?\u30fc\Z", "-", text)
    in_brackets = _MARK_IN_BRACKETS.fullmatch(text)
    if in_brackets and currency_of(in_brackets["mark"].strip(), country) is not None:
        return f"{in_brackets['amount']} {in_brackets['mark'].strip()}"
    return text


def _decided(digits: str, currency: str, number_format: str) -> tuple[str, str]:
    """Digits without what separates thousands, where it is plain that it does.

    :return: them, and how those that are not plain are to be read
    """
    thousand = _THOUSANDS.fullmatch(digits)
    if not thousand or has_thousandths(currency):
        return digits, number_format
    mark = thousand["mark"]
    if number_format:
        is_group = mark == GROUPS_BY[number_format]
        # No currency has so many places: who writes so means something else.
        return (digits.replace(mark, ""), number_format) if is_group else (digits, "")
    if mark == "," or has_points_in_groups(currency):
        return digits.replace(mark, ""), number_format
    return digits, number_format


def _taken_apart(text: str) -> _Written | None:
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
    return _Written(
        match["core"],
        before,
        after,
        is_negative=bool(leads or trails or brackets),
        trails=bool(trails),
    )


def _without_minus(text: str, *, at_the_end: bool) -> tuple[str, int]:
    """What stands beside the digits without its sign, and how many it has."""
    text = text.strip()
    signs = [
        index
        for index, character in enumerate(text)
        if character in _MINUS and not _is_hyphen(text, index)
    ]
    if len(signs) == 1:
        text = f"{text[: signs[0]]}{text[signs[0] + 1 :]}".strip()
    elif not at_the_end and text.startswith("+"):
        text = text[1:].strip()
    return text, len(signs)


def _is_hyphen(text: str, index: int) -> bool:
    """Whether a dash is one within a name: US-Dollar, US-$."""
    following = text[index + 1 :][:1]
    is_mark = following.isalpha() or (
        bool(following) and unicodedata.category(following) == "Sc"
    )
    return text[:index][-1:].isalpha() and is_mark


def _with_multiple(written: _Written, country: str | None) -> _Written | None:
    """The same, where a mark says how many of the digits are meant; None for nonsense.

    A currency whose name begins like such a word goes before it, but for a k behind the
    digits.
    """
    for name, other in (("after", written.before), ("before", written.after)):
        mark = getattr(written, name)
        is_k = name == "after" and mark in ("k", "K")
        if not mark or (not is_k and currency_of(mark, country) is not None):
            continue
        others = (other,) if other else ()
        for multiple, rest in multiples(mark, country, _home(written, country)):
            if is_letter_alone(mark) and not others:
                continue
            if name == "before" and len(mark) == 1:
                # K500 are kwacha, where they have them, and no thousands.
                continue
            marks = (*others, rest) if rest else others
            if all(currency_of(each, country) is not None for each in marks):
                return replace(written, **{name: rest}, multiple=multiple)
        return None
    return written


def _home(written: _Written, country: str | None) -> str | None:
    """The country of the currency that stands beside the digits, None for none."""
    marks = (word for mark in written.marks for word in mark.split())
    codes = (currency_of(word, country) for word in marks)
    return next((code[:2] for code in codes if code), None)


def _may_be(
    marks: tuple[str, ...], currency: str, country: str | None
) -> frozenset[str]:
    """The currencies that are meant by marks, of which one is the most likely."""
    if len(marks) == 1:
        return currencies_of(marks[0], country)
    return frozenset(filter(None, [currency]))


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
