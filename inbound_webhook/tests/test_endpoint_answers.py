"""What leaves the endpoint: plain JSON or what is configured, and nothing that runs."""

import json

from psycopg2 import InterfaceError

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..processing import one_call
from .common import FORM_TYPE, InboundWebhookHttpCase
from .hostile import HostileCase

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; sandbox; "
    "style-src 'unsafe-inline'; img-src data: https:; base-uri 'none'; "
    "form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


class SealedCase(InboundWebhookHttpCase):
    """Checks what every answer has."""

    def assert_sealed(self, answer):
        headers = {name: answer.headers.get(name) for name in SECURITY}
        self.assertEqual(headers, SECURITY)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(len(answer.raw.headers.getlist("Cache-Control")), 1)

    def assert_json(self, answer, status):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assert_sealed(answer)
        self.assertEqual(answer.json()["status"], "error")
        return answer.json()["error"]


@tagged("post_install", "-at_install")
class TestSealedAnswers(SealedCase):
    """Headers that nothing changes are on every answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(max_body_size=10_000)

    def call(self, method, path="", **options):
        return self.url_open(
            f"/inbound{path}", method=method, allow_redirects=False, **options
        )

    def test_a_call_that_succeeds(self):
        answer = self.post_json(self.handler, {"title": "A"})
        self.assertEqual(answer.status_code, 200)
        self.assert_sealed(answer)

    def test_calls_that_are_refused(self):
        self.assert_json(self.send(self.handler, b"{bad"), 400)
        self.assert_json(self.post_json(self.handler, {"email": "no address"}), 422)
        self.assert_json(self.send(self.handler, b"x" * 10_001), 413)
        self.assert_json(self.get(self.handler), 405)
        self.handler.active = False
        self.assert_json(self.post_json(self.handler, {"title": "A"}), 503)

    def test_methods_of_all_kinds(self):
        path = f"/{self.handler.token}"
        for method in ("PUT", "DELETE", "PROPFIND", "TRACE", "ODD"):
            with self.subTest(method):
                answer = self.call(method, path)
                self.assert_json(answer, 405)
                self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
                self.assertEqual(self.last_call(self.handler).method, method)
        for method, status in (("HEAD", 405), ("OPTIONS", 204)):
            answer = self.call(method, path)
            self.assertEqual(answer.status_code, status)
            self.assert_sealed(answer)

    def test_addresses_that_are_no_handlers(self):
        for path in ("/unknown", "", "/", "/a/b", "/a/b/c.html", "/%00", "/%ff"):
            for method in ("GET", "POST", "PROPFIND"):
                with self.subTest(path=path, method=method):
                    answer = self.call(method, path)
                    self.assertEqual(self.assert_json(answer, 404), "Not found")

    def test_an_upgrade_to_a_websocket(self):
        headers = {"Connection": "Upgrade", "Upgrade": "websocket"}
        answer = self.call("GET", f"/{self.handler.token}", headers=headers)
        # Odoo's server leaves out the body where it was asked for a websocket.
        self.assertEqual(answer.status_code, 400)
        self.assert_sealed(answer)
        content_type = answer.headers["Content-Type"]
        self.assertEqual(content_type, "application/json; charset=utf-8")

    def test_no_cookie_is_set_whatever_the_query_says(self):
        query = "?utm_source=a&utm_campaign=b&utm_medium=c&debug=1&db=other"
        answer = self.post_json(self.handler, {"title": "A"}, query=query)
        self.assertEqual(answer.status_code, 200)
        self.assert_sealed(answer)

    def test_headers_that_were_saved_before_they_were_refused(self):
        handler = self.make_lead_handler(
            responses=[{"outcome": "success", "headers": "X-Kept: a"}]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_response SET headers = %s WHERE handler_id = %s",
            [
                "Set-Cookie: a=b\nX-Accel-Redirect: /etc\nX-Sendfile: /etc\n"
                "Clear-Site-Data: *\nContent-Security-Policy: default-src *\n"
                "Cache-Control: public\nRefresh: 0; url=https://a.example\n"
                "Location: https://{{ title }}/\nX-Kept: a",
                handler.id,
            ],
        )
        self.env.invalidate_all()
        for _again in range(2):
            answer = self.post_json(handler, {"title": "evil.example"})
            self.assertEqual(answer.status_code, 200)
            self.assert_sealed(answer)
            self.assertEqual(answer.headers["X-Kept"], "a")
            for name in (
                "X-Accel-Redirect",
                "X-Sendfile",
                "Clear-Site-Data",
                "Refresh",
                "Location",
            ):
                self.assertNotIn(name, answer.headers)

    def test_the_answer_of_an_earlier_call_is_sealed_as_well(self):
        handler = self.make_lead_handler(protection_period=10)
        self.post_json(handler, {"title": "A"})
        self.last_call(handler).response_headers = [
            ["Content-Type", "text/html"],
            ["Set-Cookie", "a=b"],
            ["Content-Security-Policy", "default-src *"],
        ]
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assertEqual(answer.headers["Content-Type"], "text/html")
        self.assert_sealed(answer)

    def test_a_script_in_a_page_is_kept_from_running(self):
        handler = self.make_lead_handler(
            responses=[
                {
                    "outcome": "success",
                    "content_type": "text/html",
                    "body": "<script>alert(1)</script>",
                }
            ]
        )
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.headers["Content-Type"], "text/html; charset=utf-8")
        self.assert_sealed(answer)
        policy = answer.headers["Content-Security-Policy"]
        self.assertNotIn("script", policy)
        self.assertNotIn("allow-", policy)

    def test_a_body_is_sent_in_its_charset(self):
        handler = self.make_lead_handler(
            responses=[
                {
                    "outcome": "success",
                    "content_type": "text/plain; charset=iso-8859-1",
                    "body": "{{ title }}",
                }
            ]
        )
        answer = self.post_json(handler, {"title": "Zoë €"})
        self.assertEqual(answer.content, b"Zo\xeb ?")
        self.assertEqual(self.last_call(handler).response_body, "Zoë €")

    def test_a_value_never_decides_where_a_location_leads(self):
        handler = self.make_lead_handler(
            responses=[
                {
                    "outcome": "success",
                    "status_code": 303,
                    "headers": "Location: https://a.example/{{ title }}?b={{ email }}",
                }
            ]
        )
        answer = self.post_json(handler, {"title": "/../@evil.example\\#?"})
        self.assertEqual(
            answer.headers["Location"],
            "https://a.example/%2F..%2F%40evil.example%5C%23%3F?b=",
        )
        handler.response_ids.headers = "Location: /{{ title }}/evil.example"
        handler.nothing_words = False
        answer = self.post_json(handler, {"title": "."})
        self.assertEqual(answer.headers["Location"], "/./evil.example")
        handler.response_ids.headers = "Location: /{{ email }}/evil.example"
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Location", answer.headers)


@tagged("post_install", "-at_install")
class TestFailuresOfTheServer(SealedCase):
    """What no step of a call could answer is answered in plain JSON."""

    def fail(self, error):
        def receive(env, token, read, progress):
            raise error

        self.patch(one_call, "receive", receive)

    @mute_logger("odoo.http")
    def test_exceptions_say_nothing_of_themselves(self):
        handler = self.make_lead_handler()
        for error, status in (
            (MissingError("secret"), 500),
            (AccessError("secret"), 500),
            (UserError("secret"), 500),
            (ValueError("secret"), 500),
            (InterfaceError("secret"), 503),
        ):
            with self.subTest(type(error).__name__):
                self.fail(error)
                answer = self.post_json(handler, {"title": "A"})
                self.assertNotIn("secret", self.assert_json(answer, status))
                self.assertEqual("Retry-After" in answer.headers, status == 503)

    def test_a_row_that_is_there_already_is_ended(self):
        handler = self.make_lead_handler()

        def lost(*args):
            raise InterfaceError("connection already closed")

        self.patch(one_call, "try_", lost)
        with mute_logger("odoo.http"):
            answer = self.post_json(handler, {"title": "A"})
        self.assert_json(answer, 503)
        call = self.last_call(handler)
        self.assertEqual(answer.json()["call"], call.id)
        self.assertRecordValues(
            call,
            [{"status": "error", "reason": "interrupted", "response_code": 503}],
        )
        self.assertEqual(call.attention, "open")

    def test_a_call_that_is_through_keeps_its_answer(self):
        """What fails after the commit must not have the sender send it again."""
        handler = self.make_lead_handler()
        receive = one_call.receive

        def committed(env, *args):
            receive(env, *args)
            env.cr.flush()
            env.cr.commit()  # pylint: disable=invalid-commit
            raise ValueError("after the commit")

        self.patch(one_call, "receive", committed)
        with mute_logger("odoo.http"):
            answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["operation"], "created")
        self.assert_sealed(answer)
        self.assertEqual(self.last_call(handler).status, "success")


@tagged("post_install", "-at_install")
class TestUnreadCalls(InboundWebhookHttpCase):
    """A sender is never told that all is well of what was not read."""

    def test_no_configured_answer_applies(self):
        for status in (200, 303, 418):
            handler = self.make_lead_handler(
                responses=[{"outcome": "error", "status_code": status, "body": "ok"}]
            )
            for body, content_type, expected in (
                (b"{bad", "application/json", 400),
                (b"\xff\xfe\xfd", "application/json", 400),
                (b"a", "application/pdf", 415),
            ):
                with self.subTest(status=status, body=body):
                    headers = {"Content-Type": content_type}
                    answer = self.send(handler, body, headers=headers)
                    self.assertEqual(answer.status_code, expected, answer.text)
                    self.assertEqual(answer.json()["status"], "error")
            answer = self.post_json(handler, {"title": "A", "email": "no address"})
            self.assertEqual((answer.status_code, answer.text), (status, "ok"))


@tagged("post_install", "-at_install")
class TestVisitors(SealedCase):
    """Who sent a form from a browser reads a page, not JSON."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(body_type="form")

    def submit(self, fields, **options):
        return self.post_form(
            self.handler, fields, headers={"Accept": BROWSER}, **options
        )

    def assert_page(self, answer, status, *words):
        self.assertEqual(answer.status_code, status)
        self.assertEqual(answer.headers["Content-Type"], "text/html; charset=utf-8")
        self.assert_sealed(answer)
        for text in words:
            self.assertIn(text, answer.text)

    def test_a_form_that_arrives(self):
        self.assert_page(self.submit({"title": "A"}), 200, "<h1>Thank you</h1>")

    def test_a_value_that_does_not_fit(self):
        answer = self.submit({"title": "A", "email": "<b>"})
        self.assert_page(answer, 422, "could not be sent", "&lt;b&gt;", "go back")
        self.assertEqual(self.last_call(self.handler).response_body, answer.text)

    def test_a_handler_that_is_off(self):
        self.handler.active = False
        answer = self.submit({"title": "A"})
        self.assert_page(answer, 503, "Please try again later.")
        self.assertEqual(answer.headers["Retry-After"], "300")

    def test_other_systems_get_json(self):
        answer = self.post_form(self.handler, {"email": "no address"})
        self.assert_json(answer, 422)


@tagged("post_install", "-at_install")
class TestPagesOfOdoo(HostileCase):
    """Requests that Odoo answers with a page of its own are answered in JSON."""

    def test_another_database(self):
        status, text = self.exchange(
            "Content-Type: application/json",
            "Content-Length: 2",
            "X-Odoo-Database: other",
            body=b"{}",
        )
        self.assertEqual(
            (status, json.loads(text)), (404, {"status": "error", "error": "Not found"})
        )

    def test_other_addresses_keep_their_pages(self):
        answer = self.url_open("/inboundish/unknown")
        self.assertEqual(answer.status_code, 404)
        self.assertIn("text/html", answer.headers["Content-Type"])

    def test_a_form_type_is_no_page_for_a_system(self):
        headers = {"Content-Type": FORM_TYPE, "Accept": "application/json"}
        answer = self.send(self.handler, b"number=x", headers=headers)
        self.assertEqual(answer.json()["status"], "error")
