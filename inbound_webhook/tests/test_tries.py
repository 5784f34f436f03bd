from unittest.mock import patch

from psycopg2.errors import LockNotAvailable, NotNullViolation, UniqueViolation

from odoo.tests import BaseCase, tagged

from ..processing import conflicts
from ..processing.conflicts import MOST_TRIES, MOST_VIOLATIONS, Conflict, Tries


class Waiting:
    """Turns that note for whose they are waited, and come at once."""

    def __init__(self, error=None):
        self.waited, self.made, self._error = [], [], error

    def wait_until_made(self, digests, _seconds):
        self.made.append(sorted(digests))

    def wait(self, digests, _seconds):
        self.waited.append(sorted(digests))
        if self._error:
            raise self._error


@tagged("post_install", "-at_install")
class TestTries(BaseCase):
    """How often a call begins again, and what it waits for."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(conflicts, "PATIENCE", 3600))
        self.pause = self.startPatcher(patch.object(Tries, "_pause"))

    def test_not_for_ever(self):
        tries = Tries()
        again = 0
        while tries.begin_again(Conflict()):
            again += 1
        self.assertEqual(again, MOST_TRIES - 1)
        self.assertEqual(tries.number, MOST_TRIES)
        self.assertEqual(self.pause.call_count, MOST_TRIES - 1)

    def test_not_beyond_the_senders_patience(self):
        with patch.object(conflicts, "PATIENCE", 0):
            self.assertFalse(Tries().begin_again(Conflict()))

    def test_it_waits_for_the_turns_it_met(self):
        tries = Tries(Waiting(), "queue")
        self.assertTrue(tries.begin_again(Conflict(["b"])))
        self.assertTrue(tries.begin_again(Conflict(["a"])))
        # The second time, it waits for whoever else meets others as well.
        self.assertEqual(tries.turns.waited, [["b"], ["a", "b", "queue"]])
        self.assertFalse(self.pause.called)

    def test_it_waits_for_all_others_where_nobody_knows_whom_it_met(self):
        tries = Tries(Waiting(), "queue")
        tries.begin_again(conflicts.ConcurrencyError("unknown"))
        self.assertEqual(tries.turns.waited, [["queue"]])

    def test_it_waits_until_the_record_is_made(self):
        tries = Tries(Waiting(), "queue")
        self.assertTrue(tries.begin_again(Conflict(made=["b", "a"])))
        self.assertEqual((tries.turns.made, tries.turns.waited), ([["a", "b"]], []))
        self.assertFalse(self.pause.called)

    def test_it_pauses_where_its_turn_comes_at_once_and_nothing_is_won(self):
        """What it meets takes no turns, such as a record that a person saves."""
        tries = Tries(Waiting(), "queue")
        for _time in range(3):
            tries.begin_again(conflicts.ConcurrencyError("unknown"))
        self.assertEqual(self.pause.call_count, 1)

    def test_a_turn_that_does_not_come(self):
        tries = Tries(Waiting(LockNotAvailable()), "queue")
        self.assertFalse(tries.begin_again(Conflict(["a"])))

    def test_a_value_that_exists_may_be_another_calls_doing(self):
        tries = Tries()
        passed = [tries.may_pass(UniqueViolation()) for _time in range(4)]
        self.assertEqual(passed, [True] * (MOST_VIOLATIONS - 1) + [False] * 2)
        self.assertFalse(Tries().may_pass(NotNullViolation()))
