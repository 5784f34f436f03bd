from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestProtectionPeriod(InboundWebhookHttpCase):
    """A repeat of a call that succeeded is answered like it, and changes nothing."""

    def make_protected(self, **values):
        return self.make_lead_handler(
            **{
                "protection_period": 10,
                "protection_period_unit": "minutes",
                "mappings": [("name", "title")],
                **values,
            }
        )

    def leads(self):
        return self.env["crm.lead"].search([("name", "=", "Twice")])

    def age_claims(self, handler, seconds):
        """Let time pass since the first calls of a handler."""
        self.env.cr.execute(
            """UPDATE inbound_webhook_claim
                  SET claimed_at = claimed_at - %(seconds)s * interval '1 second',
                      expires_at = expires_at - %(seconds)s * interval '1 second'
                WHERE handler_id = %(handler)s""",
            {"seconds": seconds, "handler": handler.id},
        )

    def assert_duplicate(self, handler, first_answer, answer):
        """The second of two calls was swallowed, and answered like the first."""
        second, first = self.calls(handler)
        self.assertEqual(answer.status_code, first_answer.status_code)
        self.assertEqual(answer.text, first_answer.text)
        self.assertEqual(
            answer.headers["Content-Type"], first_answer.headers["Content-Type"]
        )
        self.assertRecordValues(
            second,
            [
                {
                    "status": "duplicate",
                    "duplicate_of_id": first.id,
                    "operation": False,
                    "res_id": 0,
                    "response_code": first_answer.status_code,
                }
            ],
        )

    def test_a_repeat_gets_the_first_answer_and_points_to_the_first_call(self):
        handler = self.make_protected()
        first_answer = self.post_json(handler, {"title": "Twice"})
        answer = self.post_json(handler, {"title": "Twice"})
        self.assertEqual(len(self.leads()), 1)
        self.assertEqual(first_answer.json()["id"], self.leads().id)
        self.assert_duplicate(handler, first_answer, answer)

    def test_a_repeat_of_a_repeat_points_to_the_first_call(self):
        handler = self.make_protected()
        for _time in range(3):
            self.post_json(handler, {"title": "Twice"})
        third, _second, first = self.calls(handler)
        self.assertEqual(third.duplicate_of_id, first)

    def test_a_repeat_gets_the_configured_first_answer(self):
        response = {
            "outcome": "success",
            "status_code": 201,
            "headers": "X-Lead: {{ record.id }}",
            "content_type": "text/plain",
            "body": "made {{ record.id }}",
        }
        handler = self.make_protected(responses=[response])
        first_answer = self.post_json(handler, {"title": "Twice"})
        self.assertEqual(first_answer.status_code, 201)
        answer = self.post_json(handler, {"title": "Twice"})
        self.assert_duplicate(handler, first_answer, answer)
        self.assertEqual(answer.headers["X-Lead"], str(self.leads().id))

    def test_another_payload_is_no_repeat(self):
        handler = self.make_protected()
        self.post_json(handler, {"title": "Twice", "n": 1})
        self.post_json(handler, {"title": "Twice", "n": 2})
        self.assertEqual(len(self.leads()), 2)

    def test_the_same_call_to_another_handler_is_no_repeat(self):
        self.post_json(self.make_protected(), {"title": "Twice"})
        self.post_json(self.make_protected(), {"title": "Twice"})
        self.assertEqual(len(self.leads()), 2)

    def test_chosen_parameters_can_make_the_duplicate(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=[
                "title",
                {"name": "email", "type": "email", "is_duplicate_key": True},
            ],
        )
        payload = {"title": "Twice", "email": "a@example.com"}
        first_answer = self.post_json(handler, payload)
        answer = self.post_json(handler, payload)
        self.assert_duplicate(handler, first_answer, answer)
        self.post_json(handler, {**payload, "title": "Other", "email": "A@EXAMPLE.com"})
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.post_json(handler, {**payload, "email": "b@example.com"})
        self.assertEqual(len(self.leads()), 2)

    def test_without_any_chosen_value_the_same_request_is_a_repeat(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=["title", {"name": "order", "is_duplicate_key": True}],
        )
        self.post_json(handler, {"title": "Twice", "n": 1})
        self.post_json(handler, {"title": "Twice", "n": 2})
        self.assertEqual(len(self.leads()), 2)
        self.post_json(handler, {"title": "Twice", "n": 1})
        self.assertEqual(len(self.leads()), 2)
        self.assertEqual(self.codes(handler), ["no_duplicate_key", "duplicate"])

    def test_a_handler_whose_chosen_parameter_is_deleted_compares_the_request(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=["title", {"name": "order", "is_duplicate_key": True}],
        )
        handler.parameter_ids[1].unlink()
        self.post_json(handler, {"title": "Twice", "order": 1})
        self.post_json(handler, {"title": "Twice", "order": 2})
        self.assertEqual(len(self.leads()), 2)

    def make_by_delivery_id(self, header="X-GitHub-Delivery", **values):
        return self.make_protected(
            duplicate_mode="header", duplicate_header=header, **values
        )

    def test_a_delivery_id_can_make_the_duplicate(self):
        handler = self.make_by_delivery_id()
        first_answer = self.post_json(
            handler, {"title": "Twice"}, {"X-Github-Delivery": "d-1"}
        )
        answer = self.post_json(
            handler, {"title": "Twice"}, {"x-github-delivery": "d-1"}
        )
        self.assert_duplicate(handler, first_answer, answer)
        self.post_json(handler, {"title": "Twice"}, {"X-GitHub-Delivery": "d-2"})
        self.assertEqual(len(self.leads()), 2)

    def test_a_delivery_id_may_be_in_one_of_several_headers(self):
        handler = self.make_by_delivery_id("webhook-id, svix-id\nX-Id")
        for headers in ({"Svix-Id": "d-1"}, {"x-id": "d-2"}):
            with self.subTest(headers):
                self.post_json(handler, {"title": "Twice"}, headers)
                self.assertEqual(self.last_call(handler).status, "success")
                self.post_json(handler, {"title": "Twice"}, headers)
                self.assertEqual(self.last_call(handler).status, "duplicate")
        self.post_json(
            handler, {"title": "Twice"}, {"webhook-id": "d-3", "X-Id": "d-2"}
        )
        self.assertEqual(self.last_call(handler).status, "success", "the first counts")

    def test_without_a_delivery_id_the_same_request_is_a_repeat(self):
        handler = self.make_by_delivery_id()
        for headers in ({}, {"X-GitHub-Delivery": ""}, {"X-Other": "d-1"}):
            self.post_json(handler, {"title": "Twice"}, headers)
        self.assertEqual(len(self.leads()), 1)
        self.assertEqual(self.codes(handler), ["no_delivery_id", "duplicate"])
        self.post_json(handler, {"title": "Twice", "n": 2})
        self.assertEqual(len(self.leads()), 2)
        self.post_json(handler, {"title": "Twice"}, {"X-GitHub-Delivery": "d-1"})
        self.assertEqual(len(self.leads()), 3)

    def test_the_form_says_that_calls_lack_the_header(self):
        handler = self.make_by_delivery_id("webhook-id, svix-id")
        self.assertFalse(self.said(handler))
        for headers in ({"svix-id": "1"}, {}, {"svix-id": "2"}):
            self.post_json(handler, {"title": "Twice"}, headers)
        [said] = self.said(handler)
        self.assertIn("1 of the last 3 calls came without the header", said)
        self.assertIn("webhook-id, svix-id", said)
        for number in range(3, 13):
            self.post_json(handler, {"title": "Twice"}, {"svix-id": str(number)})
        self.assertFalse(self.said(handler))

    def test_the_form_says_that_calls_lack_the_chosen_values(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=["title", {"name": "order", "is_duplicate_key": True}],
        )
        self.post_json(handler, {"title": "Twice", "order": 0})
        self.assertFalse(self.said(handler))
        self.post_json(handler, {"title": "Twice"})
        [said] = self.said(handler)
        self.assertIn("1 of the last 2 calls came without a value", said)

    def said(self, handler):
        """What the form says of calls that lack what is compared."""
        handler.invalidate_recordset(["setup_warnings"])
        said = handler.setup_warnings or []
        return [sentence for sentence in said if "of the last" in sentence]

    def test_items_without_any_chosen_value_are_not_the_same(self):
        handler = self.make_protected(
            split_path="$",
            duplicate_mode="parameters",
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "order", "path": "@.order", "is_duplicate_key": True},
            ],
        )
        self.post_json(handler, [{"title": "Twice"}])
        self.post_json(handler, [{"title": "Twice", "n": 2}])
        self.assertEqual(len(self.leads()), 2)
        self.post_json(handler, [{"title": "Twice", "n": 2}])
        self.assertEqual(self.last_call(handler).reason, "duplicate")

    def codes(self, handler):
        """What the trace of the newest call says of duplicates."""
        lines = self.last_call(handler).trace
        return [line["code"] for line in lines if line["step"] == "duplicate"]

    def test_after_the_period_a_repeat_is_processed(self):
        handler = self.make_protected()
        self.post_json(handler, {"title": "Twice"})
        self.age_claims(handler, 590)
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.age_claims(handler, 10)
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertEqual(len(self.leads()), 2)

    def test_a_period_of_a_second_is_a_whole_second(self):
        """The date of a call has no fractions; its claim has."""
        handler = self.make_protected(
            protection_period=1, protection_period_unit="seconds"
        )
        self.post_json(handler, {"title": "Twice"})
        self.env.cr.execute(
            "SELECT claimed_at FROM inbound_webhook_claim WHERE handler_id = %s",
            [handler.id],
        )
        [claimed_at] = self.env.cr.fetchone()
        self.env.cr.execute("SELECT clock_timestamp() AT TIME ZONE 'UTC'")
        [now] = self.env.cr.fetchone()
        self.assertLess((now - claimed_at).total_seconds(), 10)
        self.assertNotEqual(
            (claimed_at.microsecond, claimed_at),
            (0, self.last_call(handler).request_date),
        )

    def test_a_changed_period_takes_effect_at_once(self):
        handler = self.make_protected()
        self.post_json(handler, {"title": "Twice"})
        self.age_claims(handler, 120)
        handler.protection_period = 1
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(self.last_call(handler).status, "success")
        self.age_claims(handler, 120)
        handler.write({"protection_period": 1, "protection_period_unit": "hours"})
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(self.last_call(handler).status, "duplicate")

    def test_a_period_of_zero_switches_it_off(self):
        handler = self.make_protected(protection_period=0)
        self.post_json(handler, {"title": "Twice"})
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(len(self.leads()), 2)

    def test_a_call_that_failed_does_not_hide_its_retry(self):
        handler = self.make_protected(
            mappings=[("name", "title"), {"field": "tag_ids", "constant": "Hot tag"}]
        )
        answer = self.post_json(handler, {"title": "Twice"})
        self.assertEqual(answer.status_code, 422)
        self.env["crm.tag"].create({"name": "Hot tag"})
        answer = self.post_json(handler, {"title": "Twice"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.leads()), 1)

    def test_a_call_that_was_ignored_does_not_hide_its_repeat(self):
        handler = self.make_protected(conditions=[("title", "equals", "Once")])
        self.assertEqual(
            self.post_json(handler, {"title": "Twice"}).json()["status"], "ignored"
        )
        handler.condition_ids.value = "Twice"
        self.assertEqual(
            self.post_json(handler, {"title": "Twice"}).json()["status"], "success"
        )

    def test_claims_are_removed_when_their_period_is_over(self):
        handler = self.make_protected()
        self.post_json(handler, {"title": "Twice"})
        claims = self.env["inbound.webhook.claim"]
        domain = [("handler_id", "=", handler.id)]
        claims._gc_expired()
        self.assertEqual(claims.search_count(domain), 1)
        self.age_claims(handler, 601)
        claims._gc_expired()
        self.assertEqual(claims.search_count(domain), 0)
