"""Dates by a pattern of one's own: ``dd.MM.yyyy HH:mm``.

The letters are those of Unicode's locale data (UTS 35), which spreadsheets and most
programs have, too.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from ...errors import InvalidSetup
from ...phrases import _lt
from ...values import ValueContext
from .clock import at
from .names import month_names
from .numeric import whole_years

_LONGEST = 60
_TOKEN = re.compile(r"'(?P<text>[^']*)'|(?P<letter>[A-Za-z])(?P=letter)*|.", re.DOTALL)
_DIGITS = {
    **{"yyyy": ("year", r"\d{4}"), "yy": ("year", r"\d\d"), "y": ("year", r"\d{4}")},
    **{"MM": ("month", r"\d\d"), "M": ("month", r"\d{1,2}")},
    **{"dd": ("day", r"\d\d"), "d": ("day", r"\d{1,2}")},
    **{"HH": ("hour", r"\d\d"), "H": ("hour", r"\d{1,2}")},
    **{"hh": ("hour", r"\d\d"), "h": ("hour", r"\d{1,2}")},
    **{"mm": ("minute", r"\d\d"), "m": ("minute", r"\d{1,2}")},
    **{"ss": ("second", r"\d\d"), "s": ("second", r"\d{1,2}")},
    **dict.fromkeys(("S", "SS", "SSS", "SSSSSS"), ("fraction", r"\d{1,9}")),
    "a": ("half", r"[AaPp]\.?[Mm]\.?"),
    **dict.fromkeys(("MMM", "MMMM"), ("month_name", r"[^\W\d_]+\.?")),
    **dict.fromkeys(("E", "EEE", "EEEE"), ("", r"[^\W\d_]+\.?")),
    **dict.fromkeys(
        ("Z", "ZZZZZ", "XXX", "X", "z"),
        ("zone", r"[A-Z]{1,4}|(?:GMT|UTC)?[+-]\d\d(?::?\d\d)?"),
    ),
}


@lru_cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """What a pattern takes.

    :raises InvalidSetup: it is none, or says no day
    """
    if len(pattern) > _LONGEST:
        raise _invalid(_lt("it is too long."))
    pieces, names = [], set()
    for token in _TOKEN.finditer(pattern):
        if token["text"] is not None:
            pieces.append(re.escape(token["text"] or "'"))
        elif token["letter"]:
            pieces.append(_piece(token[0], names))
        else:
            pieces.append(r"\s+" if token[0].isspace() else re.escape(token[0]))
    has_month = not names.isdisjoint({"month", "month_name"})
    if not ({"year", "day"} <= names and has_month):
        raise _invalid(_lt("it needs a year (yyyy), a month (MM) and a day (dd)."))
    return re.compile("".join(pieces), re.ASCII if "month_name" not in names else 0)


def read_pattern(text: str, context: ValueContext) -> Iterable[datetime]:
    """A date of the pattern of the context."""
    match = compile_pattern(context.date_pattern).fullmatch(text)
    if not match:
        return ()
    parts = match.groupdict()
    month = parts.get("month")
    if month is None:
        name = (parts["month_name"] or "").rstrip(".").casefold()
        month = month_names(context.language).get(name)
        if month is None:
            return ()
    years, day = whole_years(parts["year"] or ""), int(parts["day"] or 0)
    return tuple(at(datetime(year, int(month), day), parts) for year in years)


def _piece(token: str, names: set[str]) -> str:
    if token not in _DIGITS:
        raise _invalid(
            _lt(
                "%(letters)s stands for nothing. Write dd for the day, MM for the"
                " month, yyyy for the year, HH:mm for the time.",
                letters=token,
            )
        )
    name, digits = _DIGITS[token]
    if not name:
        return digits
    if name in names:
        raise _invalid(_lt("%(letters)s is in it twice.", letters=token))
    names.add(name)
    return f"(?P<{name}>{digits})"


def _invalid(reason: str) -> InvalidSetup:
    return InvalidSetup(
        "date_pattern", _lt("This is no pattern of a date: %(reason)s", reason=reason)
    )
