"""What calls bring is shown to those who may see it, and masked for all others."""

import csv
import io
import json

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import RUNNER_RIGHTS, WEBHOOK_USER, InboundWebhookHttpCase

DENIED = "odoo.exceptions.AccessError"
VALUES = "inbound_webhook.group_personal_values"
#: What the calls below bring: no reader without the right gets any of it.
NAME, EMAIL, CITY, NUMBER = "Ada Lovelace", "ada@example.com", "Ockham", "4711"
PLANTED = (NAME, EMAIL, CITY, NUMBER, "Ada", "Lovelace")
#: What each of the fields becomes, of a call that brought something for all of them.
MASKED = {
    "body": False,
    "error_message": "***",
    "ordering_key": "***",
    "parameters": '{"name": "***", "email": "***", "city": "***", "number": "***"}',
    "query_string": "***",
    "remote_addr": "***",
    "request_digest": "***",
    "response_body": "***",
    "to_fix_message": "***",
}
#: What is no text, and is looked at by itself.
TREES = ("headers", "response_headers", "error_phrase", "to_fix_phrase", "trace")


@tagged("post_install", "-at_install", "security")
class TestPersonalValues(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        export = "base.group_allow_export"
        cls.reader = new_test_user(cls.env, "masked", f"{WEBHOOK_USER},{export}")
        cls.trusted = new_test_user(
            cls.env, "trusted", f"{VALUES},{RUNNER_RIGHTS},{export}"
        )
        cls.handler = cls.make_handler(
            parameters=[
                "name",
                {"name": "email", "type": "email"},
                {"name": "city", "source": "query"},
                {"name": "number", "source": "header", "path": "X-Customer"},
                {"name": "age", "type": "integer"},
            ],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("contact_name", "name"),
                ("name", "name"),
                ("city", "city"),
                ("function", "age"),
            ],
            conditions=[("city", "not_equals", "Nowhere")],
            responses=[
                {
                    "outcome": "success",
                    "headers": "X-Name: {{ name }}",
                    "body": "Hello {{ name }}",
                }
            ],
        )

    def call(self, **payload):
        payload = {"name": NAME, "email": EMAIL, **payload}
        self.post_json(
            self.handler,
            payload,
            headers={"X-Customer": NUMBER, "X-Forwarded-For": "203.0.113.7"},
            query=f"?city={CITY}",
        )
        return self.last_call(self.handler)

    @mute_logger("odoo.http")
    def rpc(self, method, *args, model="inbound.webhook.call", login="masked", **kw):
        """What the reader's client is answered; nothing that calls brought is in it."""
        answer = self.ask_as(login, model, method, *args, **kw)
        if login == "masked":
            for planted in PLANTED:
                self.assertNotIn(planted, answer.text, method)
        answer = answer.json()
        return (
            answer["error"]["data"]["name"]
            if "error" in answer
            else answer.get("result")
        )

    def assert_refused(self, answer):
        # Odoo has no conditions on the text of binary fields at all.
        self.assertIn(answer, (DENIED, "builtins.NotImplementedError"))

    def kinds_of_calls(self):
        """Calls that ended in all ways in which a value is said again."""
        done = self.call()
        self.assertEqual(done.operation, "created")
        lead = self.env["crm.lead"].browse(done.res_id)
        lead.name = "of a customer"
        lead.partner_id = False
        changed = self.call(name="Lovelace, Ada")
        self.assertEqual(changed.operation, "updated")
        lead.write({"name": "of a customer", "contact_name": False})
        refused = self.call(email="Ada at Ockham")
        self.assertEqual(refused.reason, "value_refused")
        unread = self.call(age="Ada is 36")
        self.assertEqual(unread.reason, "value_refused")
        age = self.handler.parameter_ids.filtered(lambda line: line.name == "age")
        age.on_invalid = "skip"
        left_out = self.call(age="Ada is 36")
        self.assertTrue(left_out.left_out)
        self.send(self.handler, f"{{{NAME}".encode())
        broken = self.last_call(self.handler)
        self.assertEqual(broken.reason, "unreadable")
        self.handler.condition_ids.write({"operator": "equals", "value": "Elsewhere"})
        ignored = self.call()
        self.assertEqual(ignored.reason, "ignored")
        self.handler.condition_ids.unlink()
        self.make_code_rule(self.handler, f"raise UserError('no {NAME}')")
        rejected = self.call()
        self.assertEqual(rejected.status, "error")
        calls = done + changed + refused + unread + left_out
        return calls + broken + ignored + rejected

    def test_nothing_that_came_is_read(self):
        calls = self.kinds_of_calls()
        names = [
            name
            for name in self.rpc("fields_get")
            # The record is read by who may read it, whatever brought it about.
            if name not in ("record_name", "display_name", "handler_id")
        ]
        for name in (*MASKED, *TREES):
            self.assertIn(name, names)
        for call in calls:
            [read] = self.rpc("read", call.ids, names)
            self.assertEqual(read["status"], call.status)
            for name in ("explanation", "explanation_lines"):
                self.assertTrue(read[name], name)
            if call.status != "success":
                self.assertTrue(read["why"])
        self.rpc("web_read", calls.ids, {name: {} for name in names})
        mine = [["id", "in", calls.ids]]
        found = self.rpc("web_search_read", mine, {name: {} for name in names})
        self.assertEqual(found["length"], len(calls))
        self.assertEqual(len(self.rpc("search_read", mine, names)), len(calls))
        exported = self.rpc("export_data", calls.ids, [*MASKED, *TREES, "why"])
        self.assertEqual(len(exported["datas"]), len(calls))
        for call in calls:
            body = self.rpc("read_body", call.ids)
            self.assertEqual(body["tree"], None)
            self.assertIn("personal values", body["reason"])
            self.assertEqual(self.rpc("path_in_body", call.ids, ["name"]), DENIED)
        for method in ("mapped", "filtered_domain", "sorted"):
            self.rpc(method, calls.ids, "parameters")
        spec = {name: {} for name in names}
        for call in calls:
            self.rpc("onchange", call.ids, {}, [], spec)
        self.assertTrue(self.rpc("copy_data", calls.ids))
        self.assertTrue(self.rpc("web_name_search", "", spec))
        by_handler = {"call_ids": {"fields": spec}}
        model = "inbound.webhook.handler"
        read = self.rpc("web_read", self.handler.ids, by_handler, model=model)
        self.assertEqual(len(read[0]["call_ids"]), len(calls))

    def test_what_is_left_of_each(self):
        done = self.call()
        [read] = self.rpc("read", done.ids, [*MASKED, *TREES])
        self.assertEqual(
            json.loads(read["parameters"]),
            {**dict.fromkeys(("name", "email", "city", "number"), "***"), "age": None},
        )
        for name in ("query_string", "remote_addr", "response_body"):
            self.assertEqual(read[name], "***")
        self.assertIs(read["body"], False)
        self.assertIn(["X-Name", "***"], read["response_headers"])
        self.assertIn(["X-Customer", "***"], read["headers"])
        changes = [line for line in read["trace"] if line["code"] == "created"]
        self.assertEqual(changes[0]["id"], done.res_id)
        self.assertIn({"field": "city", "new": "***"}, changes[0]["changes"])
        refused = self.call(email="Ada at Ockham")
        [read] = self.rpc("read", refused.ids, ["reason_text", "why", "error_message"])
        self.assertIn("'email'", read["reason_text"])
        self.assertEqual(read["error_message"], "***")

    def test_nothing_is_found_out_by_asking(self):
        self.kinds_of_calls()
        for name in (*MASKED, *TREES):
            for value in ("%a%", False):
                domain = [[name, "=like" if value else "!=", value]]
                for method in ("search", "search_count", "search_read"):
                    self.assert_refused(self.rpc(method, domain))
                self.assert_refused(self.rpc("web_search_read", domain, {"id": {}}))
                by_handler = [[f"call_ids.{name}", *domain[0][1:]]]
                found = self.rpc("search", by_handler, model="inbound.webhook.handler")
                self.assert_refused(found)
            self.assertEqual(self.rpc("search", [], 0, None, name), DENIED)
            for groupby, aggregates in (
                ([name], ["__count"]),
                ([], [f"{name}:array_agg"]),
                ([], [f"{name}:count_distinct"]),
            ):
                found = self.rpc("formatted_read_group", [], groupby, aggregates)
                self.assertNotIsInstance(found, list, "it can be grouped by")
            described = self.rpc("fields_get", [name])[name]
            for way in ("searchable", "sortable", "groupable"):
                self.assertFalse(described.get(way), f"{name} {way}")
        items = "inbound.webhook.call.item"
        for name in ("error_message", "error_phrase"):
            domain = [[name, "!=", False]]
            self.assertEqual(self.rpc("search", domain, model=items), DENIED)
            by_call = [[f"item_ids.{name}", "!=", False]]
            self.assertEqual(self.rpc("search", by_call), DENIED)

    def test_items(self):
        handler = self.make_handler(
            parameters=[{"name": "mail", "path": "@.mail", "type": "email"}],
            mappings=[("name", "mail")],
            split_path="$",
            split_mode="each",
        )
        self.post_json(handler, [{"mail": EMAIL}, {"mail": NAME}])
        call = self.last_call(handler)
        names = ["error_message", "error_phrase", "reason_text", "status"]
        model = "inbound.webhook.call.item"
        read = self.rpc("read", call.item_ids.ids, names, model=model)
        self.assertEqual(len(read), 2)
        failed = next(values for values in read if values["status"] == "error")
        self.assertEqual(failed["error_message"], "***")
        self.assertTrue(failed["reason_text"])
        self.rpc("web_read", call.ids, {"item_ids": {"fields": {"reason_text": {}}}})

    def test_nothing_is_downloaded(self):
        call = self.call()
        self.authenticate("masked", "masked")
        for route in (
            f"/web/content/inbound.webhook.call/{call.id}/body",
            f"/web/image/inbound.webhook.call/{call.id}/body",
            f"/json/1/inbound-webhook-calls/{call.id}",
            "/json/1/inbound-webhook-calls?fields=parameters,why",
        ):
            with self.subTest(route):
                answer = self.url_open(route)
                for planted in PLANTED:
                    self.assertNotIn(planted.encode(), answer.content)
        exported = {
            "model": "inbound.webhook.call",
            "fields": [{"name": name, "label": name} for name in MASKED],
            "ids": call.ids,
            "domain": [],
            "import_compat": False,
        }
        asked = {"data": json.dumps(exported), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/export/csv", data=asked)
        [head, row] = csv.reader(io.StringIO(answer.text))
        self.assertEqual(head, list(MASKED))
        self.assertEqual(row[head.index("remote_addr")], "***")
        for planted in PLANTED:
            self.assertNotIn(planted, answer.text)

    def test_what_is_erased_of_a_person_is_masked_as_well(self):
        """Both lists are of what came: neither knows a field that the other forgot."""
        # Made of what came, and of no use to whoever has nothing else; and the sender's
        # word for what happened, by which all readers filter.
        beside = {"request_digest", "ordering_key", "event_type"}
        # Names of parameters and fields, and no value.
        beside.add("left_out")
        for model in ("inbound.webhook.call", "inbound.webhook.call.item"):
            masked = {
                name
                for name, field in self.env[model]._fields.items()
                if getattr(field, "is_personal", False)
            }
            erased = {*self.env[model]._personal_fields}
            self.assertEqual(masked - beside, erased - beside)

    def test_who_has_the_right_sees_it(self):
        call = self.call()
        for login, groups in (
            ("trusted", None),
            ("boss", f"inbound_webhook.group_administrator,{RUNNER_RIGHTS}"),
        ):
            if groups:
                new_test_user(self.env, login, groups)
            ask = {"login": login}
            [read] = self.rpc("read", call.ids, ["parameters", "remote_addr"], **ask)
            self.assertEqual(json.loads(read["parameters"])["email"], EMAIL)
            self.assertEqual(read["remote_addr"], "127.0.0.1")
            domain = [["parameters", "ilike", EMAIL]]
            self.assertEqual(self.rpc("search", domain, **ask), call.ids)
            self.assertTrue(self.rpc("read_body", call.ids, **ask)["tree"])

    def test_what_one_reader_saw_is_not_remembered_for_another(self):
        call = self.call(email="Ada at Ockham")
        names = ("reason_text", "why", "explanation", "error_message", "body_text")
        seen = {name: call.with_user(self.trusted)[name] for name in names}
        masked = {name: call.with_user(self.reader)[name] for name in names}
        for name in names:
            self.assertNotEqual(seen[name], masked[name], name)
            self.assertNotIn("Ada", str(masked[name]), name)
        with self.assertRaises(AccessError):
            self.env["inbound.webhook.call"].with_user(self.reader).search(
                [("parameters", "ilike", EMAIL)]
            )

    def test_the_screens_of_calls_open(self):
        """Nothing in them is a field that the reader's client does not know."""
        views = [[False, view] for view in ("list", "form", "kanban", "graph", "pivot")]
        views.append([False, "search"])
        for login in ("masked", "trusted"):
            answer = self.rpc("get_views", views, login=login)
            fields = answer["models"]["inbound.webhook.call"]["fields"]
            for name in ("remote_addr", "headers", "response_body", "reason_text"):
                self.assertIn(name, fields)
            search = answer["views"]["search"]["arch"]
            self.assertEqual('name="parameters"' in search, login == "trusted")
