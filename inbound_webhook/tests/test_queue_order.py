from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.call import attempts
from .queue_case import FAILS_FOR_NOW, QueueCase


@tagged("post_install", "-at_install")
class TestQueueOrder(QueueCase):
    """The oldest first, for each record."""

    def test_the_last_call_about_a_record_wins(self):
        handler = self.make_queued()
        for title in ("First", "Second", "Third"):
            self.send_lead(handler, title)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Third")
        self.assertEqual(
            self.calls(handler).mapped("operation"), ["updated", "updated", "created"]
        )

    def test_no_call_passes_an_earlier_one_that_is_to_be_tried_again(self):
        handler = self.make_queued()
        rule = self.make_code_rule(handler, FAILS_FOR_NOW)
        first = self.send_lead(handler, "First")
        second = self.send_lead(handler, "Second", "ZOE@example.com")
        self.run_cron_failing()
        rule.active = False
        other = self.send_lead(handler, "Other", "other@example.com")
        self.run_cron()
        self.assertEqual(other.status, "success")
        self.assertRecordValues(
            first | second,
            [
                {"status": "received", "attempts": 1},
                {"status": "received", "attempts": 0},
            ],
        )
        self.let_pauses_end(first)
        self.run_cron()
        self.assertEqual((first | second).mapped("status"), ["success", "success"])
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Second")

    def test_a_call_is_not_taken_out_of_turn(self):
        handler = self.make_queued()
        first, second = (self.send_lead(handler, title) for title in ("One", "Two"))
        self.assertFalse(second._begin_attempt())
        self.assertEqual(first._begin_attempt(), 1)

    def test_what_waits_is_found_by_its_index_however_large_the_log_is(self):
        """PostgreSQL read the whole log for each call that a handler kept."""
        handler = self.make_queued()
        self.env.cr.execute(
            """
            INSERT INTO inbound_webhook_call (handler_id, kind, status, request_date)
                 SELECT %s, 'call', 'success', now() FROM generate_series(1, 2000)
            """,
            [handler.id],
        )
        call = self.send_lead(handler, "Waits")
        self.env.flush_all()
        self.env.cr.execute("ANALYZE inbound_webhook_call")
        mine = Domain("handler_id", "=", handler.id)
        waiting = mine & Domain("queued", "=", True)
        about = call._waiting_about(handler.id, "key", "rule")
        asked = [
            ("queued", call._search(waiting, limit=100)),
            ("queued", call._search(about, order="id desc", limit=1)),
            ("old_url_idx", call._search(mine & Domain("by_old_url", "=", True))),
        ]
        for index, query in asked:
            plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
            self.assertIn(f"inbound_webhook_call_{index}", str(plan))

    def test_calls_without_a_match_key_wait_for_no_other(self):
        handler = self.make_queued(mappings=[("name", "title")])
        self.make_code_rule(handler, FAILS_FOR_NOW)
        first = self.send_lead(handler, "Later")
        second = self.send_lead(handler, "Later")
        self.run_cron_failing()
        self.assertEqual((first | second).mapped("attempts"), [1, 1])

    def test_all_spellings_of_a_match_key_are_one(self):
        handler = self.make_queued(
            parameters=["title", "email"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"parameter": "title", "field": "name", "is_match_key": True},
            ],
        )

        def key(**values):
            spec = handler._found().spec
            parameters = {"title": "A", **values}
            return spec.record.ordering_key(spec.id, parameters, spec.context)

        self.assertEqual(key(email="Zoe@Example.com"), key(email="<zoe@example.com>"))
        self.assertEqual(
            key(email="zoe@example.com", title="B"), key(email="zoe@example.com")
        )
        self.assertEqual(key(title="Later"), key(title=" LATER "))
        self.assertEqual(len({key(), key(title="B"), key(email="a@example.com")}), 3)
        self.assertIsNone(key(title=" "))

    def test_an_earlier_call_that_ends_as_an_error_lets_the_others_pass(self):
        handler = self.make_queued()
        self.make_code_rule(
            handler,
            "if parameters['title'] == 'Bad': record.write({'name': False})",
        )
        bad = self.send_lead(handler, "Bad")
        good = self.send_lead(handler, "Good")
        self.run_cron()
        self.assertEqual((bad | good).mapped("status"), ["error", "success"])

    def test_a_batch_is_followed_by_the_next(self):
        handler = self.make_queued()
        calls = [
            self.send_lead(handler, "Later", f"{number}@example.com")
            for number in range(5)
        ]
        with patch.object(attempts, "BATCH", 2):
            self.run_cron()
        self.assertEqual({call.status for call in calls}, {"success"})


