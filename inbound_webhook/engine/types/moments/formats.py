"""The ways to write a date that a parameter can be set to, with an example of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ...errors import InvalidSetup
from ...phrases import Phrase, _lt
from ...values import ValueContext
from .numeric import read_day_first, read_month_first, read_numbers, read_year_first
from .pattern import compile_pattern, read_pattern
from .standards import (
    read_compact,
    read_epoch,
    read_iso,
    read_microsoft,
    read_milliseconds,
    read_rfc_2822,
    read_seconds,
)
from .worded import read_words

#: Gives all the moments that a text can mean; raises ValueError where there is no such
#: day.
Read = Callable[[str, ValueContext], Iterable[datetime]]
_STANDARDS = (read_iso, read_rfc_2822, read_epoch, read_microsoft, read_compact)


@dataclass(frozen=True)
class DateFormat:
    """One way to write dates.

    :param label: an example, and what is what in it where that is not plain
    """

    label: Phrase
    read: Read


def _read_automatically(text: str, context: ValueContext) -> Iterable[datetime]:
    for read in _STANDARDS:
        if moments := tuple(read(text, context)):
            return moments
    return {*read_numbers(text, context), *read_words(text, context)}


def _read_compact(text: str, context: ValueContext) -> Iterable[datetime]:
    return read_compact(text, context) or read_iso(text, context)


#: By name, in the order in which people choose.
FORMATS = {
    "automatic": DateFormat(_lt("Automatic"), _read_automatically),
    "day_first": DateFormat(_lt("31/12/2026: the day first"), read_day_first),
    "month_first": DateFormat(_lt("12/31/2026: the month first"), read_month_first),
    "year_first": DateFormat(_lt("2026/12/31: the year first"), read_year_first),
    "iso": DateFormat(_lt("2026-12-31T10:15:00Z (ISO 8601)"), read_iso),
    "words": DateFormat(_lt("December 31, 2026 at 3:04 PM"), read_words),
    "rfc2822": DateFormat(_lt("Thu, 31 Dec 2026 10:15:00 +0100"), read_rfc_2822),
    "javascript": DateFormat(
        _lt("Thu Dec 31 2026 10:15:00 GMT+0100 (JavaScript)"), read_words
    ),
    "epoch": DateFormat(_lt("1798708500: seconds since 1970"), read_seconds),
    "epoch_ms": DateFormat(
        _lt("1798708500000: milliseconds since 1970"), read_milliseconds
    ),
    "microsoft": DateFormat(_lt("/Date(1798708500000)/"), read_microsoft),
    "compact": DateFormat(_lt("20261231101500: all digits in a row"), _read_compact),
    "week": DateFormat(_lt("2026-W53-4: the day of a week"), read_iso),
    "pattern": DateFormat(_lt("A pattern of your own"), read_pattern),
}


def find_format(context: ValueContext) -> Read:
    """How dates are read.

    A format says what is meant where a date can be read in several ways. What means one
    thing only is taken as well: a sender that once writes otherwise loses nothing.

    :raises InvalidSetup: there is no such format, or its pattern is none
    """
    check_format(context.date_format, context.date_pattern)
    name = context.date_format or "automatic"
    own = FORMATS[name].read
    return own if name == "pattern" else partial(_read_or_automatically, own)


def _read_or_automatically(
    read: Read, text: str, context: ValueContext
) -> Iterable[datetime]:
    return tuple(read(text, context)) or _read_automatically(text, context)


def check_format(name: str, pattern: str = ""):
    """Check a format as it is saved.

    :raises InvalidSetup: there is none of that name, or its pattern is none
    """
    if (name or "automatic") not in FORMATS:
        raise InvalidSetup(
            "date_format", _lt("There is no format of dates %(name)r.", name=name)
        )
    if name == "pattern":
        compile_pattern(pattern)
