"""Calls that meet others at the same records, and how they begin again.

There is one way, for calls at the door, in the queue and at a person's screen. Odoo's
own is not used: between two tries it sleeps for up to 16 seconds, its last exception
becomes a page, and it asks for the list of databases over a further connection
(``retrying`` in odoo/service/model.py).
"""

import random
import time
from dataclasses import dataclass, field

from psycopg2.errors import LockNotAvailable, UniqueViolation

from odoo.exceptions import ConcurrencyError, MissingError

from .turns import Turns

#: For how long a call begins again, in seconds. Its sender gives up after 5 to 10.
PATIENCE = 4
#: And how often: what fails so many times in so short a time will not pass.
MOST_TRIES = 50
#: A value that exists already is the sender's fault when it does still.
MOST_VIOLATIONS = 3
#: In seconds: others are through with a record within some hundredths.
_LONGEST_PAUSE = 0.1
#: Whose turn comes within this time, in seconds, has waited for nobody. After some such
#: tries, what it meets is none of our calls (Odoo asks for some locks without waiting):
#: trying again and again without a pause would be over before that one is.
_AT_ONCE = 0.001
_TRIES_WITHOUT_PAUSE = 3


class Conflict(ConcurrencyError):
    """Another call is at the same record in this moment.

    What this one did is to be rolled back; with a new snapshot it finds what the other
    one has done.

    :param turns: digests of the keys whose turn is to be waited for, if any
    :param made: digests of the keys whose record the other one is about to make
    """

    def __init__(self, turns=(), made=()):
        super().__init__("another call is at the same record")
        self.turns, self.made = turns, made


class CareNeeded(ConcurrencyError):
    """Odoo refuses the record of a call, over a value that may be left out.

    What was done is to be rolled back. The call begins again, and looks which value
    that is: no call pays for that which Odoo takes as it is.
    """

    def __init__(self):
        super().__init__("a value of the call may have to be left out")


class RowDeleted(MissingError):
    """Somebody has deleted the row of a call that is under way."""

    def __init__(self):
        super().__init__("the row of the call was deleted")


@dataclass
class Tries:
    """How often a call has begun, and whether it may begin again.

    :param turns: those of the call; None where nobody takes turns
    :param queue: what all calls wait for that meet one another at unknown records
    :param number: of the try at hand, from 1
    :param replays_known: of a replay, ids of the others that were through before it
    :param is_careful: whether it saves to a savepoint, to leave out what Odoo refuses
    """

    turns: Turns | None = None
    queue: str = ""
    number: int = 1
    replays_known: frozenset[int] = frozenset()
    is_careful: bool = False
    _violations: int = 0
    _wanted: set[str] = field(default_factory=set)
    _started: float = field(default_factory=time.monotonic)

    def begin_again(self, error):
        """Wait until it is worth trying again, and count that try.

        Only between two transactions.

        :param Exception error: the conflict
        :return: whether there is time for another try
        """
        if isinstance(error, CareNeeded):
            # It has met nobody, so there is nothing to wait for.
            self.is_careful = True
            return True
        if self._seconds_left() <= 0 or self.number >= MOST_TRIES:
            return False
        self.number += 1
        self._wanted.update(getattr(error, "turns", ()))
        if self.turns and (self.number > 2 or not isinstance(error, Conflict)):
            # Whatever it is that they meet at: one after the other.
            self._wanted.add(self.queue)
        try:
            self._wait(getattr(error, "made", ()))
        except LockNotAvailable:
            return False
        return True

    def _seconds_left(self):
        return PATIENCE - (time.monotonic() - self._started)

    def _wait(self, made):
        began = time.monotonic()
        if self.turns and made:
            self.turns.wait_until_made(made, self._seconds_left())
        if self.turns and self._wanted:
            self.turns.wait(self._wanted, self._seconds_left())
        came_at_once = time.monotonic() - began < _AT_ONCE
        is_alone = came_at_once and self.number > _TRIES_WITHOUT_PAUSE
        if is_alone or not (self.turns and (made or self._wanted)):
            self._pause()

    def may_pass(self, violation):
        """Whether a broken rule of the database may be another call's doing.

        :param violation: the ``IntegrityError``
        """
        if not isinstance(violation, UniqueViolation):
            return False
        self._violations += 1
        return self._violations < MOST_VIOLATIONS

    def _pause(self):
        # At random, or two that meet once would meet again.
        longest = min(_LONGEST_PAUSE, 0.002 * 2**self.number)
        time.sleep(random.uniform(0, longest))
