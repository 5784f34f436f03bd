from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import (
    RUNNER_RIGHTS,
    WEBHOOK_ADMINISTRATOR,
    WEBHOOK_USER,
    InboundWebhookHttpCase,
)

VALUES = "inbound_webhook.group_personal_values"
SECRET = "a very private matter"


@tagged("post_install", "-at_install", "security")
class TestCallRights(InboundWebhookHttpCase):
    """Calls are read by who may read what they are about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        export = "base.group_allow_export"
        own_leads = "sales_team.group_sale_salesman"
        cls.readers = {
            login: new_test_user(cls.env, login, groups)
            for login, groups in (
                ("stranger_here", f"{VALUES},{export}"),
                (
                    "stranger_administrator",
                    f"inbound_webhook.group_administrator,{export}",
                ),
                ("colleague_here", WEBHOOK_USER),
                ("seller_here", f"inbound_webhook.group_user,{own_leads}"),
                ("settings_here", "base.group_system"),
                ("employee_here", f"base.group_user,{RUNNER_RIGHTS},{export}"),
            )
        }
        cls.leads = cls.make_lead_handler()
        cls.contacts = cls.make_handler(
            "res.partner", parameters=["who"], mappings=[("name", "who")]
        )

    def setUp(self):
        super().setUp()
        self.post_json(self.leads, {"title": SECRET, "email": "a@b.example"})
        self.post_json(self.contacts, {"who": SECRET})
        self.call = self.last_call(self.leads)
        self.lead = self.env["crm.lead"].browse(self.call.res_id)
        self.of_contact = self.last_call(self.contacts)

    def seen(self, login, domain=()):
        calls = self.env["inbound.webhook.call"].with_user(self.readers[login])
        mine = Domain("handler_id", "in", (self.leads + self.contacts).ids)
        return calls.search(mine & Domain(list(domain))).sudo()

    @mute_logger("odoo.http")
    def rpc(self, login, method, *args, model="inbound.webhook.call", **kwargs):
        """What the web client of a user is answered, ``data.name`` of an error."""
        answer = self.ask_as(login, model, method, *args, **kwargs).json()
        return (
            answer["error"]["data"]["name"] if "error" in answer else answer["result"]
        )

    def test_who_may_read_the_target_reads_its_calls(self):
        both = self.of_contact + self.call
        self.assertEqual(self.seen("colleague_here"), both)
        # An employee reads contacts, so calls about contacts.
        self.assertEqual(self.seen("stranger_here"), self.of_contact)
        self.assertEqual(self.seen("stranger_administrator"), self.of_contact)
        self.assertEqual(self.seen("settings_here"), both)

    def test_nobody_else_gets_anything_out_of_it(self):
        call = self.call.id
        for login in ("stranger_here", "stranger_administrator", "employee_here"):
            with self.subTest(login):
                denied = "odoo.exceptions.AccessError"
                for method, args in (
                    ("read", [[call], ["parameters"]]),
                    ("read", [[call], ["handler_id"]]),
                    ("read_body", [[call]]),
                    ("path_in_body", [[call], ["title"]]),
                    ("make_parameter", [[call], ["title"]]),
                    ("export_data", [[call], ["body"]]),
                    ("action_use_as_sample", [[call]]),
                    ("action_test", [[call]]),
                    ("action_replay", [[call]]),
                    ("action_dismiss", [[call]]),
                    ("unlink", [[call]]),
                ):
                    self.assertEqual(self.rpc(login, method, *args), denied, method)

    def test_nothing_is_found_out_by_asking(self):
        stranger = "stranger_here"
        about = [["handler_id", "=", self.leads.id]]
        for field in ("parameters", "response_body", "error_message", "query_string"):
            domain = [*about, [field, "ilike", "a"]]
            self.assertEqual(self.rpc(stranger, "search_count", domain), 0, field)
        groups = self.rpc(
            stranger,
            "formatted_read_group",
            about,
            ["parameters"],
            ["__count"],
        )
        self.assertEqual(groups, [])
        found = self.rpc(
            stranger, "web_search_read", about, {"parameters": {}, "trace": {}}
        )
        self.assertEqual(found["records"], [])
        by_handler = [["call_ids.parameters", "ilike", SECRET]]
        handlers = self.rpc(
            stranger, "search", by_handler, model="inbound.webhook.handler"
        )
        self.assertEqual(handlers, self.contacts.ids)

    def test_of_a_record_that_is_out_of_sight_neither(self):
        self.assertEqual(self.seen("seller_here"), self.of_contact + self.call)
        self.lead.user_id = self.readers["colleague_here"]
        self.assertEqual(self.seen("seller_here"), self.of_contact)
        with self.assertRaises(AccessError):
            self.call.with_user(self.readers["seller_here"]).read(["parameters"])
        self.lead.user_id = self.readers["seller_here"]
        self.assertEqual(self.seen("seller_here"), self.of_contact + self.call)
        # Of what failed there is no record.
        self.post_json(self.leads, {"title": "x", "email": "no address"})
        failed = self.last_call(self.leads)
        self.assertFalse(failed.res_id)
        self.assertIn(failed, self.seen("seller_here"))

    def test_neither_of_what_repeats_a_call_about_such_a_record(self):
        handler = self.make_lead_handler(protection_period=1)
        payload = {"title": "of a colleague", "email": "x@y.example"}
        self.post_json(handler, payload)
        first = self.last_call(handler)
        self.post_json(handler, payload)
        duplicate = self.last_call(handler)
        self.assertEqual(duplicate.status, "duplicate")
        self.assertFalse(duplicate.res_id)
        seller = self.readers["seller_here"]
        self.assertTrue(duplicate.with_user(seller).has_access("read"))
        lead = self.env["crm.lead"].browse(first.res_id)
        lead.user_id = self.readers["colleague_here"]
        self.assertFalse(duplicate.with_user(seller).has_access("read"))
        self.assertFalse(self.seen("seller_here", [("id", "=", duplicate.id)]))
        colleague = duplicate.with_user(self.readers["colleague_here"])
        self.assertTrue(colleague.has_access("read"))
        first.unlink()
        self.assertFalse(duplicate.with_user(seller).has_access("read"))

    def test_nor_of_a_call_that_failed_and_was_replayed(self):
        handler = self.make_lead_handler()
        title = handler.parameter_ids.filtered(lambda one: one.name == "title")
        title.type = "integer"
        self.post_json(handler, {"title": "a word", "email": "z@y.example"})
        failed = self.last_call(handler)
        self.assertEqual(failed.reason, "value_refused")
        title.type = "text"
        self.rpc("settings_here", "action_replay", failed.ids)
        replay = self.last_call(handler)
        self.assertEqual((replay.status, replay.kind), ("success", "replay"))
        seller = self.readers["seller_here"]
        self.assertTrue(failed.with_user(seller).has_access("read"))
        lead = self.env["crm.lead"].browse(replay.res_id)
        lead.user_id = self.readers["colleague_here"]
        self.assertFalse(failed.with_user(seller).has_access("read"))

    def test_nor_where_the_handler_has_another_target_since(self):
        stranger = self.call.with_user(self.readers["stranger_here"])
        self.leads.mapping_ids.unlink()
        self.leads.model_id = self.env["ir.model"]._get("res.partner")
        self.env["inbound.webhook.handler"].with_context(active_test=False).search(
            [("model_id.model", "=", "crm.lead")]
        ).unlink()
        self.assertFalse(stranger.has_access("read"))
        self.assertNotIn(self.call, self.seen("stranger_here"))
        self.assertIn(self.call, self.seen("settings_here"))

    def test_of_a_call_with_several_records_each_counts(self):
        handler = self.make_handler(
            parameters=[{"name": "title", "path": "@.title"}],
            mappings=[("name", "title")],
            split_path="items",
        )
        self.post_json(handler, {"items": [{"title": "one"}, {"title": "two"}]})
        call = self.last_call(handler)
        seller = self.readers["seller_here"]
        mine = call.with_user(seller)
        self.assertTrue(mine.has_access("read"))
        self.assertTrue(mine.item_ids.has_access("read"))
        leads = self.env["crm.lead"].browse(call.item_ids.mapped("res_id"))
        leads[1].user_id = self.readers["colleague_here"]
        mine.invalidate_recordset()
        self.assertFalse(mine.has_access("read"))
        items = self.env["inbound.webhook.call.item"].with_user(seller)
        self.assertFalse(items.search([("call_id", "=", call.id)]))
        self.assertFalse(items.browse(call.item_ids.ids).has_access("read"))

    def test_the_answer_of_a_look_up_is_read_by_who_may_read_the_record(self):
        look_up = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"field": "email_from", "parameter": "email", "is_match_key": True}
            ],
        )
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        look_up.return_field_ids = [fields["name"]]
        answer = self.get(look_up, {"email": "a@b.example"})
        self.assertIn(SECRET, answer.text)
        call = self.last_call(look_up)
        for login, may in (("stranger_here", False), ("colleague_here", True)):
            reader = self.readers[login]
            self.assertEqual(call.with_user(reader).has_access("read"), may, login)

    def test_a_record_counts_the_calls_that_its_reader_may_read(self):
        seen = self.lead.with_user(self.readers["colleague_here"])
        self.assertEqual(seen.inbound_webhook_call_count, 1)

    def test_calls_of_a_handler_are_deleted_by_who_may_change_it(self):
        plain = self.readers["stranger_administrator"]
        self.assertTrue(self.of_contact.with_user(plain).has_access("read"))
        with self.assertRaisesRegex(AccessError, "Settings"):
            self.of_contact.with_user(plain).unlink()
        webmaster = new_test_user(self.env, "webmaster_here", WEBHOOK_ADMINISTRATOR)
        self.of_contact.with_user(webmaster).unlink()
        self.assertFalse(self.of_contact.exists())

    def test_a_page_of_the_list_takes_few_queries(self):
        calls = self.env["inbound.webhook.call"].with_user(
            self.readers["colleague_here"]
        )

        def queries(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = calls.search_read([], ["handler_id", "status"], limit=limit)
            self.assertEqual(len(found), limit)
            return self.env.cr.sql_log_count - before

        for number in range(40):
            self.env["inbound.webhook.call"].create(
                {"handler_id": self.leads.id, "query_string": str(number)}
            )
        queries(1)
        self.assertEqual(queries(40), queries(2))
