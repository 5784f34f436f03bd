"""A call on its way through the steps, what they find out, and what became of it."""

import time
from dataclasses import dataclass, field
from typing import Any, Literal

from psycopg2 import DatabaseError

from ..engine.duplicates import Mark
from ..engine.errors import OutOfTime
from ..engine.extraction import Extraction
from ..engine.notes import Note, Rest, told
from ..engine.outcomes import Outcome
from ..engine.phrases import Phrase, _lt
from ..engine.request import IncomingRequest, Reply
from ..engine.spec import HandlerSpec
from ..engine.trace import Trace
from ..engine.values import MISSING
from .conflicts import Tries


@dataclass
class Findings:
    """What steps find out of a call that its end is to know.

    :param first_call_id: the call that this one is a duplicate of
    :param first_reply: what that one was answered, None where it was not
    :param request_digest: what tells a repeat from another call, where that takes
        what was read
    :param content_digest: fingerprint of all that it brought but volatile fields, where
        the handler looks for repeats
    :param ordering_key: what calls that are about the same record have in common
    :param violation: the rule of the database that the record breaks
    """

    first_call_id: int | None = None
    first_reply: Reply | None = None
    request_digest: str | None = None
    content_digest: str | None = None
    ordering_key: str | None = None
    violation: DatabaseError | None = None


@dataclass
class Processed:
    """What became of a call, for its row and its answer.

    :param spec: its handler
    :param call: its row
    :param parameters: JSON-safe values by name, None where it did not come to that
    :param record: the record, in the environment of the handler's user
    :param findings: those of its steps
    :param row_values: more values of the row, for ``write``
    :param begun_again: how often it was, since it met others at the same records
    """

    outcome: Outcome
    trace: Trace
    spec: HandlerSpec | None = None
    call: Any = None
    parameters: dict[str, Any] | None = None
    record: Any = None
    findings: Findings = field(default_factory=Findings)
    row_values: dict[str, Any] = field(default_factory=dict)
    begun_again: int = 0


@dataclass
class Run:
    """One call on its way through the steps, or one item of it.

    :param env: as superuser; what acts on business records takes the user's
    :param call: its row
    :param spec: its handler
    :param guards: what no other call may have that proves itself as this one did
    :param may_wait: whether it may come to wait in the queue, where others of its
        handler wait already
    :param well: reason with which it ends that is well; of one that is to wait, another
    :param item: the item that parameters may reach into
    :param LinkAllowance allowance: how many records it may link to, all items together
    :param parts: a run for each item, where the handler makes a record of each
    :param number: of the item at hand, from 1, where its failure is that of the call
    :param extraction: what was found of its parameters
    :param values: those of them that are used
    :param notes: what is noteworthy: what was left out
    :param rest: what a replay is to write alone, None for all
    :param started: ``time.monotonic()`` when its processing began, in seconds
    """

    env: Any
    call: Any
    spec: HandlerSpec
    request: IncomingRequest
    tries: Tries | None = None
    guards: tuple[Mark, ...] = ()
    may_wait: bool = False
    well: Literal["done", "accepted"] = "done"
    trace: Trace = field(default_factory=Trace)
    step: str = "parse"
    payload: Any = None
    query: Any = None
    extraction: Extraction | None = None
    values: dict[str, Any] | None = None
    notes: list[Note] = field(default_factory=list)
    rest: Rest | None = None
    applied: Any = None
    findings: Findings = field(default_factory=Findings)
    item: Any = MISSING
    allowance: Any = None
    parts: list["Run"] = field(default_factory=list)
    number: int | None = None
    outcome: Outcome | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def handler(self):
        """The handler's record: for words about what went wrong, not on the way."""
        return self.env["inbound.webhook.handler"].browse(self.spec.id)

    @property
    def is_careful(self):
        """Whether the record is saved to a savepoint, and without what Odoo refuses.

        Only a call that Odoo has refused pays for it, or one that nobody waits for.
        """
        return self.tries is None or self.tries.is_careful

    def check_time(self):
        """Whether another item may be begun.

        :raise OutOfTime: the call has had its time
        """
        seconds = self.spec.max_seconds
        if time.monotonic() - self.started > seconds:
            raise OutOfTime(
                "out_of_time",
                _lt(
                    "The call took longer than %(seconds)s seconds, the limit of this"
                    " webhook. Send fewer items at a time.",
                    seconds=seconds,
                ),
            )

    def note(self, step, note, **details):
        """Leave a line about something that is worth knowing."""
        self.trace.noted(step, note.code, **note.details, **details)
        if note.is_noteworthy:
            self.notes.append(note)

    def fail(self, code, message, **details):
        """Leave the line in the trace that says what went wrong."""
        if self.number:
            details["item"] = self.number
        self.trace.failed(self.step, code, message=message, **details)

    def say(self, message):
        """A sentence for the sender, which names the item that it is about."""
        return item_phrase(self.number, message) if self.number else message


def words_of(notes):
    """What was left out, for the call log; None where nothing was.

    :param notes: those of an outcome
    """
    return Phrase.of_lines(told(notes)) if notes else None


def item_phrase(number, message):
    """What is said of one item of a call."""
    return _lt("Item %(number)s: %(message)s", number=number, message=message)
