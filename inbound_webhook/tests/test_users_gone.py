from odoo.tests import new_test_user, tagged

from .common import RUNNER_RIGHTS
from .queue_case import QueueCase

TITLE = "For somebody who is gone"


@tagged("post_install", "-at_install", "security")
class TestUsersGone(QueueCase):
    """A handler whose user is gone does nothing, and the sender sends it again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.queued = cls.make_queued()

    def post(self, handler):
        return self.post_json(handler, {"title": TITLE, "email": "a@b.example"})

    def assert_refused(self, answer, handler, *words):
        call = self.last_call(handler)
        self.assertEqual(answer.status_code, 503, answer.text)
        self.assertTrue(answer.headers["Retry-After"])
        self.assertEqual(answer.json()["error"], "This webhook is not set up rightly.")
        self.assertEqual(call.reason, "misconfigured")
        for word in words:
            self.assertIn(word, call.error_message)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", TITLE)]))

    def test_it_creates_nothing(self):
        self.runner.active = False
        for handler in (self.handler, self.queued):
            answer = self.post(handler)
            self.assert_refused(answer, handler, "archived", self.runner.name)

    def test_it_looks_nothing_up(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"field": "email_from", "parameter": "email", "is_match_key": True}
            ],
        )
        self.runner.active = False
        answer = self.get(handler, {"email": "a@b.example"})
        self.assert_refused(answer, handler, "archived")

    def test_what_waits_is_tried_again_when_somebody_is_there(self):
        self.post(self.queued)
        call = self.last_call(self.queued)
        self.runner.active = False
        self.run_cron()
        self.assertTrue(call.queued)
        self.assertIn("archived", call.error_message)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", TITLE)]))
        self.runner.active = True
        call.next_attempt_date = call.request_date
        self.run_cron()
        self.assertEqual(call.status, "success")

    def test_replays_and_tests_do_nothing(self):
        self.post(self.handler)
        call = self.last_call(self.handler)
        call._record().unlink()
        self.runner.active = False
        self.authenticate("admin", "admin")
        for method, model, record in (
            ("action_replay", call._name, call),
            ("rehearse", self.handler._name, self.handler),
            ("send_for_real", self.handler._name, self.handler),
        ):
            args = [record.ids] + ([{"body": "{}"}] if record != call else [])
            answer = self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": {}},
            )
            if method == "rehearse":
                self.assertEqual(answer["reason"], "misconfigured")
            else:
                self.assertEqual(self.last_call(self.handler).reason, "misconfigured")
        self.assertFalse(self.env["crm.lead"].search([("name", "=", TITLE)]))

    def test_nobody_works_in_a_company_that_is_archived(self):
        company = self.env["res.company"].create({"name": "Closed"})
        self.runner.company_ids |= company
        self.handler.company_id = company
        self.runner.flush_recordset()
        self.assertEqual(self.post(self.handler).status_code, 200)
        self.env["crm.lead"].search([("name", "=", TITLE)]).unlink()
        company.active = False
        answer = self.post(self.handler)
        self.assert_refused(answer, self.handler, "does not work in Closed")

    def test_who_works_elsewhere_now_is_gone_too(self):
        user = new_test_user(self.env, "mover", RUNNER_RIGHTS)
        handler = self.make_lead_handler(user_id=user.id)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        user.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})
        answer = self.post(handler)
        self.assert_refused(answer, handler, "does not work in", "mover")
        self.assertIn(
            "does not work in",
            "".join(handler.with_context(lang="en_US").setup_warnings),
        )
