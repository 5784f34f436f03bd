"""Calls say what they bring in place of what is looked for, and so do forms."""

import json

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestPathsSaid(InboundWebhookHttpCase):
    """A wrong place is named with the right one: to senders, in traces, on the form."""

    def refusal(self, payload, parameter, query="", **options):
        handler = self.make_handler(
            parameters=[{"required": True, **parameter}], mappings=[("name", "it")]
        )
        answer = self.send(
            handler,
            json.dumps(payload).encode(),
            query=query,
            headers={"Content-Type": "application/json", **options},
        )
        self.assertEqual(answer.status_code, 422)
        return answer.json()["error"]

    def test_keys_that_are_spelt_otherwise(self):
        for payload, path, meant in (
            ({"First Name": "Ada"}, "first_name", "['First Name']"),
            ({"person": {"surName": "L"}}, "person.surname", "person.surName"),
            ({"person": {"surname": "L"}}, "surname", "person.surname"),
            ({"telephon": "123"}, "telephone", "telephon"),
            ({"kontakt": [{"plz": "1"}]}, "kontakt[0].PLZ", "kontakt[0].plz"),
            ({"straße": "A"}, "strasse", "['straße']"),
            (
                {"form": {"field": {"@name": "a", "#text": "b"}}},
                "form.feld",
                "form.field",
            ),
        ):
            with self.subTest(path=path):
                said = self.refusal(payload, {"name": "it", "path": path})
                self.assertIn(f"Did you mean {meant!r}?", said)

    def test_what_came_elsewhere(self):
        for parameter, query, header, place in (
            ({"name": "it", "path": "ref"}, "?ref=7", {}, "the query of the URL"),
            ({"name": "it", "path": "X-Ref"}, "", {"X-Ref": "7"}, "a header"),
            ({"name": "it", "source": "query", "path": "b"}, "", {}, "the body"),
            ({"name": "it", "source": "header", "path": "B"}, "", {}, "the body"),
        ):
            with self.subTest(parameter=parameter):
                said = self.refusal({"b": 1}, parameter, query, **header)
                self.assertIn(f"came in {place}, and it is looked for in", said)

    def test_keys_with_dots_and_blanks(self):
        for payload, path, meant in (
            ({"a.b": 1}, "a.b", "['a.b']"),
            ({"x": {"a.b c": 1}}, "x.a.b c", "x['a.b c']"),
            ({"Ihre E-Mail": 1}, "Ihre E-Mail", None),
            ({"x": {"Your Name": 1}}, "x.Your Name", "x['Your Name']"),
            ({"utm.source": 1}, "$.utm.source", "['utm.source']"),
        ):
            with self.subTest(path=path):
                # A path with a blank is one of the name of a field of a form.
                handler = self.make_handler(
                    parameters=["name", {"name": "it", "path": path}],
                    body_type="form" if " " in path else "json",
                )
                self.post_json(handler, {"name": "Ada", **payload})
                call = self.last_call(handler)
                hints = str([line for line in call.trace if "hint" in str(line)])
                handler.invalidate_recordset(["setup_warnings"])
                warnings = str(handler.setup_warnings or "")
                if meant is None:
                    # A key of the root is found by its name, blanks or not.
                    self.assertEqual(json.loads(call.parameters)["it"], "1")
                    self.assertNotIn("very name", hints + warnings)
                else:
                    self.assertIn(f"its path is {meant}, in brackets.", hints)
                    self.assertIn(f"its path is {meant}, in brackets.", warnings)

    def test_a_path_with_a_blank_is_refused_with_how_to_write_it(self):
        for path, meant in (
            ("Ihre E-Mail", "['Ihre E-Mail']"),
            ("x.Your Name", "x['Your Name']"),
            ("$.x.Your Name.last", "x['Your Name'].last"),
        ):
            with self.subTest(path=path), self.assertRaises(ValidationError) as caught:
                self.make_handler(parameters=[{"name": "it", "path": path}])
            self.assertIn(
                f"For keys of these names, it is {meant}.", str(caught.exception)
            )
