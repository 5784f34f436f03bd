"""Words that mean nothing are no values."""

from odoo.tests import tagged

from .unfit_values_case import GOOD, UnfitValuesCase


@tagged("post_install", "-at_install")
class TestWordsThatMeanNothing(UnfitValuesCase):
    """Words that stand where a sender has no value."""

    def test_they_wipe_nothing_and_make_nothing(self):
        handler = self.make_form_handler()
        self.mapping(handler, "tag_ids").create_missing = True
        first = self.post_json(handler, {**GOOD, "website": "https://a.example"})
        lead, tags = self.lead_of(first), self.env["crm.tag"].search_count([])
        for word in ("N/A", "none", "-", "null", "undefined", "(not set)", False, ""):
            answer = self.post_json(
                handler,
                {**GOOD, "website": word, "country": word, "tags": [word, "{{tag}}"]},
            )
            self.assertEqual(answer.json()["operation"], "unchanged", word)
            self.assertNotIn("notes", answer.json())
        self.assertEqual(lead.country_id.code, "BE")
        self.assertIn("a.example", lead.website)
        self.assertEqual(self.env["crm.tag"].search_count([]), tags)

    def test_a_template_that_nobody_filled_makes_no_tag(self):
        handler = self.make_form_handler()
        self.parameter(handler, "tags").type = "text"
        self.mapping(handler, "tag_ids").create_missing = True
        answer = self.post_json(handler, {"name": "Ada", "tags": "{{source}}"})
        self.assertFalse(self.lead_of(answer).tag_ids)

    def test_a_handler_has_words_of_its_own(self):
        handler = self.make_form_handler(nothing_words="sonstiges")
        answer = self.post_json(handler, {"name": "N/A", "country": "Sonstiges"})
        self.assertEqual(self.lead_of(answer).name, "N/A")
        self.assertNotIn("notes", answer.json())

    def test_emptying_on_purpose(self):
        handler = self.make_form_handler()
        fields = ("website", "expected_revenue", "country_id", "tag_ids")
        for field in fields:
            self.mapping(handler, field).policy = "also_empty"
        tag = self.env["crm.tag"].create({"name": "Known"})
        full = {
            **GOOD,
            "website": "https://a.example",
            "budget": 5,
            "tags": ["Known"],
        }
        lead = self.lead_of(self.post_json(handler, full))
        self.assertEqual(lead.tag_ids, tag)
        # Nothing said, and words that mean nothing, empty nothing.
        word = {"website": "N/A", "budget": "-", "country": "none", "tags": ["null"]}
        for body in (GOOD, {**GOOD, **word}):
            answer = self.post_json(handler, body)
            self.assertEqual(answer.json()["operation"], "unchanged", body)
        empty = {"website": "", "budget": None, "country": False, "tags": []}
        answer = self.post_json(handler, {**GOOD, **empty})
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(
            lead,
            [
                {
                    "website": False,
                    "expected_revenue": 0,
                    "country_id": False,
                    "tag_ids": [],
                }
            ],
        )
        # With another policy it stays.
        self.assertEqual(lead.email_from, "ada@example.com")

    def test_what_a_record_needs_is_not_emptied(self):
        handler = self.make_handler(
            "crm.tag",
            parameters=["name", {"name": "color", "type": "integer"}],
            mappings=[
                {"parameter": "color", "field": "color", "is_match_key": True},
                {"parameter": "name", "field": "name", "policy": "also_empty"},
            ],
        )
        self.runner.group_ids += self.env.ref("sales_team.group_sale_manager")
        self.post_json(handler, {"name": "Mauve", "color": 77})
        answer = self.post_json(handler, {"name": "", "color": 77})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(answer.json()["notes"]), 1)
        tag = self.env["crm.tag"].search([("color", "=", 77)])
        self.assertEqual(tag.name, "Mauve")

    def test_a_name_that_only_the_database_demands_is_not_emptied_either(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[{"name": "email", "type": "email"}, "name", "city"],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "name", "field": "name", "policy": "also_empty"},
                {"parameter": "city", "field": "city"},
            ],
        )
        first = {"email": "ada@unfit.example", "name": "Ada", "city": "Gent"}
        contact_id = self.post_json(handler, first).json()["id"]
        answer = self.post_json(handler, {**first, "name": False, "city": "Brugge"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(answer.json()["notes"]), 1)
        contact = self.env["res.partner"].browse(contact_id)
        self.assertEqual((contact.name, contact.city), ("Ada", "Brugge"))
