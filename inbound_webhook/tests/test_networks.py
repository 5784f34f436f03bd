"""Calls from elsewhere than a handler says are refused."""

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase

ELSEWHERE = "198.51.100.0/24"


@tagged("post_install", "-at_install", "security")
class TestNetworks(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.payload = {"title": "A", "email": "ada@example.com"}

    def assert_refused_call(self, **options):
        answer = self.post_json(self.handler, self.payload, **options)
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(
            answer.json()["error"], "This webhook takes no calls from this address."
        )
        call = self.last_call(self.handler)
        said = (call.status, call.reason, call.res_id)
        self.assertEqual(said, ("refused", "address_refused", 0))
        return call

    def test_calls_come_from_the_networks_of_the_list(self):
        self.handler.ip_allowlist = f"{ELSEWHERE}\n127.0.0.0/8  # this machine"
        answer = self.post_json(self.handler, self.payload)
        self.assertEqual(answer.status_code, 200, answer.text)

    def test_calls_from_elsewhere_are_refused(self):
        self.handler.ip_allowlist = ELSEWHERE
        call = self.assert_refused_call()
        self.assertIn("127.0.0.1, which is not among", call.error_message)
        # Its sender learns neither the list nor more of itself than it knows.
        self.assertNotIn("198.51", call.response_body)

    def test_no_header_says_another_address(self):
        """Without proxy_mode, Odoo goes by none."""
        self.handler.ip_allowlist = ELSEWHERE
        headers = {"X-Forwarded-For": "198.51.100.7", "X-Real-Ip": "198.51.100.7"}
        self.assert_refused_call(headers=headers)

    def test_where_it_comes_from_is_asked_first(self):
        self.handler.ip_allowlist = ELSEWHERE
        answer = self.get(self.handler, {})
        self.assertEqual(answer.status_code, 403)

    def test_a_change_counts_from_the_next_call_on(self):
        self.handler.ip_allowlist = ELSEWHERE
        self.assert_refused_call()
        self.handler.ip_allowlist = False
        answer = self.post_json(self.handler, self.payload)
        self.assertEqual(answer.status_code, 200, answer.text)

    def test_nobody_replays_what_came_from_elsewhere_by_the_way(self):
        self.handler.ip_allowlist = ELSEWHERE
        call = self.assert_refused_call()
        self.assertEqual(call.replay_plan()["unproven"], 1)

    def test_what_is_no_network_is_refused(self):
        for text in ("shop.example.com", "10.1.2.3/8"):
            with self.assertRaisesRegex(ValidationError, text):
                self.handler.ip_allowlist = text

    def test_the_form_shows_where_calls_came_from(self):
        self.assertFalse(self.handler.seen_addresses)
        self.post_json(self.handler, self.payload)
        self.handler.invalidate_recordset(["seen_addresses"])
        self.assertEqual(self.handler.seen_addresses, "127.0.0.1")

    def test_who_only_reads_handlers_does_not_see_the_list(self):
        self.handler.ip_allowlist = ELSEWHERE
        reader = new_test_user(
            self.env, login="reader", groups="inbound_webhook.group_user"
        )
        handler = self.handler.with_user(reader)
        for name in ("ip_allowlist", "seen_addresses"):
            self.assertNotIn(name, handler.fields_get([name]))
