"""The body of a call in the viewer, and the parameters that are made there."""

import gzip

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import RUNNER_RIGHTS, WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestCallBody(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(name="Shop")
        cls.reader = new_test_user(
            cls.env,
            "reader",
            f"inbound_webhook.group_personal_values,{RUNNER_RIGHTS}",
        )
        cls.administrator = new_test_user(cls.env, "webhooks", WEBHOOK_ADMINISTRATOR)

    def call_of(self, body, handler=None, **options):
        handler = handler or self.handler
        self.send(handler, body, **options)
        return self.last_call(handler)

    def test_json_is_read_as_it_came(self):
        call = self.call_of(b'{"10": 12345678901234567890, "2": {"a": [null, "x"]}}')
        self.assertEqual(
            call.with_user(self.reader).read_body(),
            {
                "kind": "json",
                "tree": {
                    "members": [
                        ["10", {"number": "12345678901234567890"}],
                        ["2", {"members": [["a", [None, "x"]]]}],
                    ]
                },
                "reason": False,
            },
        )

    def test_a_form_is_a_tree_of_its_fields(self):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        call = self.call_of(b"lead[name]=Ada&tag=a&tag=b", headers=form)
        self.assertEqual(
            call.read_body()["tree"],
            {
                "members": [
                    ["lead", {"members": [["name", "Ada"]]}],
                    ["tag", ["a", "b"]],
                ]
            },
        )

    def test_a_compressed_body_is_read(self):
        body, headers = gzip.compress(b'{"a": true}'), {"Content-Encoding": "gzip"}
        call = self.call_of(body, headers=headers)
        self.assertEqual(call.read_body()["tree"], {"members": [["a", True]]})

    def test_a_body_that_cannot_be_read_says_why(self):
        body = self.call_of(b'{"a": ').read_body()
        self.assertEqual((body["kind"], body["tree"]), (False, None))
        self.assertIn("not valid JSON", body["reason"])

    def test_no_body_is_no_body(self):
        self.assertEqual(self.call_of(b"").read_body()["kind"], "empty")

    def test_who_may_not_see_calls_sees_no_body(self):
        call = self.call_of(b"{}")
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_manager")
        for method, way in (("read_body", ()), ("path_in_body", ([],))):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(call.with_user(seller), method)(*way)

    def test_the_query_is_shown_in_pairs(self):
        call = self.call_of(b"{}", query="?a=1&b=%C3%A9&a=2")
        self.assertEqual(call.query_pairs, [["a", "1"], ["b", "é"], ["a", "2"]])

    def test_a_query_that_cannot_be_read_is_shown_as_it_came(self):
        query = "&".join(1001 * ["a=1"])
        call = self.call_of(b"{}", query=f"?{query}")
        self.assertEqual(call.query_pairs, [["", query]])

    def test_parameters_are_shown_in_pairs(self):
        handler = self.make_handler(
            parameters=["title", {"name": "n", "type": "list"}, "none"],
            mappings=[("name", "title")],
        )
        call = self.call_of(b'{"title": "A", "n": [1, "b"]}', handler)
        self.assertEqual(
            call.parameter_pairs, [["title", "A"], ["n", '[1, "b"]'], ["none", ""]]
        )

    # === PATHS AND PARAMETERS ===

    def test_a_path_is_written_as_parameters_take_it(self):
        call = self.call_of(b'{"lead": {"e mail": "a@b.co"}}').with_user(self.reader)
        self.assertEqual(call.path_in_body(["lead", "e mail"]), "lead['e mail']")

    def test_a_parameter_is_made_of_a_value(self):
        call = self.call_of(b'{"lead": {"budget": 900}}')
        told = call.with_user(self.administrator).make_parameter(["lead", "budget"])
        self.assertEqual(told["type"], "success")
        self.assertIn("budget", told["message"])
        self.assertRecordValues(
            self.handler.parameter_ids[-1],
            [
                {
                    "name": "budget",
                    "type": "integer",
                    "source": "body",
                    "path": "lead.budget",
                    "sample_value": "900",
                }
            ],
        )

    def test_a_name_of_another_parameter_is_not_taken(self):
        call = self.call_of(b'{"lead": {"title": "A"}}')
        call.make_parameter(["lead", "title"])
        self.assertEqual(self.handler.parameter_ids[-1].name, "lead_title")

    def test_a_parameter_that_is_there_is_not_made_again(self):
        call = self.call_of(b'{"title": "A"}')
        for path in (False, "title", "$.title"):
            self.handler.parameter_ids[0].path = path
            with self.subTest(path):
                told = call.make_parameter(["title"])
                self.assertEqual(told["type"], "warning")
                self.assertIn("already: title", told["message"])
                self.assertEqual(len(self.handler.parameter_ids), 2)

    def test_in_an_item_the_parameter_is_of_the_item(self):
        handler = self.make_handler(
            split_path="leads",
            parameters=[{"name": "title", "path": "@.title"}],
            mappings=[("name", "title")],
        )
        call = self.call_of(b'{"leads": [{"title": "A", "city": "Gent"}]}', handler)
        call.make_parameter(["leads", 0, "city"])
        self.assertEqual(handler.parameter_ids[-1].path, "@.city")

    def test_a_reader_makes_no_parameter(self):
        call = self.call_of(b'{"city": "Gent"}').with_user(self.reader)
        with self.assertRaises(AccessError):
            call.make_parameter(["city"])
        self.assertEqual(len(self.handler.parameter_ids), 2)

    def test_of_a_handler_that_runs_with_more_rights_nobody_makes_one(self):
        self.handler.user_id = self.env.ref("base.user_admin")
        call = self.call_of(b'{"city": "Gent"}').with_user(self.administrator)
        with self.assertRaises(AccessError):
            call.make_parameter(["city"])
