"""Values as senders write them, each through a call: what the guide's table says."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

#: "日本" in ISO-2022-JP and in Shift_JIS, by the tables of JIS X 0208.
ISO_2022_JP, SHIFT_JIS = b"\x1b$BF|K\\\x1b(B", b"\x93\xfa\x96\x7b"


@tagged("post_install", "-at_install")
class TestSendersValues(InboundWebhookHttpCase):
    #: As people have it who make a handler.
    on_invalid = None

    def make_value_handler(self, field, model="crm.lead", mapping=(), **parameter):
        """A handler with one more value than a title."""
        return self.make_handler(
            model,
            parameters=["title", {"name": "it", **parameter}],
            mappings=[
                ("name", "title"),
                {"parameter": "it", "field": field, **dict(mapping)},
            ],
        )

    def record_of(self, handler, **body):
        answer = self.post_json(handler, {"title": "T", **body})
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env[handler.model_name].browse(answer.json()["id"])

    def assert_written(self, handler, pairs):
        """What the field holds of each value that a call brings."""
        field = handler.mapping_ids[-1].field_id.name
        for value, held in pairs:
            with self.subTest(value):
                self.assertEqual(self.record_of(handler, it=value)[field], held)

    # === WHAT DOES NOT FIT ===

    def test_my_sender_writes_odd_values_now_and_then(self):
        """The first sentence that people complained with."""
        handler = self.make_handler(
            parameters=[
                *("title", "country", "owner"),
                {"name": "email", "type": "email"},
                {"name": "site", "type": "url"},
                {"name": "budget", "type": "money"},
            ],
            mappings=[
                *(("name", "title"), ("email_from", "email"), ("website", "site")),
                *(("expected_revenue", "budget"), ("country_id", "country")),
                ("user_id", "owner"),
            ],
        )
        lead = self.record_of(
            handler,
            email="N/A",
            site="acme.example",
            budget="$5,000",
            country="USA",
            owner="Nobody Here",
        )
        self.assertRecordValues(
            lead,
            [
                {
                    "email_from": False,
                    "website": "http://acme.example",
                    "expected_revenue": 5000,
                    "country_id": self.env.ref("base.us").id,
                    "user_id": False,
                }
            ],
        )
        (left_out,) = self.last_call(handler).left_out
        self.assertEqual(left_out["parameter"], "owner")

    # === ADDRESSES AND NAMES ===

    def test_my_sender_writes_several_addresses_into_one_field(self):
        several = 'Ada <ada@a.example>; "Lovelace, B." <b@a.example>'
        first = self.make_value_handler("email_from", type="email")
        every = self.make_value_handler("email_cc", type="emails")
        for value in (several, ["ada@a.example", "b@a.example"]):
            with self.subTest(value):
                lead = self.record_of(first, it=value)
                self.assertEqual(lead.email_from, "ada@a.example")
                lead = self.record_of(every, it=value)
                self.assertEqual(lead.email_cc, "ada@a.example, b@a.example")

    def test_my_sender_writes_a_name_as_one(self):
        for transform, part in (
            ("person_title", "Dr."),
            ("first_name", "Ada"),
            ("last_name", "van Lovelace"),
        ):
            with self.subTest(transform):
                handler = self.make_value_handler(
                    "contact_name", mapping={"transform": transform}
                )
                self.assert_written(handler, [("Dr. Ada van Lovelace", part)])

    # === TEXTS ===

    def test_my_sender_writes_html(self):
        html = "<p>Caf&eacute; &amp; <b>bar</b></p><script>alert(1)</script>"
        text = self.make_value_handler(
            "contact_name", mapping={"transform": "html_to_text"}
        )
        self.assertIn("Café & ", self.record_of(text, it=html).contact_name)
        kept = self.make_value_handler(
            "description", mapping={"transform": "keep_html"}
        )
        description = self.record_of(kept, it=html).description
        self.assertIn("<b>bar</b>", description)
        self.assertNotIn("script", description)

    def test_my_sender_writes_yes_in_its_own_way(self):
        handler = self.make_value_handler("is_company", "res.partner", type="boolean")
        yes = ("x", "checked", "ja", "oui", "on", "Yes", 1, True)
        no = ("nein", "non", "off", "0", 0, False)
        self.assert_written(handler, [(text, True) for text in yes])
        self.assert_written(handler, [(text, False) for text in no])

    def test_my_sender_writes_a_sentence_for_yes_and_nothing_for_no(self):
        handler = self.make_value_handler(
            "is_company",
            "res.partner",
            mapping={
                "transform": "value_table",
                "transform_argument": "I agree to the terms = yes; * = no",
            },
            default_value="false",
        )
        self.assert_written(handler, [("I agree to the terms", True), ("Later", False)])
        self.assertFalse(self.record_of(handler).is_company)

    # === NUMBERS ===

    def test_the_sign_of_an_amount_is_its_currency(self):
        self.env["res.currency"].with_context(active_test=False).search(
            [("name", "in", ("CHF", "EUR", "USD"))]
        ).active = True
        self.runner.group_ids += self.env.ref("base.group_system")
        handler = self.make_handler(
            "res.partner.bank",
            parameters=["title", {"name": "it", "type": "money"}],
            mappings=[
                ("acc_number", "title"),
                {"constant": "base.main_partner", "field": "partner_id"},
                {"parameter": "it", "field": "currency_id", "transform": "currency"},
            ],
        )
        for text, code in (
            *(("CHF 1'234.50", "CHF"), ("1.234,50 €", "EUR"), ("US$ 12", "USD")),
        ):
            with self.subTest(text):
                bank = self.record_of(handler, title=code, it=text)
                self.assertEqual(bank.currency_id.name, code)

    def test_my_sender_writes_amounts_of_any_country(self):
        handler = self.make_value_handler("expected_revenue", type="money")
        self.assert_written(
            handler,
            (
                *(("$1,234.50", 1234.5), ("1.234,50 US$", 1234.5)),
                *(("USD 1'234.50", 1234.5), ("(12.00)", -12), ("-12,00", -12)),
            ),
        )

    def test_a_bank_account_or_an_article_number_is_checked(self):
        """The examples of their standards: ISO 13616 and GS1."""
        for kind, right, held, wrong in (
            ("iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", "GB83"),
            ("ean", "4006381333931", "4006381333931", "4006381333932"),
        ):
            with self.subTest(kind):
                handler = self.make_value_handler("ref", "res.partner", type=kind)
                self.assert_written(handler, [(right, held), (wrong, False)])
                self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    # === CHARSETS ===

    def test_my_sender_writes_in_a_charset_of_its_own(self):
        handler = self.make_value_handler("contact_name")
        form = "application/x-www-form-urlencoded"
        for content_type, body in (
            (
                "application/json; charset=ISO-2022-JP",
                b'{"title": "T", "it": "%s"}' % ISO_2022_JP,
            ),
            (f"{form}; charset=Shift_JIS", b"title=T&it=%93%FA%96%7B"),
            (form, b"title=T&it=%93%FA%96%7B&_charset_=Shift_JIS"),
        ):
            with self.subTest(content_type):
                self.assert_japan(handler, body, content_type)

    def test_sendgrid_says_the_charset_of_each_field(self):
        handler = self.make_value_handler("contact_name")
        charsets = b'{"title": "UTF-8", "it": "shift_jis"}'
        fields = {b"title": b"T", b"it": SHIFT_JIS, b"charsets": charsets}
        self.assert_japan(handler, *multipart(fields))

    def assert_japan(self, handler, body, content_type):
        answer = self.send(handler, body, headers={"Content-Type": content_type})
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.contact_name, "日本")

    def test_text_that_cannot_be_decoded_is_kept_as_bytes_and_noted(self):
        handler = self.make_value_handler("contact_name")
        # A letter of two bytes, of which the second one is missing.
        broken, charsets = b"Caf\xe9", b'{"it": "shift_jis"}'
        body, content_type = multipart(
            {b"title": b"T", b"it": broken, b"charsets": charsets}
        )
        answer = self.send(handler, body, headers={"Content-Type": content_type})
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertFalse(lead.contact_name)
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertEqual(attachment.raw, broken)

    # === SHAPES ===

    def test_my_sender_writes_one_item_as_an_object_and_several_as_a_list(self):
        handler = self.make_value_handler("referred", path="items[0].sku")
        one, other = {"sku": "A"}, {"sku": "B"}
        for items in (one, [one], [one, other], {"0": one, "1": other}):
            with self.subTest(items):
                self.assertEqual(self.record_of(handler, items=items).referred, "A")
        for items in (None, [], {}):
            with self.subTest(items):
                self.assertFalse(self.record_of(handler, items=items).referred)
        self.assertFalse(self.record_of(handler).referred)

    def test_my_sender_writes_several_choices_with_semicolons(self):
        tags = self.env["crm.tag"].create([{"name": "Fast"}, {"name": "Now, please"}])
        handler = self.make_value_handler("tag_ids")
        lead = self.record_of(handler, it="Fast;Now, please")
        self.assertEqual(lead.tag_ids, tags)


def multipart(fields):
    """A multipart form and its content type."""
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
        for pair in fields.items()
    ]
    return b"".join(parts) + b"--b--", "multipart/form-data; boundary=b"
