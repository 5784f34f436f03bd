"""Dates in pieces, as forms send them whose field of a date has a box for each."""

from typing import Any

_DAY = ("year", "month", "day")
_HOURS, _MINUTES = ("hour", "hours"), ("min", "minute", "minutes")
_HALF = ("ampm", "meridiem")
_KNOWN = frozenset((*_DAY, *_HOURS, *_MINUTES, *_HALF))


def text_of_parts(value: Any) -> str | None:
    """The date that an object of its parts means, as one text.

    :return: an empty one, where nobody filled them in; None for another object
    """
    if not isinstance(value, dict):
        return None
    parts = {str(key).casefold(): _text(part) for key, part in value.items()}
    if not parts.keys() <= _KNOWN or not parts.keys() >= set(_DAY):
        return None
    if not any(parts[name] for name in _DAY):
        return ""
    year, month, day = (parts[name] for name in _DAY)
    written = f"{day} {month} {year}"
    if month.isdigit():
        written = f"{year}-{month:0>2}-{day:0>2}"
    hour = _first(parts, _HOURS)
    if hour:
        minute = _first(parts, _MINUTES) or "0"
        written += f" {hour:0>2}:{minute:0>2} {_first(parts, _HALF)}"
    return written.strip()


def _text(part: Any) -> str:
    is_said = isinstance(part, str | int) and not isinstance(part, bool)
    return str(part).strip() if is_said else ""


def _first(parts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((parts[name] for name in names if parts.get(name)), "")
