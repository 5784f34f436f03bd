"""From what a sender sends to a first lead, in a real browser."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestScreensListen(InboundWebhookHttpCase):
    def tour(self, name):
        handler = self.make_handler(name="Tour", active=False)
        self.start_tour(f"/odoo/inbound-webhooks/{handler.id}", name, login="admin")
        return handler

    def lead_of(self, handler, payload):
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_listen(self):
        """A call comes while the form is open; the next one makes a lead."""
        handler = self.tour("inbound_webhook_listen")
        self.assertEqual(self.last_call(handler).reason, "captured")
        self.assertEqual(
            handler.parameter_ids.mapped("name"), ["first_name", "last_name", "email"]
        )
        lead = self.lead_of(
            handler,
            {"first_name": "Grace", "last_name": "Hopper", "email": "g@example.com"},
        )
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Grace Hopper",
                    "contact_name": "Grace Hopper",
                    "email_from": "g@example.com",
                }
            ],
        )

    def test_template(self):
        """A sample is pasted; a call like it makes a lead."""
        handler = self.tour("inbound_webhook_template")
        payload = {"subject": "Help", "email": "g@example.com", "shoe_size": 40}
        lead = self.lead_of(handler, {"lead": payload})
        self.assertRecordValues(
            lead, [{"name": "Help", "email_from": "g@example.com", "referred": "40"}]
        )
