from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestLinks(InboundWebhookHttpCase):
    """Which record a value means, where a field links to one."""

    @classmethod
    def make_link_handler(cls, field, model="crm.lead", kind="text", **values):
        return cls.make_handler(
            model,
            parameters=["title", {"name": "link", "type": kind}],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "link", "field": field, **values},
            ],
        )

    def linked(self, handler, link, title="T"):
        answer = self.post_json(handler, {"title": title, "link": link})
        self.assertEqual(answer.status_code, 200, answer.text)
        record = self.env[handler.model_name].browse(answer.json()["id"])
        return record[handler.mapping_ids[1].field_id.name]

    def assert_refused(self, handler, link, *words):
        answer = self.post_json(handler, {"title": "T", "link": link})
        self.assertEqual(answer.status_code, 422, answer.text)
        for word in words:
            self.assertIn(word, answer.json()["error"])

    # === E-MAIL ADDRESSES ===

    def test_an_address_finds_a_contact_that_is_stored_with_a_name(self):
        contact = self.env["res.partner"].create(
            {"name": "Jo", "email": "Jo of the Test <Jo@Odd.example>"}
        )
        handler = self.make_link_handler("partner_id", create_missing=True)
        for address in ("jo@odd.example", "JO@ODD.example", "Jo T. <jo@odd.example>"):
            with self.subTest(address):
                self.assertEqual(self.linked(handler, address), contact)

    def test_a_contact_of_an_address_gets_the_name_too(self):
        handler = self.make_link_handler("partner_id", create_missing=True)
        contact = self.linked(handler, "Ann Odd <Ann@Odd.example>")
        self.assertRecordValues(
            contact,
            [{"name": "Ann Odd", "email": "ann@odd.example", "is_company": False}],
        )
        self.assertEqual(self.linked(handler, "ann@odd.example", "U"), contact)
        bare = self.linked(handler, "bo@odd.example", "V")
        self.assertRecordValues(
            bare, [{"name": "bo@odd.example", "email": "bo@odd.example"}]
        )
        self.assertEqual(self.linked(handler, "Bo <bo@odd.example>", "W"), bare)

    def test_several_contacts_of_an_address_are_refused(self):
        for name in ("A", "B"):
            self.env["res.partner"].create({"name": name, "email": "ab@odd.example"})
        handler = self.make_link_handler("partner_id", create_missing=True)
        self.assert_refused(handler, "ab@odd.example", "Several")

    def test_a_salesperson_is_found_by_login_and_by_address(self):
        owner = new_test_user(
            self.env,
            login="owner@login.example",
            groups="sales_team.group_sale_salesman",
            email="Owner <owner@mail.example>",
        )
        handler = self.make_link_handler("user_id")
        for text in (
            *("owner@login.example", "OWNER@login.example", "owner@mail.example"),
            "The Owner <owner@mail.example>",
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text), owner)

    def test_who_cannot_be_chosen_on_the_screen_cannot_be_meant(self):
        portal = new_test_user(
            self.env, login="portal@odd.example", groups="base.group_portal"
        )
        handler = self.make_link_handler("user_id")
        self.assert_refused(handler, "portal@odd.example", "user_id")
        self.assert_refused(handler, portal.id, "user_id")

    def test_a_customer_who_logs_in_is_no_salesperson(self):
        """As on the screen of a contact; a seller may have the same name."""
        portal = new_test_user(
            self.env, login="sam_portal", name="Sam Odd", groups="base.group_portal"
        )
        handler = self.make_link_handler("user_id", "res.partner", on_invalid="skip")
        for text in ("Sam Odd", "sam_portal"):
            self.assertFalse(self.linked(handler, text, f"Of {text}"))
        seller = new_test_user(self.env, login="sam_seller", name="Sam Odd")
        self.assertEqual(self.linked(handler, "Sam Odd", "U"), seller)
        self.assertTrue(portal.share)

    def test_a_long_text_with_an_at_sign_is_no_address(self):
        handler = self.make_link_handler("partner_id")
        self.assert_refused(handler, "(" * 100_000 + "@", "partner_id")

    # === COMPANIES ===

    def test_a_company_that_is_made_is_a_company(self):
        handler = self.make_link_handler(
            "parent_id", "res.partner", create_missing=True
        )
        person = self.env["res.partner"].create({"name": "Odd and Sons"})
        company = self.linked(handler, "Odd and Sons")
        self.assertNotEqual(company, person)
        self.assertTrue(company.is_company)
        self.assertEqual(self.linked(handler, "odd AND sons", "U"), company)
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=ilike", "odd and sons")]),
            2,
        )

    def test_a_person_is_no_company(self):
        handler = self.make_link_handler("parent_id", "res.partner")
        person = self.env["res.partner"].create({"name": "Odd and Sons"})
        self.assert_refused(handler, "Odd and Sons", "parent_id")
        # Who names the record itself means it.
        self.assertEqual(self.linked(handler, person.id), person)

    def test_a_company_is_found_and_made_by_its_address(self):
        handler = self.make_link_handler(
            "parent_id", "res.partner", create_missing=True
        )
        self.env["res.partner"].create({"name": "P", "email": "info@odd.example"})
        company = self.linked(handler, "Odd Ltd <info@odd.example>")
        self.assertRecordValues(
            company,
            [{"name": "Odd Ltd", "email": "info@odd.example", "is_company": True}],
        )
        self.assertEqual(self.linked(handler, "info@odd.example", "U"), company)

    # === CONTACTS ===

    @classmethod
    def make_contact_handler(cls, **values):
        return cls.make_handler(
            parameters=["title", "contact", "name", "email", "company"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "contact", "field": "partner_id", **values},
                ("contact_name", "name"),
                ("email_from", "email"),
                ("partner_name", "company"),
            ],
        )

    def contact_of(self, handler, **payload):
        self.number = getattr(self, "number", 0) + 1
        answer = self.post_json(handler, {"title": f"T {self.number}", **payload})
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"]).partner_id

    def make_adas(self):
        companies = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Odd Ltd", "Even Ltd")]
        )
        return self.env["res.partner"].create(
            [
                {
                    "name": "Ada Odd",
                    "parent_id": company.id,
                    "email": f"ada@{company.name[:3].lower()}.example",
                }
                for company in companies
            ]
        )

    def test_a_contact_is_one_of_its_company(self):
        adas = self.make_adas()
        handler = self.make_contact_handler()
        for company, ada in (("odd ltd", adas[0]), ("Even Ltd", adas[1])):
            with self.subTest(company):
                found = self.contact_of(handler, contact="Ada Odd", company=company)
                self.assertEqual(found, ada)
        for company in ({}, {"company": "Another Ltd"}):
            with self.subTest(company):
                payload = {"title": "T", "contact": "Ada Odd", **company}
                self.assertEqual(self.post_json(handler, payload).status_code, 422)
        # An address says who is meant, wherever she works now.
        found = self.contact_of(handler, contact="ada@odd.example", company="Even Ltd")
        self.assertEqual(found, adas[0])

    def test_a_contact_is_the_one_with_the_address_beside_it(self):
        adas = self.make_adas()
        handler = self.make_contact_handler()
        for ada in adas:
            found = self.contact_of(handler, contact="Ada Odd", email=ada.email)
            self.assertEqual(found, ada)

    def test_a_contact_that_is_made_gets_what_the_call_says_elsewhere(self):
        handler = self.make_contact_handler(create_missing=True)
        known = self.env["res.partner"].create({"name": "Odd Ltd", "is_company": True})
        by_name = self.contact_of(
            handler, contact="Bo Odd", email="bo@odd.example", company="odd ltd"
        )
        self.assertRecordValues(
            by_name,
            [
                {
                    "name": "Bo Odd",
                    "email": "bo@odd.example",
                    "parent_id": known.id,
                    "is_company": False,
                }
            ],
        )
        by_address = self.contact_of(
            handler,
            contact="cy@odd.example",
            name="Cy Odd",
            email="cy@odd.example",
            company="New Ltd",
        )
        self.assertRecordValues(
            by_address,
            [
                {
                    "name": "Cy Odd",
                    "email": "cy@odd.example",
                    "company_name": "New Ltd",
                    "parent_id": False,
                }
            ],
        )
        again = self.contact_of(handler, contact="cy odd", company="new ltd")
        self.assertEqual(again, by_address)
        company = self.contact_of(handler, contact="Whole Ltd", company="Whole Ltd")
        self.assertTrue(company.is_company)

    # === NUMBERS ===

    def test_a_number_in_a_text_parameter_is_an_id(self):
        source = self.env["utm.source"].create({"name": "The moon"})
        handler = self.make_link_handler("source_id")
        self.assertEqual(self.linked(handler, source.id), source)
        self.assertEqual(self.linked(handler, str(source.id), "U"), source)
        self.assertEqual(self.linked(handler, f" {source.id} ", "V"), source)

    def test_a_name_of_digits_goes_before_an_id(self):
        source = self.env["utm.source"].create({"name": "The moon"})
        named = self.env["utm.source"].create({"name": str(source.id)})
        handler = self.make_link_handler("source_id")
        self.assertEqual(self.linked(handler, str(source.id)), named)
        integer = self.make_link_handler("source_id", kind="integer")
        self.assertEqual(self.linked(integer, str(source.id), "U"), source)

    def test_digits_that_may_be_made_are_a_name(self):
        source = self.env["utm.source"].create({"name": "The moon"})
        handler = self.make_link_handler("source_id", create_missing=True)
        made = self.linked(handler, str(source.id))
        self.assertNotEqual(made, source)
        self.assertEqual(made.name, str(source.id))

    def test_numbers_of_a_list_are_ids(self):
        tags = self.env["crm.tag"].create([{"name": "Red one"}, {"name": "Blue one"}])
        handler = self.make_link_handler("tag_ids", kind="list")
        self.assertEqual(self.linked(handler, [str(tags[0].id), tags[1].id]), tags)
        text = self.make_link_handler("tag_ids")
        self.assertEqual(self.linked(text, f"{tags[0].id}, Blue one", "U"), tags)

    def test_a_name_of_digits_goes_before_an_id_in_a_list_too(self):
        """Senders number their tags as they like, and call some by the year."""
        red, blue = self.env["crm.tag"].create([{"name": "Red one"}, {"name": "Blue"}])
        blue.name = str(red.id)
        handler = self.make_link_handler("tag_ids", kind="list")
        self.assertEqual(self.linked(handler, [red.id]), blue)
        handler = self.make_link_handler("tag_ids", kind="list", create_missing=True)
        made = self.linked(handler, [blue.id], "U")
        self.assertEqual(made.mapped("name"), [str(blue.id)])
        # Where a number is said to be an id, it is one.
        handler = self.make_link_handler("tag_ids", kind="integer")
        self.assertEqual(self.linked(handler, red.id, "V"), red)

    def test_a_number_of_no_record_is_refused(self):
        handler = self.make_link_handler("source_id")
        for number in (2_000_000_000, "9999999999", 2**70, "007", "1.5", 0, -1):
            with self.subTest(number):
                self.assert_refused(handler, number, "source_id")

    # === KEYS ===

    def test_a_look_up_makes_nothing(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "company", "source": "query"}],
            mappings=[
                {
                    "parameter": "company",
                    "field": "parent_id",
                    "is_match_key": True,
                    "create_missing": True,
                }
            ],
        )
        answer = self.get(handler, {"company": "Nobody of the test"})
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(
            self.env["res.partner"].search([("name", "=", "Nobody of the test")])
        )

    def test_a_key_that_is_yet_to_be_made_makes_both(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["company", "name"],
            mappings=[
                {
                    "parameter": "company",
                    "field": "parent_id",
                    "is_match_key": True,
                    "create_missing": True,
                },
                {
                    "parameter": "name",
                    "field": "name",
                    "is_match_key": True,
                    "joins_previous_key": True,
                },
            ],
        )
        body = {"company": "Odd and Sons", "name": "Ada"}
        first = self.post_json(handler, body).json()
        second = self.post_json(handler, body).json()
        self.assertEqual(first["operation"], "created")
        self.assertEqual(second["operation"], "unchanged")
        self.assertEqual(first["id"], second["id"])

    # === PLAIN VALUES ===

    def test_false_leaves_a_text_as_it_is(self):
        handler = self.make_link_handler("city")
        lead = self.env["crm.lead"].create({"name": "T", "city": "Gent"})
        self.assertEqual(self.linked(handler, False), "Gent")
        self.assertEqual(self.linked(handler, "false", "U"), "false")
        self.assertEqual(self.linked(handler, True, "V"), "true")
        self.assertEqual(lead.city, "Gent")

    def test_a_text_longer_than_its_field_is_refused_and_not_cut(self):
        field = self.env["ir.model.fields"].create(
            {
                "name": "x_short",
                "model_id": self.env["ir.model"]._get_id("crm.tag"),
                "ttype": "char",
                "size": 5,
            }
        )
        self.runner.group_ids += self.env.ref("sales_team.group_sale_manager")
        handler = self.make_link_handler(field.name, "crm.tag")
        self.assertEqual(self.linked(handler, "12345"), "12345")
        self.assert_refused(handler, "123456", "'x_short'", "at most 5 characters")

    def test_the_digits_of_an_amount_are_noted(self):
        handler = self.make_link_handler("expected_revenue", transform="digits_only")
        for text, digits, noted in (
            ("$1,234.50", 123450, True),
            ("-12", 12, True),
            ("€ 1234", 1234, False),
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text), digits)
                notes = [
                    line
                    for line in self.last_call(handler).trace
                    if line["code"] == "another_number"
                ]
                self.assertEqual(len(notes), 1 if noted else 0)
                if noted:
                    self.assertEqual(notes[0]["received"], text)
                    self.assertIn(text, self.last_call(handler).explanation)

    def test_text_is_written_in_the_charset_that_is_announced(self):
        handler = self.make_link_handler("contact_name", kind="text")
        for content_type, body in (
            (
                "application/json; charset=windows-1251",
                b'{"title": "T", "link": "\xc6\xe0\xed\xed\xe0"}',
            ),
            (
                "application/x-www-form-urlencoded",
                b"title=T&link=%C6%E0%ED%ED%E0&_charset_=windows-1251",
            ),
            (
                "multipart/form-data; boundary=b",
                b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nT\r\n'
                b'--b\r\nContent-Disposition: form-data; name="link"\r\n'
                b"Content-Type: text/plain; charset=KOI8-R\r\n\r\n"
                b"\xf6\xc1\xce\xce\xc1\r\n--b--",
            ),
        ):
            with self.subTest(content_type):
                headers = {"Content-Type": content_type}
                answer = self.send(handler, body, headers=headers)
                self.assertEqual(answer.status_code, 200, answer.text)
                lead = self.env["crm.lead"].browse(answer.json()["id"])
                self.assertEqual(lead.contact_name, "Жанна")
                lead.contact_name = False

    def test_a_charset_that_is_not_known_is_named(self):
        handler = self.make_link_handler("contact_name")
        headers = {"Content-Type": "application/json; charset=klingon"}
        answer = self.send(handler, b'{"title": "T"}', headers=headers)
        self.assertEqual(answer.status_code, 415)
        self.assertIn("'klingon'", answer.json()["error"])
