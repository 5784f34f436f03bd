"""Who may call: each way to prove it, at the door."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FORM_TYPE, InboundWebhookHttpCase

SECRET = "the-secret-of-the-sender"
NEXT = "the-next-secret-of-the-sender"
BODY = b'{"title": "Ada \xc3\xa9"}'
FORM = {"Content-Type": FORM_TYPE}


def basic(user, password):
    """The header, by hand (RFC 7617)."""
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def github(body, secret=SECRET):
    """https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries"""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}"}


def stripe(body, secret=SECRET, at=None):
    """https://docs.stripe.com/webhooks#verify-manually"""
    at = int(at or time.time())
    message = f"{at}.".encode() + body
    digest = hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={at},v1={digest}"}


def standard_webhooks(body, secret, at=None, msg_id="msg_1"):
    """https://github.com/standard-webhooks/standard-webhooks, section "Signature"."""
    at = int(at or time.time())
    key = base64.b64decode(secret.removeprefix("whsec_"))
    message = f"{msg_id}.{at}.".encode() + body
    digest = base64.b64encode(hmac.digest(key, message, "sha256")).decode()
    return {
        "webhook-id": msg_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{digest}",
    }


class WhoMayCallCase(InboundWebhookHttpCase):
    """Handlers that ask who calls."""

    def make_asking(self, scheme, **values):
        """A handler of leads that asks for a scheme, by its external id."""
        scheme = self.env.ref(f"inbound_webhook.scheme_{scheme}")
        return self.make_handler(
            **{
                "parameters": ["title"],
                "mappings": [("name", "title")],
                "auth_type": scheme.auth_type,
                "scheme_id": scheme.id,
                "secret": SECRET,
                **values,
            }
        )

    def assert_taken(self, handler, answer, secret="secret"):
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(handler)
        self.assertEqual((call.status, call.reason), ("success", "done"))
        self.assertEqual(call.authenticated_by, secret)
        self.assertIn("authenticate", self.trace_codes(call))

    def assert_refused(self, handler, answer, challenge=None, status=401):
        """The sender is told, the row says why, and nothing was done."""
        self.assertEqual(answer.status_code, status, answer.text)
        call = self.last_call(handler)
        self.assertEqual(call.status, "refused")
        self.assertEqual(call.response_code, status)
        self.assertTrue(call.reason_text)
        self.assertFalse(call.authenticated_by)
        self.assertFalse(call.parameters or call.res_id)
        if status == 401:
            self.assertEqual(call.reason, "not_authentic")
            self.assertEqual(answer.json()["status"], "error")
            self.assertEqual(answer.headers.get("WWW-Authenticate"), challenge)
        return call

    def post(self, handler, headers=None, body=BODY, query="", **more):
        headers = {"Content-Type": "application/json", **(headers or {}), **more}
        return self.send(handler, body, headers=headers, query=query)