@tagged("post_install", "-at_install")
class TestKeysChanged(QueueCase):
    """Other match keys, while calls wait, make no call overtake another."""

    @classmethod
    def make_keyed(cls, make=None, **values):
        make = make or cls.make_queued
        return make(
            parameters=["title", "phone", {"name": "email", "type": "email"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"parameter": "phone", "field": "phone"},
                ("name", "title"),
            ],
            **values,
        )

    def post(self, handler, title, phone="+32 9 123 45 67"):
        payload = {"title": title, "email": "zoe@example.com", "phone": phone}
        return self.post_json(handler, payload)

    def change_keys(self, handler):
        """Have records found by the phone number, as by RPC."""
        by_field = {line.field_id.name: line for line in handler.mapping_ids}
        by_field["email_from"].is_match_key = False
        by_field["phone"].is_match_key = True

    def test_a_later_call_waits_for_one_that_waits_since_before(self):
        handler = self.make_keyed()
        rule = self.make_code_rule(handler, FAILS_FOR_NOW)
        self.post(handler, "First")
        first = self.last_call(handler)
        self.run_cron_failing()
        rule.active = False
        self.change_keys(handler)
        self.post(handler, "Second")
        second = self.last_call(handler)
        self.post(handler, "Other", "+32 9 765 43 21")
        other = self.last_call(handler)
        self.assertFalse(second._begin_attempt())
        self.run_cron()
        self.assertEqual((first | second | other).mapped("queued"), [True] * 3)
        self.let_pauses_end(first)
        self.run_cron()
        self.assertEqual(
            (first | second | other).mapped("operation"),
            ["created", "updated", "created"],
        )
        leads = self.leads(email_from="zoe@example.com")
        self.assertEqual(leads.mapped("name"), ["Second", "Other"])

    def test_those_that_wait_since_before_keep_their_order(self):
        handler = self.make_keyed()
        titles = ("First", "Second", "Third")
        for title in titles[:2]:
            self.post(handler, title)
        self.change_keys(handler)
        self.post(handler, titles[2])
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Third")

    def test_a_call_that_would_be_answered_at_once_waits_as_well(self):
        handler = self.make_keyed(self.make_lead_handler, when_off="keep", active=False)
        self.assertEqual(self.post(handler, "First").status_code, 202)
        self.change_keys(handler)
        handler.active = True
        self.assertEqual(self.post(handler, "Second").status_code, 202)
        self.run_cron()
        lead = self.leads(email_from="zoe@example.com")
        self.assertEqual(lead.name, "Second")
        # When those are through, it is answered at once again.
        self.assertEqual(self.post(handler, "Third").json()["id"], lead.id)

    def test_what_leaves_the_keys_as_they_are_has_nobody_wait(self):
        handler = self.make_keyed(self.make_lead_handler, when_off="keep", active=False)
        self.post(handler, "First")
        handler.write({"name": "Other", "active": True})
        handler.parameter_ids.filtered(
            lambda item: item.name == "title"
        ).required = True
        payload = {"title": "Second", "email": "eve@example.com"}
        self.assertEqual(self.post_json(handler, payload).status_code, 200)

    def test_an_undo_is_no_repeat_of_what_waits_since_before(self):
        handler = self.make_keyed(protection_period=10)
        for title in ("First", "Second"):
            self.post(handler, title)
        self.change_keys(handler)
        self.post(handler, "First")
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "First")


@tagged("post_install", "-at_install")
class TestQueueDuplicates(QueueCase):
    """A repeat of a call that waits, or that was processed, is swallowed."""

    def assert_swallowed(self, handler, first):
        answer = self.post_json(handler, {"title": "Later", "email": "zoe@example.com"})
        self.assertEqual(answer.status_code, 202)
        self.assertEqual(answer.json(), {"status": "received", "call": first.id})
        self.assertRecordValues(
            self.last_call(handler),
            [{"status": "duplicate", "duplicate_of_id": first.id, "queued": False}],
        )

    def test_a_repeat_gets_the_first_answer_before_and_after(self):
        handler = self.make_queued(protection_period=10)
        first = self.send_lead(handler, "Later")
        self.assert_swallowed(handler, first)
        self.run_cron()
        self.assert_swallowed(handler, first)
        self.run_cron()
        self.assertEqual(len(self.leads(name="Later")), 1)
        self.assertEqual(first.duplicate_count, 2)

    def test_a_repeat_of_a_call_that_is_to_be_tried_again_is_swallowed(self):
        handler = self.make_queued(protection_period=10)
        self.make_code_rule(handler, FAILS_FOR_NOW)
        first = self.send_lead(handler, "Later")
        self.run_cron_failing()
        self.assert_swallowed(handler, first)
