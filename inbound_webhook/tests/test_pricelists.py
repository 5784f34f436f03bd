"""A pricelist is one of its company.

``product`` is not there. Sales teams stand for its pricelists: they have a company or
none, the same rule of who sees them, and several may have one name. The links are those
of ``product`` and ``sale``: of a contact a value of each company, of an order one that
Odoo checks the company of.
"""

from odoo.tests import new_test_user, tagged

from .common import RUNNER_RIGHTS, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestPricelists(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls.env.company
        cls.theirs = cls.env["res.company"].create({"name": "Theirs"})
        cls.of_ours, cls.of_theirs, cls.of_all, cls.only_theirs = cls.env[
            "crm.team"
        ].create(
            [
                {"name": "VIP", "company_id": cls.ours.id},
                {"name": "VIP", "company_id": cls.theirs.id},
                {"name": "VIP", "company_id": False},
                {"name": "Wholesale", "company_id": cls.theirs.id},
            ]
        )
        cls.their_runner = new_test_user(
            cls.env,
            login="their_webhook_runner",
            groups=RUNNER_RIGHTS,
            company_id=cls.theirs.id,
            company_ids=cls.theirs.ids,
        )
        cls.add_link("res.partner", company_dependent=True)
        order = cls.add_link("crm.lead")
        # What people add has no such thing, but what modules add.
        order.check_company = True
        order.domain = (
            "['|', ('company_id', '=', False), ('company_id', '=', company_id)]"
        )

    @classmethod
    def add_link(cls, model, **more):
        cls.env["ir.model.fields"].create(
            {
                "name": "x_pricelist_id",
                "model_id": cls.env["ir.model"]._get(model).id,
                "field_description": "Pricelist",
                "ttype": "many2one",
                "relation": "crm.team",
                **more,
            }
        )
        return cls.env[model]._fields["x_pricelist_id"]

    def make_price_handler(self, model, company=None, **more):
        theirs = {"company_id": self.theirs.id, "user_id": self.their_runner.id}
        return self.make_handler(
            model,
            parameters=["title", "pricelist", "company"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {
                    "parameter": "pricelist",
                    "field": "x_pricelist_id",
                    "on_invalid": "skip",
                    **more,
                },
                {"parameter": "company", "field": "company_id"},
            ],
            **(theirs if company == self.theirs else {}),
        )

    def record_of(self, handler, **payload):
        answer = self.post_json(handler, {"title": "T", **payload})
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env[handler.model_name].browse(answer.json()["id"])

    def assert_left_out(self, handler, text):
        call = self.last_call(handler)
        self.assertEqual(call.reason, "done_with_notes")
        self.assertIn(f"called '{text}'", call.why)

    def test_a_contact_has_that_of_the_company_of_the_webhook(self):
        for company, expected in (
            (self.ours, self.of_ours),
            (self.theirs, self.of_theirs),
        ):
            handler = self.make_price_handler("res.partner", company)
            title = f"Ada of {company.name}"
            contact = self.record_of(handler, title=title, pricelist="vip")
            of_company = contact.with_company(company).x_pricelist_id
            self.assertEqual(of_company, expected)
            others = (self.ours + self.theirs) - company
            self.assertFalse(contact.with_company(others).x_pricelist_id)

    def test_that_of_another_company_does_not_fit(self):
        for model in ("res.partner", "crm.lead"):
            handler = self.make_price_handler(model)
            for value in ("Wholesale", str(self.only_theirs.id)):
                with self.subTest(f"{model} {value}"):
                    record = self.record_of(handler, title=value, pricelist=value)
                    self.assertFalse(record.x_pricelist_id)
                    self.assert_left_out(handler, value)

    def test_one_of_all_companies_stands_in_where_one_s_own_has_none(self):
        self.of_ours.active = False
        for model in ("res.partner", "crm.lead"):
            with self.subTest(model):
                handler = self.make_price_handler(model)
                record = self.record_of(handler, pricelist="VIP")
                self.assertEqual(record.x_pricelist_id, self.of_all)

    def test_an_order_has_that_of_its_company(self):
        handler = self.make_price_handler("crm.lead")
        order = self.record_of(handler, pricelist="VIP", company=self.ours.name)
        self.assertEqual(order.x_pricelist_id, self.of_ours)
        handler = self.make_price_handler("crm.lead", self.theirs)
        order = self.record_of(
            handler, title="U", pricelist="Wholesale", company=self.theirs.name
        )
        self.assertEqual(order.x_pricelist_id, self.only_theirs)

    def test_nor_does_it_where_the_user_sees_those_of_all_companies(self):
        teams = self.env["ir.model"]._get("crm.team")
        self.env["ir.rule"].search([("model_id", "=", teams.id)]).active = False
        handler = self.make_price_handler("crm.lead")
        order = self.record_of(handler, pricelist="Wholesale", company=self.ours.name)
        self.assertFalse(order.x_pricelist_id)
        self.assert_left_out(handler, "Wholesale")
        handler = self.make_price_handler("res.partner")
        contact = self.record_of(handler, pricelist="Wholesale")
        self.assertFalse(contact.x_pricelist_id)
        self.assert_left_out(handler, "Wholesale")

    def test_one_that_is_made_is_of_the_company(self):
        self.runner.group_ids += self.env.ref("sales_team.group_sale_manager")
        handler = self.make_price_handler("crm.lead", create_missing=True)
        order = self.record_of(handler, pricelist="Retail", company=self.ours.name)
        self.assertEqual(order.x_pricelist_id.name, "Retail")
        self.assertIn(
            order.x_pricelist_id.company_id, (self.ours, self.theirs.browse())
        )
        again = self.record_of(handler, title="U", pricelist="retail")
        self.assertEqual(again.x_pricelist_id, order.x_pricelist_id)
