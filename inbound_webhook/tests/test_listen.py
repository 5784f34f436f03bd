from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestListen(InboundWebhookHttpCase):
    """A handler that listens keeps the first call, and does nothing with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def listening(self, **values):
        handler = self.make_lead_handler(**values)
        handler.action_listen()
        return handler

    def post(self, handler, title="Captured", **options):
        payload = {"title": title, "email": "ada@example.com"}
        return self.post_json(handler, payload, **options)

    def leads(self, title):
        return self.env["crm.lead"].search([("name", "=", title)])

    def test_the_first_call_is_kept_and_not_applied(self):
        handler = self.listening()
        answer = self.post(handler)
        call = self.last_call(handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"status": "captured", "call": call.id})
        self.assertRecordValues(
            call,
            [
                {
                    "kind": "test",
                    "status": "ignored",
                    "reason": "captured",
                    "operation": False,
                    "res_id": False,
                    "response_code": 200,
                }
            ],
        )
        self.assertIn("kept, and not applied", call.explanation)
        self.assertEqual(handler.captured_call_id, call)
        self.assertFalse(handler.listening_until)
        self.assertFalse(self.leads("Captured"))

    def test_the_second_call_is_processed(self):
        handler = self.listening()
        self.post(handler)
        self.assertEqual(self.post(handler).json()["operation"], "created")
        self.assertTrue(self.leads("Captured"))

    def test_a_call_that_was_captured_makes_no_duplicate(self):
        handler = self.listening(protection_period=10)
        self.post(handler)
        self.post(handler)
        self.assertEqual(self.last_call(handler).status, "success")

    def test_it_waits_ten_minutes(self):
        with freeze_time("2026-03-04 10:00:00"):
            self.handler.action_listen()
        self.assertEqual(
            fields.Datetime.to_string(self.handler.listening_until),
            "2026-03-04 10:10:00",
        )

    def test_once_the_time_is_over_calls_are_processed_again(self):
        handler = self.listening()
        handler.listening_until -= timedelta(minutes=10)
        self.assertEqual(self.post(handler).json()["status"], "success")

    def test_until_then_they_are_captured(self):
        handler = self.listening()
        handler.listening_until -= timedelta(minutes=9)
        self.assertEqual(self.post(handler).json()["status"], "captured")

    def test_stopped_it_processes_calls_again(self):
        handler = self.listening()
        handler.action_stop_listening()
        self.assertEqual(self.post(handler).json()["status"], "success")

    def test_a_handler_that_is_switched_off_listens_too(self):
        handler = self.listening(active=False)
        self.assertEqual(self.post(handler).status_code, 200)
        self.assertEqual(self.post(handler).status_code, 503)

    def test_a_call_to_be_queued_is_captured_instead(self):
        handler = self.listening(processing="queued")
        self.assertEqual(self.post(handler).json()["status"], "captured")
        self.assertFalse(self.last_call(handler).queued)
        self.assertEqual(self.post(handler).status_code, 202)

    def test_a_wrong_method_is_refused_and_the_handler_goes_on_listening(self):
        handler = self.listening()
        for method in ("GET", "HEAD", "OPTIONS", "PUT"):
            answer = self.send(handler, method=method)
            self.assertEqual(answer.status_code, 204 if method == "OPTIONS" else 405)
        self.assertFalse(handler.captured_call_id)
        self.assertEqual(self.post(handler).json()["status"], "captured")

    def test_a_look_up_is_captured(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email_from"}],
        )
        handler.action_listen()
        # A link preview is not what was waited for.
        self.send(handler, method="HEAD")
        self.assertFalse(handler.captured_call_id)
        answer = self.get(handler, {"email": "ada@example.com"})
        self.assertEqual(answer.json()["status"], "captured")
        self.assertEqual(
            self.last_call(handler).query_string, "email=ada%40example.com"
        )

    def test_a_body_that_cannot_be_read_is_captured(self):
        handler = self.listening()
        headers = {"Content-Type": "application/json"}
        answer = self.send(handler, b"{bad", headers=headers)
        self.assertEqual(answer.json()["status"], "captured")
        self.assertEqual(self.last_call(handler)._raw_body(), b"{bad")

    def test_a_body_that_is_too_large_shows_nothing_and_is_refused(self):
        handler = self.listening(max_body_size=10)
        self.assertEqual(self.post(handler).status_code, 413)
        self.assertFalse(handler.captured_call_id)
        self.assertIn("10", handler.listening_state()["refused"])

    def test_too_large_a_body_is_refused_while_it_is_switched_off_too(self):
        handler = self.listening(max_body_size=10, active=False)
        self.assertEqual(self.post(handler).status_code, 413)
        self.assertFalse(handler.captured_call_id)
        self.assertTrue(handler._is_listening())
        self.assertIn("10", handler.listening_state()["refused"])
        handler.action_stop_listening()
        self.assertEqual(self.post(handler).status_code, 503)

    def test_credentials_of_a_captured_call_are_masked(self):
        handler = self.listening()
        self.post(handler, headers={"Authorization": "Bearer abc"})
        self.assertNotIn("abc", str(self.last_call(handler).headers))

    def test_no_rule_runs(self):
        handler = self.listening()
        self.make_code_rule(handler, "raise UserError('The rule ran.')")
        self.assertEqual(self.post(handler).status_code, 200)

    def test_its_state_says_what_the_screen_shows(self):
        none = {"seconds_left": 0, "captured": False, "unproven": False}
        none["refused"] = False
        self.assertEqual(self.handler.listening_state(), none)
        with freeze_time("2026-03-04 10:00:00"):
            self.handler.action_listen()
        with freeze_time("2026-03-04 10:09:00"):
            state = self.handler.listening_state()
        self.assertEqual(state, {**none, "seconds_left": 60})
        with freeze_time("2026-03-04 10:10:30"):
            state = self.handler.listening_state()
            self.assertFalse(self.handler.is_listening)
        self.assertEqual(state, {**none, "seconds_over": 30})

    def test_its_state_says_that_a_call_has_come(self):
        handler = self.listening()
        self.post(handler)
        state = handler.listening_state()
        self.assertEqual((state["seconds_left"], state["captured"]), (0, True))

    def test_its_state_says_why_a_call_was_refused_meanwhile(self):
        self.send(self.handler, b"{bad")
        handler = self.listening()
        self.assertFalse(handler.listening_state()["refused"])
        self.send(handler, method="GET")
        self.assertEqual(
            handler.listening_state()["refused"], "This webhook takes POST calls."
        )

    def test_a_call_that_nobody_has_seen_is_kept_when_a_button_is_pressed(self):
        """It came while the person pressed it."""
        for press in ("action_listen", "action_stop_listening"):
            with self.subTest(press):
                handler = self.listening()
                self.post(handler)
                getattr(handler, press)()
                self.assertEqual(handler.captured_call_id, self.last_call(handler))
                self.assertFalse(handler._is_listening())

    def test_what_was_captured_is_dismissed(self):
        handler = self.listening()
        self.post(handler)
        handler.action_dismiss_captured_call()
        self.assertFalse(handler.captured_call_id)
        handler.action_listen()
        self.assertTrue(handler._is_listening())

    def test_only_an_administrator_lets_it_listen(self):
        user = new_test_user(self.env, login="reader", groups=WEBHOOK_USER)
        handler = self.handler.with_user(user)
        for method in (
            "action_listen",
            "action_stop_listening",
            "action_dismiss_captured_call",
            "listening_state",
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(handler, method)()

    def test_an_administrator_sees_how_it_stands_where_only_settings_may_change_it(
        self,
    ):
        handler = self.make_lead_handler(user_id=self.env.ref("base.user_admin").id)
        handler.action_listen()
        user = new_test_user(self.env, login="webmaster", groups=WEBHOOK_ADMINISTRATOR)
        handler = handler.with_user(user)
        self.assertTrue(handler.listening_state()["seconds_left"])
        with self.assertRaises(AccessError):
            handler.action_stop_listening()

    def test_a_call_that_was_captured_may_be_removed_from_the_log(self):
        handler = self.listening()
        self.post(handler)
        self.last_call(handler).unlink()
        self.assertFalse(handler.captured_call_id)

    def test_a_handler_that_listens_can_be_deleted_with_its_call(self):
        handler = self.listening()
        self.post(handler)
        call = self.last_call(handler)
        handler.unlink()
        self.assertFalse(call.exists())

    def test_a_copy_does_not_listen(self):
        self.assertFalse(self.listening().copy().listening_until)
