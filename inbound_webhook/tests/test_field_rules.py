from odoo.fields import Date
from odoo.tests import TransactionCase, tagged

from ..engine.errors import ValueRefused
from ..processing.field_rules import check_rules


@tagged("post_install", "-at_install")
class TestFieldRules(TransactionCase):
    """What a rule of a model says of one value."""

    def check(self, model, name, value):
        check_rules(self.env[model], self.env[model]._fields[name], value, value)

    def assert_refused(self, model, name, value, words):
        with self.assertRaises(ValueRefused) as refusal:
            self.check(model, name, value)
        self.assertIn(words, str(refusal.exception.phrase))

    def test_a_number(self):
        words = "The probability of closing the deal should be between 0% and 100%!"
        for number in (100.01, -1, 1e300):
            with self.subTest(number):
                self.assert_refused("crm.lead", "probability", number, words)
        for number in (0, 100, 12.5):
            with self.subTest(number):
                self.check("crm.lead", "probability", number)

    def test_a_number_that_is_emptied_is_zero(self):
        self.assert_refused("res.currency.rate", "rate", False, "strictly positive")

    def test_a_text_and_a_rule_with_a_percent_sign(self):
        self.check("ir.model.data", "name", "a_lead")
        words = "External IDs cannot contain spaces"
        self.assert_refused("ir.model.data", "name", "a lead", words)

    def test_a_rule_about_several_fields_is_left_to_the_database(self):
        with self.assertQueryCount(0):
            self.check("res.partner", "name", False)
            self.check("ir.model.fields", "name", "no_custom_name")

    def test_a_field_without_a_rule_takes_no_query(self):
        with self.assertQueryCount(0):
            self.check("crm.lead", "name", "A")
            self.check("crm.lead", "color", 200)
            self.check("crm.lead", "date_deadline", Date.today())
            self.check("crm.lead", "lead_properties", False)
