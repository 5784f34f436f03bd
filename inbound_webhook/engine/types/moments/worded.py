"""Dates with the name of a month: January 5, 2024 at 3:04 PM; le 5 janvier 2024."""

import re
from collections.abc import Iterable
from datetime import datetime

from ...values import ValueContext
from .clock import TIME, at
from .names import TOKEN, month_of, says_nothing
from .numeric import whole_year

_TIME = re.compile(TIME)
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
    found, numbers, position = set(), [], 0
    for token in TOKEN.findall(text.casefold()):
        if token.isdigit():
            numbers.append(token)
        elif month := month_of(token, language):
            found.add(month)
            position = len(numbers)
        elif not says_nothing(token, language):
            return None
    if len(found) == 1 and len(numbers) == 2 and position < 2 and len(numbers[1]) == 2:
        # 5-May-24, as spreadsheets have it: the year is what comes last.
        numbers[1] = str(whole_year(numbers[1]))
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if (len(found), len(years), len(days), len(numbers)) != (1, 1, 1, 2):
        return None
    return datetime(int(years[0]), found.pop(), int(days[0]))
