"""What a call did to its record."""

from dataclasses import dataclass, field, replace
from typing import Any

from ..engine.notes import Note
from .finding import Match


@dataclass
class Applied:
    """What a call did to a record.

    :param operation: created, updated, unchanged, archived, unarchived, deleted, found
        or not_found; ``unknown``, ``exists`` or ``older`` where a call is not wanted,
        since the record is not there, or is, or is newer
    :param record: the record, empty where there is none
    :param match: how it was found
    :param changes: ``{"field", "old", "new"}`` of each field that was written
    :param notes: what is worth knowing of a value
    :param older: both times, where the call is older than what is written
    """

    operation: str
    record: Any
    match: Match
    changes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    older: dict[str, str] | None = None

    @property
    def is_ignored(self):
        """Whether the handler does nothing about such a call."""
        return self.operation in ("unknown", "exists", "older")

    @property
    def each(self):
        """What was done, record by record: a look-up may find several."""
        return [replace(self, record=record) for record in self.record]

    @property
    def remaining(self):
        """The record as far as it is still there: empty once it is deleted."""
        return self.record.browse() if self.operation == "deleted" else self.record
