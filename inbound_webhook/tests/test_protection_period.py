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
                  SET claimed_at = claimed_at - %s * interval '1 second'
                WHERE handler_id = %s""",
            [seconds, handler.id],
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
        first_answer = self.post_json(
            handler, {"title": "Twice", "email": "a@example.com", "at": 1}
        )
        answer = self.post_json(
            handler, {"title": "Other", "email": "A@EXAMPLE.com", "at": 2}
        )
        self.assert_duplicate(handler, first_answer, answer)
        self.post_json(handler, {"title": "Twice", "email": "b@example.com"})
        self.assertEqual(len(self.leads()), 2)

    def test_calls_without_any_chosen_value_are_not_repeats_of_each_other(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=["title", {"name": "order", "is_duplicate_key": True}],
        )
        self.post_json(handler, {"title": "Twice"})
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(len(self.leads()), 2)
        codes = self.trace_codes(self.last_call(handler))
        self.assertEqual(codes["duplicate"], "no_duplicate_key")

    def test_a_handler_whose_chosen_parameter_is_deleted_swallows_nothing(self):
        handler = self.make_protected(
            duplicate_mode="parameters",
            parameters=["title", {"name": "order", "is_duplicate_key": True}],
        )
        handler.parameter_ids[1].unlink()
        self.post_json(handler, {"title": "Twice"})
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(len(self.leads()), 2)

    def test_a_delivery_id_can_make_the_duplicate(self):
        handler = self.make_protected(
            duplicate_mode="header", duplicate_header="X-GitHub-Delivery"
        )
        first_answer = self.post_json(
            handler, {"title": "Twice"}, {"X-Github-Delivery": "d-1"}
        )
        answer = self.post_json(
            handler, {"title": "Changed"}, {"x-github-delivery": "d-1"}
        )
        self.assert_duplicate(handler, first_answer, answer)
        self.post_json(handler, {"title": "Twice"}, {"X-GitHub-Delivery": "d-2"})
        self.assertEqual(len(self.leads()), 2)

    def test_a_call_without_the_delivery_id_is_processed(self):
        handler = self.make_protected(
            duplicate_mode="header", duplicate_header="X-GitHub-Delivery"
        )
        self.post_json(handler, {"title": "Twice"})
        self.post_json(handler, {"title": "Twice"})
        self.assertEqual(len(self.leads()), 2)
        codes = self.trace_codes(self.last_call(handler))
        self.assertEqual(codes["duplicate"], "no_delivery_id")

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
