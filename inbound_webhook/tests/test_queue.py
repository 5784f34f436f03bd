import contextlib
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.http import request
from odoo.tests import new_test_user, tagged

from ..engine.attempts import MOST_ATTEMPTS, PAUSES
from ..models.call import attempts
from ..models.call.queue import CRON
from ..processing import one_call, steps
from .queue_case import FAILS_FOR_NOW, QueueCase


@tagged("post_install", "-at_install")
class TestQueueDoor(QueueCase):
    """A call is answered as soon as it is safe, and it is readable."""

    def test_a_call_is_accepted_and_changes_nothing_yet(self):
        handler = self.make_queued()
        answer = self.post_json(handler, {"title": "Later", "email": "a@example.com"})
        call = self.calls(handler)
        self.assertEqual(answer.status_code, 202)
        self.assertEqual(answer.json(), {"status": "received", "call": call.id})
        self.assertFalse(self.leads(name="Later"))
        self.assertRecordValues(
            call,
            [
                {
                    "status": "received",
                    "queued": True,
                    "attempts": 0,
                    "next_attempt_date": call.request_date,
                    "response_code": 202,
                    "response_body": answer.text,
                    "error_message": False,
                }
            ],
        )

    def test_what_cannot_be_read_is_refused_at_once(self):
        handler = self.make_queued()
        answer = self.send(handler, b"{", headers={"Content-Type": "application/json"})
        self.assertEqual(answer.status_code, 400)
        self.assertRecordValues(
            self.calls(handler),
            [{"status": "refused", "queued": False, "response_code": 400}],
        )

    def test_a_value_that_does_not_fit_is_refused_at_once(self):
        handler = self.make_queued()
        answer = self.post_json(handler, {"title": "Later", "email": "nobody"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("email", answer.json()["error"])
        self.assertRecordValues(
            self.calls(handler),
            [{"status": "error", "queued": False, "response_code": 422}],
        )

    def test_a_handler_that_is_switched_off_accepts_nothing(self):
        handler = self.make_queued(active=False)
        answer = self.post_json(handler, {"title": "Later"})
        self.assertEqual(answer.status_code, 503)
        self.assertRecordValues(
            self.calls(handler), [{"status": "refused", "queued": False}]
        )

    def test_our_own_trouble_at_the_door_leaves_one_row_and_no_claim(self):
        handler = self.make_queued(protection_period=10)
        with (
            patch.object(steps, "accept", side_effect=KeyError("x")),
            self.assertLogs(level="ERROR"),
        ):
            answer = self.post_json(handler, {"title": "Later"})
        self.assertEqual(answer.status_code, 500)
        self.assertRecordValues(
            self.calls(handler),
            [{"status": "error", "queued": False, "response_code": 500}],
        )
        self.assertEqual(self.send_lead(handler, "Later").status, "received")

    def test_a_look_up_is_answered_with_what_it_finds(self):
        lead = self.env["crm.lead"].create({"name": "X", "email_from": "b@example.com"})
        handler = self.make_handler(
            method="get",
            processing="queued",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
        )
        answer = self.get(handler, {"email": "b@example.com"})
        self.assertEqual(answer.json()["id"], lead.id)

    def test_a_burst_of_calls_wakes_the_worker_once(self):
        handler, cron = self.make_queued(), self.env.ref(CRON)
        triggers = self.env["ir.cron.trigger"]
        triggers.search([("cron_id", "=", cron.id)]).unlink()
        for title in ("One", "Two", "Three"):
            self.send_lead(handler, title)
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), 1)

    def test_a_trigger_that_a_run_removes_does_not_count(self):
        """That run may have looked for calls for the last time."""
        triggers = self.env["ir.cron.trigger"]
        of_cron = [("cron_id", "=", self.env.ref(CRON).id)]
        triggers.search(of_cron).unlink()
        call = self.send_lead(self.make_queued(), "One")
        self.assertEqual(triggers.search_count(of_cron), 1)
        # As PostgreSQL shows a row that another transaction deletes meanwhile.
        with contextlib.suppress(ZeroDivisionError), self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM ir_cron_trigger")
            raise ZeroDivisionError
        self.assertEqual(triggers.search_count(of_cron), 1)
        call._wake_worker()
        self.assertEqual(triggers.search_count(of_cron), 2)
        call._wake_worker()
        self.assertEqual(triggers.search_count(of_cron), 2)

    def test_a_worker_that_cannot_be_woken_does_not_take_back_the_answer(self):
        call = self.env["inbound.webhook.call"]
        cron = type(self.env["ir.cron"])
        with (
            patch.object(cron, "_notifydb", side_effect=OSError),
            self.assertLogs(level="ERROR"),
        ):
            call._notify_cron()


