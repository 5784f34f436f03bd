"""Numbers: no form, RPC, import or statement sets one beyond its bounds."""

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookCase

MAX_INT = 2_147_483_647
#: Of handlers: the first number below and the first one above what is allowed.
OF_HANDLERS = {
    "sequence": (-1, 1_000_001),
    "protection_period": (-1, 31_622_401),
    "old_url_hours": (-1, 721),
    "rate_limit": (-1, 100_001),
    "rate_limit_address": (-1, 100_001),
    "min_fill_seconds": (-1, 121),
    "retention_days": (-1, 3_651),
    "max_body_size": (0, 16_777_217),
    "max_body_seconds": (0, 101),
    "max_depth": (0, 201),
    "max_nodes": (0, 1_000_001),
    "max_fields": (0, 10_001),
    "max_files": (-1, 201),
    "max_items": (0, 10_001),
    "max_links": (0, 1_001),
    "max_new_links": (-1, 10_001),
    "max_waiting": (0, 1_000_001),
    "list_limit": (0, 201),
    "max_seconds": (0, 101),
    "max_headers_size": (1_023, 65_537),
    "max_trace_size": (4_095, 1_048_577),
    "max_kept_per_hour": (-1, 1_073_741_825),
}
#: The same of schemes.
OF_SCHEMES = {
    "sequence": (-1, 1_000_001),
    "position": (-1, 33),
    "time_past": (0, 2_592_001),
    "time_future": (-1, 86_401),
    "refusal_status": (199, 500),
}


