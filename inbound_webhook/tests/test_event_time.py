"""Events that arrive late do not undo what newer ones wrote."""

from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InboundWebhookHttpCase

ADA = "ada@late.example"
EARLY, LATE = "2026-05-06T07:00:00Z", "2026-05-06T07:00:01Z"


@tagged("post_install", "-at_install")
class TestEventTime(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_timed_handler()

    @classmethod
    def make_timed_handler(cls, **values):
        handler = cls.make_handler(
            "res.partner",
            parameters=[
                {"name": "email", "type": "email"},
                *("name", "city", "phone"),
                {"name": "at", "type": "datetime"},
            ],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                *(("name", "name"), ("city", "city"), ("phone", "phone")),
            ],
            **values,
        )
        handler.event_time_parameter_id = handler.parameter_ids.filtered(
            lambda item: item.name == "at"
        )
        return handler

    def tell(self, at, handler=None, **values):
        payload = {"email": ADA, "name": "Ada", **values}
        if at:
            payload["at"] = at
        answer = self.post_json(handler or self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    @property
    def contact(self):
        return self.env["res.partner"].search([("email", "=", ADA)])

    def test_a_call_that_is_late_is_ignored_as_older_with_both_times(self):
        self.env.user.tz = "UTC"
        self.tell(LATE, city="Gent")
        answer = self.tell(EARLY, city="Brugge")
        self.assertEqual(answer["status"], "ignored")
        self.assertEqual(self.contact.city, "Gent")
        call = self.last_call(self.handler)
        self.assertEqual((call.status, call.reason), ("ignored", "older"))
        for time in ("2026-05-06 07:00:00 UTC", "2026-05-06 07:00:01 UTC"):
            self.assertIn(time, call.error_message)
        self.assertIn("07:00:00 AM", call.explanation)
        self.assertIn("07:00:01 AM", call.explanation)

    def test_a_newer_one_and_one_of_the_same_time_count(self):
        self.tell(EARLY, city="Brugge")
        self.assertEqual(self.tell(LATE, city="Gent")["operation"], "updated")
        self.assertEqual(self.tell(LATE, city="Luik")["operation"], "updated")
        self.assertEqual(self.contact.city, "Luik")

    def test_the_list_of_calls_says_both_times_in_the_zone_of_its_reader(self):
        self.tell(LATE, city="Gent")
        self.tell(EARLY, city="Brugge")
        call = self.last_call(self.handler)
        for zone, hour, later in (
            ("Europe/Brussels", "09:00:00", "09:00:01"),
            ("America/New_York", "03:00:00", "03:00:01"),
        ):
            self.env.user.tz = zone
            self.env.invalidate_all()
            with self.subTest(zone):
                self.assertEqual(
                    call.why,
                    f"It tells what happened on 05/06/2026 {hour} AM. The record has "
                    f"what happened later, on 05/06/2026 {later} AM, so it is left as "
                    "it is.",
                )

    def test_a_part_of_a_second_counts(self):
        self.tell("2026-05-06T07:00:00.000200Z", city="Gent")
        answer = self.tell("2026-05-06T07:00:00.000100Z", city="Brugge")
        self.assertEqual(answer["status"], "ignored")

    def test_both_times_are_said_in_one_zone(self):
        self.env.user.tz = "Europe/Brussels"
        self.tell("2026-05-06T07:00:00Z", city="Gent")
        self.tell("2026-05-06T06:59:59.500Z", city="Brugge")
        said = self.last_call(self.handler).explanation
        self.assertIn("2026-05-06 06:59:59.500000 UTC", said)
        self.assertIn("2026-05-06 07:00:00 UTC", said)

    def test_what_changed_nothing_was_newer_all_the_same(self):
        self.tell(EARLY, city="Gent")
        later = "2026-05-06T09:00:00Z"
        self.assertEqual(self.tell(later, city="Gent")["operation"], "unchanged")
        self.assertEqual(self.tell(LATE, city="Luik")["status"], "ignored")

    def test_a_call_without_a_time_counts(self):
        self.tell(LATE, city="Gent")
        self.assertEqual(self.tell(None, city="Luik")["operation"], "updated")
        self.assertEqual(self.tell(EARLY, city="Brugge")["status"], "ignored")

    def test_a_clock_that_is_days_ahead_locks_nobody_out(self):
        ahead = (datetime.now() + timedelta(days=3)).isoformat() + "Z"
        self.tell(ahead, city="Gent")
        self.assertIn("still to come", self.last_call(self.handler).explanation)
        self.assertEqual(self.tell(EARLY, city="Luik")["operation"], "updated")

    def test_a_clock_that_is_an_hour_ahead_counts(self):
        now = datetime.now().astimezone()
        self.tell((now + timedelta(hours=1)).isoformat(), city="Gent")
        self.assertEqual(self.tell(now.isoformat(), city="Brugge")["status"], "ignored")
        self.assertEqual(self.contact.city, "Gent")

    def test_another_webhook_and_another_record_have_times_of_their_own(self):
        self.tell(LATE, city="Gent")
        other = self.make_timed_handler()
        answer = self.tell(EARLY, other, city="Luik")
        self.assertEqual(answer["operation"], "updated")
        answer = self.tell(EARLY, email="eve@late.example", name="Eve")
        self.assertEqual(answer["operation"], "created")

    def test_each_field_by_itself(self):
        self.handler.event_time_scope = "field"
        self.tell(LATE, city="Gent")
        answer = self.tell(EARLY, city="Brugge", phone="+32 9 123 45 67", name="A")
        self.assertEqual(answer["operation"], "updated")
        self.assertEqual((self.contact.city, self.contact.name), ("Gent", "Ada"))
        self.assertEqual(self.contact.phone, "+32 9 123 45 67")
        older = "2026-05-06T06:00:00Z"
        answer = self.tell(older, city="Brugge", phone="+32 9 765 43 21")
        self.assertEqual(answer["status"], "ignored")
        self.assertEqual(self.last_call(self.handler).reason, "older")

    def test_a_late_call_of_fields_that_are_all_newer_is_older_whatever_it_leaves_out(
        self,
    ):
        """What is mapped, and what the call does not say, makes it no newer."""
        self.env.user.tz = "UTC"
        self.handler.event_time_scope = "field"
        payload = {"email": ADA, "city": "Gent", "at": LATE, "name": "Ada"}
        self.post_json(self.handler, payload)
        answer = self.post_json(
            self.handler, {"email": ADA, "city": "Brugge", "at": EARLY}
        )
        self.assertEqual(answer.json()["status"], "ignored")
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "older")
        for moment in ("07:00:00", "07:00:01"):
            self.assertIn(moment, call.why)

    def test_a_late_text_that_is_added_is_added(self):
        """It overwrites nothing of what came since."""
        self.handler.event_time_scope = "field"
        self.add_lines(self.handler, "parameter", [{"name": "message"}])
        self.add_lines(
            self.handler,
            "mapping",
            [{"field": "comment", "parameter": "message", "policy": "append"}],
        )
        self.tell(LATE, city="Gent", message="I moved.")
        answer = self.tell(EARLY, city="Brugge", message="I will move.")
        self.assertEqual(answer["operation"], "updated")
        self.assertEqual(self.contact.city, "Gent")
        for text in ("I moved.", "I will move."):
            self.assertIn(text, self.contact.comment)
        # Also where it says nothing else that is new; and once.
        older = "2026-05-06T06:00:00Z"
        answer = self.tell(older, message="I may move.")
        self.assertEqual(answer["operation"], "updated")
        answer = self.tell(older, message="I may move.")
        self.assertEqual(answer["operation"], "unchanged")
        self.assertEqual(self.contact.comment.count("I may move."), 1)

    def test_of_a_field_that_is_left_for_being_older_both_times_are_said(self):
        self.env.user.tz = "UTC"
        self.handler.event_time_scope = "field"
        self.tell(LATE, city="Gent")
        self.tell(EARLY, city="Brugge", phone="+32 9 123 45 67")
        explanation = self.last_call(self.handler).explanation
        self.assertIn("City", explanation)
        for moment in ("7:00:00", "7:00:01"):
            self.assertIn(moment, explanation)
        self.assertFalse(self.last_call(self.handler).left_out)

    def test_a_late_update_does_not_bring_back_what_a_delete_event_archived(self):
        self.handler.write({"match_archived": "restore"})
        self.tell(EARLY)
        contact = self.contact
        self.handler.operation_mode = "archive"
        self.assertEqual(self.tell(LATE)["operation"], "archived")
        self.handler.operation_mode = "upsert"
        self.assertEqual(self.tell(EARLY, city="Gent")["status"], "ignored")
        self.assertFalse(contact.active)

    def test_a_late_call_of_another_field_does_not_bring_back_who_was_archived(self):
        handler = self.make_timed_handler(
            event_time_scope="field", match_archived="restore"
        )
        for at in (EARLY, LATE):
            self.tell(at, handler)
        contact = self.contact
        contact.action_archive()
        self.tell(EARLY, handler, city="Gent")
        self.assertEqual((contact.city, contact.active), ("Gent", False))
        self.tell(LATE, handler)
        self.assertTrue(contact.active)

    def test_a_replay_of_what_is_older_by_now_is_ignored(self):
        self.contact.unlink()
        payload = {"email": ADA, "name": "Ada", "at": EARLY, "phone": "none such"}
        self.handler.parameter_ids.filtered(
            lambda item: item.name == "phone"
        ).type = "phone"
        refused = self.post_json(self.handler, payload)
        self.assertEqual(refused.status_code, 422)
        failed = self.last_call(self.handler)
        self.tell(LATE, city="Gent")
        failed.handler_id.parameter_ids.filtered(
            lambda item: item.name == "phone"
        ).type = "text"
        self.assertEqual(self.replay(failed).reason, "older")
        self.assertFalse(self.contact.phone)

    def test_in_a_list_only_the_late_items_are_ignored(self):
        handler = self.make_timed_handler(split_path="$")
        for parameter in handler.parameter_ids:
            parameter.path = f"@.{parameter.name}"
        rows = [
            {"email": ADA, "name": "Ada", "city": "Gent", "at": LATE},
            {"email": ADA, "name": "Ada", "city": "Brugge", "at": EARLY},
        ]
        results = self.post_json(handler, rows).json()["results"]
        self.assertEqual([item["status"] for item in results], ["success", "ignored"])
        self.assertEqual(self.contact.city, "Gent")

    def test_only_a_time_of_the_same_webhook_says_it(self):
        other = self.make_timed_handler()
        for parameter in (
            other.event_time_parameter_id,
            self.handler.parameter_ids.filtered(lambda item: item.name == "name"),
        ):
            with self.assertRaisesRegex(ValidationError, "time of the event"):
                self.handler.event_time_parameter_id = parameter
        with self.assertRaisesRegex(ValidationError, "time of the event"):
            self.handler.event_time_parameter_id.type = "text"

    def test_a_copy_is_told_by_its_own_parameter(self):
        copied = self.handler.copy()
        self.assertEqual(copied.event_time_parameter_id.name, "at")
        self.assertEqual(copied.event_time_parameter_id.handler_id, copied)

    def test_times_of_records_that_are_gone_are_forgotten(self):
        self.tell(LATE)
        times = self.env["inbound.webhook.event.time"]
        self.assertEqual(len(times.search([("handler_id", "=", self.handler.id)])), 1)
        times._gc_of_deleted()
        self.assertEqual(len(times.search([("handler_id", "=", self.handler.id)])), 1)
        self.contact.unlink()
        times._gc_of_deleted()
        self.assertFalse(times.search([("handler_id", "=", self.handler.id)]))
