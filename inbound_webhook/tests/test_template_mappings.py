"""Mappings made with the parameters of a sample."""

import json

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase

SAMPLE = """{
    "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com",
    "company": "Analytical Engines", "shoe_size": 43, "note_of_ours": null
}"""


@tagged("post_install", "-at_install")
class TestTemplateMappings(InboundWebhookHttpCase):
    def read_sample(self, handler, sample=SAMPLE):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": sample}
        )
        template.action_read()
        return template

    def line(self, template, name):
        return template.line_ids.filtered(lambda line: line.name == name)

    def mapped(self, handler):
        """What the mappings of a handler fill the fields with."""
        return {
            mapping.field_id.name: mapping.parameter_id.name or mapping.constant
            for mapping in handler.mapping_ids
        }

    def field(self, name, model="crm.lead"):
        return self.env["ir.model.fields"]._get(model, name)

    def test_fields_are_guessed_and_empty_values_left_out(self):
        template = self.read_sample(self.make_handler())
        self.assertEqual(
            [
                (line.name, line.is_selected, line.field_id.name, line.is_match_key)
                for line in template.line_ids
            ],
            [
                ("first_name", True, "contact_name", False),
                ("last_name", True, "contact_name", False),
                ("email", True, "email_from", True),
                ("company", True, "partner_name", False),
                ("shoe_size", True, False, False),
                ("note_of_ours", False, False, False),
            ],
        )
        self.assertRecordValues(
            template.needed_ids,
            [
                {
                    "field_id": self.field("name").id,
                    "value": "{{ first_name }} {{ last_name }}",
                }
            ],
        )

    def test_what_is_applied_takes_a_call(self):
        handler = self.make_handler()
        self.read_sample(handler).action_apply()
        self.assertEqual(
            self.mapped(handler),
            {
                "name": "{{ first_name }} {{ last_name }}",
                "contact_name": "{{ first_name }} {{ last_name }}",
                "email_from": "email",
                "partner_name": "company",
            },
        )
        call = {"first_name": "Grace", "last_name": "Hopper", "email": "g@example.com"}
        answer = self.post_json(handler, call)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Grace Hopper",
                    "contact_name": "Grace Hopper",
                    "email_from": "g@example.com",
                }
            ],
        )
        self.assertEqual(self.post_json(handler, call).json()["id"], lead.id)

    def test_a_title_that_sales_people_change_stays(self):
        handler = self.make_handler()
        self.read_sample(handler).action_apply()
        call = {"first_name": "Ada", "email": "ada@example.com"}
        lead = self.env["crm.lead"].browse(self.post_json(handler, call).json()["id"])
        lead.name = "The big one"
        self.post_json(handler, call)
        self.assertEqual(lead.name, "The big one")

    def test_a_form_of_companies_makes_companies(self):
        handler = self.make_handler("res.partner")
        sample = {"company": "Acme", "email": "info@acme.example"}
        self.read_sample(handler, json.dumps(sample)).action_apply()
        answer = self.post_json(handler, sample)
        acme = self.env["res.partner"].browse(answer.json()["id"])
        self.assertRecordValues(acme, [{"name": "Acme", "is_company": True}])
        # Who is there as a person stays one.
        ada = {"name": "Ada", "email": "ada@acme.example"}
        ada = self.env["res.partner"].create(ada)
        self.post_json(handler, {"company": "Acme", "email": "ada@acme.example"})
        self.assertRecordValues(ada, [{"name": "Ada", "is_company": False}])

    def test_a_guess_can_be_changed(self):
        handler = self.make_handler()
        template = self.read_sample(handler)
        self.line(template, "company").field_id = self.field("referred")
        self.line(template, "email").field_id = False
        template.action_apply()
        mapped = self.mapped(handler)
        self.assertEqual(mapped["referred"], "company")
        self.assertNotIn("email_from", mapped)
        self.assertIn("email", handler.parameter_ids.mapped("name"))

    def test_a_field_that_is_chosen_ticks_its_line(self):
        template = self.read_sample(self.make_handler(), '{"x": null}')
        with Form(template) as form, form.line_ids.edit(0) as line:
            self.assertFalse(line.is_selected)
            line.field_id = self.field("city")
            self.assertTrue(line.is_selected)

    def test_a_parameter_of_another_name_is_mapped_by_that_name(self):
        handler = self.make_handler()
        template = self.read_sample(handler)
        self.line(template, "first_name").name = "given"
        template.action_apply()
        mapped = self.mapped(handler)
        self.assertEqual(mapped["name"], "{{ given }} {{ last_name }}")
        self.assertEqual(mapped["contact_name"], "{{ given }} {{ last_name }}")

    def test_the_last_name_is_last_wherever_it_stands(self):
        handler = self.make_handler()
        sample = '{"Nachname": "Lovelace", "Vorname": "Ada"}'
        self.read_sample(handler, sample).action_apply()
        self.assertEqual(
            self.mapped(handler)["contact_name"], "{{ vorname }} {{ nachname }}"
        )

    def test_mappings_that_are_there_stay_as_they_are(self):
        handler = self.make_handler(
            parameters=["title", {"name": "email", "type": "email"}],
            mappings=[("name", "title"), ("email_from", "email")],
        )
        before = handler.mapping_ids
        template = self.read_sample(handler)
        line = self.line(template, "email")
        self.assertEqual(line.field_id, self.field("email_from"))
        self.assertTrue(line.is_mapped)
        self.assertFalse(line.is_selected)
        self.assertFalse(template.needed_ids)
        template.action_apply()
        self.assertEqual(
            handler.mapping_ids.mapped("field_id.name"),
            ["name", "email_from", "contact_name", "partner_name"],
        )
        self.assertEqual(handler.mapping_ids[:2], before)

    def test_parameters_that_are_there_are_mapped_where_nothing_is_yet(self):
        handler = self.make_handler(parameters=[{"name": "email", "type": "email"}])
        template = self.read_sample(handler, '{"email": "ada@example.com"}')
        self.assertRecordValues(
            template.line_ids, [{"state": "same", "is_selected": True}]
        )
        template.action_apply()
        self.assertEqual(self.mapped(handler)["email_from"], "email")
        self.assertEqual(len(handler.parameter_ids), 1)

    def test_parameters_that_were_left_unmapped_are_not_ticked_again(self):
        handler = self.make_handler(
            parameters=["title", "city"], mappings=[("name", "title")]
        )
        template = self.read_sample(handler, '{"title": "x", "city": "Gent"}')
        self.assertFalse(self.line(template, "city").is_selected)
        self.assertEqual(self.line(template, "city").field_id, self.field("city"))

    def test_a_part_of_a_fixed_value_is_mapped(self):
        handler = self.make_handler()
        self.read_sample(handler).action_apply()
        template = self.read_sample(handler)
        self.assertEqual(self.line(template, "first_name").field_id, self.field("name"))
        self.assertTrue(self.line(template, "first_name").is_mapped)

    def test_a_field_that_is_filled_is_not_filled_twice(self):
        handler = self.make_handler(parameters=["city"], mappings=[("city", "city")])
        template = self.read_sample(handler)
        self.line(template, "company").field_id = self.field("city")
        with self.assertRaisesRegex(UserError, "City is filled already"):
            template.action_apply()

    def test_two_values_do_not_fit_a_number(self):
        template = self.read_sample(self.make_handler())
        lines = template.line_ids.filtered(
            lambda line: line.name in ("company", "shoe_size")
        )
        lines.field_id = self.field("expected_revenue")
        with self.assertRaisesRegex(UserError, "company, shoe_size are several"):
            template.action_apply()

    def test_a_value_that_a_field_would_refuse_is_not_proposed(self):
        template = self.read_sample(
            self.make_handler(), '{"country": "Utopia", "land": "Belgium"}'
        )
        self.assertFalse(self.line(template, "country").field_id)
        self.assertEqual(self.line(template, "land").field_id, self.field("country_id"))

    def test_sources_that_are_missing_are_made(self):
        handler = self.make_handler()
        sample = '{"name": "Ada", "utm_source": "Gazette"}'
        self.read_sample(handler, sample).action_apply()
        call = {"name": "Ada", "utm_source": "The Weekly"}
        lead = self.env["crm.lead"].browse(self.post_json(handler, call).json()["id"])
        self.assertEqual(lead.source_id.name, "The Weekly")

    def test_a_message_of_soap_names_whoever_it_is_about(self):
        sample = (
            '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>'
            '<m:CreateLead xmlns:m="urn:leads"><m:Name>Ada Lovelace</m:Name>'
            "<m:Email>ada@soap.example</m:Email></m:CreateLead></Body></Envelope>"
        )
        handler = self.make_handler()
        self.read_sample(handler, sample).action_apply()
        answer = self.send(
            handler, sample.encode(), headers={"Content-Type": "text/xml"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].search([("email_from", "=", "ada@soap.example")])
        self.assertRecordValues(
            lead, [{"name": "Ada Lovelace", "contact_name": "Ada Lovelace"}]
        )

    def test_what_the_user_of_the_handler_may_not_make_is_not_proposed(self):
        # Without the Sales application a user makes no tags of leads.
        self.runner.group_ids = self.env.ref("base.group_user")
        template = self.read_sample(self.make_handler(), '{"tags": ["new"]}')
        self.assertFalse(template.line_ids.field_id)

    def test_nothing_can_name_a_record_but_the_webhook(self):
        handler = self.make_handler(name="Newsletter")
        template = self.read_sample(handler, '{"city": "Ghent"}')
        self.assertEqual(template.needed_ids.value, "Newsletter")
        self.assertFalse(template.says_nothing)

    def test_of_a_sample_that_says_nothing_of_a_record_no_name_is_proposed(self):
        # What Meta sends of a lead: its ids.
        leadgen = {
            "object": "page",
            "entry": [
                {
                    "id": "153125381133",
                    "time": 1438292065,
                    "changes": [
                        {
                            "field": "leadgen",
                            "value": {
                                "leadgen_id": "123123123123",
                                "page_id": "123123123",
                                "form_id": "12312312312",
                            },
                        }
                    ],
                }
            ],
        }
        handler = self.make_handler(name="Meta")
        template = self.read_sample(handler, json.dumps(leadgen))
        self.assertTrue(template.says_nothing)
        self.assertFalse(template.needed_ids.value)
        template.action_apply()
        before = self.env["crm.lead"].search_count([])
        answer = self.post_json(handler, leadgen)
        self.assertEqual(answer.status_code, 422, answer.text)
        self.assertEqual(self.env["crm.lead"].search_count([]), before)

    def test_a_look_up_takes_a_url_and_its_values_are_match_keys(self):
        handler = self.make_handler(method="get")
        template = self.read_sample(
            handler, "https://example.com/inbound/x?email=ada%40example.com&lang=en"
        )
        template.action_apply()
        self.assertRecordValues(
            handler.parameter_ids,
            [
                {"name": "email", "source": "query", "type": "email"},
                {"name": "lang", "source": "query", "type": "text"},
            ],
        )
        self.assertRecordValues(
            handler.mapping_ids,
            [{"field_id": self.field("email_from").id, "is_match_key": True}],
        )

    def test_a_sample_of_the_other_kind_sets_the_handler_to_it(self):
        handler = self.make_handler(body_type="form")
        template = self.read_sample(handler, '{"person": {"name": "Ada"}}')
        self.assertTrue(template.is_other_kind)
        self.assertFalse(template.is_xml)
        template.action_apply()
        self.assertEqual(handler.body_type, "json")

    def test_of_xml_it_is_not_said_that_it_is_json(self):
        handler = self.make_handler(body_type="form")
        template = self.read_sample(handler, "<person><name>Ada</name></person>")
        self.assertTrue(template.is_other_kind and template.is_xml)
        template.action_apply()
        self.assertEqual(handler.body_type, "json")

    def test_the_handler_keeps_its_kind_where_that_is_wanted(self):
        handler = self.make_handler(body_type="form")
        template = self.read_sample(handler, '{"name": "Ada"}')
        template.sets_body_type = False
        template.action_apply()
        self.assertEqual(handler.body_type, "form")

    def test_of_many_values_those_with_a_field_come_first_and_are_ticked(self):
        sample = ", ".join(f'"value_{n}": {n}' for n in range(300))
        template = self.read_sample(
            self.make_handler(), f'{{{sample}, "email": "ada@example.com"}}'
        )
        self.assertEqual(len(template.line_ids), 301)
        self.assertEqual(template.line_ids[0].name, "email")
        self.assertEqual(
            template.line_ids.filtered("is_selected").mapped("name"), ["email"]
        )

    def test_parameters_keep_the_order_of_a_long_sample(self):
        sample = ", ".join(f'"value_{n}": {n}' for n in range(30))
        handler = self.make_handler()
        template = self.read_sample(handler, f'{{{sample}, "email": "a@example.com"}}')
        template.line_ids[1].is_selected = True
        template.action_apply()
        self.assertEqual(handler.parameter_ids.mapped("name"), ["value_0", "email"])
