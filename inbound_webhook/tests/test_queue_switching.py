from datetime import timedelta

from odoo.tests import tagged

from ..models.call.queue import CRON
from .queue_case import QueueCase


@tagged("post_install", "-at_install")
class TestQueueSwitching(QueueCase):
    """When the worker is woken, and what it leaves alone."""

    def triggers(self):
        return (
            self.env["ir.cron.trigger"]
            .search([("cron_id", "=", self.env.ref(CRON).id)])
            .mapped("call_at")
        )

    def test_a_batch_that_is_under_way_ends_with_the_handler(self):
        handler = self.make_queued()
        call = self.send_lead(handler, "Later")
        due = call._due()
        handler.active = False
        self.env.flush_all()
        self.assertEqual(due, call)
        self.assertEqual(call._begin_attempt(), 0)
        handler.active = True
        self.env.flush_all()
        self.assertEqual(call._begin_attempt(), 1)

    def test_the_worker_is_woken_when_the_handler_is_on_again(self):
        handler = self.make_queued()
        self.send_lead(handler, "Later")
        handler.active = False
        self.env["ir.cron.trigger"].search([]).unlink()
        handler.active = True
        self.assertEqual(len(self.triggers()), 1)

    def test_nobody_is_woken_where_nothing_waits(self):
        handler = self.make_queued(active=False)
        self.env["ir.cron.trigger"].search([]).unlink()
        handler.active = True
        self.assertFalse(self.triggers())

    def test_the_worker_is_woken_for_the_next_attempt(self):
        call = self.send_lead(self.make_queued(), "Later")
        self.env["ir.cron.trigger"].search([]).unlink()
        call._begin_attempt()
        self.assertEqual(self.triggers(), [call.next_attempt_date])

    def test_the_trigger_of_an_attempt_whose_time_has_come_wakes_nobody(self):
        """The cron workers see it when they look next, within a minute."""
        call = self.send_lead(self.make_queued(), "Later")
        self.env["ir.cron.trigger"].search([]).unlink()
        call._wake_worker(call.request_date + timedelta(minutes=1))
        self.env.cr.execute(
            "UPDATE ir_cron_trigger SET call_at = call_at - interval '2 minutes',"
            " create_date = create_date - interval '2 minutes'"
        )
        call._wake_worker()
        self.assertEqual(len(self.triggers()), 2)
        call._wake_worker()
        self.assertEqual(len(self.triggers()), 2)

    def test_attempts_at_about_the_same_time_share_a_trigger(self):
        handler = self.make_queued()
        calls = self.send_lead(handler, "A", "a@x.org")
        calls += self.send_lead(handler, "B", "b@x.org")
        calls += self.send_lead(handler, "C", "c@x.org")
        self.env["ir.cron.trigger"].search([]).unlink()
        for call in calls:
            call._begin_attempt()
        self.assertEqual(len(self.triggers()), 1)

    def test_a_later_attempt_has_a_trigger_of_its_own(self):
        call = self.send_lead(self.make_queued(), "Later")
        self.env["ir.cron.trigger"].search([]).unlink()
        call._begin_attempt()
        first = call.next_attempt_date
        call.next_attempt_date = first - timedelta(minutes=10)
        self.env.flush_all()
        call._begin_attempt()
        self.assertEqual(self.triggers(), [first, call.next_attempt_date])

    def test_a_call_that_is_deleted_while_it_waits_is_repeated_by_none(self):
        handler = self.make_queued(protection_period=10)
        self.send_lead(handler, "Once").unlink()
        again = self.send_lead(handler, "Once")
        self.assertTrue(again.queued)
