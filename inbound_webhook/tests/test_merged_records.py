"""Records that people merge here go on being found by what senders call them."""

from datetime import datetime

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

    def test_where_nothing_is_known_of_any_record_merging_costs_no_more(self):
        leads = self.env["crm.lead"].create([{"name": name} for name in "AB"])
        beside = self.env["inbound.webhook.beside.record"]
        self.env.flush_all()
        # Of each table, the log's too, it is asked once whether it holds anything.
        for queries in (4, 0, 0):
            with self.assertQueryCount(queries):
                beside._hand_over(leads[1], leads[0])

    def test_what_one_transaction_keeps_and_merges_is_found_as_well(self):
        contacts = self.env["res.partner"].create([{"name": name} for name in "AB"])
        stays, gone = contacts
        beside = self.env["inbound.webhook.beside.record"]
        beside._hand_over(gone, stays)
        known = self.env["inbound.webhook.external.id"]
        times = self.env["inbound.webhook.event.time"]
        known._keep("theirs", "a digest", gone)
        beside._hand_over(gone, stays)
        self.assertEqual(known._record_id("a digest"), stays.id)
        moment = datetime(2026, 5, 6, 7)
        times._keep(self.handler.id, gone, [""], moment)
        beside._hand_over(gone, stays)
        kept = times._of_record(self.handler.id, stays)
        self.assertEqual(kept, {"": moment})

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

    def call_of(self, record):
        """The call that made a record."""
        about = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        return self.env["inbound.webhook.call"].search(about)

    def test_calls_about_a_contact_that_is_gone_lead_to_the_one_that_stays(self):
        first, second = self.make(1, 2)
        calls = [self.call_of(first), self.call_of(second)]
        gone = first.id
        self.merge_contacts(first | second, second)
        for call in calls:
            self.assertEqual(call.action_open_record()["res_id"], second.id)
            self.assertEqual(call.record_name, "Ada")
        self.assertEqual(second.inbound_webhook_call_count, 2)
        merged = f"Contact {gone} was merged into Contact {second.id} since then"
        self.assertIn(merged, calls[0].explanation)
        self.assertIn(f"created: Contact {gone}", calls[0].explanation)
        self.assertNotIn("was merged", calls[1].explanation)

    def test_calls_about_a_lead_that_is_gone_lead_to_the_one_that_stays(self):
        leads = self.make(1, 2, handler=self.of_leads)
        calls = [self.call_of(lead) for lead in leads]
        survivor = leads.with_user(self.person).merge_opportunity()
        for call in calls:
            self.assertEqual(call.action_open_record()["res_id"], survivor.id)

    def test_items_about_one_that_is_gone_lead_to_the_one_that_stays(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[{"name": "name", "path": "@.name"}],
            mappings=[("name", "name")],
            split_path="people",
        )
        people = [{"name": name} for name in ("Ada", "Eva", "Ida")]
        self.post_json(handler, {"people": people})
        call = self.last_call(handler)
        ids = call.item_ids.sorted("position").mapped("res_id")
        ada, _eva, ida = contacts = self.env["res.partner"].browse(ids)
        self.merge_contacts(ada | ida, ida)
        items = call.item_ids.sorted("position").mapped("res_id")
        self.assertEqual(items, [ida.id, contacts[1].id, ida.id])
        said = f"Item 1, Record: Contact {ids[0]} was merged into Contact {ida.id}"
        self.assertIn(said, call.explanation)
        self.assertEqual(call.explanation.count("was merged"), 1)

    def test_what_was_left_out_is_written_to_the_one_that_stays(self):
        email = self.handler.parameter_ids.filtered(lambda item: item.name == "email")
        email.on_invalid = "skip"
        first, second = self.make(1, 2)
        self.tell(id=1, email="reception desk")
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "done_with_notes")
        self.merge_contacts(first | second, second)
        email.type = "text"
        replay = self.replay(call)
        self.assertEqual((replay.reason, replay.res_id), ("done", second.id))
        self.assertEqual(second.email, "reception desk")