@tagged("post_install", "-at_install")
class TestQueueWorker(QueueCase):
    """What was accepted is done, once, whatever other calls do."""

    def test_an_accepted_call_is_processed(self):
        handler = self.make_queued(protection_period=10)
        call = self.send_lead(handler, "Later")
        self.run_cron()
        lead = self.leads(name="Later")
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "operation": "created",
                    "queued": False,
                    "attempts": 1,
                    "next_attempt_date": False,
                    "res_id": lead.id,
                    "response_code": 202,
                }
            ],
        )
        self.assertEqual(
            [line["code"] for line in call.trace],
            ["parsed", "extracted", "first", "accepted", "created"],
        )
        self.run_cron()
        self.assertEqual(len(self.leads(name="Later")), 1)

    def test_it_acts_as_the_user_of_the_handler(self):
        call = self.send_lead(self.make_queued(), "Later")
        self.run_cron()
        self.assertEqual(call._record().create_uid, self.runner)

    def test_it_may_do_what_the_user_of_the_handler_may_and_nothing_else(self):
        handler = self.make_queued(
            user_id=new_test_user(self.env, "nobody", "base.group_portal").id
        )
        call = self.send_lead(handler, "Later")
        self.run_cron()
        self.assertEqual(call.status, "error")
        self.assertEqual(self.trace_codes(call)["apply"], "access_denied")

    def test_rules_see_the_call_without_a_web_request(self):
        handler = self.make_queued()
        self.make_code_rule(
            handler,
            "record.write({'contact_name': '%s %s %s' % "
            "(parameters['title'], payload['more'], call.id)})",
        )
        fire = type(self.env["base.automation"])._fire_on_inbound_webhook
        requests = []

        def fire_and_look(rules, *args):
            requests.append(bool(request))
            return fire(rules, *args)

        answer = self.post_json(handler, {"title": "Later", "more": "Much"})
        with patch.object(
            type(self.env["base.automation"]), "_fire_on_inbound_webhook", fire_and_look
        ):
            self.run_cron()
        self.assertEqual(requests, [False])
        self.assertEqual(
            self.leads(name="Later").contact_name,
            f"Later Much {answer.json()['call']}",
        )

    def test_a_run_that_had_its_time_asks_for_the_next_one(self):
        """Odoo would let it rest for a minute, and calls may have come meanwhile."""
        self.send_lead(self.make_queued(), "One")
        crons, workers = (
            type(self.env[name]) for name in ("ir.cron", "inbound.webhook.call")
        )
        commit, process, happened = (
            crons._commit_progress,
            workers._cron_process_calls,
            [],
        )

        def commit_at_the_end_of_the_time(cron, *args, **options):
            commit(cron, *args, **options)
            return 0

        def note_and_process(worker):
            happened.append("run")
            return process(worker)

        self.patch(crons, "_commit_progress", commit_at_the_end_of_the_time)
        self.patch(crons, "_notifydb", lambda cron: happened.append("woken"))
        self.patch(workers, "_cron_process_calls", note_and_process)
        self.run_cron()
        # The second one finds nothing left, which the first could not know.
        self.assertEqual(happened, ["run", "woken", "run"])
        self.assertEqual(len(self.leads(name="One")), 1)

    def test_a_call_that_is_through_is_not_taken_again(self):
        call = self.send_lead(self.make_queued(), "One")
        self.run_cron()
        self.assertEqual(call.status, "success")
        call.next_attempt_date = fields.Datetime.now()
        self.env.flush_all()
        self.assertEqual(call._begin_attempt(), 0)
        self.assertFalse(call._lock_attempt(call.attempts))

    def test_its_duration_is_that_of_the_door_and_of_the_attempt(self):
        call = self.send_lead(self.make_queued(), "One")
        call.duration_ms = 3_600_000
        self.run_cron()
        self.assertEqual(call.status, "success")
        self.assertGreaterEqual(call.duration_ms, 3_600_000)

    def test_a_call_that_does_not_meet_the_conditions_is_ignored(self):
        handler = self.make_queued(
            protection_period=10, conditions=[("title", "equals", "Now")]
        )
        call = self.send_lead(handler, "Later")
        self.run_cron()
        self.assertRecordValues(call, [{"status": "ignored", "queued": False}])
        self.assertNotEqual(self.send_lead(handler, "Later"), call)

    def test_a_call_that_fails_leaves_nothing_and_shows_when_it_is_tried_again(self):
        handler = self.make_queued()
        self.make_code_rule(handler, FAILS_FOR_NOW)
        call = self.send_lead(handler, "Later")
        before = fields.Datetime.now()
        self.run_cron_failing()
        self.assertFalse(self.leads(name="Later"))
        self.assertRecordValues(
            call, [{"status": "received", "queued": True, "attempts": 1}]
        )
        self.assertIn("division by zero", call.error_message)
        self.assertIn("attempt 1 failed", call.explanation)
        pause = call.next_attempt_date - before
        self.assertAlmostEqual(pause, timedelta(minutes=1), delta=timedelta(seconds=5))

    def test_a_call_that_failed_for_now_is_tried_again(self):
        handler = self.make_queued()
        self.make_code_rule(handler, FAILS_FOR_NOW)
        call = self.send_lead(handler, "Later")
        self.run_cron_failing()
        self.env["res.partner"].create({"name": "Ready"})
        self.run_cron()
        self.assertEqual(call.status, "received", "before its pause is over")
        self.let_pauses_end(call)
        self.run_cron()
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "attempts": 2,
                    "queued": False,
                    "error_message": False,
                }
            ],
        )
        self.assertEqual(len(self.leads(name="Later")), 1)
        self.assertEqual(
            [line["code"] for line in call.trace if line["step"] == "queue"],
            ["accepted", "postponed"],
        )

    def test_the_pauses_grow_and_the_last_attempt_is_the_end(self):
        handler = self.make_queued(protection_period=10)
        self.make_code_rule(handler, FAILS_FOR_NOW)
        call = self.send_lead(handler, "Later")
        pauses = []
        for _attempt in range(MOST_ATTEMPTS - 1):
            before = fields.Datetime.now()
            self.run_cron_failing()
            self.assertEqual(call.status, "received")
            pauses.append(round((call.next_attempt_date - before).seconds / 60))
            self.let_pauses_end(call)
        self.assertEqual(tuple(pauses), PAUSES)
        self.run_cron_failing()
        self.assertRecordValues(
            call, [{"status": "error", "queued": False, "attempts": MOST_ATTEMPTS}]
        )
        self.assertNotEqual(self.send_lead(handler, "Later"), call)

    def test_a_call_that_can_never_work_ends_at_once_and_does_not_hide_its_retry(self):
        handler = self.make_queued(
            protection_period=10,
            mappings=[("name", "title"), {"field": "tag_ids", "constant": "Hot tag"}],
        )
        call = self.send_lead(handler, "Later")
        self.run_cron()
        self.assertRecordValues(
            call, [{"status": "error", "queued": False, "attempts": 1}]
        )
        self.assertIn("Hot tag", call.error_message)
        self.env["crm.tag"].create({"name": "Hot tag"})
        second = self.send_lead(handler, "Later")
        self.assertNotEqual(second, call)
        self.run_cron()
        self.assertEqual(second.status, "success")

    def test_one_bad_call_stops_no_other(self):
        bad, good = self.make_queued(), self.make_queued()
        self.make_code_rule(bad, FAILS_FOR_NOW)
        calls = [
            self.send_lead(handler, "Later", f"{number}@example.com")
            for number, handler in enumerate((bad, good, bad, good))
        ]
        self.run_cron_failing()
        self.assertEqual(
            [call.status for call in calls],
            ["received", "success", "received", "success"],
        )

    def test_a_fault_of_the_queue_itself_stops_no_call_and_not_the_cron(self):
        handler = self.make_queued()
        first = self.send_lead(handler, "First", "1@example.com")
        second = self.send_lead(handler, "Second", "2@example.com")
        calls = attempts.InboundWebhookCall
        leave = calls._leave_queue

        def leave_but_the_first(call, *args):
            if call == first:
                raise RuntimeError(call.parameters)
            return leave(call, *args)

        with patch.object(
            attempts.InboundWebhookCall, "_leave_queue", leave_but_the_first
        ):
            log = self.run_cron_failing()
        self.assertIn("RuntimeError", log)
        self.assertNotIn("1@example.com", log)
        self.assertEqual(second.status, "success")
        self.assertRecordValues(
            first, [{"status": "received", "queued": True, "attempts": 1}]
        )
        self.assertFalse(self.leads(name="First"))
        self.let_pauses_end(first)
        self.run_cron()
        self.assertEqual(first.status, "success")

    def test_a_call_that_kills_its_worker_each_time_is_given_up(self):
        handler = self.make_queued()
        call = self.send_lead(handler, "Later")
        # What an attempt leaves that does not come to its end.
        call.attempts = MOST_ATTEMPTS
        self.run_cron()
        self.assertRecordValues(call, [{"status": "error", "queued": False}])
        self.assertIn("stopped", call.error_message)
        self.assertFalse(self.leads(name="Later"))

    def test_an_attempt_is_counted_before_it_begins(self):
        self.send_lead(self.make_queued(), "Later")
        seen = []

        def die(call, _spec, _tries):
            seen.append((call.attempts, call.next_attempt_date > call.request_date))
            raise KeyboardInterrupt

        with (
            patch.object(one_call, "work", die),
            self.assertRaises(KeyboardInterrupt),
        ):
            self.run_cron()
        self.assertEqual(seen, [(1, True)])

    def test_calls_of_a_handler_that_is_switched_off_wait(self):
        handler = self.make_queued()
        call = self.send_lead(handler, "Later")
        handler.active = False
        self.run_cron()
        self.assertEqual(call.status, "received")
        handler.active = True
        self.run_cron()
        self.assertEqual(call.status, "success")

    def test_a_replay_is_processed_at_once(self):
        handler = self.make_queued(protection_period=10)
        call = self.send_lead(handler, "Later")
        self.run_cron()
        self.assertRecordValues(
            self.replay(call),
            [{"kind": "replay", "status": "success", "operation": "unchanged"}],
        )

    def test_a_call_that_waits_is_not_purged(self):
        handler = self.make_queued(retention_days=1)
        call = self.send_lead(handler, "Later")
        call.request_date -= timedelta(days=3)
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertTrue(call.exists())
        self.run_cron()
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertFalse(call.exists())
