"""Handshakes at the door: answered, logged, and nothing else is done."""

import base64
import contextlib
import hashlib
import hmac
import json
import ssl
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine.hosts import host_patterns
from ..fetching import Fetcher
from ..processing import handshaking
from .common import (
    JSON_TYPE,
    WEBHOOK_ADMINISTRATOR,
    WEBHOOK_USER,
    InboundWebhookCase,
    InboundWebhookHttpCase,
)
from .engine.tls_server import HOST, serving, write_certificate

FOLDER = Path(__file__).resolve().parents[1] / "data" / "handshakes"
FILES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
}
SECRET = "an example of a secret, 32 bytes"
HOOK_SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"
OTHER_SECRET = "00000000000000000000000000000000ffffffffffffffffffffffffffffffff"


class HandshakeMixin:
    """Handlers that answer handshakes."""

    def handshake(self, name):
        return self.env.ref(f"inbound_webhook.handshake_{name}")

    def make_answering(self, *names, **values):
        """A handler of leads, switched off, that answers handshakes by their files."""
        handshakes = [self.handshake(name).id for name in names]
        if values.get("method") != "get":
            values |= {"parameters": ["title"], "mappings": [("name", "title")]}
        return self.make_handler(
            handshake_ids=[Command.set(handshakes)],
            **{"active": False, **values},
        )

    def make_with_scheme(self, name, **values):
        """A handler that asks for the scheme of a sender, and so for its handshake."""
        scheme = self.env.ref(f"inbound_webhook.scheme_{name}")
        handler = self.make_handler(
            parameters=["title"],
            mappings=[("name", "title")],
            auth_type=scheme.auth_type,
            scheme_id=scheme.id,
            **values,
        )
        self.assertTrue(handler.handshake_ids)
        return handler


class HandshakeCase(HandshakeMixin, InboundWebhookHttpCase):
    """Handshakes over HTTP."""

    def shake(self, handler, name, headers=(), query=None):
        """Send the known call of a handshake."""
        vector = FILES[name]["vector"]
        known = vector["url"].partition("?")[2]
        query = known if query is None else query
        headers = {**dict(map(tuple, vector["headers"])), **dict(headers)}
        headers.pop("Content-Length", None)
        return self.send(
            handler,
            vector["body"].encode(),
            method=vector["method"],
            query=f"?{query}" if query else "",
            headers=headers,
        )

    def assert_answered(self, handler, answer, name):
        """The sender has what it wants, the row says so, and nothing was done."""
        wanted = FILES[name]["vector"]["answer"]
        self.assertEqual(answer.status_code, wanted["status"], answer.text)
        self.assertEqual(answer.text, wanted["body"])
        for header, value in wanted["headers"]:
            self.assertEqual(answer.headers[header], value)
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        return self.assert_logged(handler, wanted["status"])

    def assert_logged(self, handler, code, status="success", reason="handshake"):
        call = self.last_call(handler)
        self.assertEqual(
            (call.kind, call.status, call.reason), ("handshake", status, reason)
        )
        self.assertEqual(call.response_code, code)
        self.assertFalse(call.res_id or call.parameters or call.attention)
        return call


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


