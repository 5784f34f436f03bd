"""What the dialog that replays many calls asks the server for."""

from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookHttpCase

WRONG = {"title": "A", "amount": "many"}


@tagged("post_install", "-at_install")
class TestReplayMany(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            parameters=["title", {"name": "amount", "type": "decimal"}],
            mappings=[("name", "title")],
        )
        cls.administrator = new_test_user(
            cls.env, "webhook_administrator", WEBHOOK_ADMINISTRATOR
        )

    def setUp(self):
        super().setUp()
        self.authenticate("webhook_administrator", "webhook_administrator")

    def ask(self, method, calls):
        """Ask the server as the dialog does."""
        self.env.flush_all()
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "inbound.webhook.call",
                "method": method,
                "args": [calls.ids],
                "kwargs": {},
            },
        )

    def plan(self, calls):
        """The plan, without what is zero."""
        plan = self.ask("replay_plan", calls)
        return {key: value for key, value in plan.items() if value}

    def replay_all(self, calls):
        """Replay calls as the dialog does, by their plan."""
        ids = self.plan(calls).get("ids", [])
        return [self.ask("replay_and_report", calls.browse(id_)) for id_ in ids]

    def send_wrong(self, **payload):
        self.post_json(self.handler, {**WRONG, **payload})
        return self.last_call(self.handler)

    def mend(self):
        self.handler.parameter_ids[1].type = "text"

    # === THE PLAN ===

    def test_the_oldest_call_is_the_first(self):
        first, second = self.send_wrong(title="A"), self.send_wrong(title="B")
        self.assertEqual(self.plan(second + first), {"ids": (first + second).ids})

    def test_calls_that_were_processed_before_are_counted(self):
        self.handler.protection_period = 10
        for title in ("A", "B", "B"):
            self.post_json(self.handler, {"title": title})
        self.send_wrong()
        calls = self.calls(self.handler)
        self.assertEqual(self.plan(calls), {"ids": sorted(calls.ids), "again": 3})

    def test_a_request_that_failed_several_times_is_replayed_once(self):
        first = self.send_wrong()
        self.send_wrong()
        self.assertEqual(
            self.plan(self.calls(self.handler)), {"ids": first.ids, "repeats": 1}
        )

    def test_a_call_and_its_replay_are_replayed_once(self):
        call = self.send_wrong()
        self.replay_all(call)
        self.replay_all(call)
        calls = self.calls(self.handler)
        self.assertEqual(len(calls), 3)
        self.assertEqual(self.plan(calls), {"ids": call.ids, "repeats": 2})

    def test_requests_that_succeeded_are_replayed_each(self):
        for _number in range(2):
            self.post_json(self.handler, {"title": "A"})
        plan = self.plan(self.calls(self.handler))
        self.assertEqual((len(plan["ids"]), plan["again"]), (2, 2))

    def test_what_is_settled_is_left_out(self):
        call = self.send_wrong()
        self.mend()
        self.post_json(self.handler, WRONG)
        self.assertEqual(self.plan(call), {"settled": 1})

    def test_what_was_dismissed_is_not(self):
        call = self.send_wrong()
        call.action_dismiss()
        self.assertEqual(self.plan(call), {"ids": call.ids})

    def test_what_waits_is_left_out(self):
        self.handler.processing = "queued"
        self.post_json(self.handler, {"title": "A"})
        self.assertEqual(self.plan(self.calls(self.handler)), {"waiting": 1})

    def test_what_was_not_read_is_left_out(self):
        self.handler.max_body_size = 10
        self.post_json(self.handler, {"title": "A" * 30})
        self.assertEqual(self.plan(self.calls(self.handler)), {"unread": 1})

    def test_calls_of_a_handler_that_one_may_not_change_are_left_out(self):
        call = self.send_wrong()
        self.handler.user_id = self.env.ref("base.user_admin")
        self.assertEqual(self.plan(call), {"forbidden": 1})
        new_test_user(self.env, "webhook_user", WEBHOOK_USER)
        self.handler.user_id = self.runner
        self.authenticate("webhook_user", "webhook_user")
        self.assertEqual(self.plan(call), {"forbidden": 1})

    # === THE REPLAYS ===

    def test_each_is_reported(self):
        self.add_lines(
            self.handler,
            "condition",
            [{"parameter": "title", "operator": "not_equals", "value": "Spam"}],
        )
        for title in ("A", "Spam", "C"):
            self.send_wrong(title=title)
        calls = self.calls(self.handler).sorted("id")
        self.mend()
        self.make_code_rule(
            self.handler, "if record.name == 'C': raise UserError('Not C')"
        )

        reports = self.replay_all(calls)

        self.assertEqual(
            [report["result"] for report in reports], ["success", "ignored", "failed"]
        )
        replays = calls.browse(report["id"] for report in reports)
        self.assertEqual(replays.replay_of_id, calls)
        # The second one was ignored as it came.
        self.assertEqual(calls.mapped("attention"), ["settled", False, "open"])

    def test_a_replay_that_fails_rolls_no_other_back(self):
        for title in ("A", "B", "C"):
            self.send_wrong(title=title)
        self.mend()
        self.make_code_rule(self.handler, "if record.name == 'B': 1 / 0")
        with self.assertLogs("odoo.addons.inbound_webhook", "ERROR"):
            self.replay_all(self.calls(self.handler))
        leads = self.env["crm.lead"].search([("create_uid", "=", self.runner.id)])
        self.assertEqual(leads.sorted("id").mapped("name"), ["A", "C"])

    def test_later_calls_win_as_they_did_when_they_came(self):
        handler = self.make_lead_handler(active=False)
        for title in ("First", "Second"):
            self.post_json(handler, {"title": title, "email": "zoe@example.com"})
        handler.active = True
        self.replay_all(self.calls(handler))
        leads = self.env["crm.lead"].search([("create_uid", "=", self.runner.id)])
        self.assertEqual(leads.mapped("name"), ["Second"])

    def test_a_call_that_its_sender_has_sent_again_meanwhile_is_left_out(self):
        call = self.send_wrong()
        self.assertEqual(self.plan(call), {"ids": call.ids})
        self.mend()
        self.post_json(self.handler, WRONG)
        self.assertEqual(self.ask("replay_and_report", call), {"result": "left_out"})
        self.assertEqual(len(self.calls(self.handler)), 2)

    def test_a_call_that_was_purged_meanwhile_is_left_out(self):
        call = self.send_wrong()
        call.unlink()
        self.assertEqual(self.ask("replay_and_report", call), {"result": "left_out"})
