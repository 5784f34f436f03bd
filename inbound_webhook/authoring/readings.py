"""How the values of a sample are written, where their type alone does not say so.

The order of the numbers of a date, the time zone of its times, what stands between the
thousands of a number, the country of a phone number: what the samples decide.
``25/12/2024`` has the day first, so ``05/01/2024`` of the same sample has it too. Where
nothing decides, nothing is chosen, and a remark says what is left to choose.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..engine.body.tree import KeyPath
from ..engine.countries import country_of
from ..engine.errors import EngineError, InvalidSetup, ValueRefused
from ..engine.phrases import Phrase
from ..engine.types import convert
from ..engine.types.moments import FORMATS
from ..engine.types.moments.shape import shape_of
from ..engine.types.numbers import format_of, is_ambiguous
from ..engine.values import ValueContext
from ..engine.written import as_seen
from .guesses.meaning import meaning_of
from .proposed import ProposedParameter

_DATES = frozenset({"date", "datetime"})
_NUMBERS = frozenset({"integer", "decimal", "money", "percent"})
#: Formats that say what a date means which has three numbers.
ORDERS = ("day_first", "month_first", "year_first")
_ZONE = re.compile(r"[A-Za-z_]+(?:/[\w+-]+){1,2}", re.ASCII)
#: Three numbers with points: 5.1.2024, 05. 01. 24.
_WITH_POINTS = re.compile(r"(?<!\d)\d\d?\.\s?\d\d?\.\s?\d", re.ASCII)
_WITH_PREFIX = {"phone": re.compile(r"\s*(?:\+|00)"), "vat": re.compile(r"[A-Z]{2}")}


@dataclass(frozen=True)
class Observed:
    """A proposal, and what came at its place in the sample and in other calls.

    :param values: those that say something
    """

    proposal: ProposedParameter
    values: tuple[Any, ...]


def with_readings(
    observed: Sequence[Observed], context: ValueContext
) -> list[ProposedParameter]:
    """The proposals with how their values are read, as far as these decide it.

    :param context: how values are read where nothing else is said
    """
    sample = _Sample(observed, context)
    return [sample.completed(item) for item in observed]


class Countries:
    """The countries that a sample names.

    :param context: its language is one that they may be named in
    """

    def __init__(self, observed: Iterable[Observed], context: ValueContext):
        self._languages = [context.language] if context.language else []
        self._below: dict[KeyPath, tuple[str, str | None]] = {}
        for item in observed:
            code = self._code(item)
            parents = item.proposal.key_path[:-1]
            for count in range(len(parents) + 1) if code else ():
                self._below.setdefault(parents[:count], (item.proposal.name, code))

    def beside(self, key_path: KeyPath) -> tuple[str, str | None]:
        """The country that stands beside a value, the nearest one.

        :param key_path: the keys that lead to the value
        :return: name of its proposal, empty for none; and its code
        """
        for count in range(len(key_path) - 1, -1, -1):
            if key_path[:count] in self._below:
                return self._below[key_path[:count]]
        return self._below.get((), ("", None))

    def _code(self, item: Observed) -> str | None:
        meaning = meaning_of(item.proposal.key_path)
        text = next(iter(item.values), None)
        if not meaning or meaning.concept != "country" or not isinstance(text, str):
            return None
        return country_of(text, self._languages)


class _Sample:
    """What the values of one sample say of each other."""

    def __init__(self, observed: Sequence[Observed], context: ValueContext):
        self._context = context
        self._countries = Countries(observed, context)
        self._formats = {
            item.proposal.name: _format(item.values, context)
            for item in observed
            if item.proposal.type in _DATES
        }
        self._number_formats = {
            item.proposal.name: _number_format(item.values)
            for item in observed
            if item.proposal.type in _NUMBERS
        }
        formats = {name for name in self._number_formats.values() if name}
        self._number_format = formats.pop() if len(formats) == 1 else ""
        # Whoever writes the day first in one date does so in the others.
        orders = {name for name in self._formats.values() if name in ORDERS[:2]}
        self._order = orders.pop() if len(orders) == 1 else ""
        self._zone = next(filter(None, map(_zone_named_by, observed)), "")

    def completed(self, item: Observed) -> ProposedParameter:
        proposal = item.proposal
        if proposal.type in _DATES:
            return self._date(item)
        if proposal.type in _NUMBERS:
            return self._number(item)
        prefix = _WITH_PREFIX.get(proposal.type)
        if not prefix or all(prefix.match(str(value)) for value in item.values):
            return proposal
        country, _code = self._countries.beside(proposal.key_path)
        return replace(proposal, country_from=country)

    def _date(self, item: Observed) -> ProposedParameter:
        name = self._formats[item.proposal.name]
        if (
            not name
            and self._order
            and _reads_all(self._order, item.values, self._context)
        ):
            name = self._order
        return replace(
            item.proposal,
            date_format=name,
            remark=_open_day(item, replace(self._context, date_format=name)),
            time_zone_from=self._zone if self._needs_zone(item, name) else "",
        )

    def _number(self, item: Observed) -> ProposedParameter:
        name = self._number_formats[item.proposal.name]
        if not name and any(map(is_ambiguous, _texts(item.values))):
            name = self._number_format
        remark = None if name else _open_number(item, self._context)
        return replace(item.proposal, number_format=name, remark=remark)

    def _needs_zone(self, item: Observed, name: str) -> bool:
        if item.proposal.type != "datetime":
            return False
        read = FORMATS[name or "automatic"].read
        moments = [
            moment
            for value in item.values
            for moment in _moments(read, value, self._context)
        ]
        return any(moment.tzinfo is None for moment in moments)


def _format(values: Sequence[Any], context: ValueContext) -> str:
    """The format that values are written in, empty where they do not decide it."""
    shapes = [shape_of(value) for value in values]
    manners = {shape.manner for shape in shapes if shape}
    if "numbers" in manners:
        numbers = (value for value in values if _has_numbers(value))
        return _order([as_seen(value).strip() for value in numbers], context)
    if len(manners) != 1 or None in shapes:
        return ""
    manner = manners.pop()
    # That of ISO 8601 is no question.
    is_read = all(_moments(FORMATS[manner].read, value, context) for value in values)
    return manner if manner != "iso" and is_read else ""


def _number_format(values: Sequence[Any]) -> str:
    """How numbers are written, empty where the values do not agree, or show nothing."""
    names = {name for name in map(format_of, _texts(values)) if name}
    return names.pop() if len(names) == 1 else ""


def _texts(values: Sequence[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def _order(texts: list[str], context: ValueContext) -> str:
    """The order of the numbers in dates, empty where it is open."""
    orders = [name for name in ORDERS if _reads_all(name, texts, context)]
    if any(map(_WITH_POINTS.search, texts)):
        # Nobody writes 12.31.2026.
        orders = [name for name in orders if name != "month_first"]
    return orders[0] if len(orders) == 1 else ""


def _reads_all(order: str, values: Sequence[Any], context: ValueContext) -> bool:
    read = FORMATS[order].read
    return all(
        _moments(read, value, context) for value in values if _has_numbers(value)
    )


def _has_numbers(value: Any) -> bool:
    """Whether it is a date of three numbers."""
    shape = shape_of(value)
    return shape is not None and shape.manner == "numbers"


def _moments(read: Any, value: Any, context: ValueContext) -> list[Any]:
    text = value.strip() if isinstance(value, str) else repr(value)
    try:
        return list(read(text, context))
    except (ValueError, OverflowError):
        return []


def _open_day(item: Observed, context: ValueContext) -> Phrase | str | None:
    """What a date can mean, where it can mean two days: no format says the century."""
    return _two_readings(item.values, "date", "date_ambiguous", context)


def _open_number(item: Observed, context: ValueContext) -> Phrase | str | None:
    """What a number can mean, where it can mean two."""
    return _two_readings(item.values, item.proposal.type, "number_ambiguous", context)


def _two_readings(
    values: Sequence[Any], type_name: str, code: str, context: ValueContext
) -> Phrase | str | None:
    """What the first of some values can mean that is refused with this code."""
    for value in values:
        try:
            convert(value, type_name, context)
        except ValueRefused as error:
            if error.code == code:
                return error.phrase
        except EngineError:
            continue
    return None


def _zone_named_by(item: Observed) -> str:
    """The name of a proposal whose values are names of time zones."""
    values = item.values
    is_named = bool(values) and all(
        isinstance(value, str) and _ZONE.fullmatch(value) for value in values
    )
    if not is_named:
        return ""
    try:
        for value in values:
            _zone = ValueContext(timezone=value).zone
    except InvalidSetup:
        return ""
    return item.proposal.name
