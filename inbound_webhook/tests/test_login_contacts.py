import json

from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase

EVIL = "thief@evil.example"
REFUSED = "Calls may not change the contact of somebody who can log in."


@tagged("post_install", "-at_install", "security")
class TestLoginContacts(InboundWebhookHttpCase):
    """No call gives the contact of somebody who can log in another address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The most that a handler can run as: nothing else stops it.
        cls.admin = cls.env.ref("base.user_admin")
        cls.chief = new_test_user(
            cls.env,
            "the_chief",
            "base.group_system",
            name="The Chief",
            email="chief@odd.example",
            phone="+32 2 555 12 34",
        )
        cls.contacts = cls.make_contacts()

    @classmethod
    def make_contacts(cls, **values):
        return cls.make_handler(
            "res.partner",
            user_id=cls.admin.id,
            parameters=["email", "phone", "name", "city"],
            mappings=[
                {"field": "email", "parameter": "email", "is_match_key": True},
                {"field": "phone", "parameter": "phone", "is_match_key": True},
                {"field": "name", "parameter": "name", "is_match_key": True},
                ("city", "city"),
            ],
            **values,
        )

    def assert_refused(self, answer, partner):
        call = self.env["inbound.webhook.call"].search([], limit=1)
        self.assertEqual(answer.status_code, 403, answer.text)
        self.assertEqual(answer.json()["error"], REFUSED)
        self.assertIn("can log in", call.error_message)
        self.assertNotEqual(partner.email, EVIL)
        self.assertNotIn(partner.name, answer.text)

    def test_found_by_the_telephone(self):
        answer = self.post_json(
            self.contacts, {"email": EVIL, "phone": "+3225551234", "name": "Eve"}
        )
        self.assert_refused(answer, self.chief.partner_id)
        self.assertEqual(self.chief.partner_id.email, "chief@odd.example")

    def test_found_by_the_name(self):
        answer = self.post_json(self.contacts, {"email": EVIL, "name": "The Chief"})
        self.assert_refused(answer, self.chief.partner_id)

    def test_nothing_else_of_it_is_changed_either(self):
        body = {"email": "chief@odd.example", "city": "Elsewhere"}
        answer = self.post_json(self.contacts, body)
        self.assert_refused(answer, self.chief.partner_id)
        self.assertFalse(self.chief.partner_id.city)

    def test_portal_users_and_those_that_are_archived_too(self):
        portal = new_test_user(
            self.env, "customer", "base.group_portal", name="A Customer"
        )
        gone = new_test_user(self.env, "gone", "base.group_user", name="Gone Person")
        gone.active = False
        gone.partner_id.active = True
        for user in (portal, gone):
            with self.subTest(user.name):
                answer = self.post_json(
                    self.contacts, {"email": EVIL, "name": user.name}
                )
                self.assert_refused(answer, user.partner_id)

    def test_the_contact_of_a_company_in_odoo_too(self):
        company = self.env["res.company"].create({"name": "Our Other Company"})
        answer = self.post_json(
            self.contacts, {"email": EVIL, "name": "Our Other Company"}
        )
        self.assert_refused(answer, company.partner_id)

    def test_a_call_that_changes_nothing_is_none(self):
        answer = self.post_json(self.contacts, {"email": "chief@odd.example"})
        self.assertEqual(answer.json()["operation"], "unchanged")

    def test_it_may_be_looked_up(self):
        look_up = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[{"field": "email", "parameter": "email", "is_match_key": True}],
        )
        answer = self.get(look_up, {"email": "chief@odd.example"})
        self.assertEqual(answer.json()["id"], self.chief.partner_id.id)

    def test_files_are_not_attached_to_it(self):
        answer = self.url_open(
            f"/inbound/{self.contacts.token}",
            data={"email": "chief@odd.example"},
            files={"cv": ("cv.txt", b"Hello", "text/plain")},
        )
        self.assert_refused(answer, self.chief.partner_id)

    def test_other_contacts_are_changed(self):
        other = self.env["res.partner"].create({"name": "Somebody Else"})
        answer = self.post_json(self.contacts, {"email": EVIL, "name": "Somebody Else"})
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertEqual(other.email, EVIL)

    def test_an_employee_s_address_follows_that_of_the_company(self):
        company = self.env["res.partner"].create(
            {"name": "A Customer Inc.", "is_company": True}
        )
        self.chief.partner_id.parent_id = company
        answer = self.post_json(
            self.contacts, {"name": "A Customer Inc.", "city": "Gent"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.chief.partner_id.city, "Gent")
        self.assertEqual(self.chief.partner_id.email, "chief@odd.example")

    def test_a_settings_administrator_may_allow_it(self):
        handler = self.make_contacts(may_change_logins=True)
        answer = self.post_json(handler, {"name": "The Chief", "city": "Gent"})
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertEqual(self.chief.partner_id.city, "Gent")

    def test_what_is_sent_from_the_screen_does_not_either(self):
        self.authenticate("admin", "admin")
        body = json.dumps({"email": EVIL, "name": "The Chief"})
        for method in ("rehearse", "send_for_real"):
            answer = self.make_jsonrpc_request(
                f"/web/dataset/call_kw/inbound.webhook.handler/{method}",
                {
                    "model": "inbound.webhook.handler",
                    "method": method,
                    "args": [self.contacts.ids, {"body": body}],
                    "kwargs": {},
                },
            )
            self.assertEqual(answer["status"], "error")
            self.assertIn("can log in", answer["message"])
        self.assertEqual(self.chief.partner_id.email, "chief@odd.example")


@tagged("post_install", "-at_install", "security")
class TestWaysToLoginContacts(InboundWebhookHttpCase):
    """A contact is changed by what refers to it as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.customer = new_test_user(
            cls.env,
            "a_customer",
            "base.group_portal",
            name="A Customer",
            email="customer@odd.example",
        ).partner_id

    def test_a_lead_changes_and_its_contact_does_not(self):
        lead = self.env["crm.lead"].create(
            {"name": "Enquiry", "partner_id": self.customer.id}
        )
        handler = self.make_handler(
            user_id=self.admin.id,
            parameters=["title", "email", "phone"],
            mappings=[
                {"field": "name", "parameter": "title", "is_match_key": True},
                ("email_from", "email"),
                ("phone", "phone"),
            ],
        )
        body = {"title": "Enquiry", "email": EVIL, "phone": "+32 2 555 99 99"}
        answer = self.post_json(handler, body)
        self.assertEqual(answer.json()["operation"], "updated", answer.text)
        self.assertEqual(lead.email_from, EVIL)
        self.assertEqual(self.customer.email, "customer@odd.example")
        self.assertFalse(self.customer.phone)

    def test_a_lead_of_another_contact_changes_that(self):
        other = self.env["res.partner"].create(
            {"name": "Other", "email": "o@o.example"}
        )
        self.env["crm.lead"].create({"name": "Enquiry", "partner_id": other.id})
        handler = self.make_handler(
            user_id=self.admin.id,
            parameters=["title", "email"],
            mappings=[
                {"field": "name", "parameter": "title", "is_match_key": True},
                ("email_from", "email"),
            ],
        )
        self.post_json(handler, {"title": "Enquiry", "email": EVIL})
        self.assertEqual(other.email, EVIL)

    def test_a_user_is_not_changed(self):
        handler = self.make_handler(
            "res.users",
            user_id=self.admin.id,
            parameters=["login", "email", "signature"],
            mappings=[
                {"field": "login", "parameter": "login", "is_match_key": True},
                ("signature", "signature"),
            ],
        )
        answer = self.post_json(handler, {"login": "a_customer", "signature": "Eve"})
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.json()["error"], REFUSED)
        handler.may_change_logins = True
        answer = self.post_json(handler, {"login": "a_customer", "signature": "Eve"})
        self.assertEqual(answer.json()["operation"], "updated")

    def test_the_code_of_an_action_changes_none(self):
        handler = self.make_lead_handler()
        self.make_code_rule(
            handler,
            f"env['res.partner'].browse({self.customer.id}).write("
            "{'email': parameters['email']})",
        )
        answer = self.post_json(handler, {"title": "x", "email": EVIL})
        self.assertEqual(answer.status_code, 403, answer.text)
        self.assertEqual(self.customer.email, "customer@odd.example")
