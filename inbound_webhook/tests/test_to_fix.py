"""Which calls are to fix, and what settles them."""

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER
from .queue_case import FAILS_FOR_NOW, QueueCase

WRONG = {"title": "A", "amount": "many"}
JSON = {"Content-Type": "application/json"}


@tagged("post_install", "-at_install")
class TestToFix(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            parameters=["title", {"name": "amount", "type": "decimal"}],
            mappings=[("name", "title")],
        )
        cls.amount = cls.handler.parameter_ids[1]

    def to_fix(self, handler=None):
        """The calls of a handler that are to fix, the oldest first."""
        calls = self.calls(handler or self.handler)
        return calls.filtered(lambda call: call.attention == "open").sorted("id")

    def send_wrong(self, **payload):
        """Send a call whose amount does not fit."""
        self.assertEqual(
            self.post_json(self.handler, {**WRONG, **payload}).status_code, 422
        )
        return self.last_call(self.handler)

    def mend(self):
        """Have any amount fit."""
        self.amount.type = "text"

    # === AT ONCE ===

    def test_a_call_that_was_dealt_with_at_the_moment_it_failed(self):
        """Neither transaction saw the other."""
        left = self.send_wrong(title="Never again")
        call = self.send_wrong()
        self.mend()
        self.post_json(self.handler, WRONG)
        call.attention = "open"
        call._settle_overlooked()
        self.assertEqual(call.attention, "settled")
        self.assertEqual(left.attention, "open")

    def test_a_repeat_that_failed_while_the_first_call_succeeded(self):
        call = self.send_wrong()
        self.handler.protection_period = 10
        self.mend()
        self.post_json(self.handler, WRONG)
        first = self.last_call(self.handler)
        # As if it had come after that one.
        call.attention = "open"
        late = call.copy({"request_digest": first.request_digest})
        call.request_digest = False
        late.write({"status": "error", "reason": "value_refused", "attention": "open"})
        late.request_date = first.request_date + timedelta(minutes=11)
        late._settle_overlooked()
        self.assertEqual(late.attention, "open")
        late.request_date = first.request_date + timedelta(minutes=9)
        late._settle_overlooked()
        self.assertEqual(late.attention, "settled")

    def test_a_success_before_it_settles_no_failure(self):
        self.mend()
        self.post_json(self.handler, WRONG)
        self.amount.type = "decimal"
        call = self.send_wrong()
        call._settle_overlooked()
        self.assertEqual(call.attention, "open")

    # === WHAT NEEDS A HAND ===

    def test_calls_that_failed_or_were_refused(self):
        wrong = self.send_wrong()
        self.send(self.handler, b"{", headers=JSON)
        unreadable = self.last_call(self.handler)
        self.get(self.handler, {"title": "A"})
        by_get = self.last_call(self.handler)
        self.handler.active = False
        self.post_json(self.handler, {"title": "B"})
        switched_off = self.last_call(self.handler)
        self.assertEqual(self.to_fix(), wrong + unreadable + by_get + switched_off)

    def test_no_call_that_ended_as_it_should(self):
        self.add_lines(
            self.handler,
            "condition",
            [{"parameter": "title", "operator": "not_equals", "value": "Spam"}],
        )
        self.handler.protection_period = 10
        for title in ("A", "A", "Spam"):
            self.post_json(self.handler, {"title": title})
        statuses = self.calls(self.handler).mapped("status")
        self.assertEqual(statuses, ["ignored", "duplicate", "success"])
        self.assertFalse(self.to_fix())

    def test_no_look_up_that_finds_nothing(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "title", "source": "query"}],
            mappings=[{"parameter": "title", "field": "name", "is_match_key": True}],
        )
        self.assertEqual(self.get(handler, {"title": "Nobody"}).status_code, 404)
        self.assertFalse(self.to_fix(handler))

    def test_no_probe(self):
        for method in ("HEAD", "OPTIONS"):
            self.send(self.handler, method=method)
        self.assertEqual(len(self.calls(self.handler)), 2)
        self.assertFalse(self.to_fix())

    def test_no_test(self):
        call = self.send_wrong()
        call.write({"kind": "test", "attention": False})
        call._list_to_fix()
        self.assertFalse(self.to_fix())

    def test_a_call_of_which_some_items_failed(self):
        handler = self.make_items_handler()
        self.post_json(handler, [{"title": "A"}, WRONG])
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertEqual(self.to_fix(handler), self.last_call(handler))

    def test_a_call_of_the_queue_only_once_it_is_given_up(self):
        handler = self.make_queued()
        self.make_code_rule(handler, "1 / 0")
        call = self.send_lead(handler, "A")
        for attempt in range(7):
            self.assertFalse(self.to_fix(handler), attempt)
            self.let_pauses_end(call)
            self.run_cron_failing()
        self.assertEqual(self.to_fix(handler), call)

    def test_a_call_that_a_crash_cut_short(self):
        call = self.send_wrong()
        self.cut_short(call)
        call._end_interrupted()
        self.assertEqual(self.to_fix(), call)

    def cut_short(self, call):
        """Have the row of a call as a crash leaves it, an hour later."""
        long_ago = fields.Datetime.now() - timedelta(minutes=61)
        call.write({"status": "received", "reason": False, "attention": False})
        call.request_date = long_ago

    # === WHAT SETTLES IT ===

    def test_its_sender_sends_it_again_with_success(self):
        first, second, other = (
            self.send_wrong(),
            self.send_wrong(),
            self.send_wrong(title="Other"),
        )
        self.mend()
        self.post_json(self.handler, WRONG)
        self.assertEqual(self.to_fix(), other)
        self.assertEqual((first + second).mapped("attention"), ["settled"] * 2)

    def test_its_sender_sends_it_again_and_the_conditions_do_not_let_it_in(self):
        self.send_wrong()
        self.mend()
        self.add_lines(
            self.handler,
            "condition",
            [{"parameter": "title", "operator": "equals", "value": "B"}],
        )
        self.assertEqual(self.post_json(self.handler, WRONG).status_code, 200)
        self.assertFalse(self.to_fix())

    def test_not_the_same_call_of_another_handler(self):
        call = self.send_wrong()
        other = self.make_handler(parameters=["title"], mappings=[("name", "title")])
        self.post_json(other, WRONG)
        self.assertEqual(self.to_fix(), call)

    def test_a_sender_that_did_not_wait_for_the_answer(self):
        """What it sent again was through before the first one failed."""
        first = self.send_wrong()
        self.cut_short(first)
        self.mend()
        self.post_json(self.handler, WRONG)
        first._end_interrupted()
        self.assertEqual(first.status, "error")
        self.assertFalse(self.to_fix())

    def test_an_earlier_success_of_the_same_request_does_not(self):
        self.mend()
        self.post_json(self.handler, WRONG)
        self.amount.type = "decimal"
        call = self.send_wrong()
        self.assertEqual(self.to_fix(), call)

    def test_a_repeat_with_the_same_delivery_id(self):
        self.handler.write(
            {
                "protection_period": 10,
                "duplicate_mode": "header",
                "duplicate_header": "X-Delivery",
            }
        )
        headers = {"X-Delivery": "17"}
        self.post_json(self.handler, {**WRONG, "at": 1}, headers=headers)
        self.assertEqual(len(self.to_fix()), 1)
        self.mend()
        self.post_json(self.handler, {**WRONG, "at": 1})
        self.assertEqual(len(self.to_fix()), 1, "it has no delivery id")
        self.post_json(self.handler, {**WRONG, "at": 2}, headers=headers)
        self.assertFalse(self.to_fix())

    def test_a_repeat_that_differs_in_volatile_fields_only(self):
        self.handler.write({"protection_period": 10, "volatile_fields": "at"})
        self.send_wrong(at=1)
        self.mend()
        self.post_json(self.handler, {**WRONG, "at": 2})
        self.assertFalse(self.to_fix())

    def test_bodies_that_were_not_read_are_not_the_same(self):
        name = self.env["ir.model.fields"]._get("crm.lead", "name")
        self.handler.max_body_size = 20
        self.post_json(self.handler, {"title": "A" * 30})
        self.assertEqual(self.last_call(self.handler).reason, "too_large")
        # A doorbell: each call makes a record, whatever it brings.
        self.handler.mapping_ids = [
            Command.clear(),
            Command.create(
                {"field_id": name.id, "value_source": "constant", "constant": "Rung"}
            ),
        ]
        self.assertEqual(self.send(self.handler, headers=JSON).status_code, 200)
        self.assertEqual(self.to_fix().mapped("reason"), ["too_large"])

    def test_a_queued_call_that_succeeds_later(self):
        handler = self.make_queued()
        handler.active = False
        payload = {"title": "A", "email": "zoe@example.com"}
        self.post_json(handler, payload)
        self.assertEqual(self.to_fix(handler).reason, "switched_off")
        handler.active = True
        rule = self.make_code_rule(handler, FAILS_FOR_NOW)
        self.send_lead(handler, "A")
        self.run_cron_failing()
        self.assertTrue(self.to_fix(handler), "its repeat is not through")
        rule.active = False
        self.let_pauses_end(self.last_call(handler))
        self.run_cron()
        self.assertFalse(self.to_fix(handler))

    # === REPLAYS ===

    def test_a_replay_that_succeeds_settles_it(self):
        call, twin = self.send_wrong(), self.send_wrong()
        self.mend()
        self.assertEqual(self.replay(call).status, "success")
        self.assertFalse(self.to_fix())
        self.assertEqual(twin.attention, "settled", "it was the same request")

    def test_a_replay_that_fails_leaves_it_and_adds_nothing(self):
        call = self.send_wrong()
        replay = self.replay(call)
        self.assertEqual(replay.status, "error")
        self.assertEqual(self.to_fix(), call)

    def test_it_says_why_the_last_replay_failed(self):
        self.handler.active = False
        self.post_json(self.handler, WRONG)
        call = self.last_call(self.handler)
        self.assertEqual(call.to_fix_reason, "switched_off")
        self.assertEqual(call.to_fix_text, "This webhook is switched off.")
        self.handler.active = True
        self.replay(call)
        self.assertRecordValues(
            call, [{"reason": "switched_off", "to_fix_reason": "value_refused"}]
        )
        self.assertIn("'amount'", call.to_fix_text)

    def test_a_replay_that_fails_does_not_bring_a_dismissed_call_back(self):
        call = self.send_wrong()
        call.action_dismiss()
        self.replay(call)
        self.assertFalse(self.to_fix())

    def test_a_replay_of_a_replay_is_one_of_the_call_that_came(self):
        call = self.send_wrong()
        replay = self.replay(call)
        self.mend()
        again = self.replay(replay)
        self.assertEqual(again.replay_of_id, call)
        self.assertFalse(self.to_fix())

    def test_a_replay_settles_also_where_what_is_volatile_has_changed(self):
        self.handler.write({"protection_period": 10, "volatile_fields": "at"})
        call = self.send_wrong(at=1)
        self.mend()
        self.handler.volatile_fields = False
        self.replay(call)
        self.assertFalse(self.to_fix())

    def test_a_replay_processes_the_items_that_failed(self):
        handler = self.make_items_handler()
        self.post_json(handler, [{"title": "A"}, WRONG, {**WRONG, "title": "C"}])
        call = self.last_call(handler)
        self.make_code_rule(handler, "if record.name == 'C': raise UserError('Not C')")
        handler.parameter_ids[1].type = "text"

        replay = self.replay(call)

        self.assertEqual(replay.reason, "partly_done")
        self.assertEqual(
            replay.item_ids.mapped("status"), ["ignored", "success", "error"]
        )
        self.assertIn("processed before", replay.item_ids[0].error_message)
        self.assertEqual(self.to_fix(handler), call)

        handler.automation_ids.active = False
        replay = self.replay(call)
        self.assertEqual(replay.reason, "done")
        self.assertEqual(
            replay.item_ids.mapped("status"), ["ignored", "ignored", "success"]
        )
        self.assertFalse(self.to_fix(handler))
        leads = self.env["crm.lead"].search([("referred", "=", "to fix")])
        self.assertEqual(sorted(leads.mapped("name")), ["A", "A", "C"])

    def make_items_handler(self):
        return self.make_handler(
            split_path="$",
            split_mode="each",
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "amount", "path": "@.amount", "type": "decimal"},
            ],
            mappings=[
                ("name", "title"),
                {"field": "referred", "constant": "to fix"},
            ],
        )

    # === DISMISSED ===

    def test_a_dismissed_call_stays_in_the_log(self):
        first, second = self.send_wrong(), self.send_wrong(title="B")
        administrator = new_test_user(
            self.env, "webhook_administrator", WEBHOOK_ADMINISTRATOR
        )
        first.with_user(administrator).action_dismiss()
        self.assertEqual(self.to_fix(), second)
        self.assertEqual(self.calls(self.handler), second + first)
        self.assertEqual(first.attention, "dismissed")

    def test_only_what_is_to_fix_is_dismissed(self):
        self.send_wrong()
        self.mend()
        self.post_json(self.handler, WRONG)
        calls = self.calls(self.handler)
        calls.action_dismiss()
        self.assertEqual(calls.mapped("attention"), [False, "settled"])

    def test_who_only_reads_may_not_dismiss(self):
        call = self.send_wrong()
        user = new_test_user(self.env, "webhook_user", WEBHOOK_USER)
        with self.assertRaises(AccessError):
            call.with_user(user).action_dismiss()
        self.assertEqual(self.to_fix(), call)

    def test_on_a_telephone_they_are_cards_that_say_what_went_wrong(self):
        action = self.env.ref("inbound_webhook.action_inbound_webhook_to_fix")
        views = dict((kind, view) for view, kind in action.views)
        card = self.env["inbound.webhook.call"].get_view(views["kanban"], "kanban")
        self.assertIn("to_fix_text", card["arch"])

    def test_on_a_telephone_those_that_are_selected_are_replayed_and_dismissed(self):
        action = self.env.ref("inbound_webhook.action_inbound_webhook_to_fix")
        views = dict((kind, view) for view, kind in action.views)
        replay = self.env.ref("inbound_webhook.action_replay_calls")
        cards = self.env["inbound.webhook.call"].get_view(views["kanban"], "kanban")
        buttons = etree.fromstring(cards["arch"]).xpath("//header/button/@name")
        self.assertEqual(buttons, ["action_dismiss"])
        self.assertEqual(replay.binding_view_types, "list,kanban")

    # === THE HANDLER ===

    def test_a_handler_counts_and_opens_them(self):
        self.assertEqual(self.handler.to_fix_count, 0)
        self.send_wrong()
        self.send_wrong(title="B")
        self.assertEqual(self.handler.to_fix_count, 2)
        action = self.handler.action_open_to_fix()
        self.assertEqual(
            action["context"]["search_default_handler_id"], self.handler.id
        )
        self.assertEqual(
            self.to_fix()[0].action_open_handler()["res_id"], self.handler.id
        )
