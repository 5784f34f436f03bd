"""Values that do not fit: no lead is lost over one, and none is written wrong."""

import json

from odoo.tests import Form, tagged

from .unfit_values_case import GOOD, PARAMETERS, UnfitValuesCase


@tagged("post_install", "-at_install")
class TestUnfitValues(UnfitValuesCase):
    """What does not fit is left out, refused or replaced, as the handler says."""

    def test_one_odd_value_loses_no_lead(self):
        handler = self.make_form_handler()
        odd = {
            "email": "ada at example",
            "website": "not a site",
            "budget": "a lot",
            "country": "Utopia",
            "owner": "nobody@nowhere.example",
            "tags": ["Unheard Of"],
        }
        for name, value in odd.items():
            answer = self.post_json(handler, {**GOOD, "name": name, name: value})
            self.assertEqual(answer.status_code, 200, name)
            said = answer.json()
            self.assertEqual(
                (said["status"], said["operation"]), ("success", "created")
            )
            (note,) = said["notes"]
            self.assertIn(f"'{name}'", note)
            call = self.last_call(handler)
            self.assertEqual((call.status, call.reason), ("success", "done_with_notes"))
            self.assertEqual(call.attention, "open")
            self.assertEqual([item["parameter"] for item in call.left_out], [name])
            lead = self.lead_of(answer)
            self.assertEqual(lead.name, name)
            if name != "country":
                self.assertEqual(lead.country_id.code, "BE")
            # The next one would find this one.
            lead.unlink()

    def test_all_of_them_at_once_leave_the_rest(self):
        handler = self.make_form_handler()
        answer = self.post_json(
            handler,
            {
                "name": "Ada",
                "email": "?!",
                "website": "x y",
                "budget": "much",
                "country": "Utopia",
                "owner": "x",
                "tags": ["One", "Two"],
            },
        )
        self.assertEqual(len(answer.json()["notes"]), 7)
        lead = self.lead_of(answer)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Ada",
                    "email_from": False,
                    "website": False,
                    "expected_revenue": 0,
                    "country_id": False,
                    "user_id": False,
                    "tag_ids": [],
                }
            ],
        )

    def test_what_no_record_needs_is_told_in_the_trace_alone(self):
        """A condition or an answer may use it, and there is nothing to replay."""
        handler = self.make_form_handler(
            parameters=[*PARAMETERS, {"name": "size", "type": "integer"}]
        )
        answer = self.post_json(handler, {**GOOD, "size": "XL"})
        self.assertNotIn("notes", answer.json())
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("done", False))
        self.assertFalse(call.left_out)
        self.assertIn("'size' does not fit: 'XL'", call.explanation)
        self.assertFalse(self.lead_of(answer).message_ids.body.count("XL"))
        # A fixed value with the parameter in it needs it.
        constant = {"value_source": "constant", "constant": "{{ name }}, {{ size }}"}
        self.add_lines(
            handler,
            "mapping",
            [{"field": "contact_name", **constant}],
        )
        self.post_json(handler, {**GOOD, "size": "XXL"})
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    def test_a_word_that_means_nothing_is_told_in_the_trace_alone(self):
        handler = self.make_form_handler()
        self.post_json(handler, {**GOOD, "website": "(not set)"})
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("done", False))
        self.assertIn(
            "website is taken as empty: '(not set)' means nothing here",
            call.explanation,
        )

    def test_a_required_value_that_does_not_fit_refuses_the_call(self):
        handler = self.make_form_handler(
            parameters=[
                {"name": "email", "type": "email", "required": True},
                {"name": "country", "required": True},
            ],
            mappings=[("email_from", "email"), ("country_id", "country")],
        )
        answer = self.post_json(handler, {"email": "x", "country": "Belgium"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'email'", answer.json()["error"])
        good = {"email": "a@b.example", "country": "Utopia"}
        answer = self.post_json(handler, good)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Utopia", answer.json()["error"])

    def test_a_default_takes_the_place_of_what_does_not_fit(self):
        handler = self.make_form_handler(
            parameters=[
                "name",
                {
                    "name": "budget",
                    "type": "decimal",
                    "default_value": "100",
                    "on_invalid": "default",
                },
                {"name": "country", "default_value": "Belgium"},
            ],
            mappings=[
                ("name", "name"),
                ("expected_revenue", "budget"),
                {
                    "parameter": "country",
                    "field": "country_id",
                    "on_invalid": "default",
                },
            ],
        )
        call = {"name": "Ada", "budget": "a lot", "country": "Utopia"}
        answer = self.post_json(handler, call)
        lead = self.lead_of(answer)
        self.assertEqual(lead.expected_revenue, 100)
        self.assertEqual(lead.country_id.code, "BE")
        self.assertEqual(len(answer.json()["notes"]), 2)
        self.assertIn("Its default is taken.", answer.json()["notes"][0])

    def test_of_several_tags_the_known_ones_are_written(self):
        tag = self.env["crm.tag"].create({"name": "Known"})
        handler = self.make_form_handler()
        answer = self.post_json(handler, {"name": "Ada", "tags": ["Known", "Unheard"]})
        self.assertEqual(self.lead_of(answer).tag_ids, tag)
        (note,) = answer.json()["notes"]
        self.assertIn("Unheard", note)

    def test_what_is_left_out_wipes_nothing(self):
        handler = self.make_form_handler()
        first = self.post_json(handler, {**GOOD, "budget": "5"})
        second = self.post_json(handler, {**GOOD, "budget": "x", "country": "Utopia"})
        self.assertEqual(second.json()["operation"], "unchanged")
        lead = self.lead_of(first)
        self.assertEqual((lead.expected_revenue, lead.country_id.code), (5, "BE"))

    def test_a_new_record_that_needs_the_value_is_refused_and_says_which(self):
        partners = self.make_handler(
            "res.country",
            parameters=["name", "code"],
            mappings=[("name", "name"), ("code", "code")],
        )
        self.runner.group_ids += self.env.ref("base.group_system")
        answer = self.post_json(partners, {"name": "Utopia", "code": "TOO LONG"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'code'", answer.json()["error"])

    def test_a_look_up_by_what_does_not_fit_says_so(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
        )
        answer = self.get(handler, {"email": "nonsense"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'email'", answer.json()["error"])
        answer = self.get(handler, {"e_mail": "a@b.example"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Did you mean 'e_mail'?", answer.json()["error"])

    # === FROM A SAMPLE, AND THE GALLERY ===

    def test_what_is_made_of_a_sample_loses_no_lead(self):
        sample = {
            "first_name": "Ada",
            "last_name": "Lovelace",
            "email": "ada@example.com",
            "phone": "+44 20 7946 0018",
            "country": "Belgium",
            "website": "https://example.com",
            "budget": 1500,
            "newsletter": True,
            "date": "2026-11-26",
        }
        handler = self.make_handler()
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": json.dumps(sample)}
        )
        template.action_read()
        template.action_apply()
        self.assertEqual(set(handler.parameter_ids.mapped("on_invalid")), {"skip"})
        self.assertEqual(set(handler.mapping_ids.mapped("on_invalid")), {"skip"})
        odd = ("N/A", "", None, False, "((", {"a": 1}, [1, [2]], "x" * 3_000, "{{x}}")
        for name in sample:
            for value in odd:
                answer = self.post_json(handler, {**sample, name: value})
                self.assertEqual(answer.status_code, 200, (name, value, answer.text))

    def test_a_card_of_the_gallery_refuses_only_what_it_requires(self):
        for sender in self.env["inbound.webhook.sender"].search(
            [("line_ids", "!=", False)]
        ):
            handler = sender._make_handler()
            for parameter in handler.parameter_ids:
                self.assertEqual(
                    parameter.on_invalid,
                    "refuse" if parameter.required else "skip",
                    f"{sender.name}: {parameter.name}",
                )
            self.assertNotIn("default", handler.mapping_ids.mapped("on_invalid"))
            self.assertIn("N/A", handler.nothing_words)

    # === WHERE IT IS SAID ===

    def test_it_is_on_the_trace_the_record_and_in_the_list(self):
        handler = self.make_form_handler()
        answer = self.post_json(handler, {**GOOD, "budget": "<b>", "owner": "x"})
        call = self.last_call(handler)
        noted = [line for line in call.trace if line["code"] == "value_left_out"]
        self.assertEqual(
            [(line["step"], line["parameter"]) for line in noted],
            [("extract", "budget"), ("apply", "owner")],
        )
        self.assertIn("'<b>'", noted[0]["message"])
        self.assertIn("budget", call.explanation)
        self.assertIn("budget", call.why)
        (message,) = self.lead_of(answer).message_ids
        self.assertIn(f"Created by Test, call {call.id}", message.body)
        self.assertIn("budget", message.body)
        self.assertIn("&lt;b&gt;", message.body)
        self.assertNotIn("<b>", message.body)
        # Once more: the record stays, and says what was left out again.
        answer = self.post_json(handler, {**GOOD, "budget": "more"})
        self.assertEqual(answer.json()["operation"], "unchanged")
        self.assertIn("'more'", self.lead_of(answer).message_ids[0].body)

    def test_a_handler_whose_calls_leave_something_out_is_not_failing(self):
        handler = self.make_form_handler()
        for number in range(3):
            self.post_json(handler, {"name": f"Lead {number}", "budget": "x"})
        handler.invalidate_recordset()
        self.assertFalse(handler.health)
        self.assertEqual(handler.to_fix_count, 3)
        calls = self.calls(handler)
        self.assertEqual(set(calls.mapped("to_fix_reason")), {"done_with_notes"})
        self.assertIn("budget", calls[0].to_fix_text)

    # === DEFAULTS ===

    def test_new_optional_values_are_left_out_and_required_ones_refuse(self):
        handler = self.make_form_handler(
            parameters=["name", {"name": "email", "required": True}],
            mappings=[("name", "name"), ("email_from", "email")],
        )
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["skip", "refuse"])
        self.assertEqual(handler.mapping_ids.mapped("on_invalid"), ["skip", "refuse"])
        copied = handler.copy()
        self.assertEqual(copied.parameter_ids.mapped("on_invalid"), ["skip", "refuse"])
        handler.parameter_ids[0].required = True
        self.assertEqual(handler.parameter_ids[0].on_invalid, "refuse")
        self.assertEqual(handler.mapping_ids[0].on_invalid, "refuse")

    def test_the_choice_of_whoever_sets_it_up_stays(self):
        handler = self.make_form_handler(
            parameters=[
                {"name": "a", "on_invalid": "refuse"},
                {"name": "b", "required": True, "on_invalid": "skip"},
            ],
            mappings=[],
        )
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["refuse", "skip"])

    def test_the_form_has_the_same_defaults(self):
        handler = self.make_form_handler(parameters=[], mappings=[])
        with Form(handler) as form:
            with form.parameter_ids.new() as line:
                line.name = "a"
                self.assertEqual(line.on_invalid, "skip")
                line.required = True
                self.assertEqual(line.on_invalid, "refuse")
            with form.parameter_ids.new() as line:
                line.name = "b"
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["refuse", "skip"])