@tagged("post_install", "-at_install", "security")
class TestHandedOverSecrets(HandshakeCase):
    """A secret that a handshake brings, and a stranger who brings one first."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_with_scheme("asana")

    def hand_over(self, secret=HOOK_SECRET, handler=None):
        answer = self.shake(
            handler or self.handler, "asana", headers={"X-Hook-Secret": secret}
        )
        # Asana wants it back in any case, or it makes no webhook.
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["X-Hook-Secret"], secret)
        return self.last_call(handler or self.handler)

    def call_with(self, secret):
        body = b'{"title": "Ada"}'
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": JSON_TYPE, "X-Hook-Signature": digest}
        return self.send(self.handler, body, headers=headers).status_code

    def offers(self):
        return self.handler.handshake_offer_ids

    def assert_without(self, call, secret):
        call.invalidate_recordset()
        held = [call.headers, call.response_headers, call.trace, call._raw_body()]
        self.assertNotIn(secret, str(held))

    def test_it_waits_until_somebody_takes_it(self):
        call = self.hand_over()
        self.assert_without(call, HOOK_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_offered"})
        self.assertEqual(self.call_with(HOOK_SECRET), 503)
        self.assertFalse(self.handler.sudo().kept_secret)
        [offer] = self.offers()
        self.assertEqual(offer.ending, HOOK_SECRET[-4:])
        self.assertEqual(offer.handshake_id, self.handshake("asana"))
        self.assertTrue(offer.remote_addr)
        self.handler.invalidate_recordset()
        self.assertTrue(
            any("handshake" in text for text in self.handler.setup_warnings)
        )
        self.assertIsNone(offer.action_take())
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        self.assertFalse(self.offers())

    def test_one_that_is_waited_for_counts_at_once_and_no_other_after_it(self):
        self.handler.action_listen()
        call = self.hand_over()
        self.assert_without(call, HOOK_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_taken"})
        self.assertFalse(self.offers())
        # The handler listens still, and a stranger sends his own.
        self.hand_over(OTHER_SECRET)
        self.handler.action_stop_listening()
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        self.assertEqual(self.call_with(OTHER_SECRET), 401)
        self.assertEqual(self.offers().mapped("ending"), ["ffff"])

    def test_no_stranger_takes_the_place_of_a_secret_that_is_set(self):
        self.handler.secret = HOOK_SECRET
        call = self.hand_over(OTHER_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_offered"})
        self.assertEqual(self.call_with(OTHER_SECRET), 401)
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        # Who takes it has both count, as with a next secret.
        self.offers().action_take()
        self.assertEqual(self.call_with(OTHER_SECRET), 200)
        self.assertEqual(self.call_with(HOOK_SECRET), 200)

    def test_the_same_secret_again_changes_nothing(self):
        self.handler.secret = HOOK_SECRET
        call = self.hand_over()
        self.assertFalse(self.offers())
        self.assert_without(call, HOOK_SECRET)

    def test_strangers_push_none_out(self):
        self.hand_over()
        for number in range(7):
            call = self.hand_over(f"{number:064x}")
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_left"})
        self.assertEqual(len(self.offers()), 5)
        self.assertEqual(self.offers()[0].ending, HOOK_SECRET[-4:])
        self.offers().action_dismiss()
        self.assertFalse(self.offers())

    def test_what_cannot_be_a_key_is_not_even_echoed(self):
        for secret in ("short", "x" * 501):
            answer = self.shake(
                self.handler, "asana", headers={"X-Hook-Secret": secret}
            )
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("X-Hook-Secret", answer.headers)
            self.assert_without(self.last_call(self.handler), secret * 3)
        self.assertFalse(self.offers())

    def test_without_a_scheme_there_is_nothing_it_counts_for(self):
        handler = self.make_answering("asana")
        handler.action_listen()
        self.hand_over(handler=handler)
        self.assertFalse(handler.sudo().kept_secret)
        with self.assertRaises(UserError):
            handler.handshake_offer_ids.action_take()

    def test_the_token_of_notion_is_shown_once(self):
        handler = self.make_with_scheme("notion")
        token = FILES["notion"]["vector"]["keeps"]
        answer = self.shake(handler, "notion")
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        self.assert_without(self.last_call(handler), token)
        [offer] = handler.handshake_offer_ids
        action = offer.action_take()
        self.assertEqual(action["context"]["default_secret"], token)
        self.assertEqual(handler.sudo().kept_secret, token)
        self.assertFalse(handler.handshake_offer_ids)

    def test_what_was_waited_for_is_shown_too(self):
        handler = self.make_with_scheme("notion")
        handler.action_listen()
        self.shake(handler, "notion")
        token = FILES["notion"]["vector"]["keeps"]
        self.assertEqual(handler.sudo().kept_secret, token)
        [offer] = handler.handshake_offer_ids
        with self.assertRaises(UserError):
            offer.action_take()
        self.assertEqual(offer.action_show()["context"]["default_secret"], token)
        self.assertFalse(handler.handshake_offer_ids)

    def test_who_may_see_and_take_it(self):
        self.hand_over()
        [offer] = self.offers()
        user = new_test_user(self.env, "hs_user", groups=WEBHOOK_USER)
        administrator = new_test_user(
            self.env, "hs_admin", groups=WEBHOOK_ADMINISTRATOR
        )
        for name in ("action_take", "action_show", "action_dismiss"):
            with self.assertRaises(AccessError):
                getattr(offer.with_user(user), name)()
        with self.assertRaises(AccessError):
            offer.with_user(user).read(["ending"])
        mine = offer.with_user(administrator)
        self.assertEqual(mine.read(["ending"])[0]["ending"], HOOK_SECRET[-4:])
        with self.assertRaises(AccessError):
            mine.read(["kept_value"])
        with self.assertRaises(AccessError):
            mine.search([("kept_value", "=like", "b5%")])
        self.assertNotIn(HOOK_SECRET, str(mine.read()))
        with self.assertRaises(AccessError):
            mine.write({"is_secret": False})
        with mute_logger("odoo.http"):
            answer = self.ask_as(
                "hs_admin", offer._name, "read", [offer.id], ["kept_value"]
            )
        self.assertNotIn(HOOK_SECRET, answer.text)

    def test_what_nobody_takes_is_forgotten(self):
        self.hand_over()
        offer = self.offers()
        offer._gc_offers()
        self.assertTrue(offer.exists())
        self.env.cr.execute(
            "UPDATE inbound_webhook_handshake_offer"
            " SET offered_date = now() - interval '8 days'"
        )
        offer.invalidate_recordset()
        offer._gc_offers()
        self.assertFalse(offer.exists())


class _FetcherHere(Fetcher):
    """Asks this machine, whatever the name of the host."""

    def _address_of(self, host):
        return "127.0.0.1"


@tagged("post_install", "-at_install", "security")
class TestConfirmedSubscription(HandshakeCase):
    """Amazon SNS: an address that the call names is asked for, or is not."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_answering("amazon_sns")
        folder = self.enterContext(tempfile.TemporaryDirectory())
        certificate = Path(folder) / "both.pem"
        write_certificate(certificate)
        self.server = self.enterContext(serving(certificate))
        # A real server in place of Amazon's, asked in the same way.
        context = ssl.create_default_context(cafile=str(certificate))
        fetcher = _FetcherHere(port=self.server.port, context=context)
        self.startPatcher(patch.object(handshaking, "fetcher", fetcher))
        self.handshake("amazon_sns").fetch_hosts = HOST

    def confirm(self, address):
        body = json.dumps({"Type": "SubscriptionConfirmation", "SubscribeURL": address})
        return self.send(
            self.handler,
            body.encode(),
            headers={
                "x-amz-sns-message-type": "SubscriptionConfirmation",
                "Content-Type": "text/plain; charset=UTF-8",
            },
        )

    def test_a_host_on_the_list_is_asked(self):
        answer = self.confirm("https://localhost.localdomain/right?Token=2")
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        [(path, _headers)] = self.server.asked
        self.assertEqual(path, "/right?Token=2")
        call = self.assert_logged(self.handler, 200)
        codes = [line["code"] for line in call.trace]
        self.assertEqual(codes, ["fetched", "handshake"])

    def test_no_other_host_and_nothing_but_https(self):
        for address in (
            "https://127.0.0.1/",
            "https://example.com/",
            "http://localhost.localdomain/",
            "https://localhost.localdomain@example.com/",
            "file:///etc/passwd",
        ):
            answer = self.confirm(address)
            self.assertEqual(answer.status_code, 403)
            self.assert_logged(self.handler, 403, "refused", "handshake_refused")
        self.assertFalse(self.server.asked)

    def test_one_that_fails_is_sent_again(self):
        answer = self.confirm("https://localhost.localdomain/wrong")
        self.assertEqual(answer.status_code, 503)
        self.assertTrue(answer.headers["Retry-After"])
        call = self.assert_logged(self.handler, 503, "error", "handshake_failed")
        self.assertIn("answered with an error", call.reason_text)

    def test_who_does_not_prove_himself_has_nothing_asked(self):
        scheme = self.env.ref("inbound_webhook.scheme_token_query")
        self.handler.write(
            {"auth_type": "token", "scheme_id": scheme.id, "secret": SECRET}
        )
        self.assertEqual(
            self.confirm("https://localhost.localdomain/right").status_code, 401
        )
        self.assertFalse(self.server.asked)

    def test_that_which_ships_names_amazon_alone(self):
        hosts = host_patterns(
            "\n".join(FILES["amazon_sns"]["handshake"]["fetch_hosts"])
        )
        self.assertEqual(hosts, ("sns.*.amazonaws.com", "sns.*.amazonaws.com.cn"))


