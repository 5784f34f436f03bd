"""Calls that meet others at the same records, and how they begin again."""

import random
import time
from dataclasses import dataclass, field

from psycopg2.errors import UniqueViolation

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY


class Conflict(Exception):
    """Another call is at the same record in this moment.

    What this one did is to be rolled back; with a new snapshot it finds what the other
    one has done.

    :param turns: digests of the keys to wait for, none where nobody has to be waited for
    """

    def __init__(self, turns=()):
        super().__init__(turns)
        self.turns = turns


#: Begin again when one of these is raised.
CONFLICTS = (Conflict, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)

#: For how long a call begins again, in seconds. Its sender gives up after 5 to 10.
PATIENCE = 4
#: A value that exists already is the sender's fault when it does still.
MOST_VIOLATIONS = 3
_LONGEST_PAUSE = 0.1


@dataclass
class Tries:
    """How often a call has begun, and whether it may begin again.

    One for each call: at the door, in the queue, in a replay.

    :param number: of the try at hand, from 1
    :param violations: how many of them ended at a value that had to be unique
    """

    number: int = 1
    violations: int = 0
    _started: float = field(default_factory=time.monotonic)

    def may_begin_again(self):
        """Whether there is time for another try."""
        return time.monotonic() - self._started < PATIENCE

    def may_pass(self, violation):
        """Whether a broken rule of the database may be another call's doing.

        :param violation: the ``IntegrityError``, or None
        """
        if not isinstance(violation, UniqueViolation):
            return False
        self.violations += 1
        return self.violations < MOST_VIOLATIONS and self.may_begin_again()

    def pause(self):
        """Wait a moment, and count the next try.

        At random, or two that meet once would meet again. The first time it is hardly
        a wait at all: most often the other one is through.
        """
        longest = min(_LONGEST_PAUSE, 0.002 * 2**self.number)
        time.sleep(random.uniform(0, longest))
        self.number += 1
