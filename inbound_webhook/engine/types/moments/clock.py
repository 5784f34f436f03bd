"""The time of a day, and its zone."""

import re
from datetime import datetime, timedelta, timezone

#: Hours of the zones that RFC 2822 section 4.3 names, and of others that are called
#: alike nowhere else; more names mean too many things.
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **{"edt": -4, "est": -5, "cdt": -5, "cst": -6},
    **{"mdt": -6, "mst": -7, "pdt": -7, "pst": -8},
    **dict.fromkeys(("cet", "mez", "west"), 1),
    **dict.fromkeys(("cest", "mesz", "eet"), 2),
    **dict.fromkeys(("eest", "msk"), 3),
    **{"brt": -3, "sast": 2, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9},
    **{"aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "akst": -9, "akdt": -8},
}
_ZONE = r"(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?|[A-Z]{2,4}"
#: A time as people write it: 10:15, 3:04:05 PM, 14h30, 3 p.m., 9 Uhr, 14時30分,
#: 午後2時, with a zone or none. What stands in brackets is the zone, or says behind one
#: the same once more.
TIME = (
    r"(?:(?P<half_before>午前|午後|上午|下午|오전|오후)\s?)?"
    r"(?:(?P<hour>\d{1,2})"
    r"(?:(?:[:時时시]\s?|\s?[hH]\s?|(?<=\d)\.(?=\d\d\b))"
    r"(?P<minute>\d\d|\d(?=[分분]))(?:[分분]|\s?min\b)?"
    r"(?:[:.]?\s?(?P<second>\d\d|\d(?=[秒초]))[秒초]?(?:[.,](?P<fraction>\d{1,9}))?)?)"
    r"(?:\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)|\s*(?:[Uu]hr|[Hh](?:rs?)?\b))?"
    r"|(?P<full_hour>\d{1,2})"
    r"(?:\s*(?P<full_half>[AaPp]\.?\s?[Mm]\.?)|\s*(?:[hH]\b|[Uu]hr\b)|[時时시]))"
    rf"(?:\s*(?P<zone>{_ZONE}\b|Z)(?:\s*\([^()]*\))?"
    rf"|\s*\((?P<zone_in_brackets>{_ZONE}|Z)\))?"
)
_AFTERNOONS = ("午後", "下午", "오후")
_UNITS = (
    ("second", timedelta(seconds=1)),
    ("minute", timedelta(minutes=1)),
    ("hour", timedelta(hours=1)),
)


def at(day: datetime, parts: dict[str, str | None]) -> datetime:
    """The time of a day.

    :param parts: ``hour``, ``minute``, ``second``, ``fraction``, ``zone``, ``half`` of
        the day: digits and texts, or nothing; ``full_hour`` with ``full_half`` alike,
        ``half_before``, and ``zone_in_brackets``
    :raises ValueError: there is no such time or zone
    """
    hour, minute, second = (
        int(parts.get(name) or 0) for name in ("hour", "minute", "second")
    )
    # A fraction is one of the last unit written: T10:30,5 is half past ten and 30 s.
    unit = next(
        (unit for name, unit in _UNITS if parts.get(name)), timedelta(seconds=1)
    )
    digits = (parts.get("fraction") or "0")[:9]
    after = unit * int(digits) // 10 ** len(digits)
    hour = int(parts.get("full_hour") or hour)
    half = parts.get("half") or parts.get("full_half") or parts.get("half_before")
    if half:
        hour = _of_twelve(hour, half)
    if hour == 24 and not (minute or second or after):
        hour, after = 0, timedelta(days=1)
    if second == 60 and minute in (29, 59):
        # A leap second, which Python does not have.
        second, after = 59, timedelta(seconds=1)
    moment = day.replace(hour=hour, minute=minute, second=second) + after
    zone = parts.get("zone") or parts.get("zone_in_brackets")
    return moment.replace(tzinfo=zone_of(zone))


def zone_of(text: str | None) -> timezone | None:
    """The zone that an offset or a name stands for, None for nothing.

    :raises ValueError: it stands for none
    """
    if not text:
        return None
    bare = re.sub(r"^(?:GMT|UTC)(?=[+-])", "", text)
    if bare[0].isdigit():
        bare = f"+{bare}"
    if bare[0] not in "+-":
        if bare.lower() not in _ZONES:
            raise ValueError(text)
        return timezone(timedelta(hours=_ZONES[bare.lower()]))
    hours, _, minutes = bare[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if bare[0] == "-" else offset)


def _of_twelve(hour: int, half: str) -> int:
    """:raises ValueError: there is no such hour in half a day"""
    if not 1 <= hour <= 12 and not (hour == 0 and half in ("午前", "午後")):
        raise ValueError(hour)
    return hour % 12 + (12 if half[0] in "Pp" or half in _AFTERNOONS else 0)
