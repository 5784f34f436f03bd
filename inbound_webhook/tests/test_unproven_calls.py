"""Calls that do not prove who sent them: kept to look at, and replayed by nobody."""

import base64
import hmac
import time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_who_may_call import BODY, NEXT, SECRET, WhoMayCallCase, github, stripe


@tagged("post_install", "-at_install", "security")
class TestUnprovenCalls(WhoMayCallCase):
    def listen(self, handler):
        handler.action_listen()
        self.env.flush_all()

    # === LISTENING ===

    def test_a_call_that_is_wrong_is_captured_and_marked(self):
        handler = self.make_asking("github")
        self.listen(handler)
        answer = self.post(handler, github(BODY, NEXT))
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(answer.json()["status"], "error")
        call = self.last_call(handler)
        self.assertEqual(handler.captured_call_id, call)
        self.assertEqual((call.kind, call.reason), ("test", "captured_not_authentic"))
        self.assertFalse(call.authenticated_by or call.parameters or call.res_id)
        self.assertIn("does not fit", call.explanation)
        self.assertIn("does not fit", handler.listening_state()["unproven"])
        self.assertTrue(call._choices()[0]["is_captured"])
        # Its row is like any other: what it proves itself by is not there.
        self.assertEqual(dict(call.headers)["X-Hub-Signature-256"], "***")

    def test_one_that_is_right_is_captured_as_always(self):
        handler = self.make_asking("github", active=False)
        self.listen(handler)
        answer = self.post(handler, github(BODY))
        said = (answer.status_code, answer.json()["status"])
        self.assertEqual(said, (200, "captured"))
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.authenticated_by), ("captured", "secret"))
        self.assertFalse(handler.listening_state()["unproven"])

    def test_without_a_secret_a_call_is_captured_too(self):
        handler = self.make_asking("github", secret=False)
        self.listen(handler)
        self.assertEqual(self.post(handler, github(BODY)).status_code, 503)
        self.assertEqual(self.last_call(handler).reason, "captured_not_authentic")

    def test_the_check_takes_the_captured_call(self):
        handler = self.make_asking("github")
        self.listen(handler)
        self.post(handler, github(BODY, NEXT), query="?api_key=abc")
        request, _time = handler._captured()
        self.assertEqual(request.body, BODY)
        self.assertEqual(request.query_string, "api_key=abc")
        headers = dict(request.headers)
        self.assertEqual(headers["X-Hub-Signature-256"], *github(BODY, NEXT).values())
        check = self.env["inbound.webhook.scheme.check"].with_context(
            default_handler_id=handler.id, default_scheme_id=handler.scheme_id.id
        )
        check = check.new(check.default_get(list(check._fields)))
        self.assertEqual(check.example, "captured")
        self.assertFalse(check.is_authentic)
        [expected] = github(BODY).values()
        self.assertEqual(f"sha256={check.expected}", expected)
        self.assertEqual(check.got, *github(BODY, NEXT).values())
        self.assertEqual(check.signed, BODY.decode())
        check.tried_secret = NEXT
        self.assertTrue(check.is_authentic)
        check.scheme_id = handler.scheme_id.copy({"encoding": "base64"})
        self.assertFalse(check.is_authentic)
        self.assertIn("Hex", check.mismatch)
        handler.action_dismiss_captured_call()
        self.assertFalse(handler.sudo().captured_request)
        self.assertIsNone(handler._captured())

    def find(self, handler):
        check = handler.env["inbound.webhook.scheme.check"].create(
            {"handler_id": handler.id, "scheme_id": handler.scheme_id.id}
        )
        check.action_find()
        return check

    def test_the_scheme_of_a_captured_call_is_found(self):
        handler = self.make_asking("hmac_sha256")
        self.listen(handler)
        self.post(handler, stripe(BODY))
        check = self.find(handler)
        self.assertTrue(check.has_searched)
        proposal = check.proposal_ids[0]
        self.assertEqual(
            proposal.scheme_id, self.env.ref("inbound_webhook.scheme_stripe")
        )
        self.assertTrue(proposal.words)
        self.assertNotIn(SECRET, f"{proposal.words} {proposal.data}")
        handler.action_dismiss_captured_call()
        proposal.action_use()
        # The second call: it was no chance.
        self.assert_taken(handler, self.post(handler, stripe(BODY)))

    def test_an_archived_scheme_is_not_proposed(self):
        handler = self.make_asking("hmac_sha256")
        self.listen(handler)
        self.post(handler, stripe(BODY))
        stripes = self.env.ref("inbound_webhook.scheme_stripe")
        stripes.active = False
        # As one comes from the list of handlers.
        check = self.find(handler.with_context(active_test=False))
        self.assertNotIn(stripes, check.proposal_ids.scheme_id)

    def test_a_scheme_that_nobody_knows_is_found_and_made(self):
        handler = self.make_asking("hmac_sha256")
        self.listen(handler)

        def odd(body):
            now = str(int(time.time()))
            digest = hmac.digest(SECRET.encode(), f"{now}:".encode() + body, "sha512")
            text = base64.b64encode(digest).decode()
            return {"X-Odd-Signature": text, "X-Odd-Timestamp": now}

        self.post(handler, odd(BODY))
        check = self.find(handler)
        self.assertFalse(check.proposal_ids[0].scheme_id)
        handler.action_dismiss_captured_call()
        check.proposal_ids[0].action_use()
        self.assertEqual(handler.scheme_id.name, "Found for Test")
        body = b'{"title": "another"}'
        self.assert_taken(handler, self.post(handler, odd(body), body))
        self.assertEqual(self.post(handler, odd(BODY), body).status_code, 401)

    def test_nothing_is_found_with_another_secret(self):
        handler = self.make_asking("github")
        self.listen(handler)
        self.post(handler, stripe(BODY, NEXT))
        check = self.find(handler)
        self.assertTrue(check.has_searched)
        self.assertFalse(check.proposal_ids)

    def test_it_is_said_what_is_missing_for_a_search(self):
        handler = self.make_asking("github", secret=False)
        with self.assertRaisesRegex(UserError, "Listen for a Call"):
            self.find(handler)
        self.listen(handler)
        self.post(handler)
        with self.assertRaisesRegex(UserError, "Set the secret"):
            self.find(handler)

    def test_what_it_proved_itself_by_is_forgotten_after_a_day(self):
        handler = self.make_asking("github")
        self.listen(handler)
        self.post(handler, github(BODY))
        handler._gc_captured_requests()
        self.assertTrue(handler.sudo().captured_request)
        self.env.cr.execute(
            "UPDATE inbound_webhook_handler SET captured_request ="
            " jsonb_set(captured_request, '{time}', '1000') WHERE id = %s",
            [handler.id],
        )
        handler._gc_captured_requests()
        self.assertFalse(handler.sudo().captured_request)

    # === REPLAYS ===

    def test_a_refused_call_is_replayed_by_nobody_who_does_not_say_so(self):
        handler = self.make_asking("github")
        self.post(handler, github(BODY, NEXT))
        call = self.last_call(handler)
        self.assertTrue(call.is_unproven)
        self.assertEqual(call.attention, "open")
        plan = call.replay_plan()
        self.assertEqual((plan["ids"], plan["unproven"]), ([], 1))
        self.assertEqual(call.replay_and_report(), {"result": "left_out"})
        with self.assertRaisesRegex(UserError, "did not prove who sent it"):
            call.action_replay()
        self.assertEqual(self.calls(handler), call)

    def test_who_says_so_has_it_replayed(self):
        handler = self.make_asking("github")
        self.post(handler, github(BODY, NEXT))
        call = self.last_call(handler)
        self.env.flush_all()
        self.authenticate("admin", "admin")
        action = self.make_jsonrpc_request(
            "/web/dataset/call_button",
            {
                "model": call._name,
                "method": "action_replay_unproven",
                "args": [call.ids],
                "kwargs": {},
            },
        )
        replay = call.browse(action["res_id"])
        self.assertEqual((replay.kind, replay.status), ("replay", "success"))
        self.assertFalse(replay.authenticated_by)
        self.assertEqual(self.trace_codes(replay)["authenticate"], "not_asked")
        self.assertEqual(call.attention, "settled")

    def test_a_replay_is_not_asked_again(self):
        handler = self.make_asking("github")
        self.make_code_rule(handler, "raise UserError('no')")
        self.post(handler, github(BODY))
        call = self.last_call(handler)
        self.assertEqual((call.status, call.authenticated_by), ("error", "secret"))
        handler.automation_ids.unlink()
        handler.secret = NEXT
        self.env.flush_all()
        replay = self.replay(call)
        self.assertEqual(replay.status, "success")

    def test_a_call_with_the_wrong_method_was_not_asked(self):
        handler = self.make_asking("bearer")
        self.send(handler, method="GET")
        call = self.last_call(handler)
        self.assertEqual(call.reason, "method_not_allowed")
        self.assertTrue(call.is_unproven)
        handler.auth_type = "none"
        self.assertFalse(call.is_unproven)

    def test_what_came_while_it_was_off_and_proved_nothing_is_not_replayed(self):
        handler = self.make_asking("github", active=False)
        self.post(handler, github(BODY))
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.is_unproven), ("switched_off", False))
        # Not read, so not asked: whoever sends too much is told that it is off.
        handler.max_body_size = 5
        self.post(handler)
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.is_unproven), ("switched_off", True))
        self.assertEqual(call.replay_plan()["unproven"], 1)

    def test_the_sender_s_own_retry_settles_it(self):
        handler = self.make_asking("github", secret=NEXT)
        self.post(handler, github(BODY))
        call = self.last_call(handler)
        self.assertEqual(call.attention, "open")
        handler.secret = SECRET
        self.assertEqual(self.post(handler, github(BODY)).status_code, 200)
        call.invalidate_recordset()
        self.assertEqual(call.attention, "settled")

    @mute_logger("odoo.http")
    def test_no_user_replays_it(self):
        handler = self.make_asking("github")
        self.post(handler)
        call = self.last_call(handler)
        self.env.flush_all()
        user = self.env["res.users"].create(
            {
                "name": "Reader",
                "login": "webhook_reader",
                "password": "webhook_reader",
                "group_ids": [
                    (4, self.env.ref("inbound_webhook.group_user").id),
                    (4, self.env.ref("sales_team.group_sale_manager").id),
                ],
            }
        )
        answer = self.ask_as(
            user.login, call._name, "action_replay_unproven", call.ids
        ).json()
        name = answer["error"]["data"]["name"]
        self.assertEqual(name, "odoo.exceptions.AccessError")
