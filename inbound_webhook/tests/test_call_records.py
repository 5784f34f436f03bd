"""The records of calls in the log: their names, and calls found by them."""

from odoo.tests import new_test_user, tagged

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestCallRecords(InboundWebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.contacts = cls.make_handler(
            "res.partner", parameters=["name"], mappings=[("name", "name")]
        )
        cls.lead = cls.env["crm.lead"].create({"name": "Lovelace & Sons"})
        cls.partner = cls.env["res.partner"].create({"name": "Ada Lovelace"})
        cls.of_lead = cls.make_call(cls.handler, cls.lead)
        cls.of_partner = cls.make_call(cls.contacts, cls.partner)
        cls.of_none = cls.make_call(cls.handler)
        cls.ours = cls.of_lead | cls.of_partner | cls.of_none

    @classmethod
    def make_call(cls, handler, record=None, **values):
        if record:
            values |= {"res_model": record._name, "res_id": record.id}
        return cls.env["inbound.webhook.call"].create(
            {"handler_id": handler.id, "method": "POST", **values}
        )

    def found(self, *leaf, user=None):
        calls = self.env["inbound.webhook.call"].with_user(user or self.env.user)
        return calls.search([("record_name", *leaf)]).sudo() & self.ours.sudo()

    def test_calls_are_found_by_the_name_of_their_record(self):
        self.assertEqual(
            self.found("ilike", "lovelace"), self.of_lead | self.of_partner
        )
        self.assertEqual(self.found("=", "Ada Lovelace"), self.of_partner)

    def test_an_id_of_another_model_is_not_found(self):
        call = self.make_call(
            self.handler, res_model="crm.lead", res_id=self.partner.id
        )
        self.ours |= call
        self.assertNotIn(call, self.found("=", "Ada Lovelace"))

    def test_calls_of_archived_records_are_found(self):
        self.lead.active = False
        self.assertIn(self.of_lead, self.found("ilike", "lovelace"))

    def test_a_call_is_found_by_the_records_of_its_items(self):
        item = {"position": 1, "status": "success"}
        item |= {"res_model": "crm.lead", "res_id": self.lead.id}
        self.of_none.item_ids = [(0, 0, item)]
        self.assertEqual(self.found("ilike", "& sons"), self.of_lead | self.of_none)

    def test_calls_without_a_record_can_be_looked_for(self):
        self.assertEqual(self.found("=", False), self.of_none)
        self.assertEqual(self.found("!=", False), self.of_lead | self.of_partner)

    def test_what_is_not_named_so(self):
        self.assertEqual(self.found("not ilike", "ada"), self.of_lead | self.of_none)

    def test_records_that_the_reader_may_not_see_find_nothing(self):
        reader = new_test_user(self.env, "reader", "inbound_webhook.group_user")
        self.assertEqual(self.found("ilike", "lovelace", user=reader), self.of_partner)

    def test_calls_of_a_handler_that_is_off_are_found(self):
        self.contacts.active = False
        self.assertEqual(self.found("=", "Ada Lovelace"), self.of_partner)

    def test_a_page_of_the_list_names_its_records_in_few_queries(self):
        def queries(count):
            leads = self.env["crm.lead"].create(
                [{"name": f"Lead {i}"} for i in range(count)]
            )
            calls = self.env["inbound.webhook.call"]
            for lead in leads:
                calls |= self.make_call(self.handler, lead)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            names = calls.mapped("record_name")
            self.assertEqual(names, leads.mapped("name"))
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(40), queries(2))
