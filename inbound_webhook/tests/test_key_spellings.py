from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestKeySpellings(InboundWebhookHttpCase):
    """Whoever makes the record of a value locks the same, however a call spells it.

    What is locked stays as a row: calls that lock the same leave as many rows as one.
    """

    def handler(self, fields, **key_values):
        return self.make_handler(
            parameters=["title", *fields],
            mappings=[
                ("name", "title"),
                *(
                    {"parameter": name, "field": field, "is_match_key": True}
                    | key_values
                    for name, field in fields.items()
                ),
            ],
        )

    def locked(self, handler, payload):
        """Ids of what is locked by a call that makes a lead, which is gone then."""
        keys = self.env["inbound.webhook.key"]
        keys.search([]).unlink()
        answer = self.post_json(handler, {"title": "Made", **payload})
        self.assertEqual(answer.json()["operation"], "created", answer.text)
        self.last_call(handler)._record().unlink()
        digests = set(keys.search([]).mapped("digest"))
        self.assertTrue(digests)
        return digests

    def assert_same(self, handler, name, values):
        locked = [self.locked(handler, {name: value}) for value in values]
        self.assertEqual(locked, [locked[0]] * len(values))

    def test_a_link_by_its_name_and_its_id(self):
        source = self.env["utm.source"].create({"name": "A Fair"})
        handler = self.handler({"source": "source_id"})
        self.assert_same(handler, "source", ["A Fair", "a fair", source.id])

    def test_a_number(self):
        handler = self.handler({"revenue": "expected_revenue"})
        self.assert_same(handler, "revenue", ["500", 500, "500.00", 500.0])

    def test_a_date(self):
        handler = self.handler({"day": "date_deadline"})
        self.assert_same(handler, "day", ["2031-01-02", "2031-01-02T10:00:00"])

    def test_a_phone_number(self):
        handler = self.handler({"phone": "phone"})
        for numbers in (
            ["+1 212 555 1234", "001 (212) 555-1234"],
            # Of no numbering plan.
            ["+999 123 4567", "009991234567"],
            ["+999 123 4567 ext. 12", "009991234567x12"],
        ):
            self.assert_same(handler, "phone", numbers)

    def test_an_address_that_is_a_key_alone_or_with_others(self):
        alone = self.handler({"email": "email_from"})
        joined = self.handler(
            {"email": "email_from", "city": "city"}, joins_previous_key=True
        )
        payload = {"email": "Zoe@Example.com", "city": "Gent"}
        self.assertLess(self.locked(alone, payload), self.locked(joined, payload))

    def test_a_place_alone_is_no_ones(self):
        joined = self.handler(
            {"email": "email_from", "city": "city"}, joins_previous_key=True
        )
        first = self.locked(joined, {"email": "zoe@example.com", "city": "Gent"})
        second = self.locked(joined, {"email": "ada@example.com", "city": "Gent"})
        self.assertFalse(first & second)
