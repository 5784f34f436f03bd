"""From a Sample, accepted as proposed; and then what the same forms send on odd days.

The samples and their variants are in ``samples/``, one file for each form. What is
expected of them is written there by hand: the fields of the lead, the parameters that
fill no field, and which parameters are left out and noted. A variant is the sample with
some texts replaced, and says only what is otherwise than of the sample. ``unused`` are
those that do not fit and that no field needs: nobody is asked to mend them. The company
has the currency of the form's country.
"""

import json
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import InboundWebhookHttpCase

_SAMPLES = Path(__file__).parent / "samples"


@tagged("post_install", "-at_install")
class TestSamplesAccepted(InboundWebhookHttpCase):
    """No lead is lost, and each value is written right, or left out and noted."""

    on_invalid = None

    def test_a_form_of_the_united_states(self):
        self.check_form("us_flat")

    def test_nested_json_of_a_builder_of_pages(self):
        self.check_form("us_nested")

    def test_a_german_form(self):
        self.check_form("german_form")

    def test_german_questions_and_answers(self):
        self.check_form("german_list")

    def test_a_french_form_of_several_parts(self):
        self.check_form("french_multipart")

    def test_a_french_list_of_pairs(self):
        self.check_form("french_list")

    def test_nested_json_of_a_brazilian_form(self):
        self.check_form("brazilian_nested")

    def test_a_brazilian_form_with_brackets_in_its_names(self):
        self.check_form("brazilian_form")

    def test_a_japanese_form(self):
        self.check_form("japanese_flat")

    def test_xml_whose_fields_are_named_by_an_attribute(self):
        self.check_form("xml_fields")

    def check_form(self, name):
        form = json.loads((_SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        sample = form.get("newline", "\n").join(form["sample"])
        self.assertEqual(len(form["variants"]), 10)
        self.company_has(form["currency"])
        handler = self.make_handler(name="An enquiry")
        self.accept(handler, form, sample)
        self.check_proposed(handler, form["proposed"])
        for variant in ({"about": "the sample itself"}, *form["variants"]):
            with self.subTest(form=name, variant=variant["about"]):
                self.check_variant(handler, form, sample, variant)

    def test_a_form_in_another_currency_than_that_of_the_company(self):
        """The amount is left out and noted, with both currencies; the rest is there."""
        form = json.loads((_SAMPLES / "german_form.json").read_text(encoding="utf-8"))
        [sample] = form["sample"]
        self.company_has("USD")
        handler = self.make_handler(name="An enquiry")
        self.accept(handler, form, sample)
        answer = self.send(
            handler, sample.encode(), headers={"Content-Type": form["content_type"]}
        )
        self.assertEqual(
            (answer.status_code, answer.json()["status"]), (200, "success")
        )
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        expected = {**form["lead"], "expected_revenue": 0.0}
        self.assertEqual({name: self.shown(lead, name) for name in expected}, expected)
        call = self.last_call(handler)
        self.assertEqual(call.reason, "done_with_notes")
        [note] = call.left_out
        self.assertEqual(
            (note["parameter"], note["field"]), ("budget", "expected_revenue")
        )
        self.assertIn("EUR", call.error_message)
        self.assertIn("USD", call.error_message)

    def test_an_amount_in_the_words_of_another_country_than_that_of_the_company(self):
        self.company_has("USD")
        self.env.company.country_id = self.env.ref("base.us")
        call = {"email": "ana@reais.example", "orcamento": "R$ 5 mil"}
        handler = self.make_handler(name="An enquiry")
        self.accept(handler, {}, json.dumps(call))
        [budget] = handler.parameter_ids.filtered(lambda item: item.name != "email")
        self.assertEqual(budget.type, "money")
        answer = self.post_json(handler, call)
        self.assertEqual(answer.status_code, 200, answer.text)
        [note] = self.last_call(handler).left_out
        self.assertEqual(note["field"], "expected_revenue")
        self.assertIn("5000.00 BRL", self.last_call(handler).error_message)

    def company_has(self, currency):
        found = self.env["res.currency"].with_context(active_test=False)
        found = found.search([("name", "=", currency)])
        found.active = True
        self.env.company.currency_id = found

    def accept(self, handler, form, sample):
        """Read the sample as the screen does, and take what is proposed."""
        values = {"handler_id": handler.id, "sample": sample}
        if form.get("read") == "call":
            # What a browser packs into parts is nothing that anybody pastes.
            content_type = {"Content-Type": form["content_type"]}
            self.send(handler, sample.encode(), headers=content_type)
            values = {"handler_id": handler.id, "call_id": self.last_call(handler).id}
        template = self.env["inbound.webhook.template"].create(values)
        template.action_read()
        template.action_apply()

    def check_proposed(self, handler, proposed):
        parameters = {item.name: item for item in handler.parameter_ids}
        for name, (type_name, date_format, *zone) in proposed.items():
            found = parameters[name]
            self.assertEqual(
                (found.type, found.date_format), (type_name, date_format or "automatic")
            )
            self.assertEqual(found.time_zone_parameter_id.name, *zone or [False])

    def check_variant(self, handler, form, sample, variant):
        text = sample
        for old, new in variant.get("change", ()):
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        self.env["crm.lead"].search([]).unlink()
        answer = self.send(
            handler,
            text.encode(variant.get("charset", "utf-8")),
            headers={"Content-Type": variant.get("content_type", form["content_type"])},
        )
        self.assertEqual(
            (answer.status_code, answer.json()["status"]), (200, "success")
        )
        lead = self.env["crm.lead"].search([])
        self.assertEqual(len(lead), 1)
        expected = {**form["lead"], **variant.get("lead", {})}
        self.assertEqual({name: self.shown(lead, name) for name in expected}, expected)
        call = self.last_call(handler)
        expected = {**form["parameters"], **variant.get("parameters", {})}
        parameters = json.loads(call.parameters)
        found = {name: parameters.get(name) for name in expected}
        self.assertEqual(found, expected)
        left_out = sorted({item["parameter"] for item in call.left_out or ()})
        self.assertEqual(left_out, sorted(variant.get("left_out", ())))
        unused = [line for line in call.trace if line["code"] == "value_unused"]
        unused = sorted(line["parameter"] for line in unused)
        self.assertEqual(unused, sorted(variant.get("unused", ())))
        self.assertEqual(call.reason == "done_with_notes", bool(left_out))

    def shown(self, lead, name):
        """A field as the samples' files have it."""
        value, field = lead[name], lead._fields[name]
        if name in ("country_id", "state_id"):
            return value.code
        if field.relational:
            return value.mapped("name")
        return html2plaintext(value) if field.type == "html" and value else value
