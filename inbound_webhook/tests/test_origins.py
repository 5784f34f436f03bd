from psycopg2 import InterfaceError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..processing import one_call
from .common import InboundWebhookHttpCase

SITE = "https://www.example.com"
OTHER = "https://evil.example"


@tagged("post_install", "-at_install")
class TestOrigins(InboundWebhookHttpCase):
    """Browsers may call from the websites that a handler names: CORS."""

    def ask(self, handler, origin=SITE, **headers):
        """What a browser asks before it sends JSON."""
        asked = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-shop",
            **headers,
        }
        return self.send(handler, method="OPTIONS", headers=asked)

    def assert_closed(self, answer):
        names = [name for name in answer.headers if name.startswith("Access-Control")]
        self.assertFalse(names)

    def assert_open(self, answer, origin=SITE):
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], origin)
        self.assertEqual(answer.headers["Vary"], "Origin")
        self.assertNotIn("Access-Control-Allow-Credentials", answer.headers)
        self.assertEqual(len(answer.raw.headers.getlist("Vary")), 1)

    def test_a_listed_website_may_call(self):
        handler = self.make_lead_handler(allowed_origins=SITE, active=False)
        answer = self.ask(handler)
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assert_open(answer)
        self.assertEqual(answer.headers["Access-Control-Allow-Methods"], "POST")
        self.assertEqual(
            answer.headers["Access-Control-Allow-Headers"], "content-type, x-shop"
        )
        self.assertEqual(answer.headers["Access-Control-Max-Age"], "600")
        self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
        self.assertEqual(self.last_call(handler).reason, "asked")

    def test_answers_say_so_and_errors_too(self):
        handler = self.make_lead_handler(allowed_origins=SITE)
        origin = {"Origin": SITE}
        self.assert_open(self.post_json(handler, {"title": "A"}, origin))
        self.assert_open(self.post_json(handler, {"email": "no address"}, origin))
        self.assert_open(self.send(handler, b"{bad", headers=origin))
        self.assert_open(self.get(handler, headers=origin))
        handler.active = False
        self.assert_open(self.post_json(handler, {"title": "A"}, origin))
        handler.write({"active": True, "max_body_size": 10})
        self.assert_open(self.post_json(handler, {"title": "A" * 20}, origin))

    def test_a_failure_of_ours_says_so_too(self):
        handler = self.make_lead_handler(allowed_origins=SITE)
        self.make_code_rule(handler, "1 / 0")
        with self.assertLogs("odoo.addons.inbound_webhook", "ERROR"):
            answer = self.post_json(handler, {"title": "A"}, {"Origin": SITE})
        self.assertEqual(answer.status_code, 500)
        self.assert_open(answer)

    def test_a_call_that_could_not_be_ended_says_so_too(self):
        handler = self.make_lead_handler(allowed_origins=SITE)

        def lost(*args):
            raise InterfaceError("connection already closed")

        self.patch(one_call, "try_", lost)
        with mute_logger("odoo.http"):
            answer = self.post_json(handler, {"title": "A"}, {"Origin": SITE})
        self.assertEqual(answer.status_code, 503)
        self.assert_open(answer)

    def test_another_website_may_not(self):
        handler = self.make_lead_handler(allowed_origins=SITE)
        for origin in (OTHER, "null", f"{SITE}.evil.example", SITE.upper()):
            with self.subTest(origin):
                self.assertEqual(self.ask(handler, origin).status_code, 403)
                answer = self.post_json(handler, {"title": "A"}, {"Origin": origin})
                self.assertEqual(answer.status_code, 403)
                self.assert_closed(answer)
                self.assertEqual(answer.headers["Vary"], "Origin")
                call = self.last_call(handler)
                self.assertEqual(
                    (call.status, call.reason), ("refused", "origin_refused")
                )
                self.assertIn(origin, call.error_message)
                self.assertEqual(call.attention, "open")
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "A")]))

    def test_a_program_does_not_say_where_it_is(self):
        handler = self.make_lead_handler(allowed_origins=SITE)
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.status_code, 200)
        self.assert_closed(answer)

    def test_without_a_list_forms_may_call_and_scripts_may_not(self):
        handler = self.make_lead_handler()
        answer = self.post_form(handler, {"title": "A"}, {"Origin": OTHER})
        self.assertEqual(answer.status_code, 200)
        self.assert_closed(answer)
        self.assertNotIn("Vary", answer.headers)
        answer = self.ask(handler, OTHER)
        self.assertEqual(answer.status_code, 403)
        self.assert_closed(answer)
        # It is said to whoever wonders why the script does not work.
        self.assertIn("no website is allowed", self.last_call(handler).error_message)
        self.assertFalse(self.last_call(handler).attention)

    def test_any_website(self):
        handler = self.make_lead_handler(allowed_origins="*")
        for answer in (
            self.ask(handler, OTHER),
            self.post_json(handler, {"title": "A"}, {"Origin": OTHER}),
        ):
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")

    def test_a_repeat_from_another_website_is_answered_for_that_one(self):
        second = "https://shop.example.com"
        handler = self.make_lead_handler(
            allowed_origins=f"{SITE} {second}",
            protection_period=1,
            protection_period_unit="days",
        )
        self.assert_open(self.post_json(handler, {"title": "A"}, {"Origin": SITE}))
        answer = self.post_json(handler, {"title": "A"}, {"Origin": second})
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assert_open(answer, second)

    def test_what_a_response_configures_does_not_count_beside_the_list(self):
        handler = self.make_lead_handler(
            allowed_origins=SITE,
            responses=[
                {"outcome": "success", "headers": "Access-Control-Allow-Origin: *"}
            ],
        )
        self.assert_open(self.post_json(handler, {"title": "A"}, {"Origin": SITE}))
        handler.allowed_origins = False
        answer = self.post_json(handler, {"title": "B"}, {"Origin": OTHER})
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")

    def test_a_website_that_asks_of_a_look_up(self):
        handler = self.make_handler(method="get", allowed_origins=SITE)
        answer = self.ask(handler)
        self.assertEqual(answer.headers["Access-Control-Allow-Methods"], "GET, HEAD")

    def test_a_change_counts_at_once(self):
        handler = self.make_lead_handler(allowed_origins=SITE)
        self.assertEqual(self.ask(handler).status_code, 204)
        handler.allowed_origins = OTHER
        self.assertEqual(self.ask(handler).status_code, 403)

    def test_what_is_no_website_is_not_saved(self):
        with self.assertRaisesRegex(ValidationError, "not the address of a website"):
            self.make_lead_handler(allowed_origins="www.example.com")
