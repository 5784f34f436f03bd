from psycopg2.errors import LockNotAvailable

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from ..processing.conflicts import Conflict
from ..processing.turns import MOST_TURNS, Turns, turns


@tagged("post_install", "-at_install")
class TestTurns(TransactionCase):
    """Calls about one record take turns, each on a connection of its own."""

    def turns(self):
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        taken = Turns(cr)
        self.addCleanup(taken.release)
        return taken, cr

    def test_one_at_a_time(self):
        for end in ("commit", "rollback"):
            (first, cr), (second, _cr) = self.turns(), self.turns()
            self.assertTrue(first.take(["a", "b"]))
            self.assertFalse(second.take(["c", "b"]))
            getattr(cr, end)()
            self.assertTrue(second.take(["c", "b"]))
            _cr.rollback()

    def test_those_that_do_not_meet(self):
        (first, _cr), (second, _cr) = self.turns(), self.turns()
        self.assertTrue(first.take(["a"]))
        self.assertTrue(second.take(["b"]))
        self.assertFalse(second.take(["a"]))

    def test_what_was_taken_in_vain_is_left(self):
        (first, _cr), (second, cr), (third, _cr) = (
            self.turns(),
            self.turns(),
            self.turns(),
        )
        first.take(["b"])
        self.assertFalse(second.take(["a", "b"]))
        cr.rollback()
        self.assertTrue(third.take(["a"]))
        self.assertFalse(second.take(["a"]))

    def test_a_turn_outlasts_the_transaction(self):
        (first, cr), (second, _cr) = self.turns(), self.turns()
        first.wait(["a"], 1)
        cr.execute("SELECT 1")
        cr.rollback()
        self.assertFalse(second.take(["a"]))
        self.assertTrue(first.take(["a"]))
        first.release()
        self.assertTrue(second.take(["a"]))

    def test_nobody_waits_for_ever(self):
        (first, _cr), (second, _cr) = self.turns(), self.turns()
        first.take(["b"])
        with self.assertRaises(LockNotAvailable):
            second.wait(["a", "b"], 0.01)
        # What it was given by then is for the next one.
        second.release()
        self.assertTrue(first.take(["a"]))

    def claim(self, cr, digest):
        """Make the record of a key, or give way.

        :return: the conflict, if any
        """
        cr.execute("SELECT 1")
        keys = api.Environment(cr, SUPERUSER_ID, {})["inbound.webhook.key"]
        try:
            keys._become_maker([digest])
        except Conflict as conflict:
            return conflict
        return None

    def test_who_makes_a_record_is_waited_for(self):
        (_first, maker), (second, cr) = self.turns(), self.turns()
        self.assertIsNone(self.claim(maker, "test made"))
        made = self.claim(cr, "test made").made
        cr.rollback()
        with self.assertRaises(LockNotAvailable):
            second.wait_until_made(made, 0.01)
        maker.rollback()
        second.wait_until_made(made, 0.01)
        # Who has waited is in nobody's way.
        self.assertIsNone(self.claim(maker, "test made"))
        maker.rollback()

    def test_a_moment_is_not_for_ever(self):
        (first, _cr), (second, _cr) = self.turns(), self.turns()
        first.take(["a"])
        with self.assertRaises(LockNotAvailable):
            second.wait(["a"], 0.0001)

    def test_a_turn_ends_with_the_call_that_fails(self):
        (_first, cr), (second, _cr) = self.turns(), self.turns()
        with self.assertRaises(ZeroDivisionError), turns(cr) as taken:
            taken.take(["a"])
            raise ZeroDivisionError
        self.assertTrue(second.take(["a"]))
        self.assertFalse(Turns(cr).take(["a"]))

    def test_a_turn_ends_with_the_connection(self):
        (first, cr), (second, _cr) = self.turns(), self.turns()
        first.take(["a"])
        cr.connection.close()
        first.release()
        self.assertTrue(second.take(["a"]))

    def test_not_more_locks_than_there_is_room_for(self):
        first, cr = self.turns()
        first.take([f"key {number}" for number in range(1000)])
        cr.execute(
            "SELECT count(*) FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        self.assertEqual(cr.fetchone(), (MOST_TURNS,))
