from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestScreensTestConsole(InboundWebhookHttpCase):
    def test_test_console(self):
        """A test leaves no lead; sent for real, there is one, and a call to it."""
        handler = self.make_lead_handler(name="Before")
        leads = self.env["crm.lead"].search_count([])
        self.start_tour(
            f"/odoo/inbound-webhooks/{handler.id}",
            "inbound_webhook_test_console",
            login="admin",
        )
        self.assertEqual(handler.name, "Tested by the tour")
        self.assertEqual(self.env["crm.lead"].search_count([]), leads + 1)
        [call] = self.calls(handler)
        self.assertRecordValues(call, [{"kind": "test", "status": "success"}])
        self.start_tour(
            f"/odoo/inbound-webhooks/{handler.id}",
            "inbound_webhook_test_again",
            login="admin",
        )
        self.assertEqual(self.calls(handler), call)
        self.start_tour(
            f"/odoo/inbound-webhook-calls/{call.id}",
            "inbound_webhook_test_call",
            login="admin",
        )
        self.assertEqual(self.calls(handler), call)
