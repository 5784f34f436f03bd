"""How far a call has come: what is known of it, also where it goes no further."""

import time
from dataclasses import dataclass, field
from typing import Any

from ..engine.duplicates import Mark
from ..engine.request import Reply
from ..engine.spec import HandlerSpec
from .conflicts import Tries


@dataclass
class Progress:
    """How far a call has come, for whatever ends it.

    It outlives the transactions that the call is rolled back with, and is in the
    request's environment, where the dispatcher finds it if all else fails.

    :param call_id: id of its row, once that is committed
    :param row: its row, with what that holds since it came
    :param tries: how often it was begun
    :param started: ``time.monotonic()`` of the first time, in seconds
    :param arrived: seconds since 1970 at that moment: what a call is as old as, however
        often it begins again
    :param counted: seconds that it is too early, by the address that it counts for
    :param guards: what it proved itself by, and no other call may have
    :param spec: its handler, once that is known
    :param token: the last part of its URL, None where it did not come by that
    :param ended_id: id of the row in which its end was written last
    :param reply: what is answered where that end is committed
    """

    call_id: int | None = None
    row: tuple[Any, dict[str, Any]] | None = None
    tries: Tries = field(default_factory=Tries)
    started: float = field(default_factory=time.monotonic)
    arrived: float = field(default_factory=time.time)
    counted: dict[str, int] = field(default_factory=dict)
    guards: tuple[Mark, ...] = ()
    spec: HandlerSpec | None = None
    token: str | None = None
    ended_id: int | None = None
    reply: Reply | None = None

    def belongs_to(self, spec):
        """Note whose call it is."""
        self.spec = spec
        self.tries.queue = f"handler {spec.id}"

    def shared(self, reply, origin):
        """An answer as scripts of the handler's websites may read it.

        :param Reply reply: what is answered
        :param origin: the Origin header of the call, None where it is missing
        :rtype: Reply
        """
        return self.spec.origins.shared(reply, origin) if self.spec else reply

    def recall_row(self):
        """Take what is known of the row for what it holds, after a rollback."""
        if self.row:
            call, known = self.row
            call._recall(known)

    @property
    def duration_ms(self):
        """How long the call has taken."""
        return round((time.monotonic() - self.started) * 1000)
