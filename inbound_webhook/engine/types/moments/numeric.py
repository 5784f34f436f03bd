"""Dates of three numbers, whose order is another one in each country.

With points the day comes first, or the year, wherever they are written so (the patterns
of the Unicode Common Locale Data Repository have no other). With ``/`` or ``-`` nobody
knows, unless the numbers say so: 25/12/2026.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from ...values import ValueContext
from .clock import TIME, at
from .eras import with_common_year
from .names import may_begin_with_year, without_names

_AT = r"at|um|à|às|as|kl\.?|klo|(?:alle )?ore|godz\.?|saat|в|v|[@\u2013-]"
_THEN = rf"(?:\s?[rг]\.)?(?:(?:[Tt]|,?\s+(?:(?:{_AT})\s?)?\s*|(?<=[日일])\s?){TIME})?"
YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})\s?(?P<mark>[/.\u2013-]|(?<=\d)\s(?=\d))\s?(?P<b>\d{{1,2}})"
    rf"\s?(?P=mark)\s?(?P<year>\d{{4}}|\d\d){_THEN}",
    re.ASCII,
)
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}}|\d\d)(?:\s?(?P<mark>[/-])\s?(?P<a>\d{{1,2}})\s?(?P=mark)\s?(?P<b>\d{{1,2}})"
    rf"|\.\s?(?P<a2>\d{{1,2}})\.\s?(?P<b2>\d{{1,2}})\.?"
    rf"|\s?[年년]\s?(?P<a3>\d{{1,2}})\s?[月월]\s?(?P<b3>\d{{1,2}})\s?[日일]){_THEN}",
    re.ASCII,
)
#: A year of two digits is one of this century up to the first number, and of the last
#: one from the second on (POSIX). Between them are the years in which people were born,
#: and those in which their contracts end.
_THIS_CENTURY, _LAST_CENTURY = 39, 69


def read_day_first(text: str, context: ValueContext) -> Iterable[datetime]:
    """31/12/2026, 31.12.26, 31-12-2026, Do. 31.12.2026 with a time or none."""
    return _read(YEAR_LAST, text, context, lambda a, b: (b, a))


def read_month_first(text: str, context: ValueContext) -> Iterable[datetime]:
    """12/31/2026, 12-31-26, Thu 12/31/2026 with a time or none."""
    return _read(YEAR_LAST, text, context, lambda a, b: (a, b))


def read_year_first(text: str, context: ValueContext) -> Iterable[datetime]:
    """2026/12/31, 2026.12.31, 2026年12月31日, 令和8年12月31日 with a time or none."""
    text = with_common_year(text, context)
    return _read(YEAR_FIRST, text, context, lambda a, b: (a, b))


def read_numbers(text: str, context: ValueContext) -> Iterator[datetime]:
    """All that three numbers can mean.

    A year of two digits may be the first of them, as well as the last; but not where
    the handler's language has it last.
    """
    match = YEAR_LAST.fullmatch(without_names(text, context.language))
    has_points = match and match["mark"] == "."
    is_short = match and len(match["year"]) == 2
    for read in (read_day_first, read_month_first, read_year_first):
        if read is read_month_first and has_points:
            continue
        is_first = read is read_year_first and is_short
        if is_first and not may_begin_with_year(context.language):
            continue
        # There is no 25th month: then it is not what was meant.
        with contextlib.suppress(ValueError):
            yield from read(text, context)


def _read(
    pattern: re.Pattern[str],
    text: str,
    context: ValueContext,
    order: Callable[[int, int], tuple[int, int]],
) -> Iterable[datetime]:
    match = pattern.fullmatch(without_names(text, context.language))
    if not match:
        return ()
    parts = match.groupdict()
    numbers = (
        int(parts[name] or parts.get(f"{name}2") or parts.get(f"{name}3") or 0)
        for name in ("a", "b")
    )
    month, day = order(*numbers)
    years = whole_years(parts["year"] or "")
    return tuple(at(datetime(year, month, day), parts) for year in years)


def whole_years(digits: str) -> tuple[int, ...]:
    """The years that two or four digits can stand for."""
    year = int(digits)
    if len(digits) > 2:
        return (year,)
    last = (1900 + year,) if year > _THIS_CENTURY else ()
    return last if year >= _LAST_CENTURY else (*last, 2000 + year)
