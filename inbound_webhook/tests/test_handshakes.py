"""Handshakes at the door: answered, logged, and nothing else is done."""

import base64
import hashlib
import hmac
import time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .handshake_case import FILES, SECRET, HandshakeCase


@tagged("post_install", "-at_install", "security")
class TestHandshakes(HandshakeCase):
    def test_an_update_of_the_addon_loads_them_anew(self):
        handshakes = self.env["inbound.webhook.handshake"]
        before = {shake.id: shake._spec() for shake in handshakes.search([])}
        changes = self.env["inbound.webhook.change"]
        self.env.cr.flush()
        listed = changes.search_count([])
        self.env["inbound.webhook.scheme"]._load_shipped()
        handshakes._load_shipped()
        self.env.cr.flush()
        self.assertEqual(changes.search_count([]), listed, "Nothing was changed")
        self.assertEqual(
            {shake.id: shake._spec() for shake in handshakes.search([])}, before
        )

    def test_conditions_are_judged_by_what_they_are_once_all_is_written(self):
        """The last condition takes the place of another one."""
        shake = self.env.ref("inbound_webhook.handshake_amazon_sns")
        rows = [
            {"source": row.source, "name": row.name, "value": row.value}
            for row in shake.condition_ids
        ]
        said = shake._spec()
        shake.condition_ids = [Command.clear(), *map(Command.create, rows)]
        self.assertEqual(shake._spec(), said)
        with self.assertRaises(ValidationError):
            shake.condition_ids = [Command.clear()]
        with self.assertRaises(ValidationError):
            shake.condition_ids.with_context(
                inbound_webhook_conditions="judged later"
            ).unlink()

    def test_those_of_all_known_senders_at_a_handler_that_is_off(self):
        leads = self.env["crm.lead"].search_count([])
        for name, data in FILES.items():
            if name in ("amazon_sns", "zoom", "x", "linkedin"):
                # These need a server that is asked, or a secret.
                continue
            with self.subTest(name):
                handler = self.make_answering(name)
                token = data["vector"]["token"].replace(" ", "+")
                query = data["vector"]["url"].partition("?")[2]
                query = query.replace(token, handler.handshake_token or "")
                answer = self.shake(handler, name, query=query)
                self.assert_answered(handler, answer, name)
        self.assertEqual(self.env["crm.lead"].search_count([]), leads)

    def test_what_is_hashed_with_the_secret_of_the_scheme(self):
        for name in ("x", "linkedin"):
            with self.subTest(name):
                handler = self.make_with_scheme(name, secret=SECRET, active=False)
                self.assert_answered(handler, self.shake(handler, name), name)

    def test_without_a_secret_there_is_nothing_to_hash_with(self):
        handler = self.make_with_scheme("x")
        answer = self.shake(handler, "x")
        self.assertEqual(answer.status_code, 503)
        self.assertIn("Retry-After", answer.headers)
        self.assert_logged(handler, 503, "refused", "not_verifiable")
        handler = self.make_answering("x")
        self.assertEqual(self.shake(handler, "x").status_code, 503)

    def test_the_body_of_a_call_is_not_signed_for_whoever_asks(self):
        handler = self.make_with_scheme("x", secret=SECRET)
        for query in (
            "crc_token=%7B%22title%22:%22evil%22%7D",
            "crc_token=title%3Devil",
        ):
            answer = self.shake(handler, "x", query=query)
            self.assertEqual(answer.status_code, 403)
            self.assert_logged(handler, 403, "refused", "handshake_refused")
            self.assertNotIn("sha256", answer.text)

    def test_what_is_signed_for_whoever_asks_proves_no_call(self):
        for name, header, challenge, body in (
            ("x", "x-twitter-webhooks-signature", "1234", b"1234"),
            ("x", "x-twitter-webhooks-signature", "title==", b"title=="),
            # It signs "hmacsha256=" and the body.
            ("linkedin", "X-LI-Signature", "hmacsha256=", b""),
            ("linkedin", "X-LI-Signature", "hmacsha256==", b"="),
        ):
            with self.subTest(f"{name} {challenge}"):
                handler = self.make_with_scheme(name, secret=SECRET)
                query = FILES[name]["vector"]["url"].partition("?")[2]
                field = query.partition("=")[0]
                answer = self.shake(handler, name, query=f"{field}={challenge}")
                [signature] = [
                    text
                    for key, text in answer.json().items()
                    if key in ("response_token", "challengeResponse")
                ]
                answer = self.send(handler, body, headers={header: signature})
                self.assertEqual(answer.status_code, 401, answer.text)
                call = self.last_call(handler)
                self.assertEqual(call.reason, "not_authentic")
                self.assertFalse(call.authenticated_by or call.res_id)

    def test_one_that_is_signed(self):
        handler = self.make_with_scheme("zoom", secret=SECRET, active=False)
        vector = FILES["zoom"]["vector"]
        answer = self.shake(handler, "zoom")
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(self.last_call(handler).reason, "not_authentic")
        at = str(int(time.time()))
        message = f"v0:{at}:{vector['body']}".encode()
        digest = hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest()
        signed = {"x-zm-request-timestamp": at, "x-zm-signature": f"v0={digest}"}
        answer = self.shake(handler, "zoom", headers=signed)
        call = self.assert_answered(handler, answer, "zoom")
        self.assertEqual(call.authenticated_by, "secret")
        self.assertNotIn(digest, str(call.headers))

    def test_the_intent_to_receive_of_xero(self):
        handler = self.make_with_scheme("xero", secret=SECRET)
        body = FILES["xero"]["vector"]["body"].encode()
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        right = {"x-xero-signature": base64.b64encode(digest).decode()}
        wrong = {"x-xero-signature": base64.b64encode(digest[::-1]).decode()}
        answer = self.shake(handler, "xero", headers=right)
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assert_logged(handler, 200)
        self.assertEqual(self.shake(handler, "xero", headers=wrong).status_code, 401)

    def test_only_who_knows_the_verification_token_gets_the_challenge_back(self):
        handler = self.make_answering("meta")
        token = handler.handshake_token
        self.assertGreaterEqual(len(token), 32)
        right = f"hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}"
        call = self.assert_answered(
            handler, self.shake(handler, "meta", query=right), "meta"
        )
        self.assertNotIn(token, call.query_string)
        for query in (
            "hub.mode=subscribe&hub.challenge=1158201444",
            "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=another",
            f"{right}&hub.verify_token={token}",
        ):
            answer = self.shake(handler, "meta", query=query)
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("1158201444", answer.text)
            call = self.assert_logged(handler, 403, "refused", "handshake_refused")
            self.assertIn("verification token", call.reason_text)
            self.assertNotIn(token, call.query_string)

    def test_each_handler_has_a_token_of_its_own_and_a_copy_another_one(self):
        first, second = self.make_answering("meta"), self.make_answering("strava")
        tokens = {first.handshake_token, second.handshake_token}
        self.assertEqual(len(tokens | {first.copy().handshake_token}), 3)
        self.assertFalse(self.make_answering("dropbox").handshake_token)
        with self.assertRaises(ValidationError):
            first.handshake_token = "guess me"

    def test_senders_of_cloudevents_ask_with_options(self):
        handler = self.make_answering("cloudevents")
        answer = self.send(
            handler,
            method="OPTIONS",
            headers={"WebHook-Request-Origin": "eventgrid.azure.net"},
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.headers["WebHook-Allowed-Origin"], "eventgrid.azure.net"
        )
        self.assertNotIn("WebHook-Allowed-Rate", answer.headers)
        self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
        self.assert_logged(handler, 200)
        answer = self.send(handler, method="OPTIONS")
        self.assertNotIn("WebHook-Allowed-Origin", answer.headers)
        self.assertEqual(self.last_call(handler).reason, "asked")

    def test_what_is_sent_back_harms_nobody(self):
        handler = self.make_answering("dropbox")
        answer = self.shake(
            handler, "dropbox", query="challenge=%3Cscript%3Ealert(1)%3C/script%3E"
        )
        self.assertEqual(answer.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
        for query in ("challenge=" + "x" * 2049, "challenge=a%0d%0aX-Evil:+1"):
            answer = self.shake(handler, "dropbox", query=query)
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("X-Evil", answer.headers)

    def test_calls_of_a_sender_go_on_as_ever(self):
        handler = self.make_answering("slack", "head", "get", active=True)
        answer = self.post_json(handler, {"type": "event", "title": "Ada"})
        self.assertEqual(answer.json()["operation"], "created")
        answer = self.post_json(handler, {"type": "url_verification", "title": "Ada"})
        self.assertEqual(answer.json()["operation"], "created")

    def test_of_several_the_first_that_fits_is_answered(self):
        handler = self.make_answering("get", "dropbox")
        self.assert_answered(handler, self.shake(handler, "dropbox"), "dropbox")
        self.assert_answered(handler, self.get(handler), "get")

    def test_a_handler_that_listens_goes_on_listening(self):
        handler = self.make_answering("dropbox")
        handler.action_listen()
        self.assert_answered(handler, self.shake(handler, "dropbox"), "dropbox")
        self.assertTrue(handler.is_listening)
        self.assertFalse(handler.captured_call_id)

    def test_a_handler_that_queues_answers_at_once(self):
        handler = self.make_answering("slack", processing="queued", active=True)
        self.assert_answered(handler, self.shake(handler, "slack"), "slack")
        self.assertFalse(self.last_call(handler).queued)

    def test_a_handshake_is_not_replayed(self):
        handler = self.make_answering("slack", active=True)
        self.shake(handler, "slack")
        call = self.last_call(handler)
        with self.assertRaises(UserError):
            call.action_replay()
        with self.assertRaises(UserError):
            call.action_replay_unproven()
        self.assertFalse(call.replay_plan()["ids"])

    def test_a_flood_is_counted_and_each_of_it_answered(self):
        handler = self.make_answering("dropbox")
        for _number in range(25):
            answer = self.shake(handler, "dropbox")
            self.assertEqual(answer.text, "abc123")
        calls = self.calls(handler)
        self.assertEqual(len(calls), 20)
        calls.invalidate_recordset()
        self.assertEqual(calls[0].more_like_it, 5)

    def test_what_the_log_keeps_of_them_is_bounded_as_of_calls_without_effect(self):
        handler = self.make_answering("slack", max_kept_per_hour=1024)
        body = {"type": "url_verification", "challenge": "a", "x": "y" * 2000}
        for _number in range(2):
            self.post_json(handler, body)
        second, first = self.calls(handler)
        self.assertEqual((first.body_left_out, second.body_left_out), (False, True))

    def test_the_trace_says_which_one_it_was(self):
        handler = self.make_answering("slack")
        self.shake(handler, "slack")
        [line] = self.last_call(handler).explanation_lines
        self.assertIn("Slack: the URL is verified", line["text"])
