"""Rows of an earlier version, as an upgrade leaves them."""

import base64
import importlib.util

from odoo.tests import tagged
from odoo.tools import file_path

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestMigrations(InboundWebhookCase):
    def migrate(self, version, name="pre-migrate"):
        path = file_path(f"inbound_webhook/migrations/{version}/{name}.py")
        spec = importlib.util.spec_from_file_location("migration", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, version)
        self.env.invalidate_all()

    def test_numbers_beyond_their_bounds_come_within(self):
        handler = self.make_lead_handler()
        self.env.flush_all()
        table = handler._table
        for constraint in ("retention_days", "max_body_size", "sequence", "protection"):
            self.env.cr.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_{constraint}_bounds"
            )
        self.env.cr.execute(
            f"UPDATE {table} SET retention_days = 9999999, max_body_size = 2147483647,"
            " sequence = -5, protection_period = 2147483647,"
            " protection_period_unit = 'days' WHERE id = %s",
            [handler.id],
        )
        self.migrate("19.0.1.1.0")
        self.assertRecordValues(
            handler,
            [
                {
                    "retention_days": 3_650,
                    "max_body_size": 16_777_216,
                    "sequence": 0,
                    "protection_period": 366,
                }
            ],
        )

    def test_the_base64_of_bodies_becomes_their_bytes(self):
        handler, raw = self.make_lead_handler(), bytes(range(256))
        calls = self.env["inbound.webhook.call"].create(
            [{"handler_id": handler.id}, {"handler_id": handler.id}]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_call SET body = %s WHERE id = %s",
            [base64.b64encode(raw), calls[0].id],
        )
        self.migrate("19.0.1.1.0")
        self.assertEqual([call._raw_body() for call in calls], [raw, b""])

    def test_a_cron_calls_the_model_that_is_left(self):
        """With the one that it was of, Odoo would delete it."""
        self.env.cr.execute(
            'INSERT INTO ir_model (model, name, state, "order") '
            "VALUES ('inbound.webhook.worker', '{\"en_US\": \"W\"}', 'base', 'id') "
            "RETURNING id"
        )
        [worker_id] = self.env.cr.fetchone()
        cron = self.env.ref("inbound_webhook.cron_process_calls")
        copied = cron.copy()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_act_server SET model_id = %s WHERE id IN %s",
            [worker_id, tuple((cron + copied).ir_actions_server_id.ids)],
        )
        self.env.invalidate_all()
        self.migrate("19.0.1.2.0")
        models = (cron + copied).model_id
        self.assertEqual(models, self.env["ir.model"]._get("inbound.webhook.call"))

    def test_columns_of_what_is_only_written_are_removed(self):
        table = "inbound_webhook_handler"
        self.env.cr.execute(
            f"ALTER TABLE {table} ADD secret text, ADD secret_next text"
        )
        self.migrate("19.0.1.3.0")
        self.migrate("19.0.1.3.0")
        self.env.cr.execute(
            "SELECT FROM information_schema.columns WHERE table_name = %s"
            " AND column_name IN ('secret', 'secret_next')",
            [table],
        )
        self.assertFalse(self.env.cr.fetchall())

    def test_handlers_that_are_there_refuse_what_they_refused(self):
        handler = self.make_handler(parameters=["a"], mappings=[("name", "a")])
        self.env.flush_all()
        for table in ("parameter", "mapping"):
            self.env.cr.execute(
                f"ALTER TABLE inbound_webhook_{table}"
                " ALTER COLUMN on_invalid DROP NOT NULL"
            )
            self.env.cr.execute(f"UPDATE inbound_webhook_{table} SET on_invalid = NULL")
        self.migrate("19.0.1.4.0", "pre-unfit-values")
        self.assertEqual(handler.parameter_ids.on_invalid, "refuse")
        self.assertEqual(handler.mapping_ids.on_invalid, "refuse")

    def test_claims_end_with_the_period_that_they_were_made_for(self):
        handlers = self.make_lead_handler() + self.make_lead_handler()
        handlers[0].write({"protection_period": 2, "protection_period_unit": "hours"})
        handlers[1].write({"protection_period": 3, "protection_period_unit": "days"})
        made = {"fingerprint": "f", "claimed_at": "2026-01-01 00:00:00"}
        claims = self.env["inbound.webhook.claim"].create(
            [{"handler_id": handler.id, **made} for handler in handlers]
            + [
                {
                    "handler_id": handlers[0].id,
                    "fingerprint": "g",
                    "claimed_at": "2026-01-01 00:00:00",
                    "expires_at": "2026-01-02 00:00:00",
                }
            ]
        )
        self.migrate("19.0.1.4.0", "pre-claims")
        self.assertEqual(
            claims.mapped(lambda claim: str(claim.expires_at)),
            ["2026-01-01 02:00:00", "2026-01-04 00:00:00", "2026-01-02 00:00:00"],
        )
