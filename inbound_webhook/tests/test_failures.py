from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestFailures(InboundWebhookHttpCase):
    """Our own trouble: a 500, so that the sender tries again, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.rule = cls.make_code_rule(
            cls.handler,
            "record.write({'contact_name': 'Half'})\n"
            "1 / (len(parameters['title']) - 6)",
        )

    def post(self):
        """A call that fails, and what was logged of it."""
        with self.assertLogs(level="WARNING") as logged:
            answer = self.post_json(
                self.handler, {"title": "Secret", "email": "zoe@example.com"}
            )
        return answer, "\n".join(logged.output)

    def test_a_call_that_fails_is_answered_500_without_the_reason(self):
        answer, _log = self.post()
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 500)
        self.assertEqual(
            answer.json(),
            {"status": "error", "error": "The webhook failed.", "call": call.id},
        )

    def test_a_call_that_fails_leaves_its_row_and_nothing_else(self):
        self.post()
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "Secret")]))
        call = self.calls(self.handler)
        self.assertRecordValues(
            call,
            [
                {
                    "status": "error",
                    "response_code": 500,
                    "operation": False,
                    "res_id": 0,
                }
            ],
        )
        self.assertFalse(call.res_id)
        self.assertIn("division by zero", call.error_message)
        self.assertEqual(self.trace_codes(call)["apply"], "created")
        self.assertEqual(self.trace_codes(call)["fulfil"], "failed")

    def test_a_call_that_fails_takes_its_update_back(self):
        lead = self.env["crm.lead"].create(
            {"name": "Old", "email_from": "zoe@example.com"}
        )
        self.post()
        self.assertRecordValues(lead, [{"name": "Old", "contact_name": False}])

    def test_the_log_says_where_it_failed_and_no_value_of_the_call(self):
        _answer, log = self.post()
        self.assertIn(f"Inbound call {self.calls(self.handler).id} failed", log)
        self.assertIn("at the step fulfil", log)
        self.assertNotIn("Secret", log)
        self.assertNotIn("zoe", log)
        self.assertNotIn(self.handler.token, log)

    def test_a_call_that_failed_is_processed_when_it_comes_again(self):
        self.handler.protection_period = 10
        self.post()
        self.rule.active = False
        answer = self.post_json(
            self.handler, {"title": "Secret", "email": "zoe@example.com"}
        )
        self.assertEqual(answer.json()["operation"], "created")

    def test_what_fails_only_as_it_is_written_is_refused_like_the_rest(self):
        """An update waits in Odoo's cache; the database says no after the rules."""
        tags = self.env["crm.tag"].create([{"name": "Taken"}, {"name": "Free"}])
        self.rule.action_server_ids.code = (
            f"env['crm.tag'].browse({tags[1].id}).write({{'name': 'Taken'}})"
        )
        answer = self.post_json(self.handler, {"title": "Secret"})
        self.assertEqual(answer.status_code, 422)
        call = self.calls(self.handler)
        self.assertRecordValues(call, [{"status": "error", "response_code": 422}])
        self.assertIn("already exists", call.error_message)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "Secret")]))

    def test_a_handler_that_is_set_up_wrongly_is_answered_503(self):
        # No screen lets this through.
        self.env.cr.execute(
            """UPDATE inbound_webhook_parameter SET default_value = 'nobody'
                WHERE handler_id = %s AND type = 'email'""",
            [self.handler.id],
        )
        answer = self.post_json(self.handler, {"title": "Secret"})
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Retry-After"], "300")
        self.assertEqual(answer.json()["error"], "This webhook is not set up rightly.")
        self.assertIn("nobody", self.calls(self.handler).error_message)
