from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestWriting(InboundWebhookHttpCase):
    """Which record a call finds, and what it writes to it."""

    def make_lead(self, **values):
        return self.env["crm.lead"].create(
            {"name": "Old", "email_from": "zoe@example.com", **values}
        )

    def post(self, handler, **payload):
        payload = {"email": "zoe@example.com", "title": "New", **payload}
        return self.post_json(handler, payload)

    # === POLICIES ===

    def test_always_writes_to_a_record_that_is_there(self):
        lead = self.make_lead()
        self.post(self.make_lead_handler())
        self.assertEqual(lead.name, "New")

    def test_a_fixed_value_that_is_written_only_if_empty_stands_in_for_others(self):
        """On a new record, all is empty before the call says something."""
        handler = self.make_handler(
            parameters=["title", "city", "town"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                ("city", "city"),
                {"parameter": "town", "field": "city", "policy": "if_empty"},
                {
                    "value_source": "constant",
                    "constant": "Gent",
                    "field": "city",
                    "policy": "if_empty",
                },
            ],
        )
        for title, said, city in (
            ("A", {"city": "Brugge", "town": "Luik"}, "Brugge"),
            ("B", {"town": "Luik"}, "Luik"),
            ("C", {}, "Gent"),
            ("C", {"town": "Luik"}, "Gent"),
            ("C", {"city": "Brugge"}, "Brugge"),
        ):
            with self.subTest(f"{title} {said}"):
                answer = self.post_json(handler, {"title": title, **said})
                lead = self.env["crm.lead"].browse(answer.json()["id"])
                self.assertEqual(lead.city, city)

    def test_if_empty_writes_only_where_there_is_nothing(self):
        handler = self.make_lead_handler()
        self.add_lines(handler, "parameter", [{"name": "who"}, {"name": "city"}])
        self.add_lines(
            handler,
            "mapping",
            [
                {"parameter": "who", "field": "contact_name", "policy": "if_empty"},
                {"parameter": "city", "field": "city", "policy": "if_empty"},
            ],
        )
        lead = self.make_lead(contact_name="Zoë")
        self.post(handler, who="Other", city="Gent")
        self.assertRecordValues(lead, [{"contact_name": "Zoë", "city": "Gent"}])

    def test_on_creation_writes_to_new_records_alone(self):
        handler = self.make_lead_handler()
        handler.mapping_ids[1].policy = "on_create"
        lead = self.make_lead()
        self.assertEqual(self.post(handler).json()["operation"], "unchanged")
        self.assertEqual(lead.name, "Old")
        answer = self.post(handler, email="other@example.com")
        new = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(new.name, "New")

    def test_a_match_key_is_no_reason_to_rewrite_an_address(self):
        """Not "Zoë <Zoe@Example.com>" with what it was found by: it is the same."""
        lead = self.make_lead(name="New", email_from="Zoë <Zoe@Example.com>")
        handler = self.make_lead_handler()
        handler.mapping_ids[0].policy = "on_create"
        self.assertEqual(self.post(handler).json()["operation"], "unchanged")
        self.assertEqual(lead.email_from, "Zoë <Zoe@Example.com>")

    # === SEVERAL MATCHES ===

    def test_the_newest_of_several_is_taken(self):
        _old, new = self.make_lead(), self.make_lead()
        answer = self.post(self.make_lead_handler())
        self.assertEqual(answer.json()["id"], new.id)

    def test_the_oldest_of_several_can_be_taken(self):
        old, _new = self.make_lead(), self.make_lead()
        answer = self.post(self.make_lead_handler(match_policy="oldest"))
        self.assertEqual(answer.json()["id"], old.id)

    def test_several_can_be_refused(self):
        leads = self.make_lead() + self.make_lead()
        handler = self.make_lead_handler(match_policy="refuse")
        answer = self.post(handler)
        self.assertEqual(answer.status_code, 409)
        self.assertIn("2 records", answer.json()["error"])
        self.assertIn("email_from", answer.json()["error"])
        self.assertEqual(leads.mapped("name"), ["Old", "Old"])
        call = self.calls(handler)
        self.assertRecordValues(call, [{"status": "error", "response_code": 409}])
        self.assertEqual(call.trace[-1]["code"], "match_ambiguous")
        self.assertEqual(sorted(call.trace[-1]["candidates"]), leads.ids)

    # === MATCHING ===

    def test_a_phone_number_matches_in_any_spelling(self):
        handler = self.make_handler(
            parameters=["title", {"name": "phone", "type": "phone"}],
            mappings=[
                {"parameter": "phone", "field": "phone", "is_match_key": True},
                ("name", "title"),
            ],
        )
        lead = self.make_lead(
            phone="02/555.12.34", country_id=self.env.ref("base.be").id
        )
        answer = self.post_json(handler, {"title": "New", "phone": "+32 2 555 12 34"})
        self.assertEqual(answer.json()["id"], lead.id)

    def test_a_text_matches_in_any_case_and_whole(self):
        handler = self.make_handler(
            parameters=["ref"],
            mappings=[{"parameter": "ref", "field": "name", "is_match_key": True}],
        )
        lead = self.make_lead(name="Ref_100%")
        self.make_lead(name="Ref_100% and more")
        self.make_lead(name="Refx1000")
        answer = self.post_json(handler, {"ref": "rEF_100%"})
        self.assertEqual(answer.json()["id"], lead.id)

    def test_a_call_without_its_key_makes_a_record(self):
        lead = self.make_lead(email_from=False)
        answer = self.post(self.make_lead_handler(), email=None)
        self.assertEqual(answer.json()["operation"], "created")
        self.assertNotEqual(answer.json()["id"], lead.id)

    def test_what_the_user_may_not_see_is_not_matched(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        lead = self.make_lead(company_id=company.id)
        self.assertEqual(
            self.post(self.make_lead_handler()).json()["operation"], "created"
        )
        self.assertEqual(lead.name, "Old")

    def test_the_company_of_the_handler_decides_what_is_matched(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.runner.company_ids += company
        there = self.make_lead(company_id=company.id)
        # The newest of the two, but the handler does not work there.
        here = self.make_lead(company_id=self.env.company.id)
        handler = self.make_lead_handler(company_id=company.id)
        self.assertEqual(self.post(handler).json()["id"], there.id)
        self.assertEqual(here.name, "Old")

    # === THE HANDLER'S USER ===

    def test_the_user_becomes_neither_owner_nor_follower(self):
        answer = self.post(self.make_lead_handler())
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.create_uid, self.runner)
        self.assertFalse(lead.user_id)
        self.assertFalse(lead.message_partner_ids)

    def test_the_owner_that_a_mapping_names_is_the_owner(self):
        handler = self.make_lead_handler()
        owner = self.env.ref("base.user_admin")
        self.add_lines(
            handler,
            "mapping",
            [
                {
                    "value_source": "constant",
                    "constant": str(owner.email),
                    "field": "user_id",
                    "policy": "on_create",
                }
            ],
        )
        answer = self.post(handler)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.user_id, owner)

    def test_an_owner_that_is_there_stays(self):
        lead = self.make_lead(user_id=self.env.ref("base.user_admin").id)
        self.post(self.make_lead_handler())
        self.assertEqual(lead.name, "New")
        self.assertEqual(lead.user_id, self.env.ref("base.user_admin"))
        self.assertNotIn(self.runner.partner_id, lead.message_partner_ids)
