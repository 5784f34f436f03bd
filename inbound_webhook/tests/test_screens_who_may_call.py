"""The tab Who May Call, in a real browser."""

from odoo.tests import tagged

from .test_who_may_call import BODY, SECRET, WhoMayCallCase, github


@tagged("post_install", "-at_install")
class TestScreensWhoMayCall(WhoMayCallCase):
    def test_from_a_card_to_a_call_that_proves_itself(self):
        sender = self.env.ref("inbound_webhook.sender_github")
        handler = sender._make_handler()
        handler.active = True
        self.assertEqual(self.post(handler).status_code, 200)
        self.start_tour(
            f"/odoo/inbound-webhooks/{handler.id}",
            "inbound_webhook_who_may_call",
            login="admin",
        )
        handler.invalidate_recordset()
        self.assertEqual(handler.sudo().kept_secret, SECRET)
        self.assertEqual(self.post(handler).status_code, 401)
        self.post(handler, github(BODY))
        self.assertEqual(self.last_call(handler).authenticated_by, "secret")
