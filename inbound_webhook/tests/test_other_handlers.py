"""What is wrong with one handler or call stops no work on the others."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import InboundWebhookCase

TOO_MUCH = 9_999_999


@tagged("post_install", "-at_install")
class TestOtherHandlers(InboundWebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wrong = cls.make_lead_handler(name="Wrong", sequence=1)
        cls.right = cls.make_lead_handler(name="Right", sequence=2)

    def make_call(self, handler, days, **values):
        date = fields.Datetime.now() - timedelta(days=days)
        return self.env["inbound.webhook.call"].create(
            {"handler_id": handler.id, "request_date": date, **values}
        )

    def force(self, handler, constraint, **values):
        """Write what only a statement of somebody's own can."""
        self.env.flush_all()
        table = handler._table
        self.env.cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{constraint}")
        for name, value in values.items():
            self.env.cr.execute(
                f"UPDATE {table} SET {name} = %s WHERE id = %s", [value, handler.id]
            )
        handler.invalidate_recordset()

    def test_the_purge_of_old_calls(self):
        self.force(self.wrong, "retention_days_bounds", retention_days=TOO_MUCH)
        self.right.retention_days = 1
        kept, old = self.make_call(self.wrong, 2), self.make_call(self.right, 2)
        logger = "odoo.addons.inbound_webhook.models.call.purge"
        with self.assertLogs(logger, "ERROR") as logged:
            self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertEqual((kept | old).exists(), kept)
        self.assertIn(f"The purge of handler {self.wrong.id} failed", logged.output[0])

    def test_the_end_of_calls_that_a_crash_cut_short(self):
        first, second = (
            self.make_call(self.right, 1, status="received") for _n in range(2)
        )
        self.env.flush_all()
        # Of the first one no end can be written.
        self.env.cr.execute(
            "ALTER TABLE inbound_webhook_call ADD CHECK (id != %s OR reason IS NULL)",
            [first.id],
        )
        logger = "odoo.addons.inbound_webhook.models.call.attempts"
        with self.assertLogs(logger, "ERROR"):
            self.env["inbound.webhook.call"]._end_interrupted()
        self.assertEqual((first + second).mapped("status"), ["received", "error"])
