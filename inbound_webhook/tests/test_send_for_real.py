import json

from odoo.tests import tagged

from .common import JSON_TYPE
from .rehearsal_case import RehearsalCase

ADA = {"title": "Ada", "email": "ada@example.com"}


@tagged("post_install", "-at_install")
class TestSendForReal(RehearsalCase):
    """A call that an administrator sends by hand."""

    def send_for_real(self, handler, payload=None, **description):
        if payload is not None:
            description |= {"body": json.dumps(payload), "content_type": JSON_TYPE}
        return self.ask(handler, "send_for_real", description)

    def test_it_is_a_call_of_the_log(self):
        handler = self.make_lead_handler(protection_period=10)
        told = self.send_for_real(handler, ADA)
        call = self.last_call(handler)
        self.assertRecordValues(
            call,
            [
                {
                    "kind": "test",
                    "status": "success",
                    "operation": "created",
                    "method": "POST",
                    "content_type": JSON_TYPE,
                    "response_code": 200,
                }
            ],
        )
        self.assertEqual(json.loads(call._raw_body()), ADA)
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertEqual(lead.name, "Ada")
        self.assertEqual(lead.create_uid, self.runner)
        self.assertEqual(told["call"], call.id)
        self.assertEqual(told["status_label"], "Success")
        self.assertEqual(told["answer"]["body"], call.response_body)
        # Who may test a webhook may do what it may do.
        shown = {"model": "crm.lead", "id": lead.id, "name": "Ada"}
        self.assertEqual(told["record"], shown)

    def test_it_says_which_record_to_whom_may_see_it(self):
        handler = self.make_lead_handler()
        body = json.dumps(ADA)
        told = self.ask(handler, "send_for_real", {"body": body}, login="admin")
        lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
        self.assertEqual(
            told["record"], {"model": "crm.lead", "id": lead.id, "name": "Ada"}
        )

    def test_it_makes_no_call_a_duplicate(self):
        handler = self.make_lead_handler(protection_period=10)
        self.send_for_real(handler, ADA)
        self.assertEqual(self.post_json(handler, ADA).json()["status"], "success")

    def test_a_call_that_fails_says_why(self):
        handler = self.make_lead_handler()
        told = self.send_for_real(handler, {"title": "A", "email": "no"})
        self.assertEqual(told["status"], "error")
        self.assertIn("'no' is not an e-mail address", told["message"])
        self.assertRecordValues(
            self.last_call(handler), [{"kind": "test", "status": "error"}]
        )

    def test_an_earlier_call_is_replayed(self):
        handler = self.make_lead_handler()
        self.post_json(handler, ADA)
        call = self.last_call(handler)
        self.send_for_real(handler, call_id=call.id)
        self.assertRecordValues(
            self.last_call(handler), [{"kind": "replay", "replay_of_id": call.id}]
        )

    def test_a_handler_that_is_off_or_queues_processes_it_now(self):
        handler = self.make_lead_handler(active=False, processing="queued")
        self.assertEqual(self.send_for_real(handler, ADA)["status"], "success")

    def test_the_console_offers_a_sample_and_the_latest_calls(self):
        handler = self.make_lead_handler()
        handler.parameter_ids[0].sample_value = "Hello"
        self.post_json(handler, ADA)
        self.post_json(handler, {"title": "B", "email": "no"})
        console = self.ask(handler, "test_console")
        self.assertEqual(
            json.loads(console["sample"]["body"]),
            {"title": "Hello", "email": "ada@example.com"},
        )
        self.assertEqual(console["sample"]["content_type"], JSON_TYPE)
        self.assertEqual(console["left_out"], [])
        self.assertEqual(
            [(call["status"], call["summary"]) for call in console["calls"]],
            [
                ("error", '{"title": "B", "email": "no"}'),
                ("success", "Ada, ada@example.com"),
            ],
        )

    def test_a_call_is_shown_to_be_changed(self):
        handler = self.make_lead_handler()
        self.post_json(handler, ADA, headers={"X-Shop": "north", "X-Api-Key": "s3cret"})
        shown = self.ask(handler, "test_request", self.last_call(handler).id)
        self.assertEqual(json.loads(shown["body"]), ADA)
        self.assertEqual(shown["content_type"], JSON_TYPE)
        self.assertIn("X-Shop: north", shown["headers"])
        self.assertNotIn("Api-Key", shown["headers"])

    def test_a_call_opens_the_console_however_old_it_is(self):
        handler = self.make_lead_handler()
        self.post_json(handler, ADA)
        call = self.last_call(handler)
        for _number in range(20):
            call.copy()
        action = call.action_test()
        self.assertEqual(
            action["params"], {"handler_id": handler.id, "call_id": call.id}
        )
        offered = [item["id"] for item in handler.test_console(call.id)["calls"]]
        self.assertEqual(len(offered), 21)
        self.assertEqual(offered[-1], call.id)
