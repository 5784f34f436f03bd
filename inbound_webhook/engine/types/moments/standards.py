"""Dates as standards and programs write them: in one way.

ISO 8601 (``2026-04-03``, ``20260403``, the week date ``2026-W14-5``, the day of the
year ``2026-093``) and ``2026/04/03``, with a time after ``T`` or a blank and an offset
or none; RFC 2822 (``Fri, 3 Apr 2026 10:15:00 +0200``); seconds since 1970, or
milli-, micro- and nanoseconds, as a number or its digits, from September 2001 on (10,
13, 16 and 19 digits); JSON of Microsoft (``/Date(1775211300000+0200)/``); all digits
in a row (``20260403101500``).
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ...values import ValueContext
from .clock import at, zone_of

_ISO = re.compile(
    r"(?P<year>\d{4})(?:"
    r"(?P<mark>[-/]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"|(?P<week_mark>-?)W(?P<week>\d\d)(?P=week_mark)(?P<weekday>[1-7])"
    r"|-?(?P<day_of_year>\d{3}))"
    r"(?:(?P<separator>[Tt]|\s+)(?P<hour>\d\d)(?::?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d))?)?(?:[.,](?P<fraction>\d{1,9}))?"
    r"(?:\s*(?P<half>[AaPp]\.?[Mm]\.?)(?![A-Za-z]))?"
    # Where a form is not encoded, a plus becomes a blank.
    r"\s*(?P<zone>[A-Za-z]+|[+-]\d\d(?::?\d\d)?|(?<=:\d\d\s)\d\d:\d\d)?"
    # Programs in Go name the zone once more, behind its offset.
    r"(?:(?<=[+-]\d{4})\s+[A-Z]{3,4})?)?",
    re.ASCII,
)
_RFC_2822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3})\s+(?P<year>\d{4})"
    r"(?:\s+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<zone>[A-Za-z]+|[+-]\d\d:?\d\d)(?:\s+\([^()]*\))?)?)?",
    re.ASCII,
)
_MICROSOFT = re.compile(r"\\?/Date\((-?\d{1,14})(?P<zone>[+-]\d{4})?\)\\?/", re.ASCII)
_COMPACT = re.compile(r"(?:19|20)\d{10}|\d{14}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?", re.ASCII)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: How many of each a second has.
_EPOCH_UNITS = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def read_iso(text: str, _context: ValueContext) -> Iterable[datetime]:
    """A date of ISO 8601."""
    match = _ISO.fullmatch(text)
    if not match:
        return ()
    parts = match.groupdict()
    is_hour_alone = parts["hour"] and not parts["minute"]
    if is_hour_alone and parts["separator"] not in ("T", "t"):
        return ()
    return (at(_iso_day(parts), parts),)


def read_rfc_2822(text: str, _context: ValueContext) -> Iterable[datetime]:
    """A date of the head of a mail."""
    match = _RFC_2822.fullmatch(text)
    if not match or match["month"].lower() not in _MONTHS:
        return ()
    parts = match.groupdict()
    return (at(_day(parts, _MONTHS.index(match["month"].lower()) + 1), parts),)


def read_microsoft(text: str, _context: ValueContext) -> Iterable[datetime]:
    """Milliseconds as programs of Microsoft write them into JSON."""
    match = _MICROSOFT.fullmatch(text)
    if not match:
        return ()
    moment = _EPOCH + timedelta(milliseconds=int(match[1]))
    return (moment.astimezone(zone_of(match["zone"]) or timezone.utc),)


def read_compact(text: str, _context: ValueContext) -> Iterable[datetime]:
    """Year, month, day, hour, minute, and second or none, in a row."""
    if not _COMPACT.fullmatch(text):
        return ()
    return (datetime.strptime(f"{text:0<14}", "%Y%m%d%H%M%S"),)


def read_epoch(text: str, _context: ValueContext) -> Iterable[datetime]:
    """Seconds since 1970, or thousandths of them and less: their size says which."""
    if not _NUMBER.fullmatch(text):
        return ()
    whole = text.partition(".")[0]
    parts = _EPOCH_UNITS.get(len(whole))
    if not parts or whole[0] in "-0":
        return ()
    microseconds = Decimal(text) * 10**6 / parts
    return (_EPOCH + timedelta(microseconds=int(microseconds)),)


def read_seconds(text: str, _context: ValueContext) -> Iterable[datetime]:
    """Seconds since 1970, however many."""
    if not _NUMBER.fullmatch(text):
        return ()
    return (_EPOCH + timedelta(seconds=float(text) if "." in text else int(text)),)


def read_milliseconds(text: str, _context: ValueContext) -> Iterable[datetime]:
    """Milliseconds since 1970, however many."""
    if not _NUMBER.fullmatch(text):
        return ()
    return (_EPOCH + timedelta(milliseconds=float(text) if "." in text else int(text)),)


def _iso_day(parts: dict[str, str | None]) -> datetime:
    """:raises ValueError: there is no such day"""
    if parts["week"]:
        week, weekday = int(parts["week"]), int(parts["weekday"] or 0)
        return datetime.fromisocalendar(int(parts["year"] or 0), week, weekday)
    if parts["day_of_year"]:
        first = datetime(int(parts["year"] or 0), 1, 1)
        day = first + timedelta(days=int(parts["day_of_year"]) - 1)
        if day.year != first.year:
            raise ValueError(parts["day_of_year"])
        return day
    return _day(parts, int(parts["month"] or 0))


def _day(parts: dict[str, str | None], month: int) -> datetime:
    return datetime(int(parts["year"] or 0), month, int(parts["day"] or 0))
