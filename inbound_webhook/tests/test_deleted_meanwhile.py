"""A handler, or what waits for it, is deleted while its calls are processed."""

from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InboundWebhookCase
from .real_cursors import RealCursorsMixin


@tagged("post_install", "-at_install")
class TestDeletedWhileProcessed(RealCursorsMixin, InboundWebhookCase):
    """The one who deletes and the worker, with connections of their own."""

    def setUp(self):
        super().setUp()
        self.administrator = self.real_env()
        self.handler = self.administrator["inbound.webhook.handler"].create(
            {
                "name": "Deleted",
                "model_id": self.administrator["ir.model"]._get_id("crm.lead"),
                "processing": "queued",
                "active": True,
            }
        )
        waiting = {
            "handler_id": self.handler.id,
            "method": "POST",
            "queued": True,
            "next_attempt_date": fields.Datetime.now() - timedelta(minutes=1),
        }
        self.calls = self.administrator["inbound.webhook.call"].create([waiting] * 2)
        self.administrator.cr.commit()
        self.remove_committed(self.handler)
        # What ends the webhook does so at once, and not with this transaction.
        self.patch(self.env.registry, "cursor", db_connect(self.env.cr.dbname).cursor)

    def process(self, call):
        """What a worker writes once it is done with a call."""
        worker = self.real_env()
        call.with_env(worker).queued = False
        worker.cr.commit()

    def due(self):
        return self.real_env()["inbound.webhook.call"]._due() & self.calls

    @mute_logger("odoo.sql_db")
    def test_no_more_of_its_calls_are_processed_when_odoo_asks_again(self):
        """Or it would meet the next one, and give up after five times."""
        old = self.handler.token
        self.administrator.cr.execute("SELECT")
        self.process(self.calls[0])
        self.assertEqual(self.due().ids, self.calls[1].ids)
        with self.assertRaises(SerializationFailure):
            self.handler.unlink()
        self.assertFalse(self.due())
        found = self.real_env()["inbound.webhook.handler"]
        self.assertFalse(found._found_by_token(old))
        self.administrator.cr.rollback()
        self.handler.unlink()
        self.administrator.cr.commit()
        self.assertFalse(self.calls.exists())

    def test_calls_that_somebody_deletes_are_left_alone_for_as_long(self):
        self.administrator.cr.execute("SELECT")
        self.process(self.calls[0])
        self.assertEqual(self.due().ids, self.calls[1].ids)
        # Odoo begins again, which is nothing that the log has to complain of.
        with (
            self.assertNoLogs("odoo.sql_db", "ERROR"),
            self.assertRaises(SerializationFailure),
        ):
            self.calls.unlink()
        self.assertFalse(self.due())
        self.administrator.cr.rollback()
        # Should they not be deleted after all, they are processed a minute later.
        self.assertTrue(self.calls[1].queued)
        self.calls.unlink()
        self.administrator.cr.commit()
        self.assertFalse(self.calls.exists())
