"""Dates with a time, to UTC."""

import re
from datetime import datetime, timezone
from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .moments import moment_of
from .registry import SURE, TEXT_FIELDS, register_type

_EXPECTED = _lt("a date and time such as 2026-04-03T10:15:00Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
#: What a large number is called that counts seconds.
_NAMES = frozenset({"at", "time", "timestamp", "date", "created", "updated", "ts"})


def _suggests(words: frozenset[str], value: Any) -> int:
    if isinstance(value, str):
        return SURE if _ISO.fullmatch(value.strip()) else 0
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return SURE if is_number and value >= 1e9 and words & _NAMES else 0


@register_type(
    "datetime",
    _lt("Date and time"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="2026-04-03T10:15:00Z",
    fills=TEXT_FIELDS | {"date", "datetime"},
    suggests=_suggests,
)
def to_datetime(value: Any, context: ValueContext) -> datetime | None:
    """The moment in UTC, without a tzinfo; a date alone is midnight in the context."""
    moment = moment_of(value, context, _EXPECTED)
    if moment is None:
        return None
    try:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    except OverflowError as error:
        raise refused(value, _EXPECTED) from error
