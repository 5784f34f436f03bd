"""The delivery id, or the values, of another call: nothing is given away or lost."""

from odoo.tests import tagged

from .queue_case import QueueCase

OUTSIDER = {"title": "Junk", "email": "mallory@example.com"}
REAL = {"title": "Enquiry", "email": "ada@example.com"}
ID = {"X-Delivery": "d-1"}


@tagged("post_install", "-at_install")
class TestOtherContent(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answered = [
            {
                "outcome": "success",
                "content_type": "text/plain",
                "headers": "X-Name: {{ record.name }}",
                "body": "{{ record.email_from }}",
            }
        ]

    def make_by_id(self, **values):
        return self.make_lead_handler(
            **{
                "protection_period": 10,
                "duplicate_mode": "header",
                "duplicate_header": "X-Delivery",
                **values,
            }
        )

    def make_by_values(self, **values):
        handler = self.make_lead_handler(
            parameters=[
                {"name": "order", "is_duplicate_key": True},
                "title",
                {"name": "email", "type": "email"},
            ],
            protection_period=10,
            duplicate_mode="parameters",
            **values,
        )
        return handler

    # === BY DELIVERY ID ===

    def test_an_id_that_an_outsider_took_in_advance(self):
        handler = self.make_by_id(responses=self.answered)
        self.post_json(handler, OUTSIDER, ID)
        answer = self.post_json(handler, REAL, ID)
        call, first = self.calls(handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"status": "duplicate", "call": call.id})
        self.assertNotIn("X-Name", answer.headers)
        self.assertRecordValues(
            call,
            [
                {
                    "status": "duplicate",
                    "reason": "id_reused",
                    "duplicate_of_id": first.id,
                    "attention": "open",
                    "to_fix_reason": "id_reused",
                }
            ],
        )
        self.assertIn(f"Call {first.id} had the same delivery id", call.to_fix_text)
        self.assertIn("the content is another", call.explanation)

    def test_the_real_call_is_replayed_and_that_settles_it(self):
        handler = self.make_by_id()
        self.post_json(handler, OUTSIDER, ID)
        self.post_json(handler, REAL, ID)
        self.post_json(handler, REAL, ID)
        again, call, _first = self.calls(handler)
        replay = self.replay(call)
        self.assertEqual(replay.status, "success")
        self.assertEqual(self.leads(email_from="ada@example.com").name, "Enquiry")
        self.assertEqual((call + again).mapped("attention"), ["settled"] * 2)

    def test_its_sender_s_own_repeat_after_the_period_settles_it(self):
        handler = self.make_by_id()
        self.post_json(handler, OUTSIDER, ID)
        self.post_json(handler, REAL, ID)
        call = self.last_call(handler)
        self.end_period(handler)
        self.post_json(handler, REAL, ID)
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertEqual(call.attention, "settled")

    def test_an_outsider_s_repeat_after_the_period_does_not(self):
        handler = self.make_by_id()
        self.post_json(handler, OUTSIDER, ID)
        self.post_json(handler, REAL, ID)
        call = self.last_call(handler)
        self.end_period(handler)
        self.post_json(handler, {**OUTSIDER, "n": 2}, ID)
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertEqual(call.attention, "open")

    def end_period(self, handler):
        self.env.cr.execute(
            """UPDATE inbound_webhook_claim
                  SET claimed_at = claimed_at - interval '1 day'
                WHERE handler_id = %s""",
            [handler.id],
        )

    def test_the_first_one_s_content_gets_its_answer_afterwards_too(self):
        handler = self.make_by_id(responses=self.answered)
        first = self.post_json(handler, OUTSIDER, ID)
        self.post_json(handler, REAL, ID)
        self.assertEqual(self.post_json(handler, OUTSIDER, ID).text, first.text)

    def test_another_query_or_method_of_writing_is_other_content(self):
        handler = self.make_by_id()
        self.post_json(handler, REAL, ID)
        self.post_json(handler, REAL, ID, query="?a=1")
        self.assertEqual(self.last_call(handler).reason, "id_reused")
        self.post_form(handler, REAL, ID)
        self.assertEqual(self.last_call(handler).reason, "id_reused")

    def test_what_is_named_as_changing_makes_no_difference(self):
        handler = self.make_by_id(volatile_fields="attempt, sent.at")
        first = self.post_json(handler, {**REAL, "attempt": 1, "sent": {"at": 1}}, ID)
        again = self.post_json(handler, {**REAL, "attempt": 2, "sent": {"at": 5}}, ID)
        self.assertEqual(again.text, first.text)
        self.assertEqual(self.last_call(handler).reason, "duplicate")
        self.post_json(handler, {**REAL, "attempt": 2, "sent": {"by": 5}}, ID)
        self.assertEqual(self.last_call(handler).reason, "id_reused")

    def test_the_content_is_known_when_the_first_call_is_purged(self):
        handler = self.make_by_id()
        self.post_json(handler, OUTSIDER, ID)
        self.last_call(handler).unlink()
        answer = self.post_json(handler, REAL, ID)
        call = self.last_call(handler)
        self.assertEqual(call.reason, "id_reused")
        self.assertEqual(answer.json(), {"status": "duplicate", "call": call.id})

    def test_a_configured_answer_has_values_of_this_call_alone(self):
        handler = self.make_by_id(
            responses=[
                {
                    "outcome": "duplicate",
                    "content_type": "text/plain",
                    "body": "[{{ email }}|{{ record.email_from }}|{{ call.id }}]",
                }
            ]
        )
        self.post_json(handler, OUTSIDER, ID)
        answer = self.post_json(handler, REAL, ID)
        call = self.last_call(handler)
        self.assertEqual(answer.text, f"[ada@example.com||{call.id}]")

    def test_in_the_background(self):
        handler = self.make_by_id(processing="queued")
        self.post_json(handler, OUTSIDER, ID)
        answer = self.post_json(handler, REAL, ID)
        call = self.last_call(handler)
        self.assertEqual(answer.json(), {"status": "duplicate", "call": call.id})
        self.assertRecordValues(
            call, [{"reason": "id_reused", "queued": False, "attention": "open"}]
        )

    # === BY CHOSEN VALUES ===

    def test_values_that_an_outsider_took_in_advance(self):
        handler = self.make_by_values(responses=self.answered)
        self.post_json(handler, {**OUTSIDER, "order": "7"})
        answer = self.post_json(handler, {**REAL, "order": "7"})
        call, first = self.calls(handler)
        self.assertEqual(answer.json(), {"status": "duplicate", "call": call.id})
        self.assertRecordValues(
            call,
            [
                {
                    "status": "duplicate",
                    "reason": "values_reused",
                    "duplicate_of_id": first.id,
                    # Its handler says that the rest does not count.
                    "attention": False,
                }
            ],
        )
        self.assertIn("The rest is another", call.explanation)
        self.assertEqual(self.replay(call).status, "success")

    def test_the_same_content_gets_the_first_answer(self):
        handler = self.make_by_values(responses=self.answered)
        first = self.post_json(handler, {**REAL, "order": "7"})
        again = self.post_json(handler, {**REAL, "order": "7"})
        self.assertEqual(again.text, first.text)
        self.assertEqual(again.headers["X-Name"], "Enquiry")
