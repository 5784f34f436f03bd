from contextlib import suppress

from psycopg2 import InterfaceError

from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ..models.call.queue import CRON
from ..processing import one_call
from .common import InboundWebhookHttpCase

FAILS_FOR_NOW = (
    "if not env['res.partner'].search_count([('name', '=', 'Ready')]):\n"
    "    raise UserError('Not yet')"
)
PAYLOAD = {"title": "Once"}


@tagged("post_install", "-at_install")
class TestReplayMeanwhile(InboundWebhookHttpCase):
    """A replay, and what others do about the same request at the same time."""

    def failed(self, **values):
        """A call that failed, and that would not fail any more."""
        handler = self.make_lead_handler(protection_period=10, **values)
        self.make_code_rule(handler, FAILS_FOR_NOW)
        with mute_logger("odoo.addons.base.models.ir_actions"):
            answer = self.post_json(handler, PAYLOAD)
        self.assertEqual(answer.status_code, 422, answer.text)
        self.env["res.partner"].create({"name": "Ready"})
        return self.last_call(handler)

    def leads(self):
        return self.env["crm.lead"].search_count([("name", "=", "Once")])

    def test_the_senders_next_try_is_a_repeat_of_the_replay(self):
        call = self.failed()
        replay = self.replay(call)
        answer = self.post_json(call.handler_id, PAYLOAD)
        self.assertEqual(answer.json()["call"], replay.id)
        self.assertRecordValues(
            self.last_call(call.handler_id),
            [{"status": "duplicate", "duplicate_of_id": replay.id}],
        )
        self.assertEqual(self.leads(), 1)

    def test_what_its_sender_sent_again_is_not_replayed(self):
        call = self.failed()
        self.post_json(call.handler_id, PAYLOAD)
        again = self.last_call(call.handler_id)
        replay = self.replay(call)
        self.assertRecordValues(
            replay, [{"status": "duplicate", "duplicate_of_id": again.id}]
        )
        self.assertEqual(self.trace_codes(replay)["duplicate"], "dealt_with")
        self.assertRegex(
            replay.why, r"^call \d+ has dealt with the same request meanwhile$"
        )
        self.assertEqual(self.leads(), 1)

    def test_what_was_sent_again_is_known_by_its_claim(self):
        """Of two transactions at once neither sees that the other settled the call."""
        call = self.failed()
        self.post_json(call.handler_id, PAYLOAD)
        call.attention = "open"
        replay = self.replay(call)
        self.assertEqual(replay.status, "duplicate")
        self.assertEqual(self.leads(), 1)

    def test_what_its_sender_sent_again_and_waits_is_not_replayed(self):
        """It would be done twice: now, and when its turn comes in the queue."""
        call = self.failed()
        call.handler_id.processing = "queued"
        self.assertEqual(self.post_json(call.handler_id, PAYLOAD).status_code, 202)
        waiting = self.last_call(call.handler_id)
        replay = self.replay(call)
        self.assertRecordValues(
            replay, [{"status": "duplicate", "duplicate_of_id": waiting.id}]
        )
        self.assertRegex(
            replay.why, r"^the same request waits in the queue as call \d+$"
        )
        self.assertFalse(self.leads())
        self.assertEqual(call.attention, "open")
        self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(self.leads(), 1)
        self.assertEqual(call.attention, "settled")

    def test_a_replay_that_was_asked_for_at_once_has_dealt_with_it(self):
        handler = self.make_lead_handler()
        self.post_json(handler, PAYLOAD)
        call = self.last_call(handler)
        replay = self.replay(call)
        self.assertEqual(call._dealt_with_since(frozenset()), replay)
        self.assertFalse(call._dealt_with_since({replay.id}))

    def test_what_succeeded_can_be_replayed_on_purpose(self):
        handler = self.make_lead_handler(protection_period=10)
        self.post_json(handler, PAYLOAD)
        call = self.last_call(handler)
        first, second = self.replay(call), self.replay(call)
        self.assertEqual((first + second).mapped("status"), ["success"] * 2)
        self.assertEqual(self.leads(), 3)
        answer = self.post_json(handler, PAYLOAD)
        self.assertEqual(answer.json()["call"], second.id)

    def test_a_replay_that_fails_leaves_the_claim_to_the_sender(self):
        call = self.failed()
        self.env["res.partner"].search([("name", "=", "Ready")]).unlink()
        self.assertEqual(self.replay(call).status, "error")
        self.env["res.partner"].create({"name": "Ready"})
        answer = self.post_json(call.handler_id, PAYLOAD)
        self.assertEqual(answer.json()["operation"], "created")

    def test_a_replay_whose_connection_is_gone_is_not_left_unfinished(self):
        call = self.failed()

        def gone(*_args):
            raise InterfaceError("connection already closed")

        self.patch(one_call, "answer_now", gone)
        # Odoo's assertRaises would roll back what is looked at.
        with suppress(JsonRpcException), mute_logger("odoo.http"):
            self.replay(call)
        self.env.invalidate_all()
        self.assertRecordValues(
            self.last_call(call.handler_id),
            [{"kind": "replay", "status": "error", "reason": "interrupted"}],
        )
        self.assertEqual(call.attention, "open")
