"""What the log keeps of calls: bytes as bytes, and a bounded number of them."""

import base64
import json

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import InboundWebhookCase, InboundWebhookHttpCase

JSON = {"Content-Type": "application/json"}


@tagged("post_install", "-at_install")
class TestBytes(InboundWebhookCase):
    RAW = bytes(range(256)) * 40

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def make_call(self, body):
        call = self.env["inbound.webhook.call"].create(
            {"handler_id": self.handler.id, "body": body}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return call

    def stored(self, call):
        self.env.cr.execute(
            "SELECT body FROM inbound_webhook_call WHERE id = %s", [call.id]
        )
        [value] = self.env.cr.fetchone()
        return value and bytes(value)

    def test_the_column_holds_the_bytes_and_the_field_their_base64(self):
        text = base64.b64encode(self.RAW)
        for given in (text, text.decode(), memoryview(self.RAW)):
            with self.subTest(type(given).__name__):
                call = self.make_call(given)
                self.assertEqual(self.stored(call), self.RAW)
                self.assertEqual(call.body, text)
                self.assertEqual(call.read(["body"])[0]["body"], text)
                self.assertEqual(call._raw_body(), self.RAW)

    def test_before_it_is_written_it_reads_the_same(self):
        calls = self.env["inbound.webhook.call"]
        for given in (base64.b64encode(self.RAW), memoryview(self.RAW)):
            call = calls.create({"handler_id": self.handler.id, "body": given})
            self.assertEqual(call.body, base64.b64encode(self.RAW))

    def test_where_sizes_are_asked_for_they_are_those_of_the_bytes(self):
        call = self.make_call(memoryview(self.RAW))
        self.assertEqual(call.with_context(bin_size=True).body, "10 kB")

    def test_nothing_is_nothing(self):
        for given in (False, None, b"", memoryview(b"")):
            call = self.make_call(given)
            self.assertIsNone(self.stored(call))
            self.assertFalse(call.body)
        found = call.search([("id", "=", call.id), ("body", "=", False)])
        self.assertEqual(found, call)

    def test_it_is_written_copied_and_exported_as_any_other(self):
        call = self.make_call(memoryview(b"first"))
        call.body = base64.b64encode(b"second")
        self.env.flush_all()
        self.assertEqual(self.stored(call), b"second")
        copied = call.copy()
        self.env.flush_all()
        self.assertEqual(self.stored(copied), b"second")
        [[exported]] = call.export_data(["body"])["datas"]
        self.assertEqual(base64.b64decode(exported), b"second")

    def test_what_is_no_base64_is_refused(self):
        with self.assertRaisesRegex(UserError, "base64"):
            self.make_call("a")


@tagged("post_install", "-at_install")
class TestFloods(InboundWebhookHttpCase):
    def kept(self, handler):
        """Bytes that all rows of a handler's calls hold, as PostgreSQL has them."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT sum(octet_length(call::text) - coalesce(octet_length(body), 0)"
            " + 0), sum(coalesce(octet_length(body), 0))"
            " FROM inbound_webhook_call call WHERE handler_id = %s",
            [handler.id],
        )
        return self.env.cr.fetchone()

    def bodies(self, handler):
        """The sizes of the bodies that are kept, the oldest call first."""
        return [len(call._raw_body()) for call in self.calls(handler)[::-1]]

    def test_bodies_that_cannot_be_read(self):
        handler = self.make_lead_handler(max_kept_per_hour=100_000)
        for _number in range(5):
            answer = self.send(handler, b"{" + b"x" * 60_000, headers=JSON)
            self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.bodies(handler), [60_001, 60_001, 0, 0, 0])
        last = self.last_call(handler)
        self.assertEqual((last.body_size, last.body_left_out), (60_001, True))
        self.assertIn("the body (60001 bytes) was not kept", last.explanation)
        self.assertEqual(last.replay_plan()["unread"], 1)
        self.assertIn("did not keep the body", last.read_body()["reason"])
        self.assertTrue(last.error_message, "the row says why it was refused")

    def test_values_and_answers_are_bounded_like_bodies(self):
        never = ("title", "equals", "never")
        for outcome in ("ignored", "error"):
            with self.subTest(outcome):
                handler = self.make_handler(
                    max_kept_per_hour=1,
                    parameters=["title", {"name": "number", "type": "integer"}],
                    mappings=[("name", "title"), ("color", "number")],
                    conditions=[] if outcome == "error" else [never],
                    responses=[{"outcome": outcome, "body": "{{ title }}"}],
                )
                number = "no number" if outcome == "error" else 1
                self.post_json(handler, {"title": "first", "number": number})
                payload = {"title": "x" * 200_000, "number": number}
                self.post_json(handler, payload)
                call = self.last_call(handler)
                self.assertEqual(call.status, outcome)
                self.assertLess(sum(self.kept(handler)), 20_000)

    def test_heads_with_long_headers(self):
        handler = self.make_lead_handler(max_kept_per_hour=40_000)
        headers = {f"X-Long-{number}": "x" * 6_000 for number in range(9)}
        for _number in range(10):
            self.send(handler, method="HEAD", headers=headers)
        calls = self.calls(handler)
        self.assertEqual(len(calls), 10)
        self.assertLess(max(len(json.dumps(call.headers)) for call in calls), 17_000)
        self.assertLess(len(json.dumps(calls[0].headers)), 2_000)

    def test_long_methods_and_content_types(self):
        """They stand in columns of their own, and one among the headers as well."""
        handler = self.make_lead_handler(max_kept_per_hour=0)
        self.send(handler, method="M" * 40_000)
        self.assertLess(sum(self.kept(handler)), 10_000)
        self.send(handler, b"a", headers={"Content-Type": "text/" + "c" * 40_000})
        self.assertLess(sum(self.kept(handler)), 20_000)
        codes = self.calls(handler).mapped("response_code")
        self.assertEqual(codes, [415, 405])

    def test_a_long_content_type_is_read_whole(self):
        handler = self.make_lead_handler(processing="queued")
        content_type = f"application/json; x={'c' * 2_000}; charset=utf-16"
        body = '{"title": "Zoë"}'.encode("utf-16")
        answer = self.send(handler, body, headers={"Content-Type": content_type})
        self.assertEqual(answer.status_code, 202)
        call = self.last_call(handler)
        self.assertEqual(call._request().header("Content-Type"), content_type)
        self.assertTrue(content_type.startswith(call.content_type[:-1]))

    def test_a_long_header_is_cut_and_one_that_is_read_is_not(self):
        handler = self.make_handler(
            processing="queued",
            parameters=[
                "title",
                {"name": "long", "source": "header", "path": "X-Read"},
            ],
            mappings=[("name", "title"), ("description", "long")],
        )
        headers = {"X-Read": "r" * 20_000, "X-Other": "o" * 20_000}
        answer = self.post_json(handler, {"title": "Headers"}, headers=headers)
        self.assertEqual(answer.status_code, 202)
        kept = dict(self.last_call(handler).headers)
        self.assertEqual(kept["X-Read"], "r" * 20_000)
        self.assertNotIn("X-Other", kept)

    def test_good_calls_are_taken_and_kept_whatever_came_before(self):
        handler = self.make_lead_handler(max_kept_per_hour=50_000)
        for _number in range(3):
            self.send(handler, b"{" + b"x" * 60_000, headers=JSON)
        answer = self.post_json(handler, {"title": "Good", "more": "y" * 1_000})
        self.assertEqual(answer.status_code, 200)
        call = self.last_call(handler)
        self.assertFalse(call.body_left_out)
        self.assertEqual(len(call._raw_body()), call.body_size)
        self.assertIn(b"Good", call._raw_body())

    def test_good_calls_have_a_bound_of_their_own_and_are_never_refused(self):
        handler = self.make_lead_handler(max_kept_per_hour=6_000)
        for number in range(4):
            answer = self.post_json(
                handler, {"title": f"Good {number}", "more": "y" * 30_000}
            )
            self.assertEqual(answer.json()["operation"], "created")
        kept = [size > 0 for size in self.bodies(handler)]
        self.assertEqual(kept, [True, True, False, False])
        self.assertEqual(self.last_call(handler).status, "success")

    def test_beyond_the_bound_of_good_calls_their_repeats_get_the_whole_answer(self):
        handler = self.make_lead_handler(
            max_kept_per_hour=0,
            protection_period=5,
            responses=[{"outcome": "success", "body": '"' + "a" * 2_000 + '"'}],
        )
        answers = [self.post_json(handler, {"title": "Twice"}) for _n in range(2)]
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assertEqual(answers[0].text, answers[1].text)
        self.assertEqual(len(answers[1].text), 2_002)

    def test_what_of_a_call_is_still_to_be_done_is_kept(self):
        handler = self.make_lead_handler(
            split_path="$", split_mode="each", max_kept_per_hour=0
        )
        handler.parameter_ids[0].path = "@.title"
        handler.parameter_ids[1].path = "@.email"
        self.post_json(handler, [{"title": "One"}, {"email": "no address"}])
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("partly_done", "open"))
        self.assertIn(b"no address", call._raw_body())
        self.assertEqual(call.replay_plan()["ids"], call.ids)

    def test_queued_calls_are_kept_until_they_are_processed(self):
        handler = self.make_lead_handler(processing="queued", max_kept_per_hour=0)
        answer = self.post_json(handler, {"title": "Waits"})
        self.assertEqual(answer.status_code, 202)
        self.assertIn(b"Waits", self.last_call(handler)._raw_body())

    def test_one_handlers_flood_is_not_anothers(self):
        flooded, other = (
            self.make_lead_handler(max_kept_per_hour=1_000) for _number in range(2)
        )
        self.send(flooded, b"{" + b"x" * 60_000, headers=JSON)
        self.send(flooded, b"{", headers=JSON)
        self.send(other, b"{", headers=JSON)
        self.assertEqual(self.bodies(flooded), [60_001, 0])
        self.assertEqual(self.bodies(other), [1])

    def test_what_another_process_kept_counts(self):
        handler = self.make_lead_handler(max_kept_per_hour=100_000)
        # As if written by another worker, in this hour.
        self.env["inbound.webhook.call"].create(
            {"handler_id": handler.id, "status": "refused", "kept_size": 90_000}
        )
        for _number in range(4):
            self.send(handler, b"{" + b"x" * 40_000, headers=JSON)
        self.assertEqual(self.bodies(handler), [0, 40_001, 40_001, 0, 0])

    def test_the_next_hour_begins_anew(self):
        handler = self.make_lead_handler(max_kept_per_hour=1_000)
        self.send(handler, b"{" + b"x" * 2_000, headers=JSON)
        self.send(handler, b"{", headers=JSON)
        self.assertEqual(self.bodies(handler), [2_001, 0])
        handler.max_kept_per_hour = 10_000
        self.send(handler, b"{", headers=JSON)
        self.assertEqual(self.bodies(handler), [2_001, 0, 1])

    def test_what_somebody_waits_for_is_kept(self):
        handler = self.make_lead_handler(max_kept_per_hour=0)
        handler.action_listen()
        self.post_json(handler, {"title": "Captured"})
        call = self.last_call(handler)
        self.assertEqual(call.reason, "captured")
        self.assertIn(b"Captured", call._raw_body())
