from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestFixedValue(InboundWebhookHttpCase):
    """Fixed values that hold what a call brings."""

    def lead_of(self, payload, constant="{{ first }} {{ last }}", **mapping):
        """The lead that a call makes, its contact named by a fixed value."""
        handler = self.make_handler(
            parameters=["first", "last", {"name": "day", "type": "date"}],
            mappings=[
                {"field": "name", "constant": "Enquiry"},
                {"field": "contact_name", "constant": constant, **mapping},
                ("description", "day"),
            ],
        )
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_two_parameters_make_one_value(self):
        lead = self.lead_of({"first": "Ada", "last": "King"})
        self.assertEqual(lead.contact_name, "Ada King")

    def test_one_that_is_missing_leaves_no_blank(self):
        self.assertEqual(self.lead_of({"first": "Ada"}).contact_name, "Ada")

    def test_without_any_of_them_nothing_is_written(self):
        lead = self.lead_of({"day": "2026-04-03"}, "Mrs {{ last }}")
        self.assertFalse(lead.contact_name)

    def test_a_date_is_written_as_it_is_stored(self):
        lead = self.lead_of({"day": "2026-04-03"}, "On {{ day }}")
        self.assertEqual(lead.contact_name, "On 2026-04-03")

    def test_what_a_call_brings_is_no_placeholder(self):
        payload = {"first": "not {{ last }}", "last": "King"}
        lead = self.lead_of(payload, "{{ first }}")
        self.assertEqual(lead.contact_name, "not {{ last }}")

    def test_it_is_transformed_as_a_whole(self):
        payload = {"first": "ada", "last": "KING"}
        lead = self.lead_of(payload, transform="title")
        self.assertEqual(lead.contact_name, "Ada King")

    def test_records_can_be_matched_by_it(self):
        present = self.env["crm.lead"].create(
            {"name": "Old", "contact_name": "Ada King"}
        )
        lead = self.lead_of({"first": "Ada", "last": "King"}, is_match_key=True)
        self.assertEqual(lead, present)
