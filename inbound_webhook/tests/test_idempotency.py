"""``Idempotency-Key``: draft-ietf-httpapi-idempotency-key-header, section 2."""

import json
import threading
from unittest.mock import patch

from odoo.tests import tagged

from ..engine.request import IncomingRequest
from ..processing import one_call
from ..processing.progress import Progress
from .common import InboundWebhookCase, InboundWebhookHttpCase
from .hostile import HostileCase
from .real_cursors import RealCursorsMixin
from .test_repeats_at_once import Arrived

KEY = {"Idempotency-Key": '"8e03978e-40d5-43e8-bc93-6894a57f9324"'}
LEAD = {"title": "Ada", "email": "ada@idempotent.example"}


@tagged("post_install", "-at_install")
class TestIdempotency(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nothing finds a lead again: whatever is applied twice is there twice.
        cls.handler = cls.make_handler(
            parameters=["title", "email"],
            mappings=[("name", "title"), ("email_from", "email")],
        )

    def leads(self):
        return self.env["crm.lead"].search([("email_from", "=", LEAD["email"])])

    def age_claims(self, handler, hours):
        self.env.cr.execute(
            "UPDATE inbound_webhook_claim"
            " SET claimed_at = claimed_at - %(hours)s * interval '1 hour',"
            " expires_at = expires_at - %(hours)s * interval '1 hour'"
            " WHERE handler_id = %(handler)s",
            {"hours": hours, "handler": handler.id},
        )

    def test_the_same_key_and_content_get_the_first_answer(self):
        first = self.post_json(self.handler, LEAD, KEY)
        again = self.post_json(self.handler, LEAD, KEY)
        self.assertEqual((again.status_code, again.text), (200, first.text))
        self.assertEqual(len(self.leads()), 1)
        call = self.last_call(self.handler)
        self.assertEqual(call.status, "duplicate")
        self.assertEqual(call.duplicate_of_id, self.calls(self.handler)[1])

    def test_another_content_is_refused(self):
        self.post_json(self.handler, LEAD, KEY)
        for other, options in (
            ({**LEAD, "title": "Bob"}, {}),
            (LEAD, {"query": "?a=1"}),
        ):
            answer = self.post_json(self.handler, other, KEY, **options)
            self.assertEqual(answer.status_code, 422)
            self.assertIn("Idempotency-Key", answer.json()["error"])
        self.assertEqual(len(self.leads()), 1)
        call = self.last_call(self.handler)
        self.assertRecordValues(
            call, [{"status": "refused", "reason": "key_reused", "attention": "open"}]
        )
        first = self.calls(self.handler)[2]
        self.assertIn(f"Call {first.id} had the same", call.reason_text)

    def test_without_a_key_each_is_a_request_of_its_own(self):
        for headers in ({}, {}, {"Idempotency-Key": "a"}, {"Idempotency-Key": "b"}):
            self.post_json(self.handler, LEAD, headers)
        self.assertEqual(len(self.leads()), 4)

    def test_an_empty_key_is_none(self):
        for empty in ("", '""'):
            for title in ("Ada", "Bob"):
                lead = {**LEAD, "title": title}
                answer = self.post_json(self.handler, lead, {"Idempotency-Key": empty})
                self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(self.leads()), 4)

    def test_a_first_that_failed_does_not_shadow_its_retry(self):
        email = self.handler.parameter_ids[1]
        email.type = "integer"
        self.assertEqual(self.post_json(self.handler, LEAD, KEY).status_code, 422)
        email.type = "email"
        self.assertEqual(self.post_json(self.handler, LEAD, KEY).status_code, 200)
        self.assertEqual(len(self.leads()), 1)

    def test_it_is_remembered_for_a_day(self):
        self.post_json(self.handler, LEAD, KEY)
        self.age_claims(self.handler, 23.9)
        self.env["inbound.webhook.claim"]._gc_expired()
        self.post_json(self.handler, LEAD, KEY)
        self.assertEqual(len(self.leads()), 1)
        self.age_claims(self.handler, 0.2)
        self.post_json(self.handler, LEAD, KEY)
        self.assertEqual(len(self.leads()), 2)

    def test_what_is_over_is_removed(self):
        self.post_json(self.handler, LEAD, KEY)
        claims = self.env["inbound.webhook.claim"]
        domain = [("handler_id", "=", self.handler.id)]
        self.assertEqual(claims.search_count(domain), 1)
        self.age_claims(self.handler, 24.1)
        claims._gc_expired()
        self.assertEqual(claims.search_count(domain), 0)

    def test_who_chose_something_else_goes_by_that(self):
        self.handler.write(
            {
                "protection_period": 9,
                "duplicate_mode": "header",
                "duplicate_header": "X",
            }
        )
        self.post_json(self.handler, LEAD, KEY)
        other = {**LEAD, "title": "Bob"}
        self.assertEqual(self.post_json(self.handler, other, KEY).status_code, 200)
        self.assertEqual(len(self.leads()), 2)

    def test_the_content_is_compared_as_well_where_that_is_chosen(self):
        self.handler.protection_period = 9
        self.post_json(self.handler, LEAD, KEY)
        # A new key for each attempt does not get round the protection.
        self.post_json(self.handler, LEAD, {"Idempotency-Key": "another"})
        self.assertEqual(self.last_call(self.handler).status, "duplicate")
        other = self.post_json(self.handler, {**LEAD, "title": "Bob"}, KEY)
        self.assertEqual(other.status_code, 422)
        self.assertEqual(len(self.leads()), 1)

    def test_a_key_is_of_one_handler(self):
        other = self.handler.copy({"active": True})
        for handler in (self.handler, other):
            self.assertEqual(self.post_json(handler, LEAD, KEY).status_code, 200)
        self.assertEqual(len(self.leads()), 2)

    def test_of_a_queued_call_the_first_answer_is_that_it_waits(self):
        self.handler.processing = "queued"
        first = self.post_json(self.handler, LEAD, KEY)
        again = self.post_json(self.handler, LEAD, KEY)
        self.assertEqual((again.status_code, again.text), (202, first.text))
        self.assertEqual(
            self.calls(self.handler).mapped("status"), ["duplicate", "received"]
        )

    def test_a_replay_holds_the_key_for_its_sender(self):
        email = self.handler.parameter_ids[1]
        email.type = "integer"
        self.post_json(self.handler, LEAD, KEY)
        email.type = "email"
        replay = self.replay(self.last_call(self.handler))
        self.assertEqual(replay.status, "success")
        self.post_json(self.handler, LEAD, KEY)
        self.assertEqual(self.last_call(self.handler).status, "duplicate")
        self.assertEqual(len(self.leads()), 1)

    def test_a_look_up_needs_none(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"field": "email_from", "parameter": "email", "is_match_key": True}
            ],
        )
        for _time in range(2):
            answer = self.get(handler, {"email": "nobody@x.example"}, KEY)
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.calls(handler).mapped("status"), ["success", "success"])

    def test_a_key_costs_one_query(self):
        url = f"/inbound/{self.handler.token}"
        payload = {"title": "Ada"}
        self.url_open(url, json=payload)
        with self.assertQueryCount(21):
            self.url_open(url, json=payload)
        with self.assertQueryCount(23):
            # Whether another one is under way, and the claim.
            self.url_open(url, json=payload, headers={"Idempotency-Key": "x"})


