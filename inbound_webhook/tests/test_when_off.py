"""Calls that come while a webhook is switched off: refused, kept or dropped."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.call.queue import CRON
from .common import WEBHOOK_ADMINISTRATOR
from .queue_case import FAILS_FOR_NOW, QueueCase

TOKEN = "an example of a token of a sender"


class WhenOffCase(QueueCase):
    """Handlers that process calls while their senders wait, and are switched off."""

    @classmethod
    def make_keeping(cls, **values):
        return cls.make_lead_handler(**{"active": False, "when_off": "keep", **values})

    @classmethod
    def make_dropping(cls, **values):
        return cls.make_keeping(when_off="drop", **values)

    def switch_on(self, handler):
        """As the toggle in the list does."""
        handler.active = True

    def triggers(self):
        crons = [("cron_id", "=", self.env.ref(CRON).id)]
        return self.env["ir.cron.trigger"].search(crons)

    def post(self, handler, title, email="zoe@example.com", **options):
        payload = {"title": title, "email": email}
        return self.post_json(handler, payload, **options)

    def keep(self, handler, title, email="zoe@example.com"):
        """Send a call that is kept; its row."""
        call = self.send_lead(handler, title, email)
        self.assertRecordValues(call, [{"queued": True, "reason": "kept"}])
        return call


@tagged("post_install", "-at_install")
class TestKept(WhenOffCase):
    """A sender that would give the address up is answered 202, and nothing is lost."""

    def test_a_call_is_accepted_and_nothing_is_done_yet(self):
        handler = self.make_keeping()
        answer = self.post(handler, "Later")
        call = self.calls(handler)
        self.assertEqual(answer.status_code, 202)
        self.assertEqual(answer.json(), {"status": "received", "call": call.id})
        self.assertRecordValues(
            call,
            [
                {
                    "status": "received",
                    "reason": "kept",
                    "queued": True,
                    "attempts": 0,
                    "response_code": 202,
                    "attention": False,
                }
            ],
        )
        self.run_cron()
        self.assertTrue(call.queued)
        self.assertFalse(self.leads(name="Later"))

    def test_they_are_processed_in_order_when_it_is_switched_on(self):
        handler = self.make_keeping()
        for title in ("First", "Second", "Third"):
            self.keep(handler, title)
        other = self.keep(handler, "Other", "other@example.com")
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Third")
        self.assertEqual(
            self.calls(handler).sorted("id").mapped("operation"),
            ["created", "updated", "updated", "created"],
        )
        self.assertEqual(self.leads(name="Other").id, other.res_id)
        self.assertFalse(self.calls(handler).filtered("queued"))

    def test_what_was_put_and_patched_is_kept_too(self):
        handler = self.make_keeping(take_put=True)
        for title, method in (("First", "PUT"), ("Second", "PATCH")):
            answer = self.post(handler, title, method=method)
            self.assertEqual(answer.status_code, 202, answer.text)
        self.assertEqual(
            self.calls(handler).sorted("id").mapped("method"), ["PUT", "PATCH"]
        )
        self.assertFalse(self.leads(email_from="zoe@example.com"))
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Second")
        self.assertEqual(
            self.calls(handler).sorted("id").mapped("operation"), ["created", "updated"]
        )

    def test_the_worker_is_woken_when_it_is_switched_on_and_not_before(self):
        handler = self.make_keeping()
        self.triggers().unlink()
        self.keep(handler, "Later")
        self.assertFalse(self.triggers())
        self.switch_on(handler)
        self.assertEqual(len(self.triggers()), 1)

    def test_a_webhook_that_queues_keeps_its_calls_too(self):
        handler = self.make_keeping(processing="queued")
        call = self.keep(handler, "Later")
        self.switch_on(handler)
        after = self.send_lead(handler, "After")
        self.assertEqual(after.reason, "accepted")
        self.run_cron()
        self.assertEqual((call + after).mapped("status"), ["success", "success"])
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "After")

    def test_switched_off_again_it_stops_and_goes_on_later(self):
        handler = self.make_keeping()
        call = self.keep(handler, "Later")
        self.switch_on(handler)
        handler.active = False
        self.run_cron()
        self.assertTrue(call.queued)
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(call.status, "success")

    def test_of_a_call_with_items_each_is_made_when_it_is_on(self):
        handler = self.make_keeping(
            split_path="events",
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "email", "type": "email", "path": "@.email"},
            ],
        )
        ada = {"title": "Ada", "email": "ada@example.com"}
        eva = {"title": "Eva", "email": "eva@example.com"}
        self.assertEqual(
            self.post_json(handler, {"events": [ada, eva]}).status_code, 202
        )
        self.switch_on(handler)
        # One that comes now is about records of its own, and waits for all before it.
        later = self.post_json(handler, {"events": [{**ada, "title": "Countess"}]})
        self.assertEqual(later.status_code, 202)
        self.run_cron()
        self.assertEqual(self.leads(email_from="ada@example.com").name, "Countess")
        self.assertEqual(self.leads(email_from="eva@example.com").name, "Eva")

    def test_what_may_pass_is_tried_again(self):
        handler = self.make_keeping()
        self.make_code_rule(handler, FAILS_FOR_NOW)
        call = self.keep(handler, "Later")
        self.switch_on(handler)
        self.run_cron_failing()
        self.assertRecordValues(call, [{"queued": True, "attempts": 1}])
        self.env["res.partner"].create({"name": "Ready"})
        self.let_pauses_end(call)
        self.run_cron()
        self.assertEqual(call.status, "success")

    def test_it_holds_up_no_other_webhook(self):
        handler = self.make_keeping()
        for number in range(4):
            self.keep(handler, "Kept", f"{number}@example.com")
        self.switch_on(handler)
        self.send_lead(self.make_queued(), "Other")
        self.run_cron()
        made = self.env["crm.lead"].search([("name", "in", ("Kept", "Other"))])
        self.assertEqual(
            made.sorted("id").mapped("name"), ["Kept", "Other", "Kept", "Kept", "Kept"]
        )

    def test_what_a_sender_says_by_opening_the_url(self):
        handler = self.make_keeping(save_on_get=True)
        query = {"title": "Later", "email": "zoe@example.com"}
        self.assertEqual(self.get(handler, query).status_code, 202)
        self.switch_on(handler)
        again = self.get(handler, {**query, "title": "Behind"})
        self.assertEqual(again.status_code, 202)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Behind")

    def test_a_person_who_sent_a_form_is_thanked(self):
        handler = self.make_keeping(body_type="form")
        fields_of_form = {"title": "Later", "email": "zoe@example.com"}
        answer = self.post_form(handler, fields_of_form, {"Accept": "text/html"})
        self.assertEqual(answer.status_code, 202)
        self.assertIn("What you sent has arrived.", answer.text)

    def test_its_body_is_kept_however_full_the_log_is(self):
        handler = self.make_keeping(max_kept_per_hour=0)
        call = self.keep(handler, "Later")
        self.assertEqual(call.body_left_out, False)
        self.switch_on(handler)
        behind = self.send_lead(handler, "Behind")
        self.run_cron()
        self.assertEqual((call + behind).mapped("status"), ["success", "success"])
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Behind")

    def test_the_log_says_what_became_of_it(self):
        handler = self.make_keeping()
        call = self.keep(handler, "Later")
        lines = [line["text"] for line in call.explanation_lines]
        said = "accepted, to be processed when the webhook is switched on"
        self.assertIn(said, " ".join(map(str, lines)))
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(self.trace_codes(call)["queue"], "kept")


@tagged("post_install", "-at_install")
class TestKeptOrder(WhenOffCase):
    """What comes when it is on again overtakes nothing about the same record."""

    def test_the_form_says_that_other_match_keys_change_the_order(self):
        handler = self.make_keeping()
        with Form(handler) as form, form.mapping_ids.edit(0) as line:
            line.is_match_key = not line.is_match_key
        self.keep(handler, "Later")
        form = Form(handler)
        form.name = "Other"
        self.assertNotIn("call(s) wait", str(form.setup_warnings))
        with form.mapping_ids.edit(0) as line:
            line.is_match_key = not line.is_match_key
        self.assertIn("1 call(s) wait", str(form.setup_warnings))
        with form.mapping_ids.edit(0) as line:
            line.is_match_key = not line.is_match_key
        self.assertNotIn("call(s) wait", str(form.setup_warnings))

    def test_a_new_call_about_the_same_record_waits_behind(self):
        handler = self.make_keeping()
        first = self.keep(handler, "First")
        self.switch_on(handler)
        second = self.send_lead(handler, "Second", "ZOE@example.com")
        self.assertRecordValues(
            second, [{"queued": True, "reason": "accepted", "response_code": 202}]
        )
        behind = [line for line in second.trace if line["code"] == "behind"]
        self.assertEqual([line["call"] for line in behind], [first.id])
        # And so does one that comes then.
        self.send_lead(handler, "Third")
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Third")
        self.assertEqual(
            self.calls(handler).sorted("id").mapped("operation"),
            ["created", "updated", "updated"],
        )

    def test_one_about_another_record_is_answered_at_once(self):
        handler = self.make_keeping()
        self.keep(handler, "First")
        self.switch_on(handler)
        answer = self.post(handler, "Other", "other@example.com")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["operation"], "created")

    def test_when_they_are_through_calls_are_answered_at_once_again(self):
        handler = self.make_keeping()
        self.keep(handler, "First")
        self.switch_on(handler)
        self.run_cron()
        answer = self.post(handler, "Second")
        self.assertEqual(answer.json()["operation"], "updated")

    def test_one_that_fails_for_now_holds_up_its_record_alone(self):
        handler = self.make_keeping()
        rule = self.make_code_rule(handler, FAILS_FOR_NOW)
        first = self.keep(handler, "First")
        self.switch_on(handler)
        self.run_cron_failing()
        rule.active = False
        self.assertEqual(self.post(handler, "Other", "o@example.com").status_code, 200)
        second = self.send_lead(handler, "Second")
        self.run_cron()
        self.assertTrue(second.queued)
        self.let_pauses_end(first)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Second")

    def test_calls_without_a_match_key_wait_for_none(self):
        handler = self.make_keeping(mappings=[("name", "title")])
        self.keep(handler, "First")
        self.switch_on(handler)
        self.assertEqual(self.post(handler, "Second").status_code, 200)

    def test_nor_is_one_overtaken_that_waits_since_the_webhook_queued_its_calls(self):
        handler = self.make_queued()
        self.send_lead(handler, "First")
        handler.processing = "immediate"
        second = self.send_lead(handler, "Second")
        self.run_cron()
        self.assertEqual(second.operation, "updated")
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Second")

    def test_another_webhooks_calls_hold_up_none(self):
        self.keep(self.make_keeping(), "First")
        answer = self.post(self.make_lead_handler(), "Second")
        self.assertEqual(answer.status_code, 200)

    def test_a_test_for_real_and_a_replay_wait_for_none(self):
        handler = self.make_keeping(active=True)
        done = self.post(handler, "Before")
        call = self.env["inbound.webhook.call"].browse(done.json()["call"])
        handler.active = False
        self.keep(handler, "Kept")
        self.switch_on(handler)
        self.assertEqual(self.replay(call).status, "success")


@tagged("post_install", "-at_install")
class TestKeptAdmission(WhenOffCase):
    """A call that is refused anyway is refused, and is not kept."""

    def assert_refused(self, handler, answer, status):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertRecordValues(
            self.last_call(handler), [{"queued": False, "response_code": status}]
        )

    def test_what_is_wrong_with_it_is_told_at_once(self):
        handler = self.make_keeping(max_body_size=100)
        json_type = {"Content-Type": "application/json"}
        for body, status in (
            (b"{", 400),
            (b'{"title": "A", "email": "nobody"}', 422),
            (b'{"title": "%s"}' % (b"x" * 100), 413),
        ):
            with self.subTest(status=status):
                answer = self.send(handler, body, headers=json_type)
                self.assert_refused(handler, answer, status)
        answer = self.send(handler, b"x", headers={"Content-Type": "image/png"})
        self.assert_refused(handler, answer, 415)
        self.assert_refused(handler, self.get(handler), 405)

    def test_one_that_says_nothing(self):
        """Unless the record that it may be about is there already."""
        handler = self.make_keeping()
        json_type = {"Content-Type": "application/json"}
        for body in (b'{"email": "N/A"}', b"{}", b'{"x": 1}'):
            with self.subTest(body):
                answer = self.send(handler, body, headers=json_type)
                self.assertIn("None of the parameters", answer.text)
                self.assert_refused(handler, answer, 422)
        answer = self.send(handler, b'{"email": "zoe@odd.example"}', headers=json_type)
        self.assertEqual(answer.status_code, 202)
        # What the handler does not want may say nothing.
        self.add_lines(
            handler,
            "condition",
            [{"parameter": "title", "operator": "equals", "value": "Order"}],
        )
        answer = self.send(handler, b"{}", headers=json_type)
        self.assertEqual(answer.json()["status"], "ignored")

    def test_one_that_cannot_find_what_it_is_to_change(self):
        handler = self.make_keeping(operation_mode="update")
        answer = self.post_json(handler, {"title": "A"})
        self.assert_refused(handler, answer, 400)

    def test_items_of_which_none_says_anything(self):
        handler = self.make_keeping(split_path="items")
        handler.parameter_ids.filtered(
            lambda item: item.name == "title"
        ).path = "@.title"
        for mode, items, status in (
            ("all", [{"title": "A"}, {"title": "-"}], 422),
            ("each", [{"title": "A"}, {"title": "-"}], 202),
            ("each", [{"title": "N/A"}, {"title": "-"}], 422),
        ):
            with self.subTest(mode=mode, items=items):
                handler.split_mode = mode
                answer = self.post_json(handler, {"items": items})
                self.assertEqual(answer.status_code, status, answer.text)

    def test_one_that_does_not_prove_itself(self):
        handler = self.make_keeping(auth_type="token", secret=TOKEN)
        self.assert_refused(handler, self.post(handler, "A"), 401)
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        self.assertEqual(self.post(handler, "A", headers=bearer).status_code, 202)

    def test_too_many_in_a_minute(self):
        handler = self.make_keeping(rate_limit=1)
        self.keep(handler, "One")
        self.assert_refused(handler, self.post(handler, "Two"), 429)

    def test_from_another_website_or_address(self):
        handler = self.make_keeping(allowed_origins="https://a.example")
        answer = self.post(handler, "A", headers={"Origin": "https://b.example"})
        self.assert_refused(handler, answer, 403)
        handler = self.make_keeping(ip_allowlist="203.0.113.7")
        self.assert_refused(handler, self.post(handler, "A"), 403)

    def test_one_that_the_webhook_cannot_run(self):
        handler = self.make_keeping()
        self.runner.active = False
        self.assert_refused(handler, self.post(handler, "A"), 503)

    def test_a_look_up_is_asked_for_again_later(self):
        handler = self.make_handler(
            method="get",
            active=False,
            when_off="keep",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
        )
        answer = self.get(handler, {"email": "zoe@example.com"})
        self.assert_refused(handler, answer, 503)
        self.assertIn("Retry-After", answer.headers)
        self.assertIn("answered 503", handler.off_sentence)

    def test_a_handshake_is_answered(self):
        handler = self.make_keeping(
            handshake_ids=[(6, 0, self.env.ref("inbound_webhook.handshake_slack").ids)]
        )
        challenge = {"type": "url_verification", "challenge": "abc"}
        answer = self.post_json(handler, challenge)
        self.assertEqual(answer.json(), {"challenge": "abc"})
        self.assertFalse(self.calls(handler).filtered("queued"))

    def test_one_that_is_listened_for_is_captured_and_not_kept(self):
        for handler in (self.make_keeping(), self.make_dropping()):
            handler.action_listen()
            answer = self.post(handler, "A")
            self.assertEqual(answer.json()["status"], "captured")
            self.assertEqual(self.last_call(handler).reason, "captured")
            self.assertFalse(self.last_call(handler).queued)

    def test_beyond_the_most_that_are_kept_it_is_sent_again_later(self):
        handler = self.make_keeping(max_waiting=2)
        for title in ("One", "Two"):
            self.keep(handler, title)
        answer = self.post(handler, "Three")
        self.assert_refused(handler, answer, 503)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.assertEqual(answer.json()["error"], "This webhook is switched off.")
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("switched_off", "open"))
        self.assertIn("2 calls wait until it is on again", call.reason_text)
        self.assertIn("keeps no more than these", handler.off_sentence)
        self.switch_on(handler)
        self.run_cron()
        handler.active = False
        self.keep(handler, "Three")


@tagged("post_install", "-at_install")
class TestKeptRepeats(WhenOffCase):
    """The first is kept, and a repeat gets its answer."""

    def test_a_repeat_is_swallowed_before_and_after(self):
        handler = self.make_keeping(protection_period=10)
        first = self.keep(handler, "Once")
        for _time in range(2):
            answer = self.post(handler, "Once")
            self.assertEqual(answer.status_code, 202)
            self.assertEqual(answer.json(), {"status": "received", "call": first.id})
            self.assertRecordValues(
                self.last_call(handler),
                [{"reason": "duplicate", "duplicate_of_id": first.id, "queued": False}],
            )
            self.switch_on(handler)
            self.run_cron()
        self.assertEqual(len(self.leads(name="Once")), 1)

    def test_a_change_and_its_undo_are_both_kept(self):
        handler = self.make_keeping(protection_period=10)
        for title in ("Gent", "Brugge", "Gent"):
            self.keep(handler, title)
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Gent")
        self.assertEqual(len(self.calls(handler)), 3)

    def test_an_undo_that_comes_when_it_is_on_waits_behind_the_change(self):
        handler = self.make_keeping(protection_period=10)
        for title in ("Gent", "Brugge"):
            self.keep(handler, title)
        self.switch_on(handler)
        undo = self.send_lead(handler, "Gent")
        self.assertTrue(undo.queued)
        self.run_cron()
        self.assertEqual(self.leads(email_from="zoe@example.com").name, "Gent")

    def test_one_that_fails_in_the_end_can_be_sent_again(self):
        handler = self.make_keeping(protection_period=10)
        rule = self.make_code_rule(handler, "record.write({'name': False})")
        self.keep(handler, "Once")
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(self.last_call(handler).attention, "open")
        rule.active = False
        answer = self.post(handler, "Once")
        self.assertEqual(answer.json()["operation"], "created")


@tagged("post_install", "-at_install")
class TestKeptByPeople(WhenOffCase):
    """What people see of calls that wait, and what they do with them."""

    def test_the_form_says_how_many_wait(self):
        handler = self.make_keeping()
        self.assertIn("accepted and kept", handler.off_sentence)
        self.keep(handler, "One")
        handler.invalidate_recordset()
        self.assertIn("1 call waits until it is switched on.", handler.off_sentence)
        for number in range(11):
            self.keep(handler, "More", f"{number}@example.com")
        handler.invalidate_recordset()
        self.assertEqual(handler.waiting_count, 12)
        said = "12 calls wait until it is switched on."
        self.assertIn(said, handler.off_sentence)
        self.switch_on(handler)
        self.assertFalse(handler.off_sentence)
        self.assertEqual(handler.waiting_count, 12)
        self.run_cron()
        self.assertEqual(handler.waiting_count, 0)

    def test_the_list_says_what_a_call_waits_for(self):
        handler = self.make_keeping()
        call = self.keep(handler, "Later")
        self.assertEqual(call.why, "Waits until it is switched on.")
        self.switch_on(handler)
        call.invalidate_recordset()
        self.assertEqual(call.why, "Waits for its turn.")
        self.run_cron()
        self.assertFalse(call.why)

    def test_other_choices_say_what_they_do(self):
        handler = self.make_dropping()
        self.assertIn("accepted and dropped", handler.off_sentence)
        handler.when_off = "refuse"
        self.assertIn("answered 503", handler.off_sentence)

    def test_they_are_found_in_the_log_however_old(self):
        handler = self.make_keeping()
        call = self.keep(handler, "Later")
        call.request_date = fields.Datetime.now() - timedelta(days=500)
        action = handler.action_open_waiting()
        self.assertEqual(action["domain"], [("handler_id", "=", handler.id)])
        view = self.env["inbound.webhook.call"].get_view(view_type="search")["arch"]
        chosen = [
            name.removeprefix("search_default_")
            for name in action["context"]
            if name.startswith("search_default_")
        ]
        self.assertEqual(chosen, ["waiting"])
        self.assertIn('name="waiting"', view)
        handler.retention_days = 1
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertTrue(call.exists())

    def test_a_webhook_with_kept_calls_is_not_deleted(self):
        handler = self.make_keeping()
        calls = self.keep(handler, "One") + self.keep(handler, "Two")
        with self.assertRaisesRegex(UserError, r"2 call\(s\).*would be lost"):
            handler.unlink()
        calls[0].unlink()
        with self.assertRaisesRegex(UserError, r"1 call\(s\)"):
            handler.unlink()
        self.switch_on(handler)
        self.run_cron()
        self.assertEqual(len(self.leads(email_from="zoe@example.com")), 1)
        handler.unlink()
        self.assertFalse(calls.exists())

    def test_one_that_waits_is_not_replayed(self):
        call = self.keep(self.make_keeping(), "Later")
        self.assertEqual(call.replay_plan()["waiting"], 1)
        with self.assertRaisesRegex(UserError, "not through yet"):
            call.action_replay()

    def test_one_that_is_erased_is_not_processed(self):
        handler = self.make_keeping()
        call = self.keep(handler, "Later")
        call.action_erase()
        self.assertEqual(handler.waiting_count, 0)
        self.switch_on(handler)
        self.run_cron()
        self.assertRecordValues(call, [{"reason": "erased", "queued": False}])
        self.assertFalse(self.leads(name="Later"))

    def test_those_that_failed_while_it_was_off_are_replayed_as_ever(self):
        handler = self.make_lead_handler(active=False)
        self.assertEqual(self.post(handler, "Later").status_code, 503)
        call = self.last_call(handler)
        self.switch_on(handler)
        self.assertEqual(self.replay(call).operation, "created")

    def test_a_webhook_administrator_chooses_it(self):
        new_test_user(self.env, login="chooser", groups=WEBHOOK_ADMINISTRATOR)
        handler = self.make_lead_handler()
        for choice in ("keep", "drop", "refuse"):
            answer = self.ask_as(
                "chooser", handler._name, "write", handler.ids, {"when_off": choice}
            )
            self.assertNotIn("error", answer.json())
            handler.invalidate_recordset()
            self.assertEqual(handler.when_off, choice)

    def test_where_no_worker_runs_the_form_warns(self):
        handler = self.make_keeping()
        self.assertFalse(handler.setup_warnings)
        self.env.ref(CRON).active = False
        handler.invalidate_recordset()
        self.assertIn("calls are stored and wait", handler.setup_warnings[0])

    def test_it_is_copied(self):
        self.assertEqual(self.make_keeping().copy().when_off, "keep")


@tagged("post_install", "-at_install")
class TestDropped(WhenOffCase):
    """Accepted and dropped: its sender is content, and nothing is ever done."""

    def test_it_is_answered_200_and_nothing_of_it_is_kept(self):
        handler = self.make_dropping()
        answer = self.post(handler, "Never", query="?secret=1")
        call = self.calls(handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"status": "ignored", "call": call.id})
        self.assertRecordValues(
            call,
            [
                {
                    "status": "ignored",
                    "reason": "dropped",
                    "queued": False,
                    "response_code": 200,
                    "method": "POST",
                    "remote_addr": "127.0.0.1",
                    "body_size": 46,
                    "body": False,
                    "body_left_out": True,
                    "headers": [],
                    "query_string": False,
                    "parameters": False,
                    "request_digest": False,
                    "attention": False,
                }
            ],
        )
        self.assertIn("drops what comes", call.why)

    def test_nothing_is_made_of_what_the_log_does_not_have(self):
        handler = self.make_dropping()
        self.post(handler, "Never")
        call = self.calls(handler)
        with self.assertRaisesRegex(UserError, "does not have what this call brought"):
            call.action_use_as_sample()

    def test_nothing_is_done_with_it_later(self):
        handler = self.make_dropping()
        self.post(handler, "Never")
        self.switch_on(handler)
        self.run_cron()
        self.assertFalse(self.leads(name="Never"))

    def test_it_cannot_be_replayed_even_without_a_body(self):
        handler = self.make_dropping()
        self.send(handler)
        call = self.last_call(handler)
        self.assertEqual(call.replay_plan()["unread"], 1)
        with self.assertRaises(UserError):
            call.action_replay()

    def test_its_answer_is_that_of_ignored_calls(self):
        handler = self.make_dropping(
            responses=[
                {"outcome": "ignored", "status_code": 204, "body": ""},
                {"outcome": "success", "status_code": 201, "body": "made"},
            ]
        )
        self.assertEqual(self.post(handler, "Never").status_code, 204)

    def test_where_ignored_calls_are_told_no_success_it_is_told_one(self):
        handler = self.make_dropping(
            responses=[{"outcome": "ignored", "status_code": 410, "body": "gone"}]
        )
        answer = self.post(handler, "Never")
        self.assertEqual(
            (answer.status_code, answer.json()["status"]), (200, "ignored")
        )

    def test_each_has_a_row(self):
        handler = self.make_dropping()
        for _number in range(25):
            self.post(handler, "Never")
        self.assertEqual(len(self.calls(handler)), 25)

    def test_one_that_is_refused_anyway_is_refused(self):
        handler = self.make_dropping(auth_type="token", secret=TOKEN, max_body_size=10)
        self.assertEqual(self.post(handler, "Never").status_code, 413)
        handler.max_body_size = 1000
        self.assertEqual(self.post(handler, "Never").status_code, 401)
        self.assertEqual(self.get(handler).status_code, 405)

    def test_a_repeat_of_a_dropped_call_is_processed_when_it_is_on(self):
        handler = self.make_dropping(protection_period=10)
        self.post(handler, "Again")
        self.switch_on(handler)
        self.assertEqual(self.post(handler, "Again").json()["operation"], "created")

    def test_it_says_nothing_of_the_health(self):
        handler = self.make_dropping(active=True)
        rule = self.make_code_rule(handler, "1 / 0")
        with mute_logger("odoo.addons.inbound_webhook.processing.failing"):
            self.assertEqual(self.post(handler, "A").status_code, 500)
        rule.active = False
        handler.active = False
        self.post(handler, "B")
        self.switch_on(handler)
        self.assertEqual(handler.health, "failing")
