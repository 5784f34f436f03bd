"""Match keys look only among some records: those that are open, say."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase

ADA = "ada@domain.example"
OPEN = "[('won_status', '=', 'pending')]"


@tagged("post_install", "-at_install")
class TestMatchDomain(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.env["crm.lead"].create({"name": "Old", "email_from": ADA})
        cls.won = cls.env["crm.stage"].create({"name": "Yes", "is_won": True})

    def send_enquiry(self, handler):
        return self.post_json(handler, {"title": "New", "email": ADA}).json()

    def test_an_enquiry_of_an_open_lead_updates_it(self):
        handler = self.make_lead_handler(match_domain=OPEN)
        answer = self.send_enquiry(handler)
        self.assertEqual((answer["operation"], answer["id"]), ("updated", self.lead.id))

    def test_an_enquiry_of_a_customer_who_was_won_is_a_new_lead(self):
        handler = self.make_lead_handler(match_domain=OPEN)
        self.lead.action_set_won()
        first = self.send_enquiry(handler)
        self.assertEqual(first["operation"], "created")
        self.assertEqual(self.lead.name, "Old")
        # The next one is about the new lead.
        second = self.post_json(handler, {"title": "Again", "email": ADA}).json()
        self.assertEqual((second["operation"], second["id"]), ("updated", first["id"]))

    def test_an_enquiry_of_a_customer_who_was_lost_is_a_new_lead(self):
        for archived in ("no", "found", "restore"):
            handler = self.make_lead_handler(match_domain=OPEN, match_archived=archived)
            lead = self.env["crm.lead"].create({"name": "X", "email_from": ADA})
            (lead | self.lead).action_set_lost()
            answer = self.send_enquiry(handler)
            self.assertEqual(answer["operation"], "created", archived)
            self.env["crm.lead"].browse(answer["id"]).action_set_lost()

    def test_archived_records_alone_says_whether_they_are_looked_at(self):
        """The switch of Odoo's editor of domains said the same in other words."""
        self.lead.active = False
        switch = "[('active', 'in', [True, False])]"
        for archived, operation in (("no", "created"), ("found", "updated")):
            handler = self.make_lead_handler(
                match_domain=switch, match_archived=archived
            )
            answer = self.send_enquiry(handler)
            self.assertEqual(answer["operation"], operation)
            if operation == "created":
                self.env["crm.lead"].browse(answer["id"]).unlink()
        self.assertEqual(answer["id"], self.lead.id)

    def test_a_linked_record_and_a_domain_within_count_too(self):
        stage = self.env["crm.stage"].create({"name": "Waiting"})
        handler = self.make_lead_handler(
            match_domain="[('stage_id', 'any', [('name', '=', 'Waiting')]),"
            " ('stage_id.is_won', '=', False)]"
        )
        self.assertEqual(self.send_enquiry(handler)["operation"], "created")
        self.lead.stage_id = stage
        answer = self.send_enquiry(handler)
        self.assertEqual(answer["id"], self.lead.id)

    def test_a_look_up_finds_nothing_beyond(self):
        self.lead.action_set_won()
        handler = self.make_lead_handler(
            method="get",
            match_domain=OPEN,
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
        )
        self.assertEqual(self.get(handler, {"email": ADA}).status_code, 404)

    def test_a_record_that_is_none_of_these_is_not_updated_by_its_id(self):
        self.lead.action_set_won()
        handler = self.make_handler(
            parameters=[{"name": "id", "type": "integer"}, "title"],
            mappings=[
                {"parameter": "id", "field": "id", "is_match_key": True},
                ("name", "title"),
            ],
            match_domain=OPEN,
        )
        answer = self.post_json(handler, {"id": self.lead.id, "title": "New"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.lead.name, "Old")

    # === WHAT IS REFUSED AS IT IS SAVED ===

    def assert_refused(self, domain, why):
        with self.assertRaisesRegex(ValidationError, why):
            self.make_lead_handler(match_domain=domain)

    def test_code_is_refused(self):
        self.assert_refused("[('user_id', '=', uid)]", "no code")
        self.assert_refused("[('name', '=', ''.join([]))]", "no code")

    def test_a_way_around_the_rules_of_records_is_refused(self):
        self.assert_refused("[('partner_id', 'any!', [])]", "no way that is allowed")

    def test_a_field_that_is_not_there_is_refused(self):
        self.assert_refused("[('nowhere', '=', 1)]", "no field 'nowhere'")
        self.assert_refused("[('stage_id.nowhere', '=', 1)]", "no field 'nowhere'")
        self.assert_refused("[('name.nowhere', '=', 1)]", "leads nowhere")

    def test_what_the_user_of_the_webhook_may_not_read_is_refused(self):
        for domain in (
            "[('user_id.password', 'ilike', 'a')]",
            "[('user_id', 'any', [('password', 'ilike', 'a')])]",
        ):
            self.assert_refused(domain, "the field 'password'")
        # A salesman reads no rights.
        self.assert_refused(
            "[('team_id.alias_id.alias_parent_model_id.access_ids.name', '=', 'a')]",
            "may not read",
        )

    def test_a_value_of_another_type_is_refused(self):
        self.assert_refused("[('color', '=', 'red')]", "holds numbers")
        self.assert_refused("[('create_date', '>', 'soon')]", "cannot be used")

    def test_a_user_who_may_read_no_lead_at_all_is_said_to_be_one(self):
        handler = self.make_lead_handler(match_domain=OPEN)
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "domain_stranger",
                "group_ids": [(6, 0, self.env.ref("base.group_user").ids)],
            }
        )
        handler.user_id = stranger
        self.assertIn("Stranger", str(handler.setup_warnings))

    def test_a_user_who_may_not_read_a_field_of_it_any_more(self):
        """Also one who was given rights since, and of whom nothing was asked then."""
        handler = self.make_lead_handler(match_domain=OPEN)
        self.assertNotIn("Look Only Among", str(handler.setup_warnings))
        field = self.env.registry["crm.lead"]._fields["won_status"]
        self.patch(field, "groups", "base.group_system")
        handler.invalidate_recordset(["setup_warnings"])
        self.assertIn(
            "Look Only Among cannot be used. The user of this webhook may not read the "
            "field 'won_status'",
            str(handler.setup_warnings),
        )
        answer = self.post_json(handler, {"title": "New", "email": "ada@example.com"})
        self.assertEqual(answer.status_code, 403, answer.text)

    def test_another_target_empties_it_in_the_form(self):
        handler = self.make_lead_handler(match_domain=OPEN)
        with Form(handler) as form:
            form.model_id = self.env["ir.model"]._get("res.partner")
            self.assertFalse(form.match_domain)

    # === THE GALLERY ===

    def test_the_website_form_makes_a_new_lead_of_a_won_one(self):
        card = self.env.ref("inbound_webhook.sender_website_form")
        handler = card._make_handler()
        handler.active = True
        enquiry = {"name": "Ada", "email": ADA, "message": "First"}
        self.post_form(handler, enquiry, headers={"Accept": "application/json"})
        self.assertEqual(self.last_call(handler).res_id, self.lead.id)
        self.lead.action_set_won()
        self.post_form(
            handler,
            {**enquiry, "message": "Second"},
            headers={"Accept": "application/json"},
        )
        second = self.last_call(handler)
        self.assertEqual(second.operation, "created", second.why)
        new = self.env["crm.lead"].browse(second.res_id)
        self.assertEqual((new.contact_name, new.email_from), ("Ada", ADA))
