"""Replays and To Fix, in a real browser."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

WRONG = {"title": "A", "amount": "many"}


@tagged("post_install", "-at_install")
class TestReplayScreens(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What the demo data brings.
        cls.env["inbound.webhook.call"].search([]).unlink()
        cls.handler = cls.make_handler(
            name="Replay tour",
            parameters=[
                {"name": "title", "required": True},
                {"name": "amount", "type": "decimal"},
            ],
            mappings=[("name", "title")],
        )

    def mend(self):
        self.handler.parameter_ids[1].type = "text"

    def test_replay_one(self):
        self.post_json(self.handler, WRONG)
        call = self.last_call(self.handler)
        self.mend()
        self.start_tour(
            f"/odoo/inbound-webhook-calls/{call.id}",
            "inbound_webhook_replay_one",
            login="admin",
        )
        replay = self.last_call(self.handler)
        self.assertRecordValues(
            replay, [{"replay_of_id": call.id, "status": "success"}]
        )

    def test_replay_many(self):
        for title in ("A", "B", "C"):
            self.post_json(self.handler, {**WRONG, "title": title})
        calls = self.calls(self.handler)
        self.mend()
        self.make_code_rule(
            self.handler, "if record.name == 'B': raise UserError('Not B')"
        )
        self.start_tour(
            "/odoo/inbound-webhook-calls",
            "inbound_webhook_replay_many",
            login="admin",
        )
        replays = self.calls(self.handler) - calls
        self.assertEqual(
            replays.sorted("id").mapped("status"), ["success", "error", "success"]
        )

    def test_to_fix(self):
        self.post_json(self.handler, {})
        self.handler.active = False
        for title in ("A", "B"):
            self.post_json(self.handler, {"title": title})
        calls = self.calls(self.handler).sorted("id")
        self.start_tour("/odoo/settings", "inbound_webhook_to_fix", login="admin")
        self.assertEqual(calls.mapped("attention"), ["dismissed", "settled", "settled"])
        leads = self.env["crm.lead"].search([("create_uid", "=", self.runner.id)])
        self.assertEqual(sorted(leads.mapped("name")), ["A", "B"])
