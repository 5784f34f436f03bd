from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestPhoneKeys(InboundWebhookHttpCase):
    """One caller is one record, and two extensions are two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_phone_handler()

    @classmethod
    def make_phone_handler(cls, model="crm.lead", field="phone", **values):
        return cls.make_handler(
            model,
            parameters=["title", {"name": "phone", "type": "phone", **values}],
            mappings=[
                {"parameter": "phone", "field": field, "is_match_key": True},
                ("name", "title"),
            ],
        )

    def record_of(self, number, handler=None):
        handler = handler or self.handler
        answer = self.post_json(handler, {"title": "T", "phone": number})
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env[handler.model_name].browse(answer.json()["id"])

    def assert_one_record(self, *numbers, handler=None):
        ids = [self.record_of(number, handler).id for number in numbers]
        self.assertEqual(len(set(ids)), 1, numbers)

    def test_an_extension_is_kept(self):
        for number in ("+32 2 555 12 34 ext. 12", "02 555 12 34 x12", "025551234#12"):
            with self.subTest(number):
                lead = self.record_of(number)
                self.assertEqual(lead.phone, "+3225551234 ext. 12")
                self.assertEqual(lead.phone_sanitized, "+3225551234")

    def test_two_extensions_are_two_people(self):
        first = self.record_of("+32 2 555 12 34 ext. 12")
        second = self.record_of("+32 2 555 12 34 ext. 13")
        nobody = self.record_of("+32 2 555 12 34")
        self.assertEqual(len(first | second | nobody), 3)
        self.assertEqual(self.record_of("02/555.12.34 poste 12"), first)
        self.assertEqual(self.record_of("tel:+3225551234;ext=13"), second)
        self.assertEqual(self.record_of("0032 2 555 12 34"), nobody)

    def test_a_number_that_somebody_typed_with_its_extension_is_found(self):
        lead = self.env["crm.lead"].create({"name": "T", "phone": "02 555 12 34 x 12"})
        self.env["crm.lead"].create({"name": "T", "phone": "02 555 12 34"})
        self.assertEqual(self.record_of("+3225551234 ext 12"), lead)

    def test_a_number_that_no_country_knows_is_found_again(self):
        for number, stored in (
            ("555-0123", "5550123"),
            ("+1 555 012 3456", "+15550123456"),
            ("123456789012345", "123456789012345"),
            ("555 0123 x7", "5550123 ext. 7"),
        ):
            with self.subTest(number):
                lead = self.record_of(number)
                self.assertEqual(lead.phone, stored)
                self.assertFalse(lead.phone_sanitized)
                self.assertEqual(self.record_of(number), lead)
                self.assertEqual(self.record_of(number.replace(" ", ".")), lead)
        self.assertNotEqual(self.record_of("555-0123"), self.record_of("555-0123 x7"))
        self.assertNotEqual(self.record_of("555-0123"), self.record_of("555-01234"))

    def test_such_a_number_is_found_as_somebody_typed_it(self):
        for typed, sent in (
            ("(555) 0124", "555-0124"),
            ("555.0125", 5550125),
            ("+1 (555) 012-3459", "15550123459"),
            ("555-0126 x7", "5550126 ext. 7"),
        ):
            with self.subTest(typed):
                lead = self.env["crm.lead"].create({"name": "T", "phone": typed})
                if typed.startswith("+"):
                    sent = f"+{sent}"
                self.assertEqual(self.record_of(sent), lead)

    def test_without_a_country_three_equal_calls_are_one_record(self):
        self.env.company.country_id = False
        self.assert_one_record("0471 12 34 56", "0471/12.34.56", "0471123456")

    def test_what_one_call_changes_the_next_item_finds(self):
        handler = self.make_handler(
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "phone", "type": "phone", "path": "@.phone"},
            ],
            mappings=[
                {"parameter": "phone", "field": "phone", "is_match_key": True},
                ("name", "title"),
            ],
            split_path="$",
        )
        items = [
            {"title": "T", "phone": "555-0123"},
            {"title": "U", "phone": "5550123"},
        ]
        results = self.post_json(handler, items).json()["results"]
        self.assertEqual(
            [item["operation"] for item in results], ["created", "updated"]
        )

    def test_what_is_no_phone_number_does_not_fit(self):
        for value in ("anonymous", "abc", "client:agent_john", "Restricted", "12"):
            with self.subTest(value):
                answer = self.post_json(self.handler, {"title": "T", "phone": value})
                self.assertEqual(answer.status_code, 422)
                self.assertIn("phone", answer.json()["error"])
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "T")]))

    def test_a_contact_has_extensions_too(self):
        handler = self.make_phone_handler("res.partner")
        first = self.record_of("+32 2 555 12 34 ext. 12", handler)
        self.assertNotEqual(self.record_of("+32 2 555 12 34 ext. 13", handler), first)
        self.assertEqual(self.record_of("025551234 x12", handler), first)

    def test_a_text_parameter_is_a_phone_number_in_a_phone_field(self):
        handler = self.make_phone_handler(type="text")
        self.env["crm.lead"].create({"name": "T", "phone": "+32 2 555 12 34 x12"})
        self.assert_one_record("02 555 12 34 ext 12", "025551234x12", handler=handler)

    def test_a_text_that_odoo_reads_no_number_in_is_found_again(self):
        """It is stored as it came, and Odoo has no number in international format."""
        for model in ("crm.lead", "res.partner"):
            handler = self.make_phone_handler(model, type="text")
            for number, text in (
                ("+3225551201", "+32 2 555 12 01 poste 12"),
                ("+3225551202", "02 555 12 02 Durchwahl 12"),
                ("+3225551203", "+32 2 555 12 03 (private)"),
                ("+32475551204", "Mobile: 0475 55 12 04"),
                ("+3225551205", "０２ ５５５ １２ ０５"),
            ):
                with self.subTest(model, text=text):
                    self.assert_one_record(text, text, handler=handler)
                    self.assertEqual(self.record_of(text, handler).phone, text)
                    other = self.record_of(f"{number} ext. 13", handler)
                    self.assertNotEqual(self.record_of(text, handler), other)

    def test_such_a_text_finds_the_number_in_another_spelling(self):
        handler = self.make_phone_handler(type="text")
        lead = self.env["crm.lead"].create({"name": "T", "phone": "02 555 12 34 x12"})
        self.assertEqual(self.record_of("+32 2 555 12 34 poste 12", handler), lead)

    def test_a_number_in_any_other_field_is_found_in_any_spelling(self):
        handler = self.make_phone_handler(field="referred")
        lead = self.env["crm.lead"].create({"name": "T", "referred": "02/555.12.34"})
        self.assertEqual(self.record_of("+32 2 555 12 34", handler), lead)
        self.assertNotEqual(self.record_of("+32 2 555 12 34 x1", handler), lead)

    def test_a_look_up_tells_extensions_apart(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "phone", "type": "phone", "source": "query"}],
            mappings=[{"parameter": "phone", "field": "phone", "is_match_key": True}],
        )
        contacts = self.env["res.partner"].create(
            [
                {"name": "A", "phone": "02 555 12 34 x12"},
                {"name": "B", "phone": "02 555 12 34 x13"},
            ]
        )
        for contact, extension in zip(contacts, ("12", "13"), strict=True):
            answer = self.get(handler, {"phone": f"+3225551234 ext. {extension}"})
            self.assertEqual(answer.json()["id"], contact.id)
        self.assertEqual(self.get(handler, {"phone": "025551234"}).status_code, 404)
