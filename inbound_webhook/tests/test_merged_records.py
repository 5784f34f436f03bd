"""Records that people merge here go on being found by what senders call them."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase

ADA = "ada@merged.example"
EARLY, LATE = "2026-05-06T07:00:00Z", "2026-05-06T09:00:00Z"
BETWEEN = "2026-05-06T08:00:00Z"
#: Rights of somebody who knows nothing of webhooks.
MERGING = "base.group_partner_manager,sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestMergedRecords(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_known_handler("res.partner", "email")
        cls.of_leads = cls.make_known_handler("crm.lead", "email_from")
        cls.person = new_test_user(cls.env, "merges", MERGING)

    @classmethod
    def make_known_handler(cls, model, email_field):
        """A webhook of records that the sender has under an id."""
        handler = cls.make_handler(
            model,
            parameters=[
                *("id", {"name": "email", "type": "email"}, "name"),
                {"name": "at", "type": "datetime"},
            ],
            mappings=[
                {"parameter": "email", "field": email_field, "is_match_key": True},
                ("name", "name"),
            ],
        )
        by_name = {item.name: item for item in handler.parameter_ids}
        handler.external_id_parameter_id = by_name["id"]
        handler.event_time_parameter_id = by_name["at"]
        return handler

    def tell(self, handler=None, **values):
        handler = handler or self.handler
        answer = self.post_json(handler, {"name": "Ada", "email": ADA, **values})
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def make(self, *ids, handler=None, **values):
        """The records that calls with these ids make."""
        handler = handler or self.handler
        made = [self.tell(handler, id=number, **values) for number in ids]
        self.assertEqual({answer["operation"] for answer in made}, {"created"})
        found = [answer["id"] for answer in made]
        return self.env[handler.model_name].browse(found)

    def merge_contacts(self, contacts, into):
        """As somebody does it who has no right on webhooks."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        (
            wizard.with_user(self.person)
            .create(
                {
                    "partner_ids": [Command.set(contacts.ids)],
                    "dst_partner_id": into.id,
                }
            )
            .action_merge()
        )
        self.assertEqual(contacts.exists(), into)

    def test_a_contact_that_was_merged_is_found_by_each_of_its_ids(self):
        contacts = self.make(1, 2, 3)
        survivor = contacts[1]
        self.merge_contacts(contacts, survivor)
        for number in (1, 2, 3):
            for values in ({}, {"email": ""}):
                answer = self.tell(id=number, name=f"Ada {number}", **values)
                self.assertEqual(answer["id"], survivor.id)
        self.assertEqual(survivor.name, "Ada 3")
        self.assertEqual(self.tell(id=4)["operation"], "created")

    def test_one_that_is_merged_twice_is_found_as_well(self):
        first, second, third = self.make(1, 2, 3)
        self.merge_contacts(first | second, second)
        self.merge_contacts(second | third, third)
        self.assertEqual(self.tell(id=1)["id"], third.id)

    def test_the_ids_outlast_the_clean_up(self):
        contacts = self.make(1, 2)
        self.merge_contacts(contacts, contacts[0])
        while self.env["inbound.webhook.external.id"]._gc_of_deleted()[1]:
            pass
        self.assertEqual(self.tell(id=2)["id"], contacts[0].id)

    def test_a_lead_of_the_same_number_is_left_alone(self):
        contacts = self.make(1, 2)
        lead = self.make(1, handler=self.of_leads)
        self.env["inbound.webhook.external.id"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        ).res_id = contacts[1].id
        self.env.flush_all()
        self.merge_contacts(contacts, contacts[0])
        of_lead = self.env["inbound.webhook.external.id"].search(
            [("res_model", "=", "crm.lead")]
        )
        self.assertEqual(of_lead.mapped("res_id"), [contacts[1].id])

    def test_a_lead_that_was_merged_is_found_by_each_of_its_ids(self):
        leads = self.make(1, 2, 3, handler=self.of_leads)
        survivor = leads.with_user(self.person).merge_opportunity()
        self.assertEqual(leads.exists().ids, survivor.ids)
        for number in (1, 2, 3):
            answer = self.tell(self.of_leads, id=number, name=f"Offer {number}")
            self.assertEqual(answer["id"], survivor.id)

    def test_what_is_older_than_the_one_that_is_gone_stays_older(self):
        first = self.make(1, at=EARLY)
        second = self.make(2, at=LATE)
        self.merge_contacts(first | second, first)
        for number in (1, 2):
            answer = self.tell(id=number, at=BETWEEN, name="Old")
            self.assertEqual(answer["status"], "ignored")
        self.assertEqual(self.tell(id=2, at=LATE, name="New")["id"], first.id)
        self.assertEqual(first.name, "New")

    def test_what_is_older_than_the_one_that_stays_is_older_too(self):
        first = self.make(1, at=EARLY)
        second = self.make(2, at=LATE)
        self.merge_contacts(first | second, second)
        self.assertEqual(self.tell(id=1, at=BETWEEN)["status"], "ignored")
