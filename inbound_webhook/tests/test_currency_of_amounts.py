from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import RUNNER_RIGHTS, InboundWebhookHttpCase

#: Fields of a lead, in a currency of its own.
AMOUNT, CURRENCY = "x_amount", "x_currency_id"


class CurrencyCase(InboundWebhookHttpCase):
    """A company of dollars, and leads with amounts in other currencies."""

    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currencies = {
            item.name: item
            for item in cls.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "in", ["AUD", "CHF", "EUR", "SEK", "USD"])])
        }
        for item in cls.currencies.values():
            item.active = item.name != "CHF"
        cls.home = cls.env.company
        cls.home.write({"currency_id": cls.currencies["USD"].id, **cls.in_("us")})
        cls.abroad = cls.env["res.company"].create(
            {
                "name": "Abroad",
                "currency_id": cls.currencies["AUD"].id,
                **cls.in_("be"),
            }
        )
        cls.runner = new_test_user(
            cls.env,
            login="currency_runner",
            groups=RUNNER_RIGHTS,
            company_id=cls.home.id,
            company_ids=[Command.set([cls.home.id, cls.abroad.id])],
        )
        model = cls.env["ir.model"]._get("crm.lead")
        cls.env["ir.model.fields"].create(
            [
                {
                    "name": CURRENCY,
                    "model_id": model.id,
                    "ttype": "many2one",
                    "relation": "res.currency",
                },
                {
                    "name": AMOUNT,
                    "model_id": model.id,
                    "ttype": "monetary",
                    "currency_field": CURRENCY,
                },
                {
                    "name": "x_local_currency_id",
                    "model_id": model.id,
                    "ttype": "many2one",
                    "relation": "res.currency",
                    "related": "country_id.currency_id",
                    "readonly": True,
                    "store": False,
                },
                {
                    "name": "x_local_amount",
                    "model_id": model.id,
                    "ttype": "monetary",
                    "currency_field": "x_local_currency_id",
                },
            ]
        )

    @classmethod
    def in_(cls, country):
        return {"country_id": cls.env.ref(f"base.{country}").id}

    def make_money_handler(self, *mappings, **values):
        """A handler of leads with a number for a match key, and a budget."""
        return self.make_handler(
            **{
                "parameters": [
                    {"name": "ref", "required": True},
                    {"name": "budget", "type": "money"},
                    "currency",
                    "country",
                ],
                "mappings": [
                    {"field": "referred", "parameter": "ref", "is_match_key": True},
                    ("name", "ref"),
                    *mappings,
                ],
                **values,
            }
        )

    def lead_of(self, handler, budget, **body):
        answer = self.post_json(handler, {"ref": "A1", "budget": budget, **body})
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])


