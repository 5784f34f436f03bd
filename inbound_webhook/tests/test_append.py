"""A second message is added below the first, and does not wipe it."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import InboundWebhookHttpCase

ADA = "ada@append.example"


@tagged("post_install", "-at_install")
class TestAppend(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_message_handler()

    @classmethod
    def make_message_handler(cls, model="crm.lead", field="description", **values):
        email = "email_from" if model == "crm.lead" else "email"
        return cls.make_handler(
            model,
            parameters=["title", {"name": "email", "type": "email"}, "message"],
            mappings=[
                {"parameter": "email", "field": email, "is_match_key": True},
                {"parameter": "title", "field": "name", "policy": "on_create"},
                {"parameter": "message", "field": field, "policy": "append", **values},
            ],
        )

    def send_message(self, message, handler=None):
        payload = {"title": "Ada", "email": ADA, "message": message}
        return self.post_json(handler or self.handler, payload)

    def lines(self, html):
        text = html2plaintext(html)
        return [line for line in text.splitlines() if line.strip()]

    def test_the_second_message_of_a_form_stands_below_the_first(self):
        lead_id = self.send_message("Please call me.").json()["id"]
        second = self.send_message("I <b>have</b> moved.\nAda")
        self.assertEqual(second.json()["operation"], "updated", second.text)
        lead = self.env["crm.lead"].browse(lead_id)
        call = self.last_call(self.handler)
        first, heading, *rest = self.lines(lead.description)
        self.assertEqual(first, "Please call me.")
        day = call.request_date.strftime("%m/%d/%Y")
        self.assertRegex(heading, rf"^{day} [\d:]+ [AP]M, call {call.id}:$")
        self.assertEqual(rest, ["I <b>have</b> moved.", "Ada"])
        self.assertIn("&lt;b&gt;", lead.description)

    def test_a_third_one_stands_below_both(self):
        lead_id = self.send_message("One").json()["id"]
        for message in ("Two", "Three", "One"):
            self.send_message(message)
        lines = self.lines(self.env["crm.lead"].browse(lead_id).description)
        self.assertEqual(
            [line for line in lines if "call" not in line],
            ["One", "Two", "Three", "One"],
        )

    def test_what_came_last_is_not_added_again(self):
        for message in ("One", "Two\n\nlines"):
            lead_id = self.send_message(message).json()["id"]
            before = self.env["crm.lead"].browse(lead_id).description
            again = self.send_message(message)
            self.assertEqual(again.json()["operation"], "unchanged")
            self.env.invalidate_all()
            lead = self.env["crm.lead"].browse(lead_id)
            self.assertEqual(lead.description, before)

    def test_two_texts_of_one_call_are_both_added(self):
        handler = self.make_handler(
            parameters=[{"name": "email", "type": "email"}, "message", "wishes"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("name", "email"),
                *(
                    {"parameter": name, "field": "description", "policy": "append"}
                    for name in ("message", "wishes")
                ),
            ],
        )
        payload = {"email": ADA, "message": "Call <me>.", "wishes": ["A", "B"]}
        lead_id = self.post_json(handler, payload).json()["id"]
        lead = self.env["crm.lead"].browse(lead_id)
        self.assertEqual(self.lines(lead.description), ["Call <me>.", "A, B"])
        self.assertEqual(
            self.post_json(handler, payload).json()["operation"], "unchanged"
        )
        self.post_json(handler, {"email": ADA, "wishes": "C"})
        self.assertEqual(self.lines(lead.description)[-1], "C")

    def test_html_beside_a_text_stays_html(self):
        handler = self.make_handler(
            parameters=[{"name": "email", "type": "email"}, "message", "wishes"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("name", "email"),
                {"parameter": "message", "field": "description", "policy": "append"},
                {
                    "parameter": "wishes",
                    "field": "description",
                    "policy": "append",
                    "transform": "keep_html",
                },
            ],
        )
        payload = {"email": ADA, "message": "1 < 2", "wishes": "<b>Fast</b>"}
        lead_id = self.post_json(handler, payload).json()["id"]
        lead = self.env["crm.lead"].browse(lead_id)
        self.assertEqual(self.lines(lead.description), ["1 < 2", "*Fast*"])
        self.assertIn("<b>Fast</b>", lead.description)

    def test_a_message_that_is_the_end_of_the_last_one_is_added(self):
        lead_id = self.send_message("I wait.\nThanks").json()["id"]
        self.send_message("And wait.\nThanks")
        answer = self.send_message("Thanks")
        self.assertEqual(answer.json()["operation"], "updated")
        lines = self.lines(self.env["crm.lead"].browse(lead_id).description)
        self.assertEqual(lines[-1], "Thanks")
        self.assertIn("call", lines[-2])

    def test_what_a_person_wrote_stays(self):
        lead = self.env["crm.lead"].create(
            {"name": "L", "email_from": ADA, "description": "<p>By <i>hand</i></p>"}
        )
        self.send_message("From the form")
        self.assertTrue(lead.description.startswith("<p>By <i>hand</i></p>"))
        self.assertEqual(self.lines(lead.description)[-1], "From the form")

    def test_an_empty_message_adds_nothing(self):
        lead_id = self.send_message("One").json()["id"]
        answer = self.send_message("")
        self.assertEqual(answer.json()["operation"], "unchanged")
        lines = self.lines(self.env["crm.lead"].browse(lead_id).description)
        self.assertEqual(lines, ["One"])

    def test_a_form_that_is_sent_for_ever_fills_no_database(self):
        handler = self.make_message_handler(on_invalid="skip")
        lead = self.env["crm.lead"].create(
            {"name": "L", "email_from": ADA, "description": f"<p>{'x' * 99_980}</p>"}
        )
        before = lead.description
        answer = self.send_message("One more", handler)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")
        self.assertIn("room", str(answer.json()["notes"]))
        self.assertEqual(lead.description, before)

    def test_nothing_is_added_to_a_field_of_one_line_or_a_key(self):
        for field, key in (("city", False), ("expected_revenue", False)):
            with self.assertRaisesRegex(ValidationError, "Nothing can be added"):
                self.make_message_handler(field=field, is_match_key=key)

    def test_the_website_form_keeps_the_first_message(self):
        handler = self.env.ref("inbound_webhook.sender_website_form")._make_handler()
        handler.active = True
        for message in ("First", "Second"):
            self.post_form(
                handler,
                {"name": "Ada", "email": ADA, "message": message},
                headers={"Accept": "application/json"},
            )
        lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
        lines = self.lines(lead.description)
        self.assertEqual((lines[0], lines[-1]), ("First", "Second"))
