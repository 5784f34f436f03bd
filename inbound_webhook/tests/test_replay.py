import json

from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookHttpCase

ADMINISTRATOR = "webhook_administrator"


@tagged("post_install", "-at_install")
class TestReplay(InboundWebhookHttpCase):
    """A call of the log, processed once more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(protection_period=10)
        cls.administrator = new_test_user(cls.env, ADMINISTRATOR, WEBHOOK_ADMINISTRATOR)
        cls.user = new_test_user(cls.env, "webhook_user", WEBHOOK_USER)

    def test_a_replay_is_a_row_of_its_own(self):
        self.post_json(self.handler, {"title": "A", "email": "zoe@example.com"})
        call = self.calls(self.handler)
        lead = self.env["crm.lead"].browse(call.res_id)
        lead.name = "Changed since"

        replay = self.replay(call, ADMINISTRATOR)

        self.assertEqual(self.calls(self.handler), replay + call)
        self.assertRecordValues(
            replay,
            [
                {
                    "kind": "replay",
                    "replay_of_id": call.id,
                    "method": "POST",
                    "status": "success",
                    "operation": "updated",
                    "response_code": 200,
                    "res_model": "crm.lead",
                    "res_id": lead.id,
                    "content_type": "application/json",
                    "duplicate_of_id": False,
                }
            ],
        )
        self.assertEqual(lead.name, "A")
        self.assertEqual(replay._raw_body(), call._raw_body())
        self.assertEqual(
            json.loads(replay.parameters), {"title": "A", "email": "zoe@example.com"}
        )

    def test_a_replay_goes_through_the_mapping_of_today(self):
        self.post_json(self.handler, {"title": "A", "who": "Zoë"})
        call = self.calls(self.handler)
        self.add_lines(self.handler, "parameter", [{"name": "who"}])
        self.add_lines(
            self.handler, "mapping", [{"parameter": "who", "field": "contact_name"}]
        )
        replay = self.replay(call, ADMINISTRATOR)
        self.assertEqual(replay.operation, "created")
        self.assertNotEqual(replay.res_id, call.res_id)
        lead = self.env["crm.lead"].browse(replay.res_id)
        self.assertRecordValues(lead, [{"name": "A", "contact_name": "Zoë"}])

    def test_a_replay_acts_as_the_user_of_the_handler(self):
        """Not as the one who presses the button, who may not touch leads."""
        self.post_json(self.handler, {"title": "A"})
        replay = self.replay(self.calls(self.handler), ADMINISTRATOR)
        lead = self.env["crm.lead"].browse(replay.res_id)
        self.assertEqual(lead.create_uid, self.runner)

    def test_a_call_that_failed_can_be_mended_and_replayed(self):
        self.add_lines(
            self.handler,
            "mapping",
            [{"value_source": "constant", "constant": "Hot", "field": "tag_ids"}],
        )
        self.assertEqual(self.post_json(self.handler, {"title": "A"}).status_code, 422)
        tag = self.env["crm.tag"].create({"name": "Hot"})
        replay = self.replay(self.calls(self.handler), ADMINISTRATOR)
        self.assertEqual(replay.status, "success")
        self.assertEqual(self.env["crm.lead"].browse(replay.res_id).tag_ids, tag)

    def test_a_replay_that_fails_leaves_its_row(self):
        self.post_json(self.handler, {"title": "A"})
        call = self.calls(self.handler)
        self.handler.user_id = new_test_user(self.env, "nobody", "base.group_user")
        replay = self.replay(call, ADMINISTRATOR)
        self.assertRecordValues(
            replay, [{"kind": "replay", "status": "error", "response_code": 403}]
        )

    def test_a_replay_does_not_hide_the_next_call(self):
        self.post_json(self.handler, {"title": "A"})
        self.handler.protection_period = 0
        self.replay(self.calls(self.handler), ADMINISTRATOR)
        self.handler.protection_period = 10
        answer = self.post_json(self.handler, {"title": "B"})
        self.assertEqual(answer.json()["status"], "success")

    def test_a_repeat_that_was_swallowed_is_replayed_by_whoever_asks_for_it(self):
        handler = self.make_handler(
            parameters=["title"], mappings=[("name", "title")], protection_period=10
        )
        self.post_json(handler, {"title": "Twice"})
        self.post_json(handler, {"title": "Twice"})
        swallowed = self.last_call(handler)
        self.assertEqual(swallowed.status, "duplicate")
        self.assertEqual(self.replay(swallowed).operation, "created")

    def test_a_call_with_the_wrong_method_creates_nothing_as_a_replay_either(self):
        self.get(self.handler, {"title": "A"})
        replay = self.replay(self.calls(self.handler), ADMINISTRATOR)
        self.assertRecordValues(
            replay, [{"reason": "method_not_allowed", "response_code": 405}]
        )

    @mute_logger("odoo.http")
    def test_a_call_whose_body_was_not_read_is_not_replayed(self):
        self.handler.max_body_size = 10
        self.post_json(self.handler, {"title": "A" * 30})
        self.handler.max_body_size = 1000
        with self.assertRaisesRegex(JsonRpcException, "UserError"):
            self.replay(self.calls(self.handler), ADMINISTRATOR)
        self.assertEqual(len(self.calls(self.handler)), 1)

    @mute_logger("odoo.http")
    def test_a_call_that_waits_is_not_replayed(self):
        self.handler.processing = "queued"
        self.post_json(self.handler, {"title": "A"})
        with self.assertRaisesRegex(JsonRpcException, "UserError"):
            self.replay(self.calls(self.handler), ADMINISTRATOR)
        self.assertEqual(len(self.calls(self.handler)), 1)

    @mute_logger("odoo.http")
    def test_a_user_who_only_reads_may_not_replay(self):
        self.post_json(self.handler, {"title": "A"})
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.replay(self.calls(self.handler), login="webhook_user")
        self.assertEqual(len(self.calls(self.handler)), 1)

    @mute_logger("odoo.http")
    def test_a_call_of_another_company_is_not_replayed(self):
        self.post_json(self.handler, {"title": "A"})
        call = self.calls(self.handler)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.runner.company_ids += company
        self.handler.company_id = company
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.replay(call, ADMINISTRATOR)
        self.assertEqual(len(self.calls(self.handler)), 1)
