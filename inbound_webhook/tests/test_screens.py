"""The screens, in a real browser."""

from odoo import fields
from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase, _mapping

#: Hoot runs the tests of files whose path begins so.
HOOT_SUITE = "@inbound_webhook"


@tagged("post_install", "-at_install")
class TestScreens(InboundWebhookHttpCase):
    """Tours through the screens, and the tests of their components."""

    def test_first_handler(self):
        """From the Settings menu to a lead that a call has made."""
        self.start_tour("/odoo", "inbound_webhook_first_handler", login="admin")
        handler = self.env["inbound.webhook.handler"].search(
            [("name", "=", "Enquiries of the tour")]
        )
        self.assertRecordValues(
            handler, [{"active": True, "method": "post", "body_type": "json"}]
        )
        answer = self.url_open(
            handler.url, json={"fullname": "Ada Lovelace", "email": "ada@example.com"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.start_tour("/odoo", "inbound_webhook_first_call", login="admin")

    def test_alert_the_owner(self):
        """An administrator sets the alert; the sales person sees it, opens the lead."""
        new_test_user(
            self.env,
            login="seller",
            groups="sales_team.group_sale_salesman",
            notification_type="inbox",
        )
        handler = self.make_lead_handler(name="Alert tour")
        owner = _mapping({"field": "user_id", "constant": "seller"})
        self.add_lines(handler, "mapping", [owner])
        self.start_tour(
            f"/odoo/inbound-webhooks/{handler.id}",
            "inbound_webhook_set_alert",
            login="admin",
        )
        payload = {"title": "Ada of the tour", "email": "ada@example.com"}
        self.assertEqual(self.post_json(handler, payload).status_code, 200)
        self.env["inbound.webhook.alert"].search([]).due_date = fields.Datetime.now()
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()
        self.start_tour(
            "/odoo/discuss?active_id=mail.box_inbox",
            "inbound_webhook_see_alert",
            login="seller",
        )

    def test_components(self):
        """The Hoot tests of the addon's own components."""
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={_hoot_id(HOOT_SUITE)}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )


def _hoot_id(name):
    """The id under which Hoot knows a suite: a 32-bit hash of its name."""
    number = 0
    for character in name:
        number = ((number << 5) - number + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"
