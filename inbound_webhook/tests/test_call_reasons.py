"""How a call ended, on its row."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..engine.reasons import REASONS
from .queue_case import FAILS_FOR_NOW, QueueCase


@tagged("post_install", "-at_install")
class TestCallReasons(QueueCase):
    def test_each_reason_has_a_label(self):
        labels = dict(self.env["inbound.webhook.call"]._fields["reason"].selection)
        self.assertEqual(set(labels), set(REASONS))
        self.assertTrue(all(labels.values()))
        self.assertEqual(len(set(labels.values())), len(labels))

    def test_a_call_says_how_it_ended(self):
        handler = self.make_handler(
            parameters=["title", {"name": "amount", "type": "decimal"}],
            mappings=[("name", "title")],
            conditions=[("title", "not_equals", "Spam")],
            protection_period=10,
        )
        for payload in ({"title": "A"}, {"title": "A"}, {"title": "Spam"}):
            self.post_json(handler, payload)
        self.post_json(handler, {"title": "B", "amount": "many"})
        self.send(handler, b"{", headers={"Content-Type": "application/json"})
        self.get(handler)
        handler.active = False
        self.post_json(handler, {"title": "C"})
        self.assertEqual(
            self.calls(handler).sorted("id").mapped("reason"),
            [
                "done",
                "duplicate",
                "ignored",
                "value_refused",
                "unreadable",
                "method_not_allowed",
                "switched_off",
            ],
        )

    def test_a_call_says_why_in_one_line(self):
        handler = self.make_handler(
            parameters=["title", {"name": "amount", "type": "decimal"}],
            mappings=[("name", "title")],
            conditions=[
                ("title", "is_not_empty", False),
                ("title", "not_equals", "Spam"),
            ],
            protection_period=10,
        )
        for payload in ({"title": "A"}, {"title": "A"}, {"title": "Spam"}):
            self.post_json(handler, payload)
        self.post_json(handler, {"title": "B", "amount": "many"})
        handler.active = False
        self.post_json(handler, {"title": "C"})
        done, duplicate, ignored, refused, switched_off = self.calls(handler).sorted(
            "id"
        )
        self.assertFalse(done.why)
        self.assertEqual(duplicate.why, f"a repeat of call {done.id}")
        self.assertEqual(
            ignored.why, "condition 2 of 2 failed: title does not equal Spam, got Spam"
        )
        self.assertIn("'amount'", refused.why)
        self.assertEqual(switched_off.why, "This webhook is switched off.")

    def test_a_call_of_the_queue_waits_until_it_has_ended(self):
        handler = self.make_queued()
        self.make_code_rule(handler, FAILS_FOR_NOW)
        call = self.send_lead(handler, "A")
        self.assertEqual(call.reason, "accepted")
        self.run_cron_failing()
        self.assertEqual(call.reason, "accepted", "it is tried again")
        self.env["res.partner"].create({"name": "Ready"})
        self.let_pauses_end(call)
        self.run_cron()
        self.assertEqual(call.reason, "done")

    def test_a_call_that_a_crash_cut_short_was_interrupted(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "Cut"})
        call = self.calls(handler)
        hour_ago = fields.Datetime.now() - timedelta(minutes=61)
        call.write({"status": "received", "reason": False, "request_date": hour_ago})
        call._end_interrupted()
        self.assertEqual(call.reason, "interrupted")
