"""Dates with a time, to UTC."""

from datetime import date, datetime, timezone
from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .moments import moment_of
from .moments.shape import sureness_of
from .registry import TEXT_FIELDS, register_type

_EXPECTED = _lt("a date and time such as 2026-04-03T10:15:00Z")


class Moment(datetime):
    """A moment in UTC, without a tzinfo.

    ``day`` of a datetime is a number; ``day_meant`` is the day that its sender means,
    as the type Date reads it.
    """

    day_meant: date

    @classmethod
    def of(cls, moment: datetime, day_meant: date) -> "Moment":
        """The same moment, with its day."""
        found = cls.combine(moment.date(), moment.time())
        found.day_meant = day_meant
        return found


def _suggests(words: frozenset[str], value: Any) -> int:
    return sureness_of(words, value, has_time=True)


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
def to_datetime(value: Any, context: ValueContext) -> Moment | None:
    """The moment in UTC, without a tzinfo; a date alone is midnight in the context."""
    moment = moment_of(value, context, _EXPECTED)
    if moment is None:
        return None
    day = moment_of(value, context, _EXPECTED, is_day=True)
    try:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    except OverflowError as error:
        raise refused(value, _EXPECTED) from error
    return Moment.of(moment, day.date())
