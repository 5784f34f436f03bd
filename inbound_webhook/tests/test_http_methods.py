import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

PROBLEM = "application/problem+json"
MEDIA_TYPES = "application/json, application/x-www-form-urlencoded, multipart/form-data"


@tagged("post_install", "-at_install")
class TestHttpMethods(InboundWebhookHttpCase):
    """HEAD, OPTIONS, and what a refusal says of what would be taken: RFC 9110."""

    def make_look_up(self, **values):
        return self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
            **values,
        )

    # === OPTIONS ===

    def test_options_says_what_is_taken(self):
        handler = self.make_lead_handler(active=False)
        answer = self.send(handler, method="OPTIONS")
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
        self.assertEqual(answer.headers["Accept-Post"], MEDIA_TYPES)
        self.assertNotIn("Content-Type", answer.headers)
        self.assertNotIn("Access-Control-Allow-Origin", answer.headers)
        call = self.last_call(handler)
        self.assertEqual(
            (call.method, call.status, call.reason, call.response_code),
            ("OPTIONS", "ignored", "asked", 204),
        )
        self.assertFalse(call.attention)
        self.assertFalse(call.error_message)
        self.assertEqual(call.trace[-1]["state"], "stopped")

    def test_options_of_a_look_up(self):
        answer = self.send(self.make_look_up(), method="OPTIONS")
        self.assertEqual(answer.headers["Allow"], "GET, HEAD, OPTIONS")
        self.assertNotIn("Accept-Post", answer.headers)

    def test_options_needs_no_proof(self):
        handler = self.make_lead_handler(auth_type="basic", auth_user="ada")
        self.assertEqual(self.send(handler, method="OPTIONS").status_code, 204)

    def test_options_to_nobody(self):
        answer = self.url_open("/inbound/unknown", method="OPTIONS")
        self.assertEqual(answer.status_code, 404)

    # === HEAD ===

    def test_head_is_a_look_up_without_its_answer(self):
        handler = self.make_look_up()
        self.env["res.partner"].create({"name": "Ada", "email": "ada@odd.example"})
        for email, status in (("ada@odd.example", 200), ("bob@odd.example", 404)):
            with self.subTest(email):
                answer = self.get(handler, {"email": email})
                head = self.send(handler, method="HEAD", query=f"?email={email}")
                self.assertEqual(answer.status_code, status)
                self.assertEqual(head.status_code, status)
                self.assertEqual(head.content, b"")
                self.assertEqual(
                    head.headers["Content-Type"], answer.headers["Content-Type"]
                )
                call = self.last_call(handler)
                self.assertEqual((call.method, call.status), ("HEAD", "success"))

    def test_head_runs_no_rules(self):
        handler = self.make_look_up()
        partner = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@odd.example"}
        )
        self.make_code_rule(handler, "record.write({'comment': 'looked up'})")
        query = "?email=ada@odd.example"
        self.assertEqual(
            self.send(handler, method="HEAD", query=query).status_code, 200
        )
        self.assertFalse(partner.comment)
        self.assertEqual(
            self.trace_codes(self.last_call(handler))["fulfil"], "not_fired"
        )
        self.send(handler, method="GET", query=query)
        self.assertIn("looked up", partner.comment)

    def test_a_link_preview_runs_none_either(self):
        handler = self.make_look_up()
        partner = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@odd.example"}
        )
        self.make_code_rule(handler, "record.write({'comment': 'looked up'})")
        headers = {"User-Agent": "Slackbot-LinkExpanding 1.0"}
        answer = self.get(handler, {"email": "ada@odd.example"}, headers)
        self.assertEqual(answer.json()["status"], "success")
        self.assertFalse(partner.comment)
        call = self.last_call(handler)
        self.assertEqual(self.trace_codes(call)["fulfil"], "not_meant")
        self.replay(call)
        self.assertIn("looked up", partner.comment)

    # === WHAT WOULD BE TAKEN ===

    def test_a_media_type_that_is_not_read(self):
        handler = self.make_lead_handler()
        for body in (b"<a/>", b"\x89PNG"):
            headers = {"Content-Type": "image/png"}
            answer = self.send(handler, body, headers=headers)
            self.assertEqual(answer.status_code, 415)
            self.assertEqual(answer.headers["Accept"], MEDIA_TYPES)
            self.assertEqual(answer.headers["Accept-Post"], MEDIA_TYPES)

    def test_a_compression_that_is_not_read(self):
        headers = {"Content-Type": "application/json", "Content-Encoding": "br"}
        answer = self.send(self.make_lead_handler(), b"\x8b", headers=headers)
        self.assertEqual(answer.status_code, 415)
        self.assertEqual(answer.headers["Accept-Encoding"], "deflate, gzip")
        self.assertNotIn("Accept", answer.headers)

    def test_a_call_without_its_password(self):
        handler = self.make_lead_handler(auth_type="basic", auth_user="ada")
        handler.secret = "correct horse battery"
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(
            answer.headers["WWW-Authenticate"], 'Basic realm="webhook", charset="UTF-8"'
        )

    # === PROBLEM DETAILS ===

    def test_errors_as_problem_details(self):
        handler = self.make_lead_handler()
        answer = self.post_json(handler, {"email": "no address"}, {"Accept": PROBLEM})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(answer.headers["Content-Type"], PROBLEM)
        call = self.last_call(handler)
        self.assertEqual(
            answer.json(),
            {
                "type": "about:blank",
                "title": "Unprocessable Content",
                "status": 422,
                "detail": call.error_message,
                "call": call.id,
            },
        )
        self.assertIn("'email'", call.error_message)
        self.assertEqual(call.response_body, answer.text)

    def test_errors_before_a_call_as_problem_details(self):
        answer = self.url_open("/inbound/unknown", headers={"Accept": PROBLEM})
        self.assertEqual(answer.headers["Content-Type"], PROBLEM)
        self.assertEqual(
            answer.json(),
            {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "Not found",
            },
        )

    def test_a_success_is_no_problem(self):
        handler = self.make_lead_handler()
        answer = self.post_json(handler, {"title": "A"}, {"Accept": PROBLEM})
        self.assertEqual(json.loads(answer.text)["status"], "success")