@tagged("post_install", "-at_install", "security")
class TestWhoMayCall(WhoMayCallCase):
    def test_basic(self):
        handler = self.make_asking("basic", auth_user="ada")
        challenge = 'Basic realm="webhook", charset="UTF-8"'
        self.assert_taken(handler, self.post(handler, basic("ada", SECRET)))
        lowered = {"authorization": basic("ada", SECRET)["Authorization"]}
        lowered["authorization"] = lowered["authorization"].replace("Basic", "basic")
        self.assert_taken(handler, self.post(handler, lowered))
        for name, headers in {
            "missing": {},
            "empty": {"Authorization": ""},
            "wrong password": basic("ada", "x" + SECRET),
            "wrong user": basic("bob", SECRET),
            "no user": basic("", SECRET),
            "no base64": {"Authorization": "Basic ***"},
            "no colon": {"Authorization": "Basic YWRh"},
            "another way": {"Authorization": f"Bearer {SECRET}"},
            "not ASCII": {"Authorization": "Basic \xe9\xe9\xe9".encode("latin-1")},
            "not UTF-8": {"Authorization": "Basic /////w=="},
        }.items():
            with self.subTest(name):
                answer = self.post(handler, headers)
                self.assert_refused(handler, answer, challenge)

    def test_basic_in_one_secret_and_in_any_letters(self):
        handler = self.make_asking("basic", secret="Zo\xeb:p\xe4ssw\xf6rd-\u20ac")
        headers = basic("Zo\xeb", "p\xe4ssw\xf6rd-\u20ac")
        self.assert_taken(handler, self.post(handler, headers))
        self.assertEqual(self.post(handler, basic("Zoe", "password")).status_code, 401)

    def test_a_token_in_a_header(self):
        handler = self.make_asking("bearer")
        challenge = 'Bearer realm="webhook"'
        right = {"Authorization": f"Bearer {SECRET}"}
        self.assert_taken(handler, self.post(handler, right))
        for name, value in {
            "missing": None,
            "empty": "",
            "wrong": "Bearer another-secret-of-nobody",
            "shorter": f"Bearer {SECRET[:-1]}",
            "longer": f"Bearer {SECRET}x",
            "without its word": SECRET,
            "in another case": f"Bearer {SECRET.upper()}",
            "not ASCII": "Bearer s\xe9cret".encode("latin-1"),
            "UTF-8": "Bearer \u20ac\u20ac\u20ac".encode(),
        }.items():
            with self.subTest(name):
                headers = {} if value is None else {"Authorization": value}
                self.assert_refused(handler, self.post(handler, headers), challenge)

    def test_a_token_in_a_header_of_its_own(self):
        handler = self.make_asking("token_header")
        self.assert_taken(handler, self.post(handler, {"x-webhook-token": SECRET}))
        answer = self.post(handler, {"X-Webhook-Token": "x" * 24})
        self.assert_refused(handler, answer, 'Token realm="webhook"')

    def test_a_token_in_the_query(self):
        handler = self.make_asking("token_query")
        self.assert_taken(handler, self.post(handler, query=f"?a=1&token={SECRET}"))
        for query in (
            "",
            "?token=",
            "?token=x",
            f"?Token={SECRET}",
            f"?token={SECRET}&token=x",
            f"?token=x&token={SECRET}",
            "?token=%E9%E9%FF",
            "?token=%",
        ):
            with self.subTest(query):
                answer = self.post(handler, query=query)
                self.assert_refused(handler, answer, 'Token realm="webhook"')

    def test_a_token_in_the_body(self):
        handler = self.make_asking("token_body")
        body = json.dumps({"title": "A", "token": SECRET}).encode()
        self.assert_taken(handler, self.post(handler, body=body))
        form = f"title=A&token={SECRET}".encode()
        self.assert_taken(handler, self.post(handler, FORM, body=form))
        for body in (
            b"",
            b"{}",
            b'{"token": "almost-the-secret-of-it"}',
            b'{"token": null}',
            b'{"token": ["' + SECRET.encode() + b'"]}',
            b'{"token": "' + SECRET.encode(),
            b'{"x": {"token": "' + SECRET.encode() + b'"}}',
            b'{"token": "\xff\xfe"}',
            b"\x00\x01",
        ):
            with self.subTest(body):
                answer = self.post(handler, body=body)
                call = self.assert_refused(handler, answer, 'Token realm="webhook"')
                self.assertNotIn(SECRET.encode(), call._raw_body())

    def test_a_signature(self):
        handler = self.make_asking("github")
        challenge = 'Signature realm="webhook"'
        right = github(BODY)["X-Hub-Signature-256"]
        self.assert_taken(handler, self.post(handler, github(BODY)))
        form = b"title=Ada&title=+Ada%20"
        self.assert_taken(handler, self.post(handler, {**FORM, **github(form)}, form))
        for name, value in {
            "missing": None,
            "empty": "",
            "without its word": right.removeprefix("sha256="),
            "wrong": github(BODY, "another-secret-of-nobody")["X-Hub-Signature-256"],
            "of another body": github(BODY + b" ")["X-Hub-Signature-256"],
            "cut": right[:-1],
            "in capitals": right.upper(),
            "no hex": "sha256=" + "z" * 64,
            "a blank": right + " x",
            "not ASCII": "sha256=\xe9".encode("latin-1"),
            "long": "sha256=" + "a" * 5000,
        }.items():
            with self.subTest(name):
                headers = {} if value is None else {"X-Hub-Signature-256": value}
                self.assert_refused(handler, self.post(handler, headers), challenge)

    def test_the_vector_of_github(self):
        """The values to test with, of docs.github.com: written out there."""
        secret = "It's a Secret to Everybody"
        handler = self.make_asking("github", secret=secret, body_type="form")
        digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        headers = {"X-Hub-Signature-256": f"sha256={digest}", **FORM}
        self.post(handler, headers, b"Hello, World!")
        self.assertEqual(self.last_call(handler).authenticated_by, "secret")
        self.post(handler, headers, b"Hello, World")
        self.assertFalse(self.last_call(handler).authenticated_by)

    def test_a_signature_with_a_time(self):
        handler = self.make_asking("stripe")
        self.assert_taken(handler, self.post(handler, stripe(BODY)))
        now = time.time()
        for name, headers, words in (
            ("too old", stripe(BODY, at=now - 1000), "seconds ago"),
            ("ahead", stripe(BODY, at=now + 1000), "ahead of our clock"),
            ("another time", {"Stripe-Signature": "t=1,v1=" + "0" * 64}, "not fit"),
            ("no time", {"Stripe-Signature": "v1=" + "0" * 64}, "missing"),
        ):
            with self.subTest(name):
                answer = self.post(handler, headers)
                challenge = 'Signature realm="webhook"'
                call = self.assert_refused(handler, answer, challenge)
                self.assertIn(words, call.reason_text)
        # While Stripe changes its secret it signs with both.
        # (Another time than above, or it would be the same call once more.)
        right, other = (
            stripe(BODY, secret, now - 9)["Stripe-Signature"]
            for secret in (SECRET, "another-secret-of-nobody")
        )
        both = f"{other},{right.partition(',')[2]}"
        self.assert_taken(handler, self.post(handler, {"Stripe-Signature": both}))

    def test_standard_webhooks(self):
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        handler = self.make_asking("standard_webhooks", secret=secret)
        self.assert_taken(handler, self.post(handler, standard_webhooks(BODY, secret)))
        for name, change in {
            "another id": {"webhook-id": "msg_2"},
            "another time": {"webhook-timestamp": str(int(time.time()) + 60)},
            "no id": {"webhook-id": ""},
            "asymmetric": {"webhook-signature": "v1a,AAAA"},
        }.items():
            with self.subTest(name):
                headers = {**standard_webhooks(BODY, secret), **change}
                answer = self.post(handler, headers)
                self.assertEqual(answer.status_code, 401)

    def test_the_vector_of_standard_webhooks(self):
        """Of the standard's own tests: the signature is written out there."""
        scheme = self.env.ref("inbound_webhook.scheme_standard_webhooks").copy()
        # It is of 2022.
        scheme.write({"time_past": 2_592_000})
        handler = self.make_asking(
            "standard_webhooks",
            scheme_id=scheme.id,
            secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        )
        headers = {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }
        body = b'{"test": 2432232314}'
        call = self.assert_refused(
            handler,
            self.post(handler, headers, body),
            'Signature realm="webhook"',
        )
        # The signature is right: what is wrong is its age.
        self.assertIn("seconds ago", call.reason_text)

    def test_two_secrets_and_the_end_of_the_old_one(self):
        handler = self.make_asking("github", secret_next=NEXT)
        self.assert_taken(handler, self.post(handler, github(BODY)))
        answer = self.post(handler, github(BODY, NEXT))
        self.assert_taken(handler, answer, "secret_next")
        now = fields.Datetime.now()
        handler.secret_until = now + timedelta(hours=1)
        self.assert_taken(handler, self.post(handler, github(BODY)))
        handler.secret_until = now - timedelta(seconds=1)
        challenge = 'Signature realm="webhook"'
        self.assert_refused(handler, self.post(handler, github(BODY)), challenge)
        answer = self.post(handler, github(BODY, NEXT))
        self.assert_taken(handler, answer, "secret_next")
        handler.action_end_old_secret()
        self.assert_taken(handler, self.post(handler, github(BODY, NEXT)))
        self.assert_refused(handler, self.post(handler, github(BODY)), challenge)
        self.assertFalse(handler.secret_until or handler.secret_next_is_set)

    def test_without_a_live_secret_every_call_is_refused(self):
        past = fields.Datetime.now() - timedelta(days=1)
        for name, values in {
            "none": {"secret": False},
            "over": {"secret_until": past},
        }.items():
            for scheme, headers in {
                "github": github(BODY),
                "bearer": {"Authorization": f"Bearer {SECRET}"},
                "basic": basic("", ""),
            }.items():
                with self.subTest(f"{scheme} {name}"):
                    own = {"secret": f"ada:{SECRET}"} if scheme == "basic" else {}
                    handler = self.make_asking(scheme, **{**own, **values})
                    [warning, *_rest] = handler.setup_warnings
                    self.assertIn("Every call is refused", warning)
                    for sent in (headers, {}, github(BODY, "")):
                        answer = self.post(handler, sent)
                        call = self.assert_refused(handler, answer, status=503)
                        self.assertEqual(call.reason, "not_verifiable")
                        self.assertTrue(answer.headers["Retry-After"])
                        self.assertNotIn("secret", answer.text)

    def test_without_a_scheme_every_call_is_refused(self):
        handler = self.make_asking("github")
        self.env.cr.execute(
            "UPDATE inbound_webhook_handler SET scheme_id = NULL, version = 'x'"
            " WHERE id = %s",
            [handler.id],
        )
        self.env.invalidate_all()
        self.assertIn("Every call is refused", handler.setup_warnings[0])
        self.assert_refused(handler, self.post(handler, github(BODY)), status=503)

    def test_a_scheme_says_how_it_refuses(self):
        scheme = self.env.ref("inbound_webhook.scheme_github").copy(
            {"refusal_status": 403, "refusal_body": "nope"}
        )
        handler = self.make_asking("github", scheme_id=scheme.id)
        answer = self.post(handler)
        self.assertEqual((answer.status_code, answer.text), (403, "nope"))
        self.assertNotIn("WWW-Authenticate", answer.headers)
        self.assertEqual(self.last_call(handler).reason, "not_authentic")

    def test_an_unknown_sender_is_described_in_a_scheme(self):
        """By nothing but data: SHA-512 in base64url over method, header and body."""
        scheme = self.env["inbound.webhook.scheme"].create(
            {
                "name": "Odd Shop",
                "algorithm": "hmac_sha512",
                "part_ids": [
                    (0, 0, {"sequence": 1, "kind": "method"}),
                    (0, 0, {"sequence": 2, "kind": "header", "argument": "X-Shop"}),
                    (0, 0, {"sequence": 3, "kind": "body"}),
                ],
                "joiner": "\\n",
                "place_source": "query",
                "place_name": "sig",
                "encoding": "base64url_unpadded",
            }
        )
        handler = self.make_asking("github", scheme_id=scheme.id)
        digest = hmac.digest(SECRET.encode(), b"POST\nodd\n" + BODY, "sha512")
        text = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = {"X-Shop": "odd"}
        self.assert_taken(handler, self.post(handler, right, query=f"?sig={text}"))
        call = self.last_call(handler)
        self.assertEqual(call.query_string, "sig=***")
        for headers, query in (({}, f"?sig={text}"), (right, f"?sig={text[:-1]}")):
            self.assertEqual(self.post(handler, headers, query=query).status_code, 401)

    def test_the_address_as_the_sender_knows_it_is_signed(self):
        scheme = self.env.ref("inbound_webhook.scheme_github").copy(
            {"part_ids": [(5, 0, 0), (0, 0, {"kind": "url"})]}
        )
        handler = self.make_asking(
            "github", scheme_id=scheme.id, public_address="https://erp.example.com"
        )
        url = f"https://erp.example.com/inbound/{handler.token}?a=1"
        answer = self.post(handler, github(url.encode()), query="?a=1")
        self.assert_taken(handler, answer)
        answer = self.post(handler, github(url.encode()), query="?a=2")
        self.assertEqual(answer.status_code, 401)

    def test_a_change_counts_from_the_next_call_on(self):
        handler = self.make_asking("github")
        self.assertEqual(self.post(handler, github(BODY)).status_code, 200)
        handler.secret = NEXT
        self.assertEqual(self.post(handler, github(BODY)).status_code, 401)
        self.assertEqual(self.post(handler, github(BODY, NEXT)).status_code, 200)
        scheme = self.env.ref("inbound_webhook.scheme_github").copy()
        handler.scheme_id = scheme
        scheme.place_name = "X-Other"
        self.assertEqual(self.post(handler, github(BODY, NEXT)).status_code, 401)
        other = {"X-Other": github(BODY, NEXT)["X-Hub-Signature-256"]}
        self.assertEqual(self.post(handler, other).status_code, 200)
        scheme.part_ids.create(
            {"scheme_id": scheme.id, "kind": "text", "argument": "x", "sequence": 99}
        )
        self.assertEqual(self.post(handler, other).status_code, 401)
        handler.auth_type = "none"
        self.assertEqual(self.post(handler).status_code, 200)

    def test_the_order_of_refusals(self):
        handler = self.make_asking("github")
        answer = self.send(handler, method="GET")
        self.assertEqual(answer.status_code, 405)
        handler.max_body_size = 5
        self.assertEqual(self.post(handler).status_code, 413)
        handler.max_body_size = 1000
        handler.active = False
        # Nobody but the sender is told that it is off.
        self.assertEqual(self.post(handler).status_code, 401)
        answer = self.post(handler, github(BODY))
        self.assertEqual(answer.status_code, 503)
        call = self.last_call(handler)
        known = (call.reason, call.authenticated_by)
        self.assertEqual(known, ("switched_off", "secret"))

    def test_nothing_is_parsed_before(self):
        handler = self.make_asking("github")
        answer = self.post(handler, body=b"{no json")
        call = self.assert_refused(handler, answer, 'Signature realm="webhook"')
        self.assertEqual(set(self.trace_codes(call)), {"authenticate"})
        answer = self.post(handler, github(b"{no json"), body=b"{no json")
        self.assertEqual(answer.status_code, 400)

    def test_a_look_up(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
            auth_type="token",
            scheme_id=self.env.ref("inbound_webhook.scheme_bearer").id,
            secret=SECRET,
        )
        self.assertEqual(self.get(handler, {"email": "a@x.example"}).status_code, 401)
        right = {"Authorization": f"Bearer {SECRET}"}
        answer = self.get(handler, {"email": "a@odd.example"}, right)
        self.assertEqual(answer.json()["status"], "not_found")

    def test_in_the_background(self):
        handler = self.make_asking("stripe", processing="queued")
        self.assertEqual(self.post(handler).status_code, 401)
        self.assertFalse(self.last_call(handler).queued)
        self.assertEqual(self.post(handler, stripe(BODY)).status_code, 202)
        call = self.last_call(handler)
        self.assertEqual(call.authenticated_by, "secret")
        self.env.flush_all()
        # What it waited with is older by now than it may be; that was asked before.
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(call.status, "success")
        self.assertEqual(self.trace_codes(call)["authenticate"], "authentic")

    def test_a_refusal_is_told_a_person_as_a_page(self):
        handler = self.make_asking("token_body", body_type="form")
        headers = {**FORM, "Accept": "text/html"}
        answer = self.post(handler, headers, body=b"title=A")
        self.assertEqual(answer.status_code, 401)
        self.assertIn("text/html", answer.headers["Content-Type"])
        self.assertIn("WWW-Authenticate", answer.headers)

    def test_what_an_engine_stumbles_over_lets_nobody_in(self):
        handler = self.make_asking("github")
        scheme = handler.scheme_id.copy()
        handler.scheme_id = scheme
        # As an update or another addon may leave it behind.
        for column in ("algorithm", "encoding", "kind", "place_source"):
            with self.subTest(column):
                self.env.cr.execute(
                    f"UPDATE inbound_webhook_scheme SET {column} = 'gone'"
                    " WHERE id = %s",
                    [scheme.id],
                )
                self.env.invalidate_all()
                handler._move_version()
                answer = self.post(handler, github(BODY))
                self.assertIn(answer.status_code, (401, 503))
                self.assertEqual(self.last_call(handler).status, "refused")
