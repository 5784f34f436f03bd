"""Whose turn it is, of the calls about one record.

That two calls do not make a record twice, or lose a change, is not decided here but by
the database (``inbound.webhook.key``, the locks of rows). But calls that meet at one
record would begin again and again, in no order, and some would wait for long.
PostgreSQL hands out its advisory locks in the order in which they are asked for.
"""

from contextlib import contextmanager, suppress

from psycopg2 import InterfaceError, OperationalError

from odoo.tools import SQL

#: More keys than these (a call of many items) are not waited for one by one.
MOST_TURNS = 16
#: Held by who makes the record of a key (``inbound.webhook.key``), until its commit.
MAKER_LOCK = "hashtextextended(%s, 0)"
_LOCK = "hashtextextended(%s, 1)"


class Turns:
    """The turns that one call has taken.

    One that is free is taken for the transaction at hand, and over with it. One that
    was waited for belongs to the connection: a snapshot that is older than the lock
    would not show what the one before has done, so it takes a new transaction.
    """

    def __init__(self, cr):
        self._cr, self._held = cr, []

    def take(self, digests):
        """Take the turns if nobody else has one of them, or waits for it.

        :param digests: of the keys of the call
        :return: whether they are taken; if not, roll back and :meth:`wait`
        """
        return all(
            self._lock(f"pg_try_advisory_xact_lock({_LOCK})", digest)
            for digest in _in_order(digests)
            if digest not in self._held
        )

    def wait(self, digests, seconds):
        """Wait until it is this call's turn; between two transactions.

        All of a call's locks are asked for in one order, and nothing else is held
        meanwhile, so no two calls wait for each other.

        :param digests: of keys
        :param float seconds: how long
        :raise psycopg2.errors.LockNotAvailable: it takes longer
        """
        self.release()
        try:
            self._limit(seconds)
            for digest in _in_order(digests):
                self._lock(f"pg_advisory_lock({_LOCK})", digest)
                self._held.append(digest)
        finally:
            self._cr.rollback()

    def wait_until_made(self, digests, seconds):
        """Wait until nobody is making the record of a key any more.

        Between two transactions, and with nothing held. Those who wait let each other
        pass, and are not in the way of who makes it next.

        :param digests: of keys, as ``inbound.webhook.key`` locks them
        :param float seconds: how long, for each
        :raise psycopg2.errors.LockNotAvailable: it takes longer
        """
        self.release()
        for digest in sorted(set(digests)):
            try:
                self._limit(seconds)
                self._lock(f"pg_advisory_xact_lock_shared({MAKER_LOCK})", digest)
            finally:
                self._cr.rollback()

    def release(self):
        """Let the next one have its turn."""
        held, self._held = self._held, []
        # Where the connection is gone, its locks are gone with it.
        with suppress(InterfaceError, OperationalError):
            for digest in held:
                self._lock(f"pg_advisory_unlock({_LOCK})", digest)

    def _limit(self, seconds):
        # At least one: none would be for ever.
        milliseconds = f"{max(1, round(seconds * 1000))}ms"
        self._cr.execute(SQL("SET LOCAL lock_timeout = %s", milliseconds))

    def _lock(self, function, digest):
        statement = SQL(f"SELECT {function}", digest)
        self._cr.execute(statement, log_exceptions=False)
        return self._cr.fetchone()[0]


@contextmanager
def turns(cr):
    """Give the turns of a call, which are over when it is, however it ends.

    :param cr: the cursor of the call
    """
    taken = Turns(cr)
    try:
        yield taken
    except Exception:
        # The next one must not find what is about to be rolled back still locked.
        with suppress(InterfaceError, OperationalError):
            cr.rollback()
        raise
    finally:
        taken.release()


def _in_order(digests):
    return sorted(set(digests))[:MOST_TURNS]
