from odoo.tests import tagged

from ..engine.mapping import MappingSpec
from ..processing.phone_key import PhoneKey
from .queue_case import QueueCase

#: Numbers are put together by hand: the code of the country, and the number without
#: what is dialled in front of it inside the country. The company is in Belgium.


@tagged("post_install", "-at_install")
class TestPhoneCountries(QueueCase):
    """Of which country a number is: that says itself, the call, or the record."""

    def make_phone_handler(self, model="crm.lead", key="phone", **values):
        """A handler with a phone number, a country and an address; one is the key."""
        parameters = [
            "title",
            "email",
            "country",
            "state",
            {"name": "phone", "type": "phone", **values},
        ]
        email = "email_from" if model == "crm.lead" else "email"
        fields = {
            "phone": "phone",
            "email": email,
            "country": "country_id",
            "state": "state_id",
            "title": "name",
        }
        return self.make_handler(
            model,
            parameters=parameters,
            mappings=[
                {"parameter": name, "field": field, "is_match_key": name == key}
                for name, field in fields.items()
            ],
        )

    def record_of(self, handler, phone, **values):
        payload = {"title": "T", "phone": phone, **values}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env[handler.model_name].browse(answer.json()["id"])

    def test_the_call_gives_the_country_to_the_record(self):
        for model in ("crm.lead", "res.partner"):
            handler = self.make_phone_handler(model)
            for country, written, number in (
                ("US", "(212) 555-0198", "+12125550198"),
                ("Germany", "030 901820", "+4930901820"),
                ("FR", "06 12 34 56 78", "+33612345678"),
                ("BRA", "(11) 91234-5678", "+5511912345678"),
                ("Japan", "03-1234-5678", "+81312345678"),
                ("United Kingdom", "020 7946 0958", "+442079460958"),
                ("NL", "06-12345678", "+31612345678"),
                ("CH", "044 668 18 00", "+41446681800"),
            ):
                with self.subTest(model, country=country):
                    record = self.record_of(handler, written, country=country)
                    self.assertEqual(record.phone, number)
                    self.assertEqual(record.phone_sanitized, number)
                    # The same caller, as everybody writes it.
                    again = self.record_of(handler, written, country=country)
                    abroad = self.record_of(handler, number)
                    self.assertEqual((again, abroad), (record, record))

    def test_what_might_be_the_code_of_another_country(self):
        handler = self.make_phone_handler()
        # 33 is a city's in Brazil, and France where nobody says a country.
        lead = self.record_of(handler, "(33) 91234-5678", country="BR")
        self.assertEqual(lead.phone, "+5533912345678")
        self.assertEqual(self.record_of(handler, "(33) 91234-5678", country="BR"), lead)
        self.env.company.country_id = self.env.ref("base.us")
        # As it is dialled from where the company is.
        lead = self.record_of(handler, "011 49 30 901830", country="DE")
        self.assertEqual(lead.phone, "+4930901830")
        self.assertEqual(self.record_of(handler, "030 901830", country="DE"), lead)

    def test_a_digit_too_many_makes_no_number_of_another_country(self):
        # Odoo tries the digits behind a plus, and Switzerland has +41 55 550 12 34.
        handler = self.make_phone_handler(key=None)
        for written, number in (
            ("415-555-01234", "41555501234"),
            ("(415) 555-01234", "41555501234"),
            ("415-555-2671", "+14155552671"),
            ("41 55 550 12 34", "+41555501234"),
        ):
            with self.subTest(written):
                lead = self.record_of(handler, written, country="US")
                self.assertEqual(lead.phone, number)

    def test_a_look_up_by_a_number_that_says_no_country(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[
                {"name": "phone", "type": "phone", "source": "query"},
                {"name": "country", "source": "query"},
            ],
            mappings=[
                {"parameter": "phone", "field": "phone", "is_match_key": True},
                ("country_id", "country"),
            ],
        )
        french, swiss = self.env["res.partner"].create(
            [
                {
                    "name": code,
                    "phone": number,
                    "country_id": self.env.ref(f"base.{code}").id,
                }
                for code, number in (("fr", "04 46 68 18 00"), ("ch", "044 668 18 00"))
            ]
        )
        for query, found in (
            ({"phone": "0446681800", "country": "CH"}, swiss),
            ({"phone": "0446681800", "country": "FR"}, french),
            ({"phone": "+41446681800"}, swiss),
        ):
            self.assertEqual(self.get(handler, query).json()["id"], found.id)

    def test_a_queued_call_knows_the_country_as_well(self):
        handler = self.make_phone_handler()
        handler.processing = "queued"
        payload = {"title": "T", "phone": "030 901831", "country": "DE"}
        self.assertEqual(self.post_json(handler, payload).status_code, 202)
        self.run_cron()
        lead = self.last_call(handler)._record()
        self.assertEqual(lead.phone, "+4930901831")

    def test_the_state_says_the_country(self):
        handler = self.make_phone_handler()
        lead = self.record_of(handler, "(415) 555-0132", state="base.state_us_5")
        self.assertEqual(lead.phone, "+14155550132")

    def test_two_countries_with_the_same_national_number_are_two_records(self):
        for model in ("crm.lead", "res.partner"):
            with self.subTest(model):
                handler = self.make_phone_handler(model)
                french = self.record_of(handler, "01 45 67 89 01", country="FR")
                british = self.record_of(handler, "01 45 67 89 01", country="GB")
                swiss = self.record_of(handler, "044 668 18 00", country="CH")
                german = self.record_of(handler, "044 668 18 00", country="DE")
                self.assertEqual(len(french | british | swiss | german), 4)
                for record, number, country in (
                    (french, "01.45.67.89.01", "FR"),
                    (british, "0145678901", "GB"),
                    (swiss, "044/6681800", "CH"),
                    (german, "0446681800", "DE"),
                ):
                    found = self.record_of(handler, number, country=country)
                    self.assertEqual(found, record)

    def test_a_record_of_another_country_is_found_by_its_national_number(self):
        """Nobody says of which country the number is: it is taken for the record's."""
        for model in ("crm.lead", "res.partner"):
            handler = self.make_phone_handler(model)
            for country, stored, written in (
                ("base.de", "+49 30 901821", "030 901821"),
                ("base.de", "030/90 18 22", "(030) 901822"),
                ("base.fr", "+33 1 42 68 53 01", "01 42 68 53 01"),
                ("base.us", "+1 (212) 555-0198", "212-555-0198"),
                ("base.br", "+55 11 91234-5679", "(11) 91234-5679"),
                ("base.jp", "+81-3-1234-5679", "03-1234-5679"),
                ("base.uk", "+44 20 7946 0959", "020 7946 0959"),
                ("base.nl", "0031 20 123 45 68", "020 123 45 68"),
                ("base.ch", "+41 (0)44 668 18 01", "044 668 18 01"),
            ):
                with self.subTest(model, stored=stored):
                    record = self.env[model].create(
                        {
                            "name": "T",
                            "phone": stored,
                            "country_id": self.env.ref(country).id,
                        }
                    )
                    self.assertEqual(self.record_of(handler, written), record)
                    # The number is the same: as it was typed, it says more to people.
                    self.assertEqual(record.phone, stored)

    def test_of_two_countries_that_of_the_company_goes_first(self):
        handler = self.make_phone_handler()
        french = self.env["crm.lead"].create(
            {
                "name": "T",
                "phone": "+33 4 75 12 34 56",
                "country_id": self.env.ref("base.fr").id,
            }
        )
        self.assertEqual(self.record_of(handler, "0475 12 34 56"), french)
        belgian = self.env["crm.lead"].create({"name": "T", "phone": "+32475123456"})
        later = self.env["crm.lead"].create(
            {
                "name": "T",
                "phone": "+33 4 75 12 34 56",
                "country_id": self.env.ref("base.fr").id,
            }
        )
        self.assertEqual(self.record_of(handler, "0475 12 34 56"), belgian)
        self.assertEqual(self.record_of(handler, "0475123456", country="FR"), later)

    def test_a_lead_is_of_the_country_of_its_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Ada", "country_id": self.env.ref("base.ch").id}
        )
        lead = self.env["crm.lead"].create(
            {"name": "T", "partner_id": contact.id, "phone": "044 668 18 02"}
        )
        lead.country_id = False
        self.assertEqual(lead.phone_sanitized, "+41446681802")
        handler = self.make_phone_handler()
        self.assertEqual(self.record_of(handler, "044/668.18.02"), lead)
        self.assertEqual(self.record_of(handler, "+41446681802"), lead)

    def test_a_record_that_another_key_finds_says_the_country(self):
        for model, email in (("crm.lead", "email_from"), ("res.partner", "email")):
            with self.subTest(model):
                record = self.env[model].create(
                    {
                        "name": "T",
                        email: "ada@odd.example",
                        "country_id": self.env.ref("base.jp").id,
                    }
                )
                handler = self.make_phone_handler(model, key="email")
                found = self.record_of(
                    handler, "090-1234-5678", email="ada@odd.example"
                )
                self.assertEqual(found, record)
                self.assertEqual(record.phone, "+819012345678")

    def test_the_call_says_another_country_than_the_record_has(self):
        handler = self.make_phone_handler(key="email")
        lead = self.env["crm.lead"].create(
            {
                "name": "T",
                "email_from": "ada@odd.example",
                "country_id": self.env.ref("base.jp").id,
            }
        )
        self.record_of(handler, "06-12345678", email="ada@odd.example", country="NL")
        self.assertEqual(lead.phone, "+31612345678")

    def test_a_new_contact_is_of_the_country_of_its_company(self):
        company = self.env["res.partner"].create(
            {
                "name": "Zuse KG",
                "is_company": True,
                "country_id": self.env.ref("base.de").id,
            }
        )
        handler = self.make_handler(
            "res.partner",
            parameters=["name", "company", {"name": "phone", "type": "phone"}],
            mappings=[
                {"parameter": "phone", "field": "phone", "is_match_key": True},
                ("name", "name"),
                ("parent_id", "company"),
            ],
        )
        payload = {"name": "Ada", "company": "Zuse KG", "phone": "030 901823"}
        answer = self.post_json(handler, payload).json()
        contact = self.env["res.partner"].browse(answer["id"])
        self.assertEqual((contact.parent_id, contact.phone), (company, "+4930901823"))
        self.assertEqual(contact.phone_sanitized, "+4930901823")
        self.assertEqual(self.post_json(handler, payload).json()["id"], contact.id)

    def test_another_parameter_goes_before_the_record(self):
        handler = self.make_phone_handler()
        where = self.add_lines(handler, "parameter", [{"name": "where"}])
        phone = handler.parameter_ids.filtered(lambda line: line.name == "phone")
        phone.country_parameter_id = where
        lead = self.record_of(handler, "030 901824", where="DE", country="FR")
        self.assertEqual(lead.phone, "+4930901824")
        self.assertEqual(lead.country_id, self.env.ref("base.fr"))
        self.assertEqual(self.record_of(handler, "030 901824", where="DE"), lead)
        # It says nothing, so the record does, and last the company.
        lead = self.record_of(handler, "01 42 68 53 02", where="", country="FR")
        self.assertEqual(lead.phone, "+33142685302")
        self.assertEqual(self.record_of(handler, "02 555 12 34").phone, "+3225551234")

    def test_digits_as_typed_where_the_country_has_no_such_number(self):
        handler = self.make_phone_handler()
        for country, sent, typed in (
            ("US", "555-0199", "555.0199"),
            ("GB", "0475 12 34 57", "0475/12.34.57"),
            ("DE", "12", None),
            ("FR", "36 99 12 x7", "36.99.12 ext. 7"),
        ):
            with self.subTest(country):
                if typed is None:
                    answer = self.post_json(handler, {"title": "T", "phone": sent})
                    self.assertEqual(answer.status_code, 422)
                    continue
                lead = self.record_of(handler, sent, country=country)
                self.assertFalse(lead.phone_sanitized)
                found = self.record_of(handler, typed, country=country)
                self.assertEqual(found, lead)
                # Where nobody says the country, the record does.
                self.assertEqual(self.record_of(handler, typed), lead)

    def test_what_odoo_cannot_read_is_found_as_people_typed_it(self):
        """Words for an extension, 00 in a country that dials 010 for abroad."""
        for model in ("crm.lead", "res.partner"):
            handler = self.make_phone_handler(model)
            for country, typed, sent, other in (
                ("base.be", "02/555.12.35 poste 12", "+3225551235 x12", "025551235"),
                ("base.de", "030 901825 Durchwahl 7", "+4930901825,7", "030901825 x8"),
                ("base.jp", "0049 30 901826", "+49 30 901826", "+4930901826 x1"),
                ("base.jp", "03-1234-5670 内線5", "+81312345670 x5", "+81312345670"),
                ("base.us", "555-0190 poste 5", "5550190 ext 5", "555-0190 ext 6"),
            ):
                with self.subTest(model, typed=typed):
                    record = self.env[model].create(
                        {
                            "name": "T",
                            "phone": typed,
                            "country_id": self.env.ref(country).id,
                        }
                    )
                    self.assertFalse(record.phone_sanitized)
                    self.assertEqual(self.record_of(handler, sent), record)
                    self.assertNotEqual(self.record_of(handler, other), record)
                    self.assertEqual(record.phone, typed)

    def test_a_text_parameter_is_of_the_country_of_its_record(self):
        """What is stored is as it came, and Odoo reads it for the record's country."""
        handler = self.make_phone_handler(type="text")
        lead = self.record_of(handler, "030 901827", country="DE")
        self.assertEqual(lead.phone, "030 901827")
        self.assertEqual(lead.phone_sanitized, "+4930901827")
        for number in ("030 901827", "+49 30 901827", "030/901827"):
            self.assertEqual(self.record_of(handler, number, country="DE"), lead)
        other = self.record_of(handler, "030 901827", country="AT")
        self.assertNotEqual(other, lead)

    def test_two_calls_about_a_new_caller_make_one_record(self):
        """Whoever makes it locks the number of the record, not what the call says."""
        handler = self.make_phone_handler()
        keys = self.env["inbound.webhook.key"]

        def locked(**payload):
            keys.search([]).unlink()
            answer = self.post_json(handler, {"title": "T", **payload})
            self.assertEqual(answer.json()["operation"], "created", answer.text)
            self.last_call(handler)._record().unlink()
            return set(keys.search([]).mapped("digest"))

        self.assertEqual(
            locked(phone="030 901828", country="DE"),
            locked(phone="+49 30 901828", country="FR"),
        )

    def test_no_table_is_read_as_a_whole(self):
        """Looked for with the indexes, of numbers that say a country or none."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for model in ("crm.lead", "res.partner"):
            for written in ("+49 30 901829", "030 901829", "555-0198", "555-0198 x7"):
                with self.subTest(model, written=written):
                    plan = self.plan_of(model, written)
                    self.assertNotIn("Seq Scan", plan)
                    self.assertIn("phone_sanitized", plan)
                    self.assertIn(f"{model.replace('.', '_')}_phone_partial", plan)

    def plan_of(self, model, written):
        """How PostgreSQL looks for a number."""
        handler = self.make_phone_handler(model)
        mapping = MappingSpec("phone", parameter_type="phone", is_match_key=True)
        target = self.env[model]
        key = PhoneKey.of(
            mapping, target, handler._value_context(), written, lambda: None
        )
        target.flush_model()
        query = target.with_context(active_test=False)._search(key.domain())
        self.env.cr.execute("EXPLAIN " + self.env.cr.mogrify(query.select()).decode())
        return "\n".join(row[0] for row in self.env.cr.fetchall())

    def test_how_many_queries_a_number_takes(self):
        handler = self.make_phone_handler()
        handler.protection_period = 0
        url = f"/inbound/{handler.token}"

        def count(phone):
            payload = {"title": "T", "phone": phone}
            self.url_open(url, json=payload)
            before = self.cr.sql_log_count
            answer = self.url_open(url, json=payload)
            self.assertEqual(answer.json()["operation"], "unchanged")
            return self.cr.sql_log_count - before

        # A number that says no country is looked for in one query, too.
        self.assertEqual(count("02 555 12 36"), count("+32 2 555 12 37"))
