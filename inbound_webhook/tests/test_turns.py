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
        (first, _cr), (second, _cr) = self.turns(), self.turns()
        first.take(["a", "b"])
        with self.assertRaises(Conflict) as raised:
            second.take(["c", "b"])
        self.assertEqual(raised.exception.turns, ["b", "c"])
        first.release()
        second.take(["c", "b"])

    def test_those_that_do_not_meet(self):
        (first, _cr), (second, _cr) = self.turns(), self.turns()
        first.take(["a"])
        second.take(["b"])
        with self.assertRaises(Conflict):
            second.take(["a"])

    def test_what_was_taken_in_vain_is_left(self):
        (first, _cr), (second, _cr), (third, _cr) = (
            self.turns(),
            self.turns(),
            self.turns(),
        )
        first.take(["b"])
        with self.assertRaises(Conflict):
            second.take(["a", "b"])
        second.release()
        third.take(["a"])
        with self.assertRaises(Conflict):
            second.take(["a"])

    def test_a_turn_outlasts_the_transaction(self):
        (first, cr), (second, _cr) = self.turns(), self.turns()
        first.wait(["a"])
        cr.execute("SELECT 1")
        cr.rollback()
        with self.assertRaises(Conflict):
            second.take(["a"])
        first.take(["a"])
        first.release()
        second.take(["a"])

    def test_a_turn_ends_with_the_call_that_fails(self):
        (_first, cr), (second, _cr) = self.turns(), self.turns()
        with self.assertRaises(ZeroDivisionError), turns(cr) as taken:
            taken.take(["a"])
            raise ZeroDivisionError
        second.take(["a"])
        with self.assertRaises(Conflict):
            Turns(cr).take(["a"])

    def test_a_turn_ends_with_the_connection(self):
        (first, cr), (second, _cr) = self.turns(), self.turns()
        first.take(["a"])
        cr.connection.close()
        first.release()
        second.take(["a"])
        self.assertEqual(second._held, ["a"])

    def test_not_more_locks_than_there_is_room_for(self):
        first, cr = self.turns()
        first.take([f"key {number}" for number in range(1000)])
        cr.execute(
            "SELECT count(*) FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        self.assertEqual(cr.fetchone(), (MOST_TURNS,))
