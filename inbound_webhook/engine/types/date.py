"""Dates."""

from datetime import date
from typing import Any

from ..phrases import _lt
from ..values import ValueContext
from .moments import moment_of
from .moments.shape import sureness_of
from .registry import TEXT_FIELDS, register_type

_EXPECTED = _lt("a date such as 2026-04-03")


def _suggests(words: frozenset[str], value: Any) -> int:
    return sureness_of(words, value, has_time=False)


@register_type(
    "date",
    _lt("Date"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="2026-04-03",
    fills=TEXT_FIELDS | {"date", "datetime"},
    suggests=_suggests,
)
def to_date(value: Any, context: ValueContext) -> date | None:
    """The day, that of the context's time zone where a time has a zone of its own and
    is not midnight there.
    """
    moment = moment_of(value, context, _EXPECTED, is_day=True)
    return moment and moment.date()
