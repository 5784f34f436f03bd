"""Everything that this addon keeps can be read over XML-RPC, as other systems do it."""

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase

PASSWORD = "reader of calls"


@tagged("post_install", "-at_install")
class TestXmlRpc(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(
            cls.env,
            "reader",
            "inbound_webhook.group_administrator,base.group_system,"
            "sales_team.group_sale_manager",
            password=PASSWORD,
        )

    def read_by_rpc(self, records):
        """All fields of records, read as another system does."""
        self.env.flush_all()
        database = self.cr.dbname
        # Odoo says each time that this is on its way out.
        with mute_logger("odoo.addons.rpc.controllers.xmlrpc"):
            uid = self.xmlrpc_common.login(database, "reader", PASSWORD)
            return self.xmlrpc_object.execute_kw(
                database, uid, PASSWORD, records._name, "read", [records.ids]
            )

    def assert_readable(self, records):
        self.assertTrue(records)
        for record in records:
            with self.subTest(model=record._name, record=record.display_name):
                [values] = self.read_by_rpc(record)
                self.assertEqual(values["id"], record.id)

    def test_calls_however_they_ended(self):
        handler = self.make_handler(
            parameters=["title", "city", {"name": "number", "type": "integer"}],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                ("city", "city"),
                ("color", "number"),
            ],
            conditions=[("title", "not_equals", "Ignored")],
            protection_period=5,
        )
        self.post_json(handler, {"title": "Created", "city": "Gent"})
        self.post_json(handler, {"title": "Created", "city": "Gent"})
        self.post_json(handler, {"title": "Created", "city": "Brugge"})
        self.post_json(handler, {"title": "Created", "city": "Brugge", "extra": None})
        self.post_json(handler, {"title": "Ignored"})
        self.post_json(handler, {"title": "Long", "number": 99_999_999_999})
        self.post_json(handler, {"title": "\x01 control", "number": "no number"})
        self.post_json(handler, {})
        self.send(handler, b"{bad", headers={"Content-Type": "application/json"})
        self.send(handler, method="HEAD")
        handler.active = False
        self.post_json(handler, {"title": "Off"})
        self.assertEqual(len(self.calls(handler)), 11)
        self.assert_readable(self.calls(handler))
        handler.active = True
        self.assert_readable(handler)
        for lines in (
            handler.parameter_ids,
            handler.mapping_ids,
            handler.condition_ids,
        ):
            self.assert_readable(lines)

    def test_calls_with_items(self):
        handler = self.make_lead_handler(split_path="$", split_mode="each")
        handler.parameter_ids[0].path = "@.title"
        handler.parameter_ids[1].path = "@.email"
        self.post_json(
            handler, [{"title": "One"}, {"email": "no address"}, {"title": None}]
        )
        call = self.last_call(handler)
        self.assertEqual(len(call.item_ids), 3)
        self.assert_readable(call)
        self.assert_readable(call.item_ids)

    def test_look_ups(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "who", "source": "query"}],
            mappings=[{"parameter": "who", "field": "name", "is_match_key": True}],
        )
        self.get(handler, {"who": "Nobody at all"})
        self.env["crm.lead"].create({"name": "Somebody"})
        self.get(handler, {"who": "Somebody"})
        self.assertEqual(
            self.calls(handler).mapped("operation"), ["found", "not_found"]
        )
        self.assert_readable(self.calls(handler))
        self.assert_readable(handler)

    def test_a_queued_call(self):
        handler = self.make_lead_handler(processing="queued")
        self.post_json(handler, {"title": "Waits"})
        self.assert_readable(self.calls(handler))

    def test_senders(self):
        senders = self.env["inbound.webhook.sender"].search([])
        self.assert_readable(senders)
        self.assert_readable(senders.line_ids[:20])
        self.assert_readable(senders.condition_ids)

    def test_what_is_not_there_is_left_out(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "Created"})
        [values] = self.read_by_rpc(self.last_call(handler))
        applied = next(line for line in values["trace"] if line["code"] == "created")
        [change] = applied["changes"]
        self.assertEqual(change, {"field": "name", "new": "Created"})
