"""What a second call does to the record of the first, set up by From a Sample."""

from odoo.tests import Form, tagged

from ..models.sender.open_records import OPEN_RECORDS
from .common import InboundWebhookHttpCase

SAMPLE = """{
    "name": "Ada Lovelace", "email": "ada@example.com", "message": "Please call me."
}"""
OPEN = "[('won_status', '=', 'pending')]"


@tagged("post_install", "-at_install")
class TestTemplateAgain(InboundWebhookHttpCase):
    def taken(self, handler, sample=SAMPLE, **values):
        """A handler with everything that is proposed for a sample."""
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": sample}
        )
        template.action_read()
        template.write(values)
        template.action_apply()
        return handler

    def policies(self, handler):
        return {item.field_id.name: item.policy for item in handler.mapping_ids}

    def enquire(self, handler, message):
        sent = {"name": "Ada Lovelace", "email": "ada@example.com", "message": message}
        self.assertEqual(self.post_json(handler, sent).status_code, 200)
        return self.last_call(handler)._record()

    def test_a_second_enquiry_is_added_to_the_first(self):
        handler = self.taken(self.make_handler())
        lead = self.enquire(handler, "First question")
        self.assertEqual(self.enquire(handler, "Second question"), lead)
        self.assertIn("First question", lead.description)
        self.assertIn("Second question", lead.description)

    def test_a_second_enquiry_leaves_a_lead_that_is_won_alone(self):
        handler = self.taken(self.make_handler())
        lead = self.enquire(handler, "First question")
        self.assertEqual(handler.match_domain, OPEN)
        lead.action_set_won()
        self.assertNotEqual(self.enquire(handler, "Second question"), lead)
        self.assertNotIn("Second question", lead.description)

    def test_notes_of_a_contact_are_added_to_as_well(self):
        handler = self.taken(self.make_handler("res.partner"))
        self.assertEqual(self.policies(handler)["comment"], "append")
        self.assertFalse(handler.match_domain)

    def test_several_values_that_make_the_notes_are_added_too(self):
        handler = self.make_handler()
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": '{"topic": "Cars", "colour": "red"}'}
        )
        template.action_read()
        field = self.env["ir.model.fields"]._get("crm.lead", "description")
        template.line_ids.field_id = field
        template.action_apply()
        self.assertEqual(self.policies(handler)["description"], "append")

    def test_only_what_is_a_message_is_added_to(self):
        policies = self.policies(self.taken(self.make_handler()))
        self.assertEqual(policies["description"], "append")
        self.assertEqual(policies["email_from"], "always")

    def test_a_person_may_want_all_leads(self):
        handler = self.make_handler()
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": SAMPLE}
        )
        template.action_read()
        self.assertTrue(template.offers_open_only)
        with Form(template) as form:
            form.is_open_only = False
        template.action_apply()
        self.assertFalse(handler.match_domain)

    def test_nothing_is_offered_without_a_match_key(self):
        handler = self.make_handler()
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": SAMPLE}
        )
        template.action_read()
        template.line_ids.is_match_key = False
        self.assertFalse(template.offers_open_only)
        template.action_apply()
        self.assertFalse(handler.match_domain)

    def test_a_handler_that_finds_records_in_its_own_way_keeps_it(self):
        own = "[('type', '=', 'lead')]"
        of_its_own = self.make_handler(match_domain=own)
        self.assertEqual(self.taken(of_its_own).match_domain, own)
        keyed = self.make_handler(
            parameters=["tel"],
            mappings=[{"field": "phone", "parameter": "tel", "is_match_key": True}],
        )
        self.assertFalse(self.taken(keyed).match_domain)
        known = self.make_handler(parameters=["number"])
        known.external_id_parameter_id = known.parameter_ids
        self.assertFalse(self.taken(known).match_domain)
        updating = self.make_handler(operation_mode="update")
        self.assertFalse(self.taken(updating).match_domain)

    def test_a_look_up_looks_among_all(self):
        looked_up = self.make_handler(method="get")
        self.assertFalse(self.taken(looked_up, "email=ada@example.com").match_domain)

    def test_the_cards_mean_the_same_by_an_open_lead(self):
        self.assertEqual(OPEN_RECORDS["crm.lead"], OPEN)
        cards = self.env["inbound.webhook.sender"].search(
            [("model_name", "=", "crm.lead"), ("match_domain", "!=", False)]
        )
        self.assertTrue(cards)
        self.assertEqual({card.match_domain for card in cards}, {OPEN})
