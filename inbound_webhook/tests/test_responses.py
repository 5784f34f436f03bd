from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..processing import writing
from .common import InboundWebhookCase, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestResponses(InboundWebhookHttpCase):
    """What a sender is answered, for each way in which a call can end."""

    def make_answering(self, *responses, **values):
        return self.make_lead_handler(responses=responses, **values)

    def test_a_response_has_the_status_headers_and_body_that_are_configured(self):
        handler = self.make_answering(
            {
                "outcome": "success",
                "status_code": 201,
                "content_type": "text/plain; charset=utf-8",
                "headers": "X-Call: {{ call.id }}\nLocation: /leads/{{ record.id }}",
                "body": "{{ call.status }} {{ call.operation }}: {{ title }}, "
                "{{ record.contact_name }}, {{ record.priority }}",
            }
        )
        answer = self.post_json(handler, {"title": "Zoë"})
        call = self.calls(handler)
        self.assertEqual(answer.status_code, 201)
        self.assertEqual(answer.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(answer.headers["X-Call"], str(call.id))
        self.assertEqual(answer.headers["Location"], f"/leads/{call.res_id}")
        self.assertEqual(answer.text, "success created: Zoë, , 0")
        self.assertEqual(
            (call.response_code, call.response_body, call.status),
            (201, answer.text, "success"),
        )

    def test_values_are_escaped_for_json(self):
        handler = self.make_answering(
            {
                "outcome": "success",
                "body": '{"hello": "{{ title }}", "mail": {{ email }}, '
                '"id": {{ record.id }}, "team": {{ record.team_id }}}',
            }
        )
        answer = self.post_json(handler, {"title": 'Zoë "Z" \\ {{ call.id }}\n'})
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertEqual(
            answer.json(),
            {
                "hello": 'Zoë "Z" \\ {{ call.id }}\n',
                "mail": None,
                "id": self.calls(handler).res_id,
                "team": None,
            },
        )

    def test_values_are_escaped_for_html(self):
        handler = self.make_answering(
            {
                "outcome": "success",
                "content_type": "text/html",
                "body": "<p>{{ title }}</p>",
            }
        )
        answer = self.post_json(handler, {"title": "<script>"})
        self.assertEqual(answer.text, "<p>&lt;script&gt;</p>")

    def test_a_value_cannot_add_a_header(self):
        handler = self.make_answering(
            {"outcome": "success", "headers": "X-Title: {{ title }}"}
        )
        answer = self.post_json(handler, {"title": "a\r\nSet-Cookie: b=c"})
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(answer.headers["X-Title"], "a Set-Cookie: b=c")

    def test_each_outcome_has_its_own_response(self):
        def response(outcome, status):
            body = "{{ call.status }}"
            text = {"content_type": "text/plain", "body": outcome + " " + body}
            return {"outcome": outcome, "status_code": status, **text}

        handler = self.make_answering(
            response("success", 202),
            response("duplicate", 208),
            response("ignored", 203),
            response("error", 418),
            conditions=[("title", "not_equals", "Not me")],
            protection_period=1,
        )
        for payload, expected in (
            ({"title": "A"}, (202, "success success")),
            ({"title": "A"}, (208, "duplicate duplicate")),
            ({"title": "Not me"}, (203, "ignored ignored")),
            ({"title": "B", "email": "no address"}, (418, "error error")),
        ):
            answer = self.post_json(handler, payload)
            self.assertEqual((answer.status_code, answer.text), expected)
            call = self.last_call(handler)
            self.assertEqual((call.response_code, call.response_body), expected)

    def test_a_look_up_that_finds_nothing_has_its_own_response(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
            responses=[
                {
                    "outcome": "not_found",
                    "status_code": 200,
                    "body": '{"found": false, "id": {{ record.id }}}',
                }
            ],
        )
        answer = self.get(handler, {"email": "nobody@example.com"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"found": False, "id": None})

    def test_an_error_can_be_answered_in_words_of_ones_own(self):
        handler = self.make_answering(
            {
                "outcome": "error",
                "status_code": 400,
                "body": '{"why": "{{ call.error }}", "title": "{{ title }}"}',
            }
        )
        answer = self.post_json(handler, {"title": "A", "email": "no address"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("'email'", answer.json()["why"])

    def test_a_handler_that_is_off_never_answers_the_configured_error(self):
        handler = self.make_answering({"outcome": "error", "status_code": 200})
        handler.active = False
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.status_code, 503)

    @mute_logger("odoo.addons.inbound_webhook.processing.failing")
    def test_a_failure_of_ours_never_answers_the_configured_error(self):
        handler = self.make_answering({"outcome": "error", "status_code": 200})
        self.patch(writing, "save", lambda *args: 1 / 0)
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 500)


@tagged("post_install", "-at_install")
class TestResponseChecks(InboundWebhookCase):
    """What cannot be answered is refused as it is saved."""

    def assert_refused(self, sentence, **values):
        with self.assertRaisesRegex(ValidationError, sentence):
            self.make_lead_handler(responses=[{"outcome": "success", **values}])

    def test_a_placeholder_of_no_parameter_is_refused(self):
        self.assert_refused("{{ titel }} is neither", body="{{ titel }}")

    def test_a_placeholder_of_no_field_is_refused(self):
        self.assert_refused("{{ record.nmae }} is neither", body="{{ record.nmae }}")

    def test_a_placeholder_in_a_header_is_checked_too(self):
        self.assert_refused("{{ titel }} is neither", headers="X-Title: {{ titel }}")

    def test_a_placeholder_that_is_not_closed_is_refused(self):
        self.assert_refused("no closing", body="{{ title }")

    def test_an_expression_is_no_placeholder(self):
        self.assert_refused("nor a field of the record", body="{{ record.env.cr }}")
        self.assert_refused("not a placeholder", body="{{ call.id.env }}")

    def test_a_line_that_is_no_header_is_refused(self):
        self.assert_refused("is no header", headers="no header")

    def test_a_header_of_the_web_server_is_refused(self):
        self.assert_refused("cannot be set here", headers="Content-Length: 3")

    def test_a_word_that_is_no_content_type_is_refused(self):
        self.assert_refused("is no content type", content_type="json")

    def test_a_content_type_is_one(self):
        for text in ("text/plain, text/html", "text/*", "text/html; charset=utf-7"):
            with self.subTest(text), self.assertRaises(ValidationError):
                self.make_lead_handler(
                    responses=[{"outcome": "success", "content_type": text}]
                )

    def test_headers_that_tell_browsers_and_proxies_what_to_do_are_refused(self):
        for name in ("Set-Cookie", "X-Accel-Redirect", "Clear-Site-Data", "Refresh"):
            with self.subTest(name):
                self.assert_refused("cannot be set here", headers=f"{name}: a")

    def test_a_location_that_a_value_decides_is_refused(self):
        self.assert_refused("decides where it leads", headers="Location: {{ title }}")

    def test_fields_that_are_no_text_are_refused(self):
        for name, kind in (
            ("lead_properties", "properties"),
            ("message_ids", "one2many"),
        ):
            with self.subTest(name):
                self.assert_refused(
                    f"its type is {kind}", body=f"{{{{ record.{name} }}}}"
                )

    def test_a_field_that_the_handlers_user_may_not_read_is_refused(self):
        partner = {"model": "res.partner", "parameters": ["who"]}
        response = {"outcome": "success", "body": "{{ record.signup_type }}"}
        with self.assertRaisesRegex(ValidationError, "may not read the field"):
            self.make_handler(**partner, responses=[response])
        with self.assertRaisesRegex(ValidationError, "may not read the field"):
            self.make_handler(
                **partner,
                responses=[
                    {
                        "outcome": "success",
                        "body": "",
                        "headers": "X-A: {{ record.signup_type }}",
                    }
                ],
            )

    def test_another_user_is_a_warning_and_no_obstacle(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["who"],
            responses=[{"outcome": "success", "body": "{{ record.signup_type }}"}],
            user_id=self.env.ref("base.user_admin").id,
        )
        self.assertNotIn("signup_type", str(handler.setup_warnings))
        handler.user_id = self.runner
        self.assertIn(
            "may not read the field 'signup_type'", str(handler.setup_warnings)
        )

    def test_a_look_up_cannot_answer_every_field(self):
        fields = self.env["ir.model.fields"]._get_ids("res.partner")
        for name, sentence in (
            ("avatar_128", "its type is binary"),
            ("child_ids", "its type is one2many"),
            ("signup_type", "may not read the field"),
        ):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, sentence):
                self.make_handler(
                    "res.partner",
                    method="get",
                    return_field_ids=[Command.link(fields[name])],
                )

    def test_a_status_that_is_none_is_refused(self):
        self.assert_refused("from 200 to 599", status_code=99)

    @mute_logger("odoo.sql_db")
    def test_two_responses_to_one_outcome_are_refused(self):
        with self.assertRaises(UniqueViolation):
            self.make_lead_handler(
                responses=[{"outcome": "success"}, {"outcome": "success"}]
            )
