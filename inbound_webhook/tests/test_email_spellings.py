from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestEmailSpellings(InboundWebhookHttpCase):
    """An address is found however people and programs write it."""

    def make_email_handler(self, field="email_from", type_="email"):
        return self.make_handler(
            parameters=["title", {"name": "email", "type": type_}],
            mappings=[
                {"parameter": "email", "field": field, "is_match_key": True},
                ("name", "title"),
            ],
        )

    def post(self, handler, email):
        answer = self.post_json(handler, {"title": "T", "email": email})
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def test_a_lead_is_found_and_keeps_the_name_beside_the_address(self):
        stored = "Ada Lovelace <Ada@Odd.Example>"
        lead = self.env["crm.lead"].create({"name": "T", "email_from": stored})
        for written in (
            "ada@odd.example",
            "ADA@ODD.EXAMPLE",
            "ada@odd.example.",
            "ada@odd.example, charles@odd.example",
            "mailto:ada@odd.example?subject=Hello",
            "<mailto:ada@odd.example|ada@odd.example>",
            "A. Lovelace <ada@odd.example>",
            "\u00a0ada@odd.example\u200b",
            ["ada@odd.example"],
        ):
            with self.subTest(written):
                answer = self.post(self.make_email_handler(), written)
                self.assertEqual(answer["id"], lead.id)
                self.assertEqual(answer["operation"], "unchanged")
                self.assertEqual(lead.email_from, stored)

    def test_another_name_beside_the_address_is_something_new(self):
        lead = self.env["crm.lead"].create(
            {"name": "T", "email_from": "ada@odd.example"}
        )
        handler = self.make_email_handler(type_="text")
        answer = self.post(handler, "Ada <ada@odd.example>")
        self.assertEqual((answer["id"], answer["operation"]), (lead.id, "updated"))
        self.assertEqual(lead.email_from, "Ada <ada@odd.example>")

    def test_an_international_domain_in_letters_and_in_ascii(self):
        for stored, written in (
            ("zoe@exämple.example", "zoe@xn--exmple-cua.example"),
            ("bob@xn--exmple-cua.example", "Bob@EXÄMPLE.example"),
        ):
            with self.subTest(written):
                lead = self.env["crm.lead"].create({"name": "T", "email_from": stored})
                answer = self.post(self.make_email_handler(), written)
                self.assertEqual(answer["id"], lead.id)

    def test_an_address_in_a_field_that_odoo_does_not_know_as_one(self):
        lead = self.env["crm.lead"].create(
            {"name": "T", "referred": "Ada <ada@odd.example>"}
        )
        handler = self.make_email_handler("referred")
        self.assertEqual(self.post(handler, "Ada@odd.example")["id"], lead.id)
        self.assertNotEqual(self.post(handler, "a_a@odd.example")["id"], lead.id)

    def test_a_contact_is_linked_by_whatever_is_written_of_its_address(self):
        contact = self.env["res.partner"].create(
            {"name": "Jo", "email": "Jo <jo@x.example>"}
        )
        handler = self.make_handler(
            parameters=["title", "contact"],
            mappings=[
                ("name", "title"),
                {
                    "parameter": "contact",
                    "field": "partner_id",
                    "create_missing": True,
                },
            ],
        )
        for written in (
            "jo@x.example",
            "JO@X.EXAMPLE",
            "Joseph <jo@x.example>",
            "mailto:jo@x.example",
            "jo@x.example,",
            "jo@x.example.",
            "\u3000jo@x.example\u00a0",
        ):
            with self.subTest(written):
                payload = {"title": "T", "contact": written}
                answer = self.post_json(handler, payload).json()
                lead = self.env["crm.lead"].browse(answer["id"])
                self.assertEqual(lead.partner_id, contact)
        payload = {"title": "T", "contact": "mailto:new@x.example"}
        answer = self.post_json(handler, payload).json()
        new = self.env["crm.lead"].browse(answer["id"]).partner_id
        self.assertEqual((new.name, new.email), ("new@x.example", "new@x.example"))

    def test_an_address_with_something_behind_it_is_left_out_and_not_joined(self):
        handler = self.make_handler(
            parameters=[
                "title",
                {"name": "email", "type": "email", "on_invalid": "skip"},
            ],
            mappings=[("email_from", "email"), ("name", "title")],
        )
        for written in ("ada@x.example Ada", "ada@x.example 0471 12 34 56"):
            with self.subTest(written):
                payload = {"title": "T", "email": written}
                answer = self.post_json(handler, payload).json()
                self.assertFalse(self.env["crm.lead"].browse(answer["id"]).email_from)
                self.assertIn("is not an e-mail address", answer["notes"][0])

    def test_all_addresses_of_a_field(self):
        handler = self.make_handler(
            parameters=["title", {"name": "email", "type": "emails"}],
            mappings=[("description", "email"), ("name", "title")],
        )
        answer = self.post(handler, ["A@x.example; b@x.example", "<a@x.example>"])
        lead = self.env["crm.lead"].browse(answer["id"])
        self.assertIn("a@x.example, b@x.example", lead.description)
