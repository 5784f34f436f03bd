"""A signed call that is sent a second time is not applied a second time."""

import hashlib
import hmac
import json
import time

from odoo.tests import tagged

from .test_who_may_call import SECRET, WhoMayCallCase, github, standard_webhooks, stripe

WHSEC = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
BODY = b'{"title": "Replayed"}'


def mailgun(token, event="opened", at=None):
    """https://documentation.mailgun.com: the time and the token are signed, no more."""
    at = str(int(at or time.time()))
    digest = hmac.new(SECRET.encode(), f"{at}{token}".encode(), hashlib.sha256)
    signature = {"timestamp": at, "token": token, "signature": digest.hexdigest()}
    payload = {"title": "Replayed", "signature": signature, "event-data": {"e": event}}
    return json.dumps(payload).encode()


@tagged("post_install", "-at_install", "security")
class TestReplayGuard(WhoMayCallCase):
    def leads(self):
        return self.env["crm.lead"].search([("name", "=", "Replayed")])

    def age_claims(self, handler, seconds):
        self.env.cr.execute(
            "UPDATE inbound_webhook_claim"
            " SET claimed_at = claimed_at - %s * interval '1 second'"
            " WHERE handler_id = %s",
            [seconds, handler.id],
        )

    def test_the_same_signed_call_is_answered_as_the_first(self):
        handler = self.make_asking("stripe")
        headers = stripe(BODY)
        first = self.post(handler, headers, BODY)
        again = self.post(handler, headers, BODY)
        self.assertEqual((again.status_code, again.text), (200, first.text))
        self.assertEqual(len(self.leads()), 1)
        call = self.last_call(handler)
        self.assertEqual((call.status, call.authenticated_by), ("duplicate", "secret"))

    def test_not_with_another_query_either(self):
        """Which Stripe does not sign."""
        handler = self.make_asking("stripe")
        headers = stripe(BODY)
        self.post(handler, headers, BODY)
        answer = self.post(handler, headers, BODY, "?a=1")
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(
            answer.headers["WWW-Authenticate"], 'Signature realm="webhook"'
        )
        self.assertEqual(len(self.leads()), 1)
        call = self.last_call(handler)
        self.assertEqual((call.status, call.reason), ("refused", "replayed"))
        self.assertTrue(call.is_unproven)

    def test_the_sender_signs_the_same_again(self):
        handler = self.make_asking("stripe")
        for at in (time.time(), time.time() - 1):
            self.post(handler, stripe(BODY, at=at), BODY)
        self.assertEqual(len(self.leads()), 2)

    def test_it_is_remembered_as_long_as_its_time_is_taken(self):
        handler = self.make_asking("stripe")
        headers = stripe(BODY)
        self.post(handler, headers, BODY)
        # 300 seconds behind its time, and as many ahead of it.
        self.age_claims(handler, 599)
        self.assertEqual(self.post(handler, headers, BODY).status_code, 200)
        self.assertEqual(self.last_call(handler).status, "duplicate")

    def test_one_that_failed_is_not_remembered(self):
        handler = self.make_asking("stripe")
        headers = stripe(BODY)
        handler.parameter_ids.type = "integer"
        self.assertEqual(self.post(handler, headers, BODY).status_code, 422)
        handler.parameter_ids.type = "text"
        self.assertEqual(self.post(handler, headers, BODY).status_code, 200)
        self.assertEqual(self.last_call(handler).status, "success")

    def test_in_the_background_as_well(self):
        handler = self.make_asking("stripe", processing="queued")
        headers = stripe(BODY)
        self.assertEqual(self.post(handler, headers, BODY).status_code, 202)
        self.assertEqual(self.post(handler, headers, BODY).status_code, 202)
        self.assertEqual(
            self.calls(handler).mapped("status"), ["duplicate", "received"]
        )

    def test_a_value_that_is_used_once(self):
        handler = self.make_asking("mailgun")
        first, again = mailgun("t" * 50), mailgun("t" * 50, event="clicked")
        self.assertEqual(self.post(handler, body=first).status_code, 200)
        self.assertEqual(self.post(handler, body=first).status_code, 200)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        # With it, anybody could sign what he likes.
        self.assertEqual(self.post(handler, body=again).status_code, 401)
        self.assertEqual(self.last_call(handler).reason, "replayed")
        other = mailgun("u" * 50, event="clicked")
        self.assertEqual(self.post(handler, body=other).status_code, 200)
        self.assertEqual(len(self.leads()), 2)

    def test_the_id_of_a_delivery_that_is_signed_anew(self):
        handler = self.make_asking("standard_webhooks", secret=WHSEC)
        for at in (time.time(), time.time() - 5):
            answer = self.post(handler, standard_webhooks(BODY, WHSEC, at), BODY)
            self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.leads()), 1)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        # The id alone says nothing where the handler does not compare ids.
        body = b'{"title": "Replayed", "n": 2}'
        self.post(handler, standard_webhooks(body, WHSEC), body)
        self.assertEqual(self.last_call(handler).status, "success")

    def test_without_a_time_the_same_may_happen_again(self):
        handler = self.make_asking("github")
        for delivery in ("one", "two"):
            headers = {**github(BODY), "X-GitHub-Delivery": delivery}
            self.post(handler, headers, BODY)
        self.assertEqual(len(self.leads()), 2)
        self.post(handler, headers, BODY)
        self.assertEqual(len(self.leads()), 2)

    def test_a_person_replays_it_all_the_same(self):
        handler = self.make_asking("stripe")
        self.post(handler, stripe(BODY), BODY)
        self.assertEqual(self.replay(self.last_call(handler)).status, "success")
        self.assertEqual(len(self.leads()), 2)

    def test_a_handler_that_compares_ids_takes_that_of_the_scheme(self):
        handler = self.make_asking(
            "standard_webhooks",
            secret=WHSEC,
            protection_period=1,
            protection_period_unit="days",
            duplicate_mode="header",
        )
        self.post(handler, standard_webhooks(BODY, WHSEC), BODY)
        self.age_claims(handler, 3600)
        self.post(handler, standard_webhooks(BODY, WHSEC), BODY)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        other = b'{"title": "Replayed", "n": 2}'
        self.post(handler, standard_webhooks(other, WHSEC), other)
        self.assertEqual(self.last_call(handler).reason, "id_reused")

    def test_it_costs_no_more_than_a_protection_period(self):
        handler = self.make_asking("stripe")
        url = f"/inbound/{handler.token}"
        kind = {"Content-Type": "application/json"}
        bodies = [b'{"title": "A%d"}' % number for number in range(3)]
        signed = [{**kind, **stripe(body)} for body in bodies]
        self.url_open(url, data=bodies[0], headers=signed[0])
        with self.assertQueryCount(22):
            self.url_open(url, data=bodies[1], headers=signed[1])
        handler.protection_period = 10
        self.url_open(url, data=bodies[0], headers=signed[0])
        with self.assertQueryCount(22):
            self.url_open(url, data=bodies[2], headers=signed[2])
