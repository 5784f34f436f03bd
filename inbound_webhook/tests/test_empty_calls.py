"""Calls that say nothing: they make no records that say nothing."""

import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestEmptyCalls(InboundWebhookHttpCase):
    """A record is made of what a call says, and not of its having come."""

    #: As people set them up.
    on_invalid = None

    def make_lead_handler(self, **values):
        return self.make_handler(
            **{
                "parameters": ["n", {"name": "email", "type": "email"}],
                "mappings": [("name", "n"), ("email_from", "email")],
                **values,
            }
        )

    def post(self, handler, body):
        headers = {"Content-Type": "application/json"}
        return self.send(handler, body, headers=headers)

    def leads(self):
        return self.env["crm.lead"].search_count([])

    def test_a_call_that_says_nothing_makes_no_lead(self):
        handler = self.make_lead_handler()
        before = self.leads()
        for body in (
            *("", "null", "5", "[]", "{}", "[null, {}]"),
            *('{"n": ""}', '{"n": null}', '{"x": {"y": 1}}'),
        ):
            with self.subTest(body):
                answer = self.post(handler, body)
                self.assertEqual(answer.status_code, 422, answer.text)
                self.assertIn("None of the parameters", answer.text)
                self.assertEqual(self.last_call(handler).reason, "value_refused")
        self.assertEqual(self.leads(), before)

    def test_the_answer_says_what_came_instead(self):
        handler = self.make_lead_handler()
        said = self.post(handler, '{"fields": {"title": "A"}, "b c": 1}').text
        for text in ("n, email", "fields", "fields.title", "b c"):
            self.assertIn(text, said)
        self.assertIn("no other values", self.post(handler, "{}").text)

    def test_a_list_that_begins_with_nothing_is_one_of_what_follows(self):
        answer = self.post(self.make_lead_handler(), '[null, {"n": "x"}]')
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, "x")

    def test_what_was_left_out_is_no_silence(self):
        handler = self.make_lead_handler()
        answer = self.post(handler, '{"email": "?!"}')
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(answer.json()["notes"]), 1)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, handler.name)

    def test_a_default_of_the_handler_does_not_speak_for_the_call(self):
        handler = self.make_lead_handler(
            parameters=["n", {"name": "town", "default_value": "Ghent"}],
            mappings=[
                ("name", "n"),
                ("city", "town"),
            ],
        )
        self.assertEqual(self.post(handler, "{}").status_code, 422)
        self.assertEqual(self.post(handler, '{"town": "Gent"}').status_code, 200)

    def test_what_is_fixed_alone_makes_a_lead_of_each_call(self):
        fixed = {"constant": "The bell rang", "field": "name"}
        handler = self.make_lead_handler(mappings=[fixed])
        for body in ("", "{}", '{"a": 1}'):
            answer = self.post(handler, body)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.json()["operation"], "created")

    def test_a_fixed_name_says_nothing_where_values_of_calls_are_mapped(self):
        before = self.leads()
        for fixed in (
            {"constant": "A lead", "field": "name"},
            {
                **{"constant": "Of {{ n }}", "field": "name"},
                **{"transform": "default", "transform_argument": "A lead"},
            },
        ):
            handler = self.make_lead_handler(mappings=[fixed, ("email_from", "email")])
            for body in ("", "{}", '{"object": "page", "entry": [{"id": 1}]}'):
                answer = self.post(handler, body)
                self.assertEqual(answer.status_code, 422, answer.text)
            answer = self.post(handler, '{"email": "ada@example.com"}')
            self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(self.leads(), before + 2)

    def test_a_record_that_is_there_stays_as_it_is(self):
        lead = self.env["crm.lead"].create({"name": "Ada", "city": "Ghent"})
        handler = self.make_lead_handler(
            mappings=[
                {
                    "constant": "Ghent",
                    "field": "city",
                    "is_match_key": True,
                },
                ("name", "n"),
            ]
        )
        answer = self.post(handler, "{}")
        self.assertEqual(answer.json()["operation"], "unchanged")
        self.assertEqual((answer.json()["id"], lead.name), (lead.id, "Ada"))

    def test_of_several_items_one_that_says_nothing_is_refused(self):
        handler = self.make_lead_handler(
            parameters=[{"name": "n", "path": "@.n"}],
            mappings=[("name", "n")],
            split_path="$",
            split_mode="each",
        )
        for body, reason, expected in (
            # What is read under no name may be somebody.
            ('[{"m": "y"}, {"n": "x"}]', "partly_done", ["error", "success"]),
            # Nobody is lost with a blank.
            ('[null, {"n": "z"}, {}]', "done", ["ignored", "success", "ignored"]),
        ):
            answer = self.post(handler, body)
            self.assertEqual(self.last_call(handler).reason, reason, answer.text)
            statuses = [item["status"] for item in answer.json()["results"]]
            self.assertEqual(statuses, expected)

    def test_json_that_is_encoded_twice_is_read(self):
        handler = self.make_lead_handler()
        answer = self.post(handler, json.dumps(json.dumps({"n": "Zoë"})))
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, "Zoë")
        codes = [line.get("code") for line in self.last_call(handler).trace]
        self.assertIn("json_in_string", codes)
