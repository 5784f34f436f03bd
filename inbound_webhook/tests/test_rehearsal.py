import json

from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common import WEBHOOK_USER
from .rehearsal_case import RehearsalCase

ADA = {"title": "Ada", "email": "ada@example.com"}


@tagged("post_install", "-at_install")
class TestRehearsal(RehearsalCase):
    """A call that is tried out does all it would do, and nothing of it is left."""

    def test_the_record_that_would_be_made(self):
        told = self.rehearse(self.make_lead_handler(), ADA)
        self.assertEqual(told["status"], "success")
        self.assertEqual(told["operation"], "created")
        [record] = told["records"]
        self.assertEqual(record["model"], "crm.lead")
        self.assertEqual(record["name"], "Ada")
        self.assertEqual(record["operation"], "created")
        self.assertEqual(
            record["changes"],
            [
                {"label": "Email", "old": None, "new": "ada@example.com"},
                {"label": "Opportunity", "old": None, "new": "Ada"},
            ],
        )
        self.assertEqual(
            self.codes(told),
            {"Body": "passed", "Parameters": "passed", "Record": "passed"},
        )
        self.assertEqual(told["parameters"], ADA)

    def test_the_record_that_would_be_changed(self):
        handler = self.make_lead_handler()
        lead = self.env["crm.lead"].create(
            {"name": "Old", "email_from": "ada@example.com"}
        )
        told = self.rehearse(handler, ADA)
        [record] = told["records"]
        self.assertEqual(record["id"], lead.id)
        self.assertEqual(record["operation"], "updated")
        self.assertEqual(
            record["changes"], [{"label": "Opportunity", "old": "Old", "new": "Ada"}]
        )
        self.assertEqual(lead.name, "Old")

    def test_the_answer_that_would_be_sent(self):
        handler = self.make_lead_handler(
            responses=[
                {
                    "outcome": "success",
                    "status_code": 201,
                    "content_type": "text/plain",
                    "headers": "X-Title: {{ title }}",
                    "body": "Hello {{ record.name }}",
                }
            ]
        )
        self.assertEqual(
            self.rehearse(handler, ADA)["answer"],
            {
                "status": 201,
                "headers": [
                    ["Content-Type", "text/plain; charset=utf-8"],
                    ["X-Title", "Ada"],
                ],
                "body": "Hello Ada",
            },
        )

    def test_a_body_that_cannot_be_read(self):
        told = self.rehearse(self.make_lead_handler(), body='{"title": ')
        self.assertEqual((told["status"], told["reason"]), ("refused", "unreadable"))
        self.assertEqual(told["answer"]["status"], 400)
        self.assertEqual(told["records"], [])
        self.assertIsNone(told["parameters"])

    def test_a_value_that_does_not_fit(self):
        told = self.rehearse(self.make_lead_handler(), {"title": "A", "email": "no"})
        self.assertEqual(told["status"], "error")
        self.assertEqual(
            told["message"],
            "The parameter 'email' does not fit: 'no' is not an e-mail address.",
        )

    def test_a_rule_of_the_database_is_told_in_the_words_of_odoo(self):
        handler = self.make_handler(
            parameters=[{"name": "probability", "type": "decimal"}],
            mappings=[
                {"field": "name", "constant": "A"},
                ("probability", "probability"),
            ],
        )
        told = self.rehearse(handler, {"probability": 200})
        self.assertEqual((told["status"], told["reason"]), ("error", "value_refused"))
        self.assertIn("should be between 0% and 100%!", told["message"])
        self.assertEqual(told["answer"]["status"], 422)

    def test_a_rule_that_is_broken_as_the_record_is_saved_is_told_so_too(self):
        handler = self.make_lead_handler()
        self.make_code_rule(handler, "record.write({'probability': 200})")
        told = self.rehearse(handler, {"title": "A"})
        self.assertEqual((told["status"], told["reason"]), ("error", "rejected"))
        self.assertIn("should be between 0% and 100%!", told["message"])
        self.assertEqual(told["answer"]["status"], 422)

    def test_what_the_user_may_not_do(self):
        nobody = new_test_user(self.env, "nobody", "base.group_user")
        told = self.rehearse(self.make_lead_handler(user_id=nobody.id), ADA)
        self.assertEqual((told["status"], told["reason"]), ("error", "access_denied"))
        self.assertEqual(told["records"], [])

    def test_a_call_that_conditions_ignore(self):
        handler = self.make_lead_handler(conditions=[("title", "equals", "Bob")])
        told = self.rehearse(handler, ADA)
        self.assertEqual(told["status"], "ignored")
        self.assertEqual(self.codes(told)["Conditions"], "stopped")

    def test_a_look_up(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
            return_field_ids=[
                (4, self.env["ir.model.fields"]._get_ids("crm.lead")["name"])
            ],
        )
        lead = self.env["crm.lead"].create(
            {"name": "Found", "email_from": "ada@example.com"}
        )
        told = self.rehearse(handler, query="?email=ada%40example.com")
        self.assertEqual(told["operation"], "found")
        self.assertEqual(told["records"][0]["id"], lead.id)
        self.assertEqual(json.loads(told["answer"]["body"])["data"], {"name": "Found"})
        told = self.rehearse(handler, query="email=zoe%40example.com")
        self.assertEqual(told["answer"]["status"], 404)

    def test_parameters_of_headers(self):
        handler = self.make_handler(
            parameters=[{"name": "shop", "source": "header", "path": "X-Shop"}],
            mappings=[("name", "shop")],
        )
        told = self.rehearse(handler, {}, headers="X-Shop: north: 1\nnonsense")
        self.assertEqual(told["parameters"], {"shop": "north: 1"})

    def test_a_queued_call_shows_both_halves(self):
        told = self.rehearse(self.make_lead_handler(processing="queued"), ADA)
        self.assertEqual(told["status"], "success")
        self.assertEqual(
            self.codes(told),
            {
                "Body": "passed",
                "Parameters": "passed",
                "Queue": "passed",
                "Record": "passed",
            },
        )
        self.assertEqual(told["answer"]["status"], 202)
        self.assertEqual(told["records"][0]["name"], "Ada")

    def test_a_handler_that_is_switched_off(self):
        handler = self.make_lead_handler(active=False)
        self.assertEqual(self.rehearse(handler, ADA)["status"], "success")

    def test_a_rehearsal_makes_no_call_a_duplicate(self):
        handler = self.make_lead_handler(protection_period=10)
        self.rehearse(handler, ADA)
        self.post_json(handler, ADA)
        self.assertEqual(self.last_call(handler).status, "success")
        self.post_json(handler, ADA)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assertEqual(self.rehearse(handler, ADA)["status"], "success")

    def test_items_each_by_itself(self):
        handler = self.make_lead_handler(split_path="leads", split_mode="each")
        handler.parameter_ids[0].path = "@.title"
        handler.parameter_ids[1].path = "@.email"
        wrong = {"title": "B", "email": "no"}
        told = self.rehearse(handler, {"leads": [wrong, ADA]})
        self.assertEqual(told["status"], "success")
        [record] = told["records"]
        self.assertEqual((record["item"], record["name"]), (2, "Ada"))
        self.assertIn("Item 1", told["message"])

    def test_a_call_of_the_log_as_it_came(self):
        handler = self.make_handler(
            parameters=["title"], mappings=[("name", "title")], body_type="form"
        )
        answer = self.url_open(
            f"/inbound/{handler.token}",
            data={"title": "With a file"},
            files={"cv": ("cv.pdf", b"%PDF-1.4 \xff", "application/pdf")},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(handler)
        self.assertIsNone(self.ask(handler, "test_request", call.id)["body"])
        told = self.rehearse(handler, call_id=call.id)
        self.assertEqual(told["records"][0]["name"], "With a file")

    @mute_logger("odoo.http")
    def test_a_call_of_another_handler_is_refused(self):
        handler, other = self.make_lead_handler(), self.make_lead_handler()
        self.post_json(other, ADA)
        with self.assertRaisesRegex(JsonRpcException, "UserError"):
            self.ask(handler, "rehearse", {"call_id": self.last_call(other).id})

    @mute_logger("odoo.http")
    def test_only_who_may_set_the_handler_up_may_rehearse(self):
        new_test_user(self.env, "webhook_user", WEBHOOK_USER)
        handler = self.make_lead_handler()
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.ask(handler, "rehearse", {}, login="webhook_user")
        handler.user_id = self.env.ref("base.user_admin")
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.ask(handler, "rehearse", {})
