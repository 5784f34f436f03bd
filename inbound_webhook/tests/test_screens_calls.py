"""The screens of calls, in a real browser."""

import json
from datetime import timedelta
from urllib.parse import urlencode

from odoo import fields
from odoo.tests import tagged

from . import xss_payloads
from .common import JSON_TYPE, InboundWebhookHttpCase

MEGABYTE = 1_048_576


@tagged("post_install", "-at_install")
class TestScreensCalls(InboundWebhookHttpCase):
    """Tours through the log of calls."""

    def start(self, tour):
        self.start_tour("/odoo/inbound-webhook-calls", tour, login="admin")

    def make_two_calls(self):
        """A call that makes a lead, and one that updates it."""
        handler = self.make_lead_handler(
            parameters=[
                {"name": "title", "path": "lead.title"},
                {"name": "email", "type": "email", "path": "lead.email"},
            ]
        )
        for title in ("First", "Second"):
            lead = {"title": title, "email": "ada@example.com", "budget": 900}
            answer = self.post_json(handler, {"lead": lead}, {"X-Shop": "Gent"})
            self.assertEqual(answer.status_code, 200, answer.text)
        return handler

    def test_time_frame(self):
        handler = self.make_lead_handler()
        now = fields.Datetime.now()
        for days in (0, 3, 20, 100):
            self.env["inbound.webhook.call"].create(
                {
                    "handler_id": handler.id,
                    "method": "POST",
                    "status": "success",
                    "request_date": now - timedelta(days=days),
                }
            )
        self.start("inbound_webhook_time_frame")

    def test_call_details(self):
        handler = self.make_two_calls()
        self.start("inbound_webhook_call_details")
        self.assertRecordValues(
            handler.parameter_ids[-1],
            [{"name": "budget", "type": "integer", "path": "lead.budget"}],
        )

    def test_call_by_keyboard(self):
        self.make_two_calls()
        self.start("inbound_webhook_call_keyboard")

    def test_a_body_of_a_megabyte_leaves_the_page_small(self):
        small = [
            {"id": number, "text": "abcdefghi", "b": True} for number in range(24_000)
        ]
        nested = "end"
        for _depth in range(29):
            nested = [{"name_of_level": nested}]
        bodies = {
            "many small values": small,
            "one long text": {"text": "a" * (MEGABYTE - 20)},
            "deeply nested": [nested] * 1_600,
            "a list of 50 000": {"list": list(range(50_000)), "t": "a" * 700_000},
        }
        for name, body in bodies.items():
            raw = json.dumps(body, separators=(",", ":")).encode()
            self.assertTrue(0.8 * MEGABYTE < len(raw) <= MEGABYTE, (name, len(raw)))
            handler = self.make_handler(name=name, parameters=["x"], mappings=[])
            handler.condition_ids.create(
                {
                    "handler_id": handler.id,
                    "parameter_id": handler.parameter_ids.id,
                    "operator": "is_not_empty",
                }
            )
            answer = self.send(handler, raw, headers={"Content-Type": JSON_TYPE})
            self.assertEqual(answer.status_code, 200, answer.text)
        self.start("inbound_webhook_large_body")

    def test_payloads_of_markup_and_scripts_execute_nothing(self):
        payloads = xss_payloads.ALL
        self.assertGreaterEqual(len(set(payloads)), 200)
        title = "<img src=x onerror=alert(1)>"
        handler = self.make_handler(
            name="Hostile",
            parameters=["title"],
            mappings=[("name", "title")],
            conditions=[("title", "is_not_empty", "")],
        )
        query = "?" + urlencode([(payload, payload) for payload in payloads[:100]])
        headers = {
            f"X-Hostile-{start}": " ".join(payloads[start : start + 10]).encode(
                "latin-1"
            )
            for start in range(0, len(payloads), 10)
        }
        body = {"title": title, "everything": " ".join(payloads)}
        body |= {payload: [payload] for payload in payloads}
        answer = self.post_json(handler, body, headers, query=query)
        self.assertEqual(answer.status_code, 200, answer.text)
        form = {"title": title, **{payload: payload for payload in payloads}}
        self.post_form(handler, form, headers, query=query)
        broken = "\n".join(["{", *payloads]).encode()
        json_type = {"Content-Type": "application/json"}
        self.send(handler, broken, headers=headers | json_type, query=query)
        statuses = self.calls(handler).mapped("status")
        self.assertEqual(statuses, ["refused", "success", "success"])
        self.start("inbound_webhook_xss_payloads")
        # What was looked at is what was sent.
        call = self.calls(handler)[-1]
        self.assertEqual(json.loads(call._raw_body()), body)
        shown = "".join(value for _name, value in call.headers)
        self.assertFalse([item for item in payloads if item not in shown])
