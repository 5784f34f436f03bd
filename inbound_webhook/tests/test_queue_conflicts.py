from psycopg2.errors import QueryCanceled

from odoo.tests import tagged

from ..processing import one_call, writing
from ..processing.conflicts import MOST_TRIES
from .conflict_mixin import ConflictMixin
from .queue_case import QueueCase


@tagged("post_install", "-at_install")
class TestQueueConflicts(ConflictMixin, QueueCase):
    """Queued calls that meet others at the same rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_queued(protection_period=10)
        cls.without_pauses()

    def test_a_conflict_is_over_within_the_attempt(self):
        call = self.send_lead(self.handler, "Once")
        self.conflict(writing, "save", 2)
        self.run_cron()
        self.assertEqual(self.tries, 3)
        self.assertRecordValues(
            call, [{"status": "success", "attempts": 1, "begun_again": 2}]
        )
        self.assertEqual(len(self.leads(name="Once")), 1)

    def test_a_conflict_without_end_is_tried_again_later(self):
        call = self.send_lead(self.handler, "Once")
        self.conflict(writing, "save", MOST_TRIES)
        self.run_cron()
        self.assertRecordValues(call, [{"status": "received", "attempts": 1}])
        self.assertIn("came between", call.error_message)
        self.let_pauses_end(call)
        self.run_cron()
        self.assertRecordValues(
            call,
            [{"status": "success", "attempts": 2, "begun_again": MOST_TRIES - 1}],
        )

    def test_other_trouble_with_the_database_is_tried_again_later(self):
        call = self.send_lead(self.handler, "Once")
        self.conflict(writing, "save", 1, error=QueryCanceled)
        self.run_cron()
        self.assertEqual(self.tries, 1)
        self.assertRecordValues(call, [{"status": "received", "attempts": 1}])

    def test_a_call_that_another_worker_has_is_left_to_it(self):
        call = self.send_lead(self.handler, "Once")
        self.conflict("inbound.webhook.call", "_lock", 1)
        self.run_cron()
        self.assertRecordValues(call, [{"status": "received", "attempts": 0}])
        self.run_cron()
        self.assertEqual(call.status, "success")

    def test_a_call_that_another_worker_took_meanwhile_is_left_to_it(self):
        call = self.send_lead(self.handler, "Once")
        number = call._begin_attempt()
        self.env.flush_all()
        self.assertTrue(call._lock_attempt(number))
        call.attempts += 1
        self.env.flush_all()
        self.assertFalse(call._lock_attempt(number))

    def test_an_attempt_that_failed_after_another_began_writes_nothing(self):
        """Whoever has the call by now says what becomes of it."""
        call = self.send_lead(self.handler, "Once")
        roll_back = one_call.roll_back

        def roll_back_while_another_worker_begins(env):
            roll_back(env)
            call.with_env(env).attempts = 2
            env.flush_all()

        self.patch(one_call, "roll_back", roll_back_while_another_worker_begins)
        self.conflict(writing, "save", 1, error=QueryCanceled)
        self.run_cron()
        self.assertRecordValues(
            call, [{"status": "received", "attempts": 2, "error_message": False}]
        )
        self.assertNotIn(
            "queue postponed", [f"{line['step']} {line['code']}" for line in call.trace]
        )

    def test_a_twin_at_the_door_makes_this_one_a_duplicate(self):
        """Its claim shows only in a new transaction, in which the row is made anew."""
        first = self.send_lead(self.handler, "Once")
        self.conflict("inbound.webhook.claim", "_insert", 1)
        again = self.post_json(
            self.handler, {"title": "Once", "email": "zoe@example.com"}
        )
        self.assertEqual(self.tries, 2)
        self.assertEqual(again.json()["call"], first.id)
        second, _first = self.calls(self.handler)
        self.assertRecordValues(
            second, [{"status": "duplicate", "duplicate_of_id": first.id}]
        )

    def test_a_conflict_at_the_door_leaves_one_row(self):
        self.conflict("inbound.webhook.call", "_enqueue", 2)
        call = self.send_lead(self.handler, "Once")
        self.assertEqual(self.tries, 3)
        self.assertEqual(self.calls(self.handler), call)

    def test_a_conflict_without_end_at_the_door_is_answered_503(self):
        self.conflict("inbound.webhook.claim", "_claim", 99)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.tries, MOST_TRIES)
        self.assertEqual(answer.status_code, 503)
        self.assertRecordValues(
            self.calls(self.handler), [{"status": "error", "queued": False}]
        )
