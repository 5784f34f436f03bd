"""The gallery, in a real browser."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestScreensGallery(InboundWebhookHttpCase):
    """From the Settings menu to a lead, with nothing to fill in."""

    def test_from_a_card_to_a_lead(self):
        handlers = self.env["inbound.webhook.handler"].with_context(active_test=False)
        before = handlers.search([])
        self.start_tour("/odoo", "inbound_webhook_from_gallery", login="admin")
        handler = handlers.search([]) - before
        self.assertRecordValues(handler, [{"name": "Website Form", "active": True}])
        answer = self.url_open(
            handler.url,
            data={"name": "Ada Lovelace", "email": "ada@example.com"},
            headers={"Accept": "text/html"},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertIn("Thank you, Ada Lovelace.", answer.text)
        self.start_tour(
            f"/odoo/inbound-webhooks/{handler.id}",
            "inbound_webhook_gallery_lead",
            login="admin",
        )