@tagged("post_install", "-at_install")
class TestHandshakeSetup(HandshakeMixin, InboundWebhookCase):
    """What an administrator can describe, and what is refused as it is saved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, "hs_setup", groups=WEBHOOK_ADMINISTRATOR
        )

    @contextlib.contextmanager
    def refused(self, words):
        with self.assertRaises(ValidationError) as refused:
            yield
        self.assertIn(words, str(refused.exception))

    def describe(
        self, user=None, conditions=(("query", "challenge", False),), **values
    ):
        return (
            self.env["inbound.webhook.handshake"]
            .with_user(user or self.administrator)
            .create(
                {
                    "name": "Our Shop",
                    "method": "get",
                    "body": "{{ query.challenge }}",
                    "condition_ids": [
                        Command.create({"source": source, "name": name, "value": value})
                        for source, name, value in conditions
                    ],
                    **values,
                }
            )
        )

    def test_a_sender_that_nobody_has_heard_of(self):
        handshake = self.describe(headers="X-Echo: {{ query.challenge }}")
        spec = handshake._spec()
        self.assertEqual(spec.headers, (("X-Echo", "{{ query.challenge }}"),))
        self.assertIn("not checked", handshake.display_name)

    def test_what_cannot_work_is_refused_in_words(self):
        for values in (
            {"body": "{{ challenge }}"},
            {"body": "{{ body.a }}"},
            {"headers": "Set-Cookie: a"},
            {"headers": "no header"},
            {"headers": "Location: https://example.com/"},
            {"keep_source": "header", "keep_name": "X-Secret"},
            {"token_source": "query"},
            {"handshake_status": 302},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.describe(**values)

    def test_one_that_would_answer_every_call_is_refused(self):
        for method, name in (("get", "get"), ("get", "head")):
            with self.refused("every call"):
                self.make_answering(name, method=method)
        handler = self.make_handler(
            handshake_ids=[Command.set(self.handshake("get").ids)]
        )
        with self.refused("every call"):
            handler.method = "get"
        handler = self.make_answering("dropbox", method="get")
        with self.refused("every call"):
            self.handshake("dropbox").condition_ids.unlink()

    def test_no_hash_beside_a_scheme_that_signs_values_alone(self):
        handler = self.make_answering("x")
        scheme = self.env.ref("inbound_webhook.scheme_mailgun")
        with self.refused("anybody could have a call"):
            handler.write({"auth_type": "signature", "scheme_id": scheme.id})

    def test_only_settings_says_which_hosts_are_asked(self):
        asking = {
            "method": "post",
            "body": False,
            "conditions": (("body", "url", False),),
            "fetch_source": "body",
            "fetch_name": "url",
            "fetch_hosts": "169-254-169-254.example.com",
        }
        with self.assertRaises(AccessError):
            self.describe(**asking)
        settings = new_test_user(
            self.env,
            "hs_settings",
            groups=f"base.group_system,{WEBHOOK_ADMINISTRATOR}",
        )
        handshake = self.describe(settings, **asking)
        with self.assertRaises(AccessError):
            handshake.with_user(self.administrator).name = "x"
        handshake = self.describe()
        with self.assertRaises(AccessError):
            handshake.write(
                {
                    "method": "post",
                    "body": False,
                    "condition_ids": [
                        Command.clear(),
                        Command.create({"source": "body", "name": "url"}),
                    ],
                    "fetch_source": "body",
                    "fetch_name": "url",
                    "fetch_hosts": "example.com",
                }
            )
        # Step by step, each of them harmless but for the last one.
        handshake = self.describe(
            method="post", body=False, conditions=(("body", "url", False),)
        )
        with self.assertRaises(AccessError):
            handshake.write(
                {
                    "fetch_source": "body",
                    "fetch_name": "url",
                    "fetch_hosts": "example.com",
                }
            )

    def test_those_that_ship_are_corrected_with_the_addon(self):
        """They are read from their files whenever the addon is updated."""
        for name in sorted(FILES):
            # A look-up, so that what asks for nothing but a method is not each call.
            is_post = FILES[name]["handshake"]["method"] == "POST"
            self.make_answering(name, method="get" if is_post else "post")
        slack = self.handshake("slack")
        slack.hint = "other"
        conditions = {each: len(self.handshake(each).condition_ids) for each in FILES}
        for model in ("scheme", "handshake"):
            self.env[f"inbound.webhook.{model}"]._load_shipped()
        self.assertEqual(slack.hint, FILES["slack"]["hint"])
        for name, number in conditions.items():
            self.assertEqual(len(self.handshake(name).condition_ids), number, name)

    def test_no_condition_is_taken_from_one_that_would_answer_every_call(self):
        handshake = self.env["inbound.webhook.handshake"].create(
            {
                "name": "Ours",
                "body": "ok",
                "condition_ids": [
                    Command.create({"source": "query", "name": "challenge"})
                ],
            }
        )
        self.make_handler(handshake_ids=[Command.set(handshake.ids)])
        with self.assertRaises(ValidationError):
            handshake.condition_ids.unlink()
        with self.assertRaises(ValidationError):
            handshake.condition_ids = [Command.clear()]

    def test_those_that_ship_are_changed_by_settings_alone(self):
        shipped = self.handshake("slack").with_user(self.administrator)
        with self.assertRaises(AccessError):
            shipped.body = "pwned"
        with self.assertRaises(AccessError):
            shipped.condition_ids.unlink()
        copied = shipped.copy()
        copied.name = "Our Slack"
        self.assertEqual(len(copied.condition_ids), 2)

    def test_a_known_answer_keeps_what_is_known_to_be_right(self):
        with self.refused("known to want"):
            self.handshake("slack").body = '{"challenge": "x"}'

    def test_a_change_counts_from_the_next_call_on(self):
        handshake = self.describe(self.env.user)
        handler = self.make_answering()
        handler.handshake_ids = handshake
        version = handler.version
        handshake.body = "other {{ query.challenge }}"
        self.assertNotEqual(handler.version, version)
        [spec] = handler._found().spec.handshakes
        self.assertEqual(spec.body, "other {{ query.challenge }}")
        handshake.condition_ids.name = "other"
        [spec] = handler._found().spec.handshakes
        self.assertEqual(spec.conditions[0].place.name, "other")
        handshake.unlink()
        self.assertFalse(handler._found().spec.handshakes)

    def test_a_scheme_and_a_card_bring_theirs(self):
        handler = self.make_with_scheme("slack")
        self.assertEqual(handler.handshake_ids, self.handshake("slack"))
        for name in ("mailchimp", "woocommerce", "github"):
            sender = self.env.ref(f"inbound_webhook.sender_{name}")
            self.assertTrue(sender._make_handler().handshake_ids)
        # Where it would answer each look-up it is left out.
        looking = self.make_handler(method="get")
        looking.sender_id = self.env.ref("inbound_webhook.sender_mailchimp")
        self.assertFalse(looking.handshake_ids)
        own = self.describe(self.env.user)
        handler.handshake_ids |= own
        handler.scheme_id = self.env.ref("inbound_webhook.scheme_github")
        self.assertIn(own, handler.handshake_ids)
