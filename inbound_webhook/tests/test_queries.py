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
        # Of these, 22 are what CRM and the chatter do to create a lead, one is the note
        # of the call on it, and one looks for a failure that the call settles. The row
        # of the handler is read twice: before the body comes, and after that. Three are
        # there for calls about the same person in the same moment: whose turn it is,
        # who makes the record, and that it is the next one's turn.
        with self.assertQueryCount(51):
            answer = self.send(self.url, self.payload(2))
        self.assertEqual(answer.json()["operation"], "created")

    def test_a_duplicate(self):
        # Of these, two look for something newer about the record of the first call, and
        # one reads, after the rollback, how much the handler keeps.
        with self.assertQueryCount(24):
            answer = self.send(self.url, self.payload(1))
        self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(self.last_call(self.handler).status, "duplicate")

    def test_an_unknown_address(self):
        with self.assertQueryCount(1):
            answer = self.send("/inbound/unknown", self.payload(2))
        self.assertEqual(answer.status_code, 404)
