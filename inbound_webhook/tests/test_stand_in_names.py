"""No record is lost because a call says no name for it."""

from odoo.tests import tagged

from .unfit_values_case import UnfitValuesCase


@tagged("post_install", "-at_install")
class TestStandInNames(UnfitValuesCase):
    """A new record is called as Odoo calls it, or by what else is known."""

    def test_a_lead_without_a_name_is_called_by_what_else_is_known(self):
        handler = self.make_form_handler()
        for name in ({}, {"name": ""}, {"name": "N/A"}):
            answer = self.post_json(handler, {"email": "ada@example.com", **name})
            self.assertEqual(answer.json()["operation"], "created", name)
            self.assertEqual(self.lead_of(answer).name, "ada@example.com")
            self.lead_of(answer).unlink()
        answer = self.post_json(handler, {"budget": 5})
        self.assertEqual(self.lead_of(answer).name, "Test")
        self.assertIn("has to be there: Test", self.last_call(handler).explanation)

    def test_a_contact_without_a_name_is_called_by_its_address(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "email", "type": "email"}],
            mappings=[("name", "name"), ("email", "email")],
        )
        answer = self.post_json(handler, {"email": "ada@example.com", "name": "-"})
        partner = self.env["res.partner"].browse(answer.json()["id"])
        self.assertEqual(partner.name, "ada@example.com")

    def test_a_lead_of_a_known_customer_is_called_as_odoo_calls_it(self):
        ada = self.env["res.partner"].create({"name": "Ada", "email": "ada@x.example"})
        customer, name = ("partner_id", "email"), ("name", "title")
        for mappings, title in (
            ([customer], {}),
            ([name, customer], {}),
            ([name, customer], {"title": "N/A"}),
            ([name, customer], {"title": {"a": {"b": 1}}}),
        ):
            with self.subTest(f"{mappings} {title}"):
                handler = self.make_handler(
                    parameters=["title", "email"], mappings=mappings
                )
                answer = self.post_json(handler, {**title, "email": ada.email})
                self.assertEqual(answer.status_code, 200, answer.text)
                lead = self.lead_of(answer)
                self.assertEqual(lead.name, "Ada's opportunity")
                self.assertIn(lead.name, self.last_call(handler).explanation)
