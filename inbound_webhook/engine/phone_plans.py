"""Phone numbers in the numbering plans of countries.

Of which country a number is, it says itself (``+49``), or the call says it, or the
record that it stands in. Until then a number that says nothing of it is half known.
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from .phone import PhoneNumber, as_dialled, split_phone, with_plus
from .values import ValueContext

try:
    import phonenumbers
except ImportError:  # Odoo goes without it, too.
    phonenumbers = None

#: As people write one of North America. With a digit too many, its first ones are the
#: code of another country: 415-555-01234.
_NORTH_AMERICAN = re.compile(r"\(?\d{3}\)?[\s.-]*\d{3}[.-]\d{4,5}", re.ASCII)
#: The longest number of E.164.
_MOST_DIGITS = 15
#: 20241231, 31122024 and 12312024, with hours and minutes or none.
_MONTH, _DAY, _YEAR = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d"
_DIGITS_OF_DAY = re.compile(
    rf"{_YEAR}{_MONTH}{_DAY}(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
    rf"|(?:{_DAY}{_MONTH}|{_MONTH}{_DAY}){_YEAR}",
    re.ASCII,
)


class PhoneText(str):
    """A phone number in the one spelling in which it is stored and compared.

    :param phone: the number, and its extension
    :param dialled: the number as it was written, without its extension
    :param is_planned: whether a numbering plan knows it; it is in E.164 then
    :param is_told: whether it is known of which country it is. Else it is here as one
        of the handler's company
    """

    phone: PhoneNumber
    dialled: str
    is_planned: bool
    is_told: bool

    @classmethod
    def of(
        cls, phone: PhoneNumber, dialled: str, *, is_planned: bool, is_told: bool
    ) -> "PhoneText":
        """The text of a number."""
        text = cls(phone)
        text.phone, text.dialled = phone, dialled
        text.is_planned, text.is_told = is_planned, is_told
        return text

    @property
    def compared(self) -> tuple[str, str]:
        """Number and extension in one spelling."""
        return with_plus(self.phone.number), self.phone.extension

    def in_country(self, code: str | None, context: ValueContext) -> "PhoneText":
        """The number as one of a country, unless it is told which one it is of.

        :param code: ISO code of the country; None where nobody knows
        """
        if self.is_told or not code:
            return self
        told = replace(context, country_code=code, is_country_told=True)
        number = _read(self.dialled, self.phone.extension, told)
        # A country that has no such number leaves one as it is that may be dialled so
        # from the company's: 011 49 30 901820.
        is_misspelt = _is_misspelt(self.dialled, self.phone.number, told)
        is_abroad = self._is_abroad and not is_misspelt
        return self if number is None or is_abroad > number.is_planned else number

    @property
    def _is_abroad(self) -> bool:
        """Whether the code of its country may be among its digits."""
        digits = re.sub(r"\D", "", self.dialled)
        return self.is_planned and digits.endswith(self.phone.number.lstrip("+"))


class _Plan(NamedTuple):
    """How a number is dialled inside some countries.

    :param prefix: what is dialled in front of it; None for nothing
    :param rule: what stands in the place of that, a template; empty for nothing
    :param codes: of the countries, with a plus
    """

    prefix: re.Pattern | None
    rule: str
    codes: tuple[str, ...]


def read_phone(text: str, context: ValueContext) -> PhoneText | None:
    """A phone number; None for what is none.

    :param context: ``country_code`` is the country of a number that says none
    """
    parts = split_phone(text)
    return _read(*parts, context) if parts else None


@lru_cache(maxsize=256)
def numbers_anywhere(dialled: str) -> frozenset[str]:
    """What a number that says no country could be in each country, in E.164.

    Whether that country has such a number is not looked at.
    """
    digits = re.sub(r"\D", "", dialled)
    found = {f"+{digits}"}
    for plan in _plans():
        for rest in {digits, _without_prefix(plan, digits)}:
            found.update(code + rest for code in plan.codes)
    return frozenset(number for number in found if len(number) <= _MOST_DIGITS + 1)


@lru_cache(maxsize=256)
def ways_to_dial(number: str) -> frozenset[str]:
    """A number as people dial it: inside its country and from elsewhere.

    :param number: in E.164, or digits of no plan
    """
    if not number.startswith(("+", "00")):
        return frozenset({number})
    number = with_plus(number)
    ways = {number, number.replace("+", "00", 1)}
    if phonenumbers:
        try:
            parsed = phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            return frozenset(ways)
        inside = phonenumbers.PhoneNumberFormat.NATIONAL
        ways.add(re.sub(r"\D", "", phonenumbers.format_number(parsed, inside)))
    return frozenset(ways)


def _read(dialled: str, extension: str, context: ValueContext) -> PhoneText | None:
    planned = _planned(dialled, context)
    number = planned or as_dialled(dialled)
    if not number or (not _is_plain(planned, context) and _is_day(dialled)):
        return None
    return PhoneText.of(
        PhoneNumber(number, extension),
        dialled,
        is_planned=bool(planned),
        is_told=context.is_country_told or dialled.startswith(("+", "00")),
    )


def _is_plain(planned: str | None, context: ValueContext) -> bool:
    """Whether people write a number as it is here: where others begin with a zero, one
    without it is hardly one.
    """
    country = (context.country_code or "").upper()
    if not planned or not phonenumbers or country not in phonenumbers.SUPPORTED_REGIONS:
        return bool(planned)
    plan = phonenumbers.PhoneMetadata.metadata_for_region(country)
    return not plan.national_prefix


def _is_day(dialled: str) -> bool:
    """Whether the digits of a text are those of a day: 20241231."""
    return _DIGITS_OF_DAY.fullmatch(dialled.strip()) is not None


def _planned(dialled: str, context: ValueContext) -> str | None:
    """A number in the format of its numbering plan; None where none knows it."""
    if context.format_phone is None:
        return None
    texts = (_with_forgotten_plus(dialled, context), with_plus(dialled), dialled)
    for text in dict.fromkeys(filter(None, texts)):
        # Where something else is dialled for abroad, people write 00 all the same: in
        # Brazil, 0055 41 9... would be a number of Switzerland, dialled with 0 and 055.
        formatted = context.format_phone(text, context.country_code)
        if formatted and not _is_misspelt(dialled, formatted, context):
            return formatted
    return None


def _is_misspelt(dialled: str, formatted: str, context: ValueContext) -> bool:
    """Whether a number of North America was taken for one of elsewhere."""
    if formatted.startswith("+1") or not phonenumbers:
        return False
    country = (context.country_code or "").upper()
    is_north_american = phonenumbers.country_code_for_region(country) == 1
    return is_north_american and _NORTH_AMERICAN.fullmatch(dialled.strip()) is not None


def _with_forgotten_plus(dialled: str, context: ValueContext) -> str | None:
    """49 170 1234567 as a number of Germany, where others begin with 0; else None.

    There is a town whose numbers begin with 491, but nobody leaves its zero out.
    """
    country = (context.country_code or "").upper()
    if not phonenumbers or country not in phonenumbers.SUPPORTED_REGIONS:
        return None
    plan = phonenumbers.PhoneMetadata.metadata_for_region(country)
    digits = re.sub(r"\D", "", dialled)
    is_abroad = plan.national_prefix == "0" and digits.startswith(
        str(plan.country_code)
    )
    return f"+{digits}" if is_abroad and not dialled.startswith("+") else None


@lru_cache
def _plans() -> tuple[_Plan, ...]:
    """The ways to dial of all countries: most have the same few."""
    codes = defaultdict(set)
    for region in phonenumbers.SUPPORTED_REGIONS if phonenumbers else ():
        plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
        prefix, rule = (
            plan.national_prefix_for_parsing,
            plan.national_prefix_transform_rule,
        )
        codes[prefix or "", rule or ""].add(f"+{plan.country_code}")
    return tuple(
        _Plan(re.compile(prefix) if prefix else None, rule, tuple(sorted(of_these)))
        for (prefix, rule), of_these in codes.items()
    )


def _without_prefix(plan: _Plan, digits: str) -> str:
    match = plan.prefix and plan.prefix.match(digits)
    if not match:
        return digits
    if not plan.rule or match.lastindex is None:
        return digits[match.end() :]
    return match.expand(re.sub(r"\$(\d)", r"\\\1", plan.rule)) + digits[match.end() :]
