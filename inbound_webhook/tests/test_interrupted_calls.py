from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.call.queue import CRON
from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestInterruptedCalls(InboundWebhookHttpCase):
    """What a crash leaves of calls whose senders waited."""

    def test_a_call_that_was_cut_short_ends_as_an_error_and_is_not_processed(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "Cut"})
        call = self.calls(handler)
        call.write({"status": "received", "request_date": fields.Datetime.now()})
        cron = self.env.ref(CRON)
        cron.method_direct_trigger()
        self.assertEqual(call.status, "received", "it may be under way still")
        call.request_date -= timedelta(minutes=61)
        self.env.flush_all()
        cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(call.status, "error")
        self.assertIn("stopped", call.error_message)
