"""Finding and erasing a person, in a real browser."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestScreensPerson(InboundWebhookHttpCase):
    def test_a_person_is_found_and_erased(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "x", "email": "augusta@analytical.example"})
        self.start_tour(
            "/odoo/inbound-webhook-person", "inbound_webhook_person", login="admin"
        )
        call = self.last_call(handler)
        call.invalidate_recordset()
        self.assertTrue(call.erased_date)
        self.assertFalse(call.body)

    def test_the_log_takes_a_person_for_a_condition(self):
        handler = self.make_lead_handler()
        for title, address in (("Zoë Müller", "a@x.example"), ("Zoë Möller", "")):
            self.post_json(handler, {"title": title, "email": address})
        self.start_tour(
            "/odoo/inbound-webhook-calls",
            "inbound_webhook_person_in_the_log",
            login="admin",
        )
