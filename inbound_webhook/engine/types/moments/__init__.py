"""Dates and times, as senders write them.

Automatically, what can be read in one way only: the standards (``standards.py``), dates
with names of months in English and in the language of the handler (``worded.py``), and
numbers whose order is plain (``numeric.py``): 25/12/2026, and 3.4.2026, since wherever
points are written the day comes first. 03/04/2026 is in March or in April: refused,
unless the parameter says which of them its sender means (``formats.py``).

A reader takes a text and the context and gives all the moments that the text can mean,
without a tzinfo where it names no zone.
"""

import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ...errors import ValueRefused
from ...phrases import _lt
from ...values import ValueContext, description, refused
from ...written import as_seen
from .formats import FORMATS, DateFormat, check_format, find_format
from .parts import text_of_parts

__all__ = ["FORMATS", "DateFormat", "check_format", "moment_of"]

#: Longer texts are no date; the expressions of the readers have an end.
_LONGEST = 200
#: Browsers make 0024-05-31 of 24 that somebody types into the field of a date.
_FIRST_YEAR = 100
#: What databases write where there is no date: 0000-00-00 00:00:00, 00/00/0000.
#: Programs in .NET and Go write the first day that there is.
_ZEROS = re.compile(r"[0\s:./T-]*0000[0\s:./TZ-]*")

#: Java and RFC 9557 have it behind an offset or without one: [Europe/Berlin].
_PLACE = re.compile(r"\s?\[?(?<=[\s\[])([A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+)+)\]?\Z")


def moment_of(
    value: Any, context: ValueContext, expected: str, *, is_day: bool = False
) -> datetime | None:
    """The moment that a value means, in the context's time zone; None for no date.

    :param expected: what would fit
    :param is_day: whether a day is meant. Programs that know no days write midnight in
        their own zone, mostly UTC: it is the day that they write, wherever it is read
    :raises ValueRefused: it means none, or may mean several
    :raises InvalidSetup: there is no such format or time zone
    """
    zone, read = context.zone, find_format(context)
    text = _text(value)
    if text == "":
        return None
    if text is not None:
        text, zone = _without_place(text, zone)
    if text is None or len(text) > _LONGEST:
        raise refused(value, expected)
    if _ZEROS.fullmatch(text):
        return None
    try:
        found = tuple(read(text, context))
        if found and all(map(_is_the_first_of_all, found)):
            return None
        moments = {_in_zone(moment, zone, is_day) for moment in found}
    except (ValueError, OverflowError) as error:
        # The 30th of February, 24:61, an offset of 99 hours, the year 0.
        raise refused(value, expected) from error
    if len(moments) > 1:
        raise _ambiguous(value, sorted(moments), expected)
    if not moments or min(moments).year < _FIRST_YEAR:
        raise refused(value, expected)
    return moments.pop()


def _is_the_first_of_all(moment: datetime) -> bool:
    is_first = moment.replace(tzinfo=None) == datetime.min
    return is_first and not moment.utcoffset()


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return as_seen(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return repr(value) if is_number else text_of_parts(value)


def _without_place(text: str, zone: ZoneInfo) -> tuple[str, ZoneInfo]:
    """A text without the name of a time zone behind it, and that zone."""
    match = _PLACE.search(text)
    if not match:
        return text, zone
    try:
        return text[: match.start()], ZoneInfo(match[1])
    except (OSError, ValueError, LookupError):
        return text, zone


def _in_zone(moment: datetime, zone: ZoneInfo, is_day: bool) -> datetime:
    is_whole_day = is_day and moment.time() == time.min
    if moment.tzinfo is None or is_whole_day:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def _ambiguous(value: Any, moments: list[datetime], expected: str) -> ValueRefused:
    first, last = moments[0], moments[-1]
    return refused(
        value,
        expected,
        _lt(
            "%(received)s can mean %(first)s or %(last)s.",
            received=description(value),
            first=first.date().isoformat(),
            last=last.date().isoformat(),
        ),
        code="date_ambiguous",
    )