@tagged("post_install", "-at_install")
class TestCurrencyOfAmounts(CurrencyCase):
    """An amount that names a currency is never written as one of another."""

    def assert_left_out(self, handler, *texts):
        """The last call left the budget out, and says so wherever that is told."""
        call = self.last_call(handler)
        self.assertEqual((call.status, call.reason), ("success", "done_with_notes"))
        self.assertEqual(call.attention, "open")
        (left,) = call.left_out
        self.assertEqual(left["parameter"], "budget")
        lead = self.env["crm.lead"].browse(call.res_id)
        for text in texts:
            self.assertIn(text, call.response_body)
            self.assertIn(text, call.explanation)
            self.assertIn(text, lead.message_ids[0].body)

    def test_an_amount_in_the_currency_of_the_company_is_written(self):
        handler = self.make_money_handler(("expected_revenue", "budget"))
        for text in ("USD 5,000", "$5,000", "5,000", 5000, "US$ 5.000,00"):
            with self.subTest(text):
                lead = self.lead_of(handler, text)
                self.assertEqual(lead.expected_revenue, 5000)
                self.assertEqual(self.last_call(handler).reason, "done")
                lead.unlink()

    def test_an_amount_in_another_currency_is_left_out_and_noted(self):
        handler = self.make_money_handler(("expected_revenue", "budget"))
        for text in ("12.500,00 €", "EUR 12,500.00", "12 500 euros", "12,5 k€"):
            with self.subTest(text):
                lead = self.lead_of(handler, text)
                self.assertEqual(lead.expected_revenue, 0)
                self.assert_left_out(handler, "12500.00 EUR", "USD")
                lead.unlink()

    def test_a_sign_that_stands_for_none_of_them_is_another_currency(self):
        handler = self.make_money_handler(("expected_revenue", "budget"))
        self.assertEqual(self.lead_of(handler, "500 kr").expected_revenue, 0)
        self.assert_left_out(handler, "500.00 DKK/ISK/NOK/SEK", "USD")
        self.assertEqual(self.lead_of(handler, "Rs 500").expected_revenue, 0)

    def test_a_sign_that_several_share_may_be_that_of_the_record(self):
        handler = self.make_money_handler(
            ("expected_revenue", "budget"), company_id=self.abroad.id
        )
        self.assertEqual(self.lead_of(handler, "$500").expected_revenue, 500)
        self.assertEqual(self.lead_of(handler, "US$600").expected_revenue, 500)
        self.assert_left_out(handler, "600.00 USD", "AUD")

    def test_a_record_that_is_there_keeps_what_it_has(self):
        handler = self.make_money_handler(("expected_revenue", "budget"))
        lead = self.lead_of(handler, "$700")
        self.lead_of(handler, "900 €")
        self.assertEqual(lead.expected_revenue, 700)
        self.assert_left_out(handler, "900.00 EUR", "USD")

    def test_the_call_says_what_the_currency_comes_from(self):
        handler = self.make_money_handler(
            ("x_local_amount", "budget"), ("country_id", "country")
        )
        lead = self.lead_of(handler, "900 €", country="Belgium")
        self.assertEqual(lead.x_local_amount, 900)
        # Which it has by now.
        self.lead_of(handler, "950 €")
        self.assertEqual(lead.x_local_amount, 950)
        self.lead_of(handler, "$70")
        self.assertEqual(lead.x_local_amount, 950)
        self.assert_left_out(handler, "70.00 USD", "EUR")
        self.lead_of(handler, "$80", country="US")
        self.assertEqual(lead.x_local_amount, 80)
        lead.unlink()
        lead = self.lead_of(handler, "$90", country="Belgium")
        self.assertEqual(lead.x_local_amount, 0)
        self.assert_left_out(handler, "90.00 USD", "EUR")

    def test_what_decides_about_the_currency_refuses_for_its_own_sake(self):
        country = {"field": "country_id", "parameter": "country"}
        handler = self.make_money_handler(
            ("x_local_amount", "budget"), {**country, "on_invalid": "refuse"}
        )
        answer = self.post_json(
            handler, {"ref": "A1", "budget": "900 €", "country": "Utopia"}
        )
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(
            answer.json()["error"].startswith("The parameter 'country' does not fit"),
            answer.text,
        )
        self.assertNotIn("budget", answer.text)

    def test_its_currency_goes_with_it_where_that_is_mapped(self):
        handler = self.make_money_handler(
            (AMOUNT, "budget"),
            {"field": CURRENCY, "parameter": "budget", "transform": "currency"},
        )
        for text, amount, code in (("900 €", 900, "EUR"), ("$950.50", 950.5, "USD")):
            lead = self.lead_of(handler, text)
            self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (amount, code))
            self.assertEqual(self.last_call(handler).reason, "done")
        # What names none is in that of the record.
        lead = self.lead_of(handler, "1,000")
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (1000, "USD"))

    def test_from_the_form_to_the_record(self):
        handler = self.make_money_handler()
        fields = self.env["ir.model.fields"]
        with Form(handler) as form:
            for name, transform in ((AMOUNT, False), (CURRENCY, "currency")):
                with form.mapping_ids.new() as line:
                    line.parameter_id = handler.parameter_ids[1]
                    line.field_id = fields._get("crm.lead", name)
                    line.transform = transform
        self.assertEqual(set(handler.mapping_ids.mapped("on_invalid")[2:]), {"skip"})
        lead = self.lead_of(handler, "1.234,50 €")
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (1234.5, "EUR"))
        self.lead_of(handler, "SEK 12 000:-")
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (12000, "SEK"))

    def test_its_currency_may_come_from_somewhere_else(self):
        handler = self.make_money_handler((AMOUNT, "budget"), (CURRENCY, "currency"))
        lead = self.lead_of(handler, "$900", currency="EUR")
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (0, "EUR"))
        self.assert_left_out(handler, "900.00 USD", "EUR")
        # What is mapped already is no advice.
        self.assertNotIn("mapped to", self.last_call(handler).response_body)
        for text in ("EUR", "978", "euro"):
            lead = self.lead_of(handler, "900", currency=text)
            self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (900, "EUR"))
            lead.unlink()

    def test_without_that_the_note_says_what_would_help(self):
        handler = self.make_money_handler((AMOUNT, "budget"))
        lead = self.lead_of(handler, "5 $")
        # It has no currency that is another one.
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (5, False))
        lead[CURRENCY] = self.currencies["EUR"]
        self.lead_of(handler, "7 $")
        self.assertEqual(lead[AMOUNT], 5)
        self.assert_left_out(handler, "7.00 USD", "EUR")
        self.assertIn(f"mapped to '{CURRENCY}'", self.last_call(handler).response_body)

    def test_a_currency_that_the_database_does_not_use_takes_its_amount_along(self):
        handler = self.make_money_handler(
            (AMOUNT, "budget"),
            {"field": CURRENCY, "parameter": "budget", "transform": "currency"},
        )
        lead = self.lead_of(handler, "$900")
        self.lead_of(handler, "CHF 1'000")
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (900, "USD"))
        self.assertEqual(
            {item["field"] for item in self.last_call(handler).left_out},
            {AMOUNT, CURRENCY},
        )

    def test_the_mapping_says_what_becomes_of_it(self):
        handler = self.make_money_handler(
            {
                "field": "expected_revenue",
                "parameter": "budget",
                "on_invalid": "refuse",
            }
        )
        answer = self.post_json(handler, {"ref": "A1", "budget": "900 €"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn(
            "900.00 EUR is not in the currency of the record, USD.",
            answer.json()["error"],
        )
        handler.mapping_ids[-1].on_invalid = "default"
        handler.parameter_ids[1].default_value = "250"
        lead = self.lead_of(handler, "900 €")
        self.assertEqual(lead.expected_revenue, 250)
        self.assertIn("Its default is taken.", self.last_call(handler).response_body)
        handler.parameter_ids[1].default_value = "250 €"
        self.assertEqual(self.lead_of(handler, "900 €").expected_revenue, 250)
        self.assert_left_out(handler, "900.00 EUR", "USD")

    def test_a_text_says_an_amount_as_well(self):
        handler = self.make_money_handler(("expected_revenue", "currency"))
        lead = self.lead_of(handler, "-", currency="$12,500.50")
        self.assertEqual(lead.expected_revenue, 12500.5)
        answer = self.post_json(handler, {"ref": "A1", "currency": "900 €"})
        self.assertIn("900.00 EUR", answer.json()["notes"][0])
        self.assertEqual(lead.expected_revenue, 12500.5)

    def test_the_currency_stands_beside_the_amount(self):
        handler = self.make_money_handler(
            {"field": "expected_revenue", "constant": "{{ budget }} {{ currency }}"}
        )
        lead = self.lead_of(handler, 5000, currency="usd")
        self.assertEqual(lead.expected_revenue, 5000)
        answer = self.post_json(handler, {"ref": "A1", "budget": 70, "currency": "eur"})
        self.assertIn("70.00 EUR is not in the currency", answer.json()["notes"][0])
        self.assertEqual(lead.expected_revenue, 5000)

    def test_a_text_keeps_the_currency(self):
        handler = self.make_money_handler(
            ("street", "budget"),
            {"field": "city", "constant": "Up to {{ budget }}"},
            {"field": "expected_revenue", "constant": "{{ budget }}"},
        )
        lead = self.lead_of(handler, "12.500,00 €")
        self.assertEqual(lead.street, "12500.00 EUR")
        self.assertEqual(lead.city, "Up to 12500.00 EUR")
        self.assertEqual(lead.expected_revenue, 0)
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")
        lead = self.lead_of(handler, "$12.50")
        self.assertEqual((lead.street, lead.expected_revenue), ("12.50 USD", 12.5))

    def test_a_replay_writes_what_fits_since(self):
        handler = self.make_money_handler((AMOUNT, "budget"))
        lead = self.lead_of(handler, "5 $")
        lead[CURRENCY] = self.currencies["EUR"]
        self.lead_of(handler, "7 $", currency="USD")
        call = self.last_call(handler)
        self.add_lines(handler, "mapping", [{"field": CURRENCY, **self.by(handler)}])
        replay = self.replay(call)
        self.assertEqual((lead[AMOUNT], lead[CURRENCY].name), (7, "USD"))
        self.assertEqual((replay.reason, call.attention), ("done", "settled"))

    def by(self, handler):
        parameter = handler.parameter_ids.filtered(lambda item: item.name == "currency")
        return {"parameter": parameter.name, "value_source": "parameter"}

    def test_records_are_looked_up_by_what_they_cost_in_its_currency(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": code, AMOUNT: 900, CURRENCY: self.currencies[code].id}
                for code in ("EUR", "SEK", "USD", "EUR")
            ]
        )
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "budget", "type": "money", "source": "query"}],
            mappings=[{"field": AMOUNT, "parameter": "budget", "is_match_key": True}],
            look_up_mode="list",
        )
        for text, expected in (
            ("900 €", leads[0] + leads[3]),
            ("900 kr", leads[1]),
            ("900", leads),
            ("900 CHF", leads.browse()),
        ):
            with self.subTest(text):
                answer = self.get(handler, {"budget": text}).json()
                found = [item["id"] for item in answer.get("records", [])]
                self.assertEqual(sorted(found), sorted(expected.ids))

    def test_the_form_says_so_where_a_sample_shows_it(self):
        handler = self.make_money_handler(("expected_revenue", "budget"))
        budget = handler.parameter_ids[1]
        for sample, is_other in (
            ("$500", False),
            ("500", False),
            ("what it takes", False),
            ("12.500,00 €", True),
            ("500 kr", True),
        ):
            with self.subTest(sample):
                budget.sample_value = sample
                warnings = [
                    text
                    for text in handler.setup_warnings or []
                    if "Nothing is converted" in text
                ]
                self.assertEqual(bool(warnings), is_other)
        self.assertIn("budget is in DKK/ISK/NOK/SEK", warnings[0])
        self.assertIn('"Expected Revenue" is in USD', warnings[0])
        self.assertIn("Have the sender send USD, choose a company", warnings[0])
        # Where the record has a currency of its own, it can be filled.
        dollar = self.currencies["USD"]
        self.env["ir.default"].set("crm.lead", CURRENCY, dollar.id)
        handler = self.make_money_handler((AMOUNT, "budget"))
        handler.parameter_ids[1].sample_value = "500 kr"
        [warning] = handler.setup_warnings
        self.assertIn("Map budget to", warning)
        self.assertIn('with the transform "Currency of the amount"', warning)
        # What the call decides about is not known before.
        handler = self.make_money_handler(
            ("x_local_amount", "budget"), ("country_id", "country")
        )
        handler.parameter_ids[1].sample_value = "500 kr"
        self.assertFalse(handler.setup_warnings)
