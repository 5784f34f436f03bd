from odoo.fields import Command
from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestQueries(InboundWebhookHttpCase):
    """How many queries a call takes, once everything that is cached is cached."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            parameters=[
                "title",
                "who",
                "city",
                "text",
                {"name": "email", "type": "email"},
            ],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("name", "title"),
                ("contact_name", "who"),
                ("city", "city"),
                ("description", "text"),
            ],
            protection_period=10,
        )

    def payload(self, number):
        return {
            "title": "Enquiry",
            "who": "Ada",
            "city": "Gent",
            "text": "Please call.",
            "email": f"ada{number}@odd.example",
        }

    def setUp(self):
        super().setUp()
        # Read before, or the test's own query would count.
        self.url = f"/inbound/{self.handler.token}"
        self.send(self.url, self.payload(0))
        self.send(self.url, self.payload(1))

    def send(self, url, payload):
        return self.url_open(url, json=payload)

    def test_a_call_that_makes_a_lead(self):
        # 16 of these are what CRM and the chatter do to create a lead with a message.
        # Of ours, one finds handler and user, one writes the row, one claims the
        # request, one looks for the lead, and one writes how it ended and settles what
        # it repeats. Two are there for calls about the same person in the same moment:
        # whose turn it is, and who makes the record. One asks who follows the lead.
        with self.assertQueryCount(24):
            answer = self.send(self.url, self.payload(2))
        self.assertEqual(answer.json()["operation"], "created")

    def test_a_call_that_updates_a_lead(self):
        # What a new one takes, without what Odoo does to a new lead.
        payload = {**self.payload(1), "text": "Please call again."}
        self.send(self.url, {**payload, "text": "Please call soon."})
        with self.assertQueryCount(10):
            answer = self.send(self.url, payload)
        self.assertEqual(answer.json()["operation"], "updated")

    def test_values_that_may_be_left_out_cost_no_more(self):
        """That Odoo may refuse them is paid for by a call of which it does."""
        self.handler.parameter_ids.on_invalid = "skip"
        self.handler.mapping_ids.on_invalid = "skip"
        self.send(self.url, self.payload(1))
        with self.assertQueryCount(24):
            answer = self.send(self.url, self.payload(2))
        self.assertEqual(answer.json()["operation"], "created")

    def test_a_field_with_a_rule_of_its_own_costs_one_more(self):
        self.handler.write(
            {
                "parameter_ids": [Command.create({"name": "odds", "type": "decimal"})],
            }
        )
        odds = self.handler.parameter_ids.filtered(lambda item: item.name == "odds")
        probability = self.env["ir.model.fields"]._get("crm.lead", "probability")
        self.handler.mapping_ids = [
            Command.create({"parameter_id": odds.id, "field_id": probability.id})
        ]
        payload = {**self.payload(1), "odds": 30, "text": "Please call again."}
        self.send(self.url, {**payload, "text": "Please call soon."})
        with self.assertQueryCount(11):
            answer = self.send(self.url, payload)
        self.assertEqual(answer.json()["operation"], "updated")

    def test_a_duplicate(self):
        # Two of these read the first call and its claim, and one looks for something
        # newer about its record.
        with self.assertQueryCount(7):
            answer = self.send(self.url, self.payload(1))
        self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(self.last_call(self.handler).status, "duplicate")

    def test_a_refused_call(self):
        # One of these looks whether its sender has sent it again, with success.
        with self.assertQueryCount(5):
            answer = self.send(self.url, {**self.payload(2), "email": "no address"})
        self.assertEqual(answer.status_code, 422)

    def test_an_ignored_call(self):
        who = self.handler.parameter_ids.filtered(lambda item: item.name == "who")
        self.handler.condition_ids = [
            Command.create(
                {"parameter_id": who.id, "operator": "equals", "value": "Bob"}
            )
        ]
        self.send(self.url, self.payload(2))
        with self.assertQueryCount(4):
            self.send(self.url, self.payload(3))
        self.assertEqual(self.last_call(self.handler).status, "ignored")

    def test_a_call_that_is_queued(self):
        self.handler.processing = "queued"
        self.send(self.url, self.payload(2))
        with self.assertQueryCount(5):
            answer = self.send(self.url, self.payload(3))
        self.assertEqual(answer.status_code, 202)

    def test_a_switched_off_handler(self):
        self.handler.active = False
        self.send(self.url, self.payload(2))
        with self.assertQueryCount(5):
            answer = self.send(self.url, self.payload(3))
        self.assertEqual(answer.status_code, 503)

    def test_a_call_that_is_kept_while_it_is_off(self):
        # What a queued one takes, and one that looks whether more may wait.
        self.handler.write({"active": False, "when_off": "keep"})
        self.send(self.url, self.payload(2))
        with self.assertQueryCount(5):
            answer = self.send(self.url, self.payload(3))
        self.assertEqual(answer.status_code, 202)

    def test_a_handler_that_would_keep_calls_costs_no_more_while_it_is_on(self):
        self.handler.when_off = "keep"
        payload = {**self.payload(1), "text": "Please call again."}
        self.send(self.url, {**payload, "text": "Please call soon."})
        with self.assertQueryCount(10):
            answer = self.send(self.url, payload)
        self.assertEqual(answer.json()["operation"], "updated")

    def test_a_call_beside_others_that_wait(self):
        # One more, which looks whether one of them is about the same record.
        self.handler.write({"active": False, "when_off": "keep"})
        self.send(self.url, self.payload(2))
        self.handler.active = True
        payload = {**self.payload(1), "text": "Please call again."}
        self.send(self.url, {**payload, "text": "Please call soon."})
        with self.assertQueryCount(11):
            answer = self.send(self.url, payload)
        self.assertEqual(answer.json()["operation"], "updated")

    def test_an_unknown_address(self):
        with self.assertQueryCount(1):
            answer = self.send("/inbound/unknown", self.payload(2))
        self.assertEqual(answer.status_code, 404)
