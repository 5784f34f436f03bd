"""Dates with the name of a month: January 5, 2024 at 3:04 PM; le 5 janvier 2024."""

import re
from collections.abc import Iterable
from datetime import datetime

from ...values import ValueContext
from .clock import TIME, at
from .names import TOKEN, month_of, says_nothing
from .numeric import whole_years

_TIME = re.compile(TIME)
_LONGEST = 100


def read_words(text: str, context: ValueContext) -> Iterable[datetime]:
    """A date with a month in English, or in the language of the context."""
    if len(text) > _LONGEST:
        return ()
    time = _TIME.search(text)
    rest = f"{text[: time.start()]} {text[time.end() :]}" if time else text
    parts = time.groupdict() if time else {}
    return tuple(at(day, parts) for day in _days(rest, context.language))


def _days(text: str, language: str | None) -> Iterable[datetime]:
    """All days that a text can mean which has the name of a month."""
    months, numbers, position = set(), [], 0
    for token in TOKEN.findall(text.casefold()):
        if token.isdigit():
            numbers.append(token)
        elif month := month_of(token, language):
            months.add(month)
            position = len(numbers)
        elif not says_nothing(token, language):
            return ()
    if len(months) != 1 or len(numbers) != 2:
        return ()
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    # 5-May-24, as spreadsheets have it: of two short numbers the year comes last.
    is_year = len(year) == 4 or (len(year) == 2 and position < 2)
    if len(day) > 2 or not is_year:
        return ()
    [month] = months
    return [datetime(each, month, int(day)) for each in whole_years(year)]