@tagged("post_install", "-at_install")
class TestBounds(InboundWebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(
            conditions=[("title", "equals", "x")],
            responses=[{"outcome": "success"}],
            return_path_ids=[Command.create({"path": "partner_id.name"})],
        )
        cls.sender = cls.env["inbound.webhook.sender"].create(
            {
                "name": "Sender",
                "model_name": "crm.lead",
                "line_ids": [Command.create({"name": "title", "field_name": "name"})],
                "condition_ids": [
                    Command.create({"parameter_name": "title", "value": "x"})
                ],
            }
        )
        cls.scheme = cls.env["inbound.webhook.scheme"].create(
            {"name": "Scheme", "place_name": "X-Signature"}
        )
        handshakes = cls.env["inbound.webhook.handshake"]
        shipped = handshakes.search([("condition_ids", "!=", False)], limit=1)
        cls.handshake = shipped.copy()
        cls.action = cls.env["ir.actions.server"].create(
            {
                "name": "Alert",
                "model_id": cls.handler.model_id.id,
                "state": "inbound_webhook_alert",
            }
        )

    def numbers(self):
        """Each number that a person may set: its record, its name, what it refuses."""
        of_senders = {"sequence": (-1, 1_000_001), "rate_limit_address": (-1, 100_001)}
        return [
            *((self.handler, name, beyond) for name, beyond in OF_HANDLERS.items()),
            (self.handler.parameter_ids[0], "sequence", (-1, 1_000_001)),
            (self.handler.mapping_ids[0], "sequence", (-1, 1_000_001)),
            (self.handler.condition_ids, "sequence", (-1, 1_000_001)),
            (self.handler.response_ids, "status_code", (199, 600)),
            (self.handler.return_path_ids, "sequence", (-1, 1_000_001)),
            *((self.sender, name, beyond) for name, beyond in of_senders.items()),
            (self.sender, "protection_period", (-1, 31_622_401)),
            (self.sender, "response_status_code", (199, 600)),
            (self.sender.line_ids, "sequence", (-1, 1_000_001)),
            (self.sender.condition_ids, "sequence", (-1, 1_000_001)),
            (self.action, "inbound_webhook_fold", (-1, 10_081)),
            *((self.scheme, name, beyond) for name, beyond in OF_SCHEMES.items()),
            (self.scheme.part_ids, "sequence", (-1, 1_000_001)),
            (self.handshake, "sequence", (-1, 1_000_001)),
            (self.handshake, "handshake_status", (199, 300)),
            (self.handshake.condition_ids[:1], "sequence", (-1, 1_000_001)),
        ]

    def test_no_write_passes(self):
        for record, name, (below, above) in self.numbers():
            for value in (below, above, MAX_INT, MAX_INT + 1, -MAX_INT - 2, 1e300):
                with self.subTest(model=record._name, field=name, value=value):
                    with self.assertRaises(ValidationError):
                        record.write({name: value})

    def test_the_refusal_names_the_bounds(self):
        message = "Largest Body goes from 1 to 16777216; 2147483647 is beyond that"
        with self.assertRaisesRegex(ValidationError, message):
            self.handler.max_body_size = MAX_INT

    def test_the_ends_of_each_range_are_allowed(self):
        for record, name, (below, above) in self.numbers():
            for value in (below + 1, above - 1):
                with self.subTest(model=record._name, field=name, value=value):
                    if name == "protection_period":
                        record.protection_period_unit = "seconds"
                    record.write({name: value})
                    self.env.flush_all()

    def test_the_database_refuses_as_well(self):
        for record, name, (below, above) in self.numbers():
            for value in (below, above):
                with (
                    self.subTest(model=record._name, field=name, value=value),
                    mute_logger("odoo.sql_db"),
                    self.assertRaises(IntegrityError),
                    self.env.cr.savepoint(),
                ):
                    self.env.cr.execute(
                        f"UPDATE {record._table} SET {name} = %s WHERE id = %s",
                        [value, record.id],
                    )

    def test_no_create_passes(self):
        handlers = self.env["inbound.webhook.handler"]
        model = {"name": "New", "model_id": self.handler.model_id.id}
        for name, (below, above) in OF_HANDLERS.items():
            for value in (below, above):
                with self.subTest(field=name), self.assertRaises(ValidationError):
                    handlers.create({**model, name: value})
        with self.assertRaises(ValidationError):
            self.handler.copy({"max_body_size": MAX_INT})

    def test_no_import_passes(self):
        header = ["name", "model_id/.id", "max_body_size"]
        row = ["Imported", str(self.handler.model_id.id), str(MAX_INT)]
        result = self.env["inbound.webhook.handler"].load(header, [row])
        self.assertFalse(result["ids"])
        self.assertIn("16777216", result["messages"][0]["message"])

    def test_no_form_passes(self):
        with self.assertRaises(ValidationError), Form(self.handler) as form:
            form.retention_days = 9_999_999

    def test_a_protection_period_is_a_year_in_any_unit(self):
        units = {"seconds": 31_622_400, "minutes": 527_040, "hours": 8_784, "days": 366}
        for record in (self.handler, self.sender):
            for unit, most in units.items():
                values = {"protection_period_unit": unit}
                with self.subTest(model=record._name, unit=unit):
                    record.write({**values, "protection_period": most})
                    with self.assertRaises(ValidationError):
                        record.write({**values, "protection_period": most + 1})
                    record.write({**values, "protection_period": 1})

    def test_the_database_knows_the_unit_of_a_protection_period(self):
        self.handler.protection_period_unit = "days"
        self.env.flush_all()
        for value in (367, 31_000_000):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(
                    "UPDATE inbound_webhook_handler SET protection_period = %s"
                    " WHERE id = %s",
                    [value, self.handler.id],
                )

    def test_no_number_is_without_bounds(self):
        """Whatever number is added later gets its bounds too."""
        bounded = {(record._name, name) for record, name, _ in self.numbers()}
        settable = {
            (model._name, field.name)
            for model in self.env.registry.values()
            if model._name.startswith("inbound.webhook.") and not model._abstract
            for field in model._fields.values()
            if field.type in ("integer", "float", "monetary")
            and field.store
            and not field.readonly
            and field.name != "id"
        }
        # Written by the code alone: no group may create or change these.
        internal = {
            ("inbound.webhook.alert", "call_count"),
            ("inbound.webhook.rehearsal.seal", "missing_id"),
            ("inbound.webhook.rate", "calls_left"),
            ("inbound.webhook.rate", "refused"),
            ("inbound.webhook.event.time", "res_id"),
            ("inbound.webhook.external.id", "res_id"),
        }
        self.assertEqual(settable - bounded - internal, set())
