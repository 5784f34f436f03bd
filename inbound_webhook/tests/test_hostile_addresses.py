import json
import logging

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .hostile import HostileCase

JSON = "Content-Type: application/json"
BODY = b'{"title": "A"}'
LENGTH = f"Content-Length: {len(BODY)}"


@tagged("post_install", "-at_install")
class TestHostileAddresses(HostileCase):
    """Addresses and headers that break receivers, in both directions."""

    def assert_unknown(self, path):
        """A path is answered as any unknown one; no row, nothing in the log."""
        before = self.env["inbound.webhook.call"].search_count([])
        with self.assertNoLogs(level="WARNING"):
            status, text = self.exchange(JSON, LENGTH, body=BODY, path=path)
        self.assertEqual(
            (status, text), (404, '{"status": "error", "error": "Not found"}')
        )
        self.assertEqual(self.env["inbound.webhook.call"].search_count([]), before)

    def test_control_characters_in_a_token_are_unknown(self):
        for character in ("%00", "%0d%0a", "%1b[31m", "%E9", "%ED%A0%80", "%F0%9F"):
            with self.subTest(character):
                self.assert_unknown(f"/inbound/{character}")
                self.assert_unknown(f"/inbound/{self.handler.token}{character}")

    def test_wildcards_and_other_spellings_of_a_token_are_unknown(self):
        token = self.handler.token
        for other in ("%25", "_" * 43, token.swapcase(), token[:-1], f"{token}%20"):
            with self.subTest(other):
                self.assert_unknown(f"/inbound/{other}")

    def test_a_token_in_the_path_is_not_logged(self):
        # Odoo gives the name INFO to a level of its own.
        with self.assertLogs("werkzeug", logging.INFO) as logged:
            self.exchange(JSON, LENGTH, body=BODY, path="/inbound/%0d%0aFAKE%1b[31m")
        [line] = logged.output
        self.assertIn("/inbound/*** HTTP", line)
        self.assertNotIn("FAKE", line)

    def test_a_slash_at_the_end_makes_no_difference(self):
        path = f"/inbound/{self.handler.token}/"
        with self.one_call(BODY):
            status, _text = self.exchange(JSON, LENGTH, body=BODY, path=path)
        self.assertEqual(status, 200)

    def test_a_double_slash_is_unknown(self):
        """Odoo would send the call on, to whatever host it names."""
        self.assert_unknown(f"/inbound//{self.handler.token}")

    def test_a_wrong_query_refuses_no_call(self):
        for query in ("?a=%00", "?a=%E9", "?a=%81"):
            with self.subTest(query), self.one_call(BODY):
                path = f"/inbound/{self.handler.token}{query}"
                answer = self.exchange(JSON, LENGTH, body=BODY, path=path)
                self.assertEqual(answer[0], 200)

    # === HEADERS OF THE CALL ===

    def test_a_header_with_any_bytes_is_kept(self):
        call = self.post_raw(
            JSON, LENGTH, "X-Odd: \xe9\x01\x7f\x85\xff", body=BODY, kept=BODY
        )
        self.assert_taken(call, contact_name="A")
        self.assertIn(["X-Odd", "\xe9\x01\x7f\x85\xff"], call.headers)

    def test_nul_in_a_header_is_replaced(self):
        call = self.post_raw(JSON, LENGTH, "X-Odd: a\x00b", body=BODY, kept=BODY)
        self.assertIn(["X-Odd", "a\ufffdb"], call.headers)

    def test_a_call_without_a_host_that_can_be_read_is_refused(self):
        """Odoo looks for the host before it looks for an endpoint, and fails."""
        for host, failure, reason in (
            ("", "HTTP_HOST", "The call has no Host header."),
            ("Host: [::1", "Invalid IPv6 URL", "The Host header names no host."),
            ("Host: ]/[", "Invalid IPv6 URL", "The Host header names no host."),
        ):
            with self.subTest(host), self.assertLogs("odoo.http", "ERROR") as logged:
                status, text = self.exchange(JSON, LENGTH, body=BODY, host=host)
            self.assertEqual(status, 400)
            refusal = {"status": "error", "error": reason}
            self.assertEqual(json.loads(text), refusal)
            self.assertIn(failure, logged.output[0])
        self.assertFalse(self.calls(self.handler))

    def test_another_database_is_not_found(self):
        """Odoo answers this: it serves one database under the name of the host."""
        header = "X-Odoo-Database: other"
        status, _text = self.exchange(JSON, LENGTH, header, body=BODY)
        self.assertEqual(status, 404)
        self.assertFalse(self.calls(self.handler))

    @mute_logger("odoo.service.server", "werkzeug")
    def test_headers_without_end_close_the_connection(self):
        """Python's own server drops them, with a traceback, before Odoo sees a call."""
        many = [f"X-{number}: a" for number in range(200)]
        for head in (["X-Long: " + "a" * 70_000], many):
            with self.subTest(head[0][:6]), self.assertRaises(ConnectionError):
                self.exchange(JSON, LENGTH, *head, body=BODY)
        self.assertFalse(self.calls(self.handler))

    # === HEADERS OF THE ANSWER ===

    def answering(self, value):
        """What a handler answers with a header that holds a value of the call."""
        handler = self.make_lead_handler(
            responses=[{"outcome": "success", "headers": "X-Title: {{ title }}"}]
        )
        with self.assertNoLogs(level="WARNING"):
            return self.post_json(handler, {"title": value})

    def test_a_value_cannot_become_a_header(self):
        answer = self.answering("A\r\nSet-Cookie: a=b\r\n\r\n<html>")
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertNotIn("html", answer.text)

    def test_a_value_of_any_script_can_stand_in_a_header(self):
        answer = self.answering("Zoë 日 😀\x7f\x00")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers["X-Title"].startswith("Zo"))

    def test_a_header_that_cannot_be_sent_is_not_saved(self):
        for headers in ("X-Title: 日", "X Title: a", "X-Title", "X-Title: \x1b[31m"):
            with self.subTest(headers), self.assertRaises(ValidationError):
                self.make_lead_handler(
                    responses=[{"outcome": "success", "headers": headers}]
                )
