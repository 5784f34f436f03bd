"""Dates and times, as senders write them.

ISO 8601 (``2026-04-03``, ``20260403``, the week date ``2026-W14-5``, the day of the
year ``2026-093``) and ``2026/04/03``, with a time after ``T`` or a blank and an offset
or none; RFC 2822 (``Fri, 3 Apr 2026 10:15:00
+0200``); seconds and milliseconds since 1970, as a number or its digits, from
September 2001 on (10 and 13 digits). A date whose year is not first and whose month
is no word is refused: 03/04/2026 is in March or in April.
"""

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from ..values import ValueContext, refused

_ISO = re.compile(
    r"(?P<year>\d{4})(?:"
    r"(?P<mark>[-/]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"|(?P<week_mark>-?)W(?P<week>\d\d)(?P=week_mark)(?P<weekday>[1-7])"
    r"|-?(?P<day_of_year>\d{3}))"
    r"(?:(?P<separator>[Tt]|\s+)(?P<hour>\d\d)(?::?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d))?)?(?:[.,](?P<fraction>\d{1,9}))?"
    r"\s*(?P<zone>[A-Za-z]+|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_RFC_2822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3})\s+(?P<year>\d{4})"
    r"(?:\s+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<zone>[A-Za-z]+|[+-]\d\d:?\d\d)(?:\s+\([^()]*\))?)?)?",
    re.ASCII,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: Hours of the zones that RFC 2822 section 4.3 names; other names mean too many things.
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt"), 0),
    **{"edt": -4, "est": -5, "cdt": -5, "cst": -6},
    **{"mdt": -6, "mst": -7, "pdt": -7, "pst": -8},
}
_UNITS = (
    ("second", timedelta(seconds=1)),
    ("minute", timedelta(minutes=1)),
    ("hour", timedelta(hours=1)),
)
_EPOCH_UNITS = {10: "seconds", 13: "milliseconds"}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def moment_of(value: Any, context: ValueContext, expected: str) -> datetime:
    """The moment that a value means, in the context's time zone.

    :param expected: what would fit
    :raises ValueRefused: it means none
    """
    zone = context.zone
    try:
        moment = _parsed(value)
        if moment is not None and moment.tzinfo is None:
            return moment.replace(tzinfo=zone)
        if moment is not None:
            return moment.astimezone(zone)
    except (ValueError, OverflowError) as error:
        # The 30th of February, 24:61, an offset of 99 hours, the year 0.
        raise refused(value, expected) from error
    raise refused(value, expected)


def _parsed(value: Any) -> datetime | None:
    if isinstance(value, int | float):
        return _from_epoch(value) or _from_text(str(value))
    return _from_text(value.strip()) if isinstance(value, str) else None


def _from_text(text: str) -> datetime | None:
    if text.isascii() and text.isdecimal() and len(text) in _EPOCH_UNITS:
        return _from_epoch(int(text))
    if match := _ISO.fullmatch(text):
        parts = match.groupdict()
        is_hour_alone = parts["hour"] and not parts["minute"]
        if is_hour_alone and parts["separator"] not in ("T", "t"):
            return None
        return _at(_iso_day(parts), parts)
    if match := _RFC_2822.fullmatch(text):
        parts, month = match.groupdict(), match["month"].lower()
        if month in _MONTHS:
            return _at(_day(parts, _MONTHS.index(month) + 1), parts)
    return None


def _from_epoch(number: int | float) -> datetime | None:
    for digits, unit in _EPOCH_UNITS.items():
        if 10 ** (digits - 1) <= number < 10**digits:
            return _EPOCH + timedelta(**{unit: number})
    return None


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


def _at(day: datetime, parts: dict[str, str | None]) -> datetime:
    """The time of a day.

    :raises ValueError: there is no such time or zone
    """
    hour, minute, second = (
        int(parts[name] or 0) for name in ("hour", "minute", "second")
    )
    # A fraction is one of the last unit written: T10:30,5 is half past ten and 30 s.
    unit = next(
        (unit for name, unit in _UNITS if parts.get(name)), timedelta(seconds=1)
    )
    digits = (parts.get("fraction") or "0")[:9]
    after = unit * int(digits) // 10 ** len(digits)
    if hour == 24 and not (minute or second or after):
        hour, after = 0, timedelta(days=1)
    if second == 60 and minute in (29, 59):
        # A leap second, which Python does not have.
        second, after = 59, timedelta(seconds=1)
    moment = day.replace(hour=hour, minute=minute, second=second) + after
    return moment.replace(tzinfo=_zone(parts["zone"]))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        if text.lower() not in _ZONES:
            raise ValueError(text)
        return timezone(timedelta(hours=_ZONES[text.lower()]))
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
