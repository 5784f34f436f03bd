"""The time that a sender signed: read, written, and compared with the clock."""

import re
from dataclasses import replace
from datetime import datetime, timezone

from . import refusals
from .call import SignedCall
from .scheme import Scheme, TimeRule

_DIGITS = re.compile(rb"0|[1-9][0-9]{0,14}")
_PER_SECOND = {"seconds": 1, "milliseconds": 1000}
_FOREVER = 10**12


def at_any_time(scheme: Scheme) -> Scheme:
    """The same scheme for a call of any age."""
    if not scheme.time:
        return scheme
    return replace(scheme, time=replace(scheme.time, past=_FOREVER, future=_FOREVER))


def time_of(call: SignedCall, rule: TimeRule) -> float:
    """When a call says that it was signed, in seconds since 1970.

    :raises NotAuthentic: it does not say, or what stands there is no time
    """
    text = call.value(rule.place)
    if not text:
        raise refusals.part_missing(refusals.where(rule.place), "time")
    value = read_time(text, rule.unit)
    if value is None:
        raise refusals.time_malformed(rule.place)
    return value


def check_age(time: float, rule: TimeRule, now: float) -> None:
    """:raises NotAuthentic: the time is too long ago, or too far ahead"""
    age = now - time
    if age > rule.past:
        raise refusals.too_old(int(age), rule.past)
    if -age > rule.future:
        raise refusals.in_future(int(-age), rule.future)


def read_time(text: bytes, unit: str) -> float | None:
    """A time in seconds since 1970, None for what is none.

    A number is digits alone, in one spelling: ``float`` and ``int`` take zeros in
    front, blanks, ``1_000``, ``1e9`` and ``nan``.
    """
    if unit == "iso8601":
        return _read_iso(text)
    if unit not in _PER_SECOND or not _DIGITS.fullmatch(text):
        return None
    return int(text) / _PER_SECOND[unit]


def write_time(time: float, unit: str) -> bytes:
    """A time as :func:`read_time` reads it."""
    if unit == "iso8601":
        moment = datetime.fromtimestamp(int(time), timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return str(int(time * _PER_SECOND[unit])).encode()


def _read_iso(text: bytes) -> float | None:
    try:
        moment = datetime.fromisoformat(text.decode("ascii").replace("Z", "+00:00"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.utc)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None
