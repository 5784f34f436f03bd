from datetime import date

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InboundWebhookHttpCase

#: What CRM says of a probability that it does not take.
BETWEEN = "The probability of closing the deal should be between 0% and 100%!"


@tagged("post_install", "-at_install")
class TestDatesAndAmounts(InboundWebhookHttpCase):
    """Dates, amounts and numbers as senders write them, up to the record."""

    def make_value_handler(self, **parameter):
        """A handler of leads with one more value than a title."""
        field = parameter.pop("field")
        return self.make_handler(
            parameters=["title", {"name": "it", **parameter}],
            mappings=[("name", "title"), (field, "it")],
        )

    def lead_of(self, handler, **body):
        response = self.post_json(handler, {"title": "T", **body})
        self.assertEqual(response.status_code, 200, response.text)
        return self.env["crm.lead"].browse(response.json()["id"])

    def test_a_budget_with_a_currency_sign_is_an_amount(self):
        self.env.company.currency_id = self.env.ref("base.USD")
        handler = self.make_value_handler(type="money", field="expected_revenue")
        for text, amount in (("$5,000", 5000), ("US$ 1.234,50", 1234.5), ("12,-", 12)):
            with self.subTest(text):
                lead = self.lead_of(handler, it=text)
                self.assertEqual(lead.expected_revenue, amount)

    def test_a_budget_with_a_point_is_thousands_where_the_sender_means_that(self):
        handler = self.make_value_handler(type="money", field="expected_revenue")
        response = self.post_json(handler, {"title": "T", "it": "5.000"})
        self.assertEqual(response.status_code, 422)
        handler.parameter_ids[-1].number_format = "comma"
        self.assertEqual(self.lead_of(handler, it="5.000").expected_revenue, 5000)
        self.assertEqual(self.lead_of(handler, it="5.000,50").expected_revenue, 5000.5)

    def test_a_percentage_is_a_probability(self):
        handler = self.make_value_handler(type="percent", field="probability")
        self.assertEqual(self.lead_of(handler, it="12,5 %").probability, 12.5)

    def make_probability_handler(self, on_invalid, **parameter):
        return self.make_handler(
            parameters=["title", {"name": "it", "type": "percent", **parameter}],
            mappings=[
                ("name", "title"),
                {
                    "parameter": "it",
                    "field": "probability",
                    "on_invalid": on_invalid,
                },
            ],
        )

    def test_a_percentage_that_no_lead_may_have_loses_no_lead(self):
        handler = self.make_probability_handler("skip")
        for number in ("200 %", "-5 %", 10**300):
            with self.subTest(number):
                answer = self.post_json(handler, {"title": "T", "it": number}).json()
                self.assertEqual(answer["status"], "success", answer)
                self.assertIn("'probability'", answer["notes"][0])
                self.assertIn(BETWEEN, answer["notes"][0])

    def test_the_default_takes_the_place_of_a_percentage_that_no_lead_may_have(self):
        handler = self.make_probability_handler("default", default_value="30")
        self.assertEqual(self.lead_of(handler, it="200 %").probability, 30)
        handler = self.make_probability_handler("default", default_value="300")
        answer = self.post_json(handler, {"title": "T", "it": "200 %"}).json()
        self.assertEqual(answer["status"], "success", answer)

    def test_a_percentage_that_no_lead_may_have_refuses_a_call_that_needs_it(self):
        handler = self.make_probability_handler("refuse")
        response = self.post_json(handler, {"title": "T", "it": "200 %"})
        self.assertEqual(response.status_code, 422)
        self.assertIn(BETWEEN, response.json()["error"])
        self.assertEqual(self.last_call(handler).reason, "value_refused")
        for text, number in (("0 %", 0), ("100 %", 100)):
            with self.subTest(text):
                self.assertEqual(self.lead_of(handler, it=text).probability, number)

    def test_a_date_that_may_be_two_is_refused_and_the_format_decides(self):
        handler = self.make_value_handler(type="date", field="date_deadline")
        response = self.post_json(handler, {"title": "T", "it": "05/01/2024"})
        self.assertEqual(response.status_code, 422)
        self.assertIn("can mean 2024-01-05 or 2024-05-01", response.json()["error"])
        for name, day in (("day_first", (2024, 1, 5)), ("month_first", (2024, 5, 1))):
            with self.subTest(name):
                handler.parameter_ids[-1].date_format = name
                lead = self.lead_of(handler, it="05/01/2024")
                self.assertEqual(lead.date_deadline, date(*day))

    def test_names_of_months_are_those_of_the_user_that_the_handler_runs_as(self):
        self.env["res.lang"]._activate_lang("de_DE")
        handler = self.make_value_handler(type="date", field="date_deadline")
        self.runner.lang = "de_DE"
        lead = self.lead_of(handler, it="5. Januar 2024")
        self.assertEqual(lead.date_deadline, date(2024, 1, 5))

    def test_a_date_of_zeros_leaves_the_field_alone(self):
        handler = self.make_value_handler(type="date", field="date_deadline")
        self.assertFalse(self.lead_of(handler, it="0000-00-00").date_deadline)

    def test_another_value_of_the_call_says_of_which_country_a_phone_number_is(self):
        handler = self.make_value_handler(type="phone", field="phone")
        country = self.env["inbound.webhook.parameter"].create(
            {"handler_id": handler.id, "name": "country"}
        )
        handler.parameter_ids.filtered(
            lambda item: item.name == "it"
        ).country_parameter_id = country
        lead = self.lead_of(handler, it="06 12 34 56 78", country="France")
        self.assertEqual(lead.phone, "+33612345678")

    def test_a_tax_number_is_checked(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "vat", "type": "vat"}],
            mappings=[("name", "name"), ("vat", "vat")],
        )
        body = {"name": "Acme", "vat": "0477.472.702"}
        self.assertEqual(self.post_json(handler, body).status_code, 422)
        response = self.post_json(handler, {**body, "vat": "0477.472.701"})
        partner = self.env["res.partner"].browse(response.json()["id"])
        self.assertEqual(partner.vat, "BE0477472701")

    def test_a_copy_is_told_by_its_own_parameters(self):
        handler = self.make_value_handler(type="phone", field="phone")
        handler.parameter_ids[-1].country_parameter_id = handler.parameter_ids[0]
        copied = handler.copy()
        self.assertEqual(
            copied.parameter_ids[-1].country_parameter_id, copied.parameter_ids[0]
        )

    def test_what_says_how_a_value_is_read_is_another_parameter_of_the_handler(self):
        handler = self.make_value_handler(type="phone", field="phone")
        title, phone = handler.parameter_ids
        other = self.make_handler(parameters=["elsewhere"]).parameter_ids
        for told_by in (phone, other):
            with self.subTest(told_by.name), self.assertRaises(ValidationError):
                phone.country_parameter_id = told_by
        phone.country_parameter_id = title
        with self.assertRaisesRegex(ValidationError, "depend on another"):
            title.country_parameter_id = phone

    def test_a_pattern_that_is_none_is_refused_as_it_is_saved(self):
        with self.assertRaisesRegex(ValidationError, "needs a year"):
            self.make_handler(
                parameters=[
                    {
                        "name": "it",
                        "type": "date",
                        "date_format": "pattern",
                        "date_pattern": "dd.MM",
                    }
                ]
            )

    def test_parameters_of_before_are_read_automatically(self):
        handler = self.env["inbound.webhook.handler"].create(
            {
                "name": "T",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "parameter_ids": [Command.create({"name": "it", "type": "date"})],
            }
        )
        self.assertEqual(handler.parameter_ids.date_format, "automatic")
