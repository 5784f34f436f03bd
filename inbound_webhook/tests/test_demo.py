from odoo import fields
from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestDemo(InboundWebhookHttpCase):
    """The three handlers of the demo data, end to end."""

    def handler(self, name):
        handler = self.env.ref(
            f"inbound_webhook.handler_demo_{name}", raise_if_not_found=False
        )
        self.assertTrue(handler, "The database of the tests needs the demo data.")
        return handler

    def test_an_enquiry_makes_a_lead_and_tells_its_owner_to_call(self):
        owner = self.env.ref("base.user_admin")
        answer = self.post_form(
            self.handler("website_form"),
            {
                "fullname": " Ada Lovelace ",
                "email": "ada@odd.example",
                "phone": "+44 20 7946 0018",
                "company": "Analytical Engines Ltd",
                "message": "Please call me back.",
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Enquiry from the website",
                    "contact_name": "Ada Lovelace",
                    "email_from": "ada@odd.example",
                    "phone": "+442079460018",
                    "partner_name": "Analytical Engines Ltd",
                    "user_id": owner.id,
                }
            ],
        )
        self.assertIn("Please call me back.", lead.description)
        self.assertRecordValues(
            lead.activity_ids,
            [
                {
                    "summary": "Call back: the website brought an enquiry",
                    "user_id": owner.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                    "date_deadline": fields.Date.context_today(lead),
                }
            ],
        )

    def test_a_second_enquiry_updates_the_lead_and_leaves_its_owner(self):
        form = {"fullname": "Ada", "email": "ada@odd.example"}
        answer = self.post_form(self.handler("website_form"), form)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        lead.write({"name": "Engines", "user_id": self.env.ref("base.user_admin").id})
        answer = self.post_form(
            self.handler("website_form"), {**form, "company": "Engines Ltd"}
        )
        self.assertEqual(answer.json()["id"], lead.id)
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Engines",
                    "partner_name": "Engines Ltd",
                    "user_id": self.env.ref("base.user_admin").id,
                }
            ],
        )

    def test_a_form_sent_twice_counts_once(self):
        form = {"fullname": "Ada", "email": "ada@odd.example"}
        first = self.post_form(self.handler("website_form"), form)
        second = self.post_form(self.handler("website_form"), form)
        self.assertEqual(first.text, second.text)
        lead = self.env["crm.lead"].search([("email_from", "=", "ada@odd.example")])
        self.assertEqual(len(lead), 1)
        self.assertEqual(len(lead.activity_ids), 1)

    def test_a_customer_of_the_shop_is_a_contact(self):
        handler = self.handler("contact_event")
        payload = {
            "event": "customer.updated",
            "customer": {
                "name": "Zoë Müller",
                "email": "Zoe@odd.example",
                "addresses": [{"city": "Gent", "country": "BE"}],
            },
        }
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        contact = self.env["res.partner"].browse(answer.json()["id"])
        self.assertRecordValues(
            contact,
            [
                {
                    "name": "Zoë Müller",
                    "email": "zoe@odd.example",
                    "city": "Gent",
                    "country_id": self.env.ref("base.be").id,
                }
            ],
        )
        payload["customer"] |= {"name": "Zoë M.", "addresses": [{"city": "Brugge"}]}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.json()["id"], contact.id)
        # The city is only filled where there is none.
        self.assertRecordValues(contact, [{"name": "Zoë M.", "city": "Gent"}])

    def test_a_cancelled_account_of_the_shop_is_ignored(self):
        payload = {
            "event": "customer.cancelled",
            "customer": {"name": "Zoë", "email": "zoe@odd.example"},
        }
        answer = self.post_json(self.handler("contact_event"), payload)
        self.assertEqual(answer.json()["status"], "ignored")
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", "zoe@odd.example")])
        )

    def test_the_telephone_system_learns_who_is_calling(self):
        self.env["res.partner"].create(
            {
                "name": "Zoë",
                "email": "zoe@odd.example",
                "phone": "+32 2 555 12 34",
                "country_id": self.env.ref("base.be").id,
            }
        )
        handler = self.handler("look_up")
        for query in ({"phone": "+3225551234"}, {"email": "ZOE@odd.example"}):
            with self.subTest(str(query)):
                answer = self.get(handler, query)
                self.assertEqual(answer.status_code, 200, answer.text)
                self.assertEqual(
                    answer.json()["data"],
                    {
                        "name": "Zoë",
                        "email": "zoe@odd.example",
                        "phone": "+32 2 555 12 34",
                        "country_id": {
                            "id": self.env.ref("base.be").id,
                            "name": "Belgium",
                        },
                    },
                )
        answer = self.get(handler, {"phone": "+3225559999"})
        self.assertEqual(answer.status_code, 404)
