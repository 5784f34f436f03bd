"""Dates with the name of a month: January 5, 2024 at 3:04 PM; le 5 janvier 2024."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from ...values import ValueContext
from .clock import TIME, at

_TIME = re.compile(TIME)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
#: What stands between a number and the next thing and says nothing.
_FILLERS = frozenset(
    [
        *("at", "of", "the", "on", "st", "nd", "rd", "th"),
        *("um", "uhr", "den", "der", "am", "de", "del", "el", "a", "las", "los"),
        *("le", "à", "er", "heures", "às", "do", "dia", "om", "uur", "op", "o", "kl"),
    ]
)
_LONGEST = 100


def read_words(text: str, context: ValueContext) -> Iterable[datetime]:
    """A date with a month in English, or in the language of the context."""
    if len(text) > _LONGEST:
        return ()
    time = _TIME.search(text)
    rest = f"{text[: time.start()]} {text[time.end() :]}" if time else text
    day = _day(rest, context.language)
    if day is None:
        return ()
    return (at(day, time.groupdict() if time else {}),)


def _day(text: str, language: str | None) -> datetime | None:
    months, fillers = _words(language)
    found, numbers = set(), []
    for token in _TOKEN.findall(text.casefold()):
        if token.isdigit():
            numbers.append(token)
        elif token in months:
            found.add(months[token])
        elif token not in fillers:
            return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if (len(found), len(years), len(days), len(numbers)) != (1, 1, 1, 2):
        return None
    return datetime(int(years[0]), found.pop(), int(days[0]))


def month_names(language: str | None) -> dict[str, int]:
    """The months by their names in English and in a language, in small letters."""
    return _words(language)[0]


@lru_cache
def _words(language: str | None) -> tuple[dict[str, int], frozenset[str]]:
    """The names of months, and words that say nothing further."""
    months: dict[str, int] = {}
    days: set[str] = set()
    for locale in ("en", language):
        try:
            known = Locale.parse(locale) if locale else None
        except (UnknownLocaleError, ValueError):
            known = None
        if not known:
            continue
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                names = get_month_names(width, use, known)
                for number, name in names.items():
                    months.setdefault(_bare(name), number)
                days |= {
                    _bare(name) for name in get_day_names(width, use, known).values()
                }
    return {"sept": 9, **months}, _FILLERS | days


def _bare(name: str) -> str:
    """The one word of a name: genitives have words of their own in front of them."""
    words = _TOKEN.findall(name.casefold())
    return words[-1] if words else name
