"""Dates."""

import re
from datetime import date
from typing import Any

from ..phrases import _lt
from ..values import ValueContext
from .moments import moment_of
from .registry import SURE, TEXT_FIELDS, register_type

_EXPECTED = _lt("a date such as 2026-04-03")
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _suggests(_words: frozenset[str], value: Any) -> int:
    is_date = isinstance(value, str) and _ISO.fullmatch(value.strip())
    return SURE if is_date else 0


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
    """The day, that of the context's time zone where a time has a zone of its own."""
    moment = moment_of(value, context, _EXPECTED)
    return moment and moment.date()
