"""Whether a call tells of something older than what is written."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from odoo import fields

from ..engine.notes import Note
from ..engine.phrases import Moment, _lt

#: A clock may be wrong. What is further ahead would keep out all that follows.
_MOST_AHEAD = timedelta(days=1)
#: Stands for the whole record among the names of fields.
_RECORD = ""


@dataclass
class EventOrder:
    """The time of the event that a call tells of, and of those that were written.

    :param handler_id: by which they were
    :param moment: in UTC, without a tzinfo; None where the call says none that counts
    :param by_field: whether each field has a time of its own
    :param held: the times of the record that is there, by field
    :param notes: what is worth knowing of it
    """

    handler_id: int
    moment: datetime | None = None
    by_field: bool = False
    held: dict[str, datetime] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, spec, parameters, record):
        """That of a call.

        :param HandlerSpec spec: the handler
        :param dict parameters: converted parameters by name
        :param record: the record that is there, if any
        """
        rule = spec.record
        order = cls(spec.id, by_field=rule.event_time_scope == "field")
        moment = _as_moment(parameters.get(rule.event_time))
        if moment is None:
            return order
        if moment > fields.Datetime.now() + _MOST_AHEAD:
            details = {"received": moment.isoformat()}
            order.notes.append(Note("time_ahead", details))
            return order
        order.moment = moment
        if record:
            times = record.env["inbound.webhook.event.time"].sudo()
            order.held = times._of_record(spec.id, record)
        return order

    def is_older(self, names, added):
        """Whether nothing of a call is as new as what is written.

        :param names: of the fields that the call would write
        :param added: those of them that it only adds to
        """
        if not self.by_field:
            return self.is_stale(_RECORD)
        return bool(names) and all(map(self.is_stale, names)) and not added

    def is_stale(self, name):
        """Whether what is in a field, or in the record, is of a later event."""
        if self.moment is None or (name != _RECORD and not self.by_field):
            return False
        held = self.held.get(name)
        return held is not None and self.moment < held

    def newer(self, mappings):
        """Those of some mappings that overwrite nothing of a newer event."""
        return [item for item in mappings if item.adds or not self.is_stale(item.field)]

    def leave(self, names):
        """Note which fields a call leaves, since newer events wrote them.

        :param names: of the fields that the call says something of
        """
        for name in filter(self.is_stale, names):
            times = {"received": self.moment, "latest": self.held[name]}
            details = {key: moment.isoformat() for key, moment in times.items()}
            self.notes.append(Note("field_older", {"field": name, **details}))

    def details(self):
        """For the trace of a call that is older: both times."""
        latest = self.held.get(_RECORD) if not self.by_field else None
        latest = latest or max(self.held.values())
        return {"received": self.moment.isoformat(), "latest": latest.isoformat()}

    def keep(self, record, names):
        """Keep that a record was written by this.

        :param names: of the fields that the call says something of
        """
        names = set(names) if self.by_field else {_RECORD}
        if self.moment is not None and names:
            times = record.env["inbound.webhook.event.time"].sudo()
            times._keep(self.handler_id, record, names, self.moment)


def older_phrase(details):
    """What is said of a call that is older, with both times."""
    return _lt(
        "It tells what happened on %(received)s. The record has what happened later, "
        "on %(latest)s, so it is left as it is.",
        received=Moment(details["received"]),
        latest=Moment(details["latest"]),
    )


def _as_moment(value: Any):
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return None