@tagged("post_install", "-at_install")
class TestSeveralIdempotencyKeys(HostileCase):
    def test_two_keys_of_one_call_are_refused(self):
        body = json.dumps({"title": "Ada"}).encode()
        call = self.post_raw(
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Idempotency-Key: one",
            "Idempotency-Key: other",
            body=body,
            kept=body,
        )
        self.assert_refused(call, 400, "one Idempotency-Key")
        self.assertRecordValues(
            call, [{"status": "refused", "reason": "key_unclear", "attention": "open"}]
        )
        # Whoever has it processed once more has looked at it.
        self.assertEqual(self.replay(call).operation, "created")


@tagged("post_install", "-at_install")
class TestIdempotencyAtOnce(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def setUp(self):
        super().setUp()
        env = self.real_env()
        self.handler = env["inbound.webhook.handler"].create(
            {
                "name": "At once",
                "model_id": env["ir.model"]._get_id("crm.lead"),
                "user_id": env.ref("base.user_admin").id,
                "parameter_ids": [(0, 0, {"name": "title"})],
            }
        )
        self.remove_committed(self.handler)
        env["inbound.webhook.mapping"].create(
            {
                "handler_id": self.handler.id,
                "parameter_id": self.handler.parameter_ids.id,
                "field_id": env["ir.model.fields"]._get_ids("crm.lead")["name"],
            }
        )
        env.cr.commit()

    def call(self, env):
        """Have a worker process a call, all but its last commit; its answer."""
        body = json.dumps({"title": "At once"}).encode()
        headers = (("Content-Type", "application/json"), *KEY.items())
        request = IncomingRequest("POST", headers, body=body)
        with patch.object(one_call, "commit"):
            return one_call.receive(
                env, self.handler.token, Arrived(request), Progress()
            )

    def test_while_the_first_is_under_way_another_one_is_told_so(self):
        first, second = self.real_env(), self.real_env()
        self.assertEqual(self.call(first).status, 200)
        answers = []
        worker = threading.Thread(
            target=lambda: answers.append(self.call(second)), daemon=True
        )
        worker.start()
        worker.join(60)
        second.cr.commit()
        # It did not wait for the first one, which is not committed yet.
        self.assertEqual([answer.status for answer in answers], [409])
        self.assertIn(("Retry-After", "1"), answers[0].headers)
        first.cr.commit()
        third = self.real_env()
        self.assertEqual(self.call(third).status, 200)
        third.cr.commit()
        calls = third["inbound.webhook.call"].search(
            [("handler_id", "=", self.handler.id)]
        )
        self.assertEqual(calls.mapped("reason"), ["duplicate", "under_way", "done"])
        self.assertFalse(any(calls.mapped("attention")))
        leads = third["crm.lead"].search([("name", "=", "At once")])
        self.remove_committed(leads)
        self.assertEqual(len(leads), 1)
