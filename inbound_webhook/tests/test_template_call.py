"""Parameters and mappings made of a call that came."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestTemplateCall(InboundWebhookHttpCase):
    def captured(self, send, **values):
        """The handler and the wizard for the call that it has captured."""
        handler = self.make_handler(**{"active": False, **values})
        handler.action_listen()
        send(handler)
        return handler, self.template(handler.action_open_captured_call())

    def template(self, action):
        return self.env["inbound.webhook.template"].browse(action["res_id"])

    def post_lead(self, handler):
        return self.post_json(
            handler,
            {"email": "ada@example.com", "name": "Ada"},
            query="?utm_source=ads",
            headers={"X-Shop": "Gent", "X-Api-Key": "abc", "Authorization": "Basic x"},
        )

    def test_body_query_and_headers_of_the_sender_are_offered(self):
        _handler, template = self.captured(self.post_lead)
        self.assertEqual(
            [
                (line.source, line.path, line.sample_value, line.is_selected)
                for line in template.line_ids
            ],
            [
                ("query", "utm_source", "ads", True),
                ("body", "email", "ada@example.com", True),
                ("body", "name", "Ada", True),
                ("header", "X-Shop", "Gent", False),
            ],
        )

    def test_what_tells_programs_from_people_is_not_offered(self):
        def send(handler):
            return self.post_form(
                handler, {"name": "Ada", "second_message": "", "_seconds": "7"}
            )

        _handler, template = self.captured(
            send, body_type="form", honeypot_field="second_message", min_fill_seconds=3
        )
        self.assertEqual(template.line_ids.mapped("path"), ["name"])

    def test_what_is_taken_applies_the_next_call(self):
        handler, template = self.captured(self.post_lead)
        template.line_ids.is_selected = True
        template.action_apply()
        handler.active = True
        lead = self.env["crm.lead"].browse(self.post_lead(handler).json()["id"])
        self.assertRecordValues(
            lead,
            [{"name": "Ada", "contact_name": "Ada", "email_from": "ada@example.com"}],
        )
        self.assertEqual(lead.source_id.name, "ads")
        call = self.last_call(handler)
        self.assertIn('"shop": "Gent"', call.parameters)

    def test_once_it_is_used_nothing_is_offered_any_more(self):
        handler, template = self.captured(self.post_lead)
        self.assertTrue(handler.captured_call_id)
        template.action_apply()
        self.assertFalse(handler.captured_call_id)

    def test_a_form_sets_the_handler_to_forms(self):
        handler, template = self.captured(
            lambda handler: self.post_form(handler, {"your-email": "ada@example.com"})
        )
        self.assertTrue(template.is_other_kind)
        template.action_apply()
        self.assertEqual(handler.body_type, "form")
        self.assertEqual(handler.parameter_ids.path, "your-email")

    def test_a_body_that_cannot_be_read_says_why(self):
        headers = {"Content-Type": "application/json"}
        _handler, template = self.captured(
            lambda handler: self.send(
                handler, b"{bad", headers=headers, query="?source=x"
            )
        )
        self.assertIn("not valid JSON", template.problem)
        self.assertEqual(template.line_ids.mapped("path"), ["source"])

    def test_a_body_that_cannot_be_read_does_not_say_that_parameters_are_gone(self):
        headers = {"Content-Type": "application/json"}
        _handler, template = self.captured(
            lambda handler: self.send(handler, b"{bad", headers=headers),
            parameters=["email"],
        )
        self.assertFalse(template.line_ids)

    def test_a_look_up_offers_its_query(self):
        handler, template = self.captured(
            lambda handler: self.get(handler, {"email": "ada@example.com"}),
            method="get",
        )
        template.action_apply()
        self.assertRecordValues(
            handler.parameter_ids, [{"name": "email", "source": "query"}]
        )

    def test_paths_reach_into_the_items_that_records_are_made_of(self):
        payload = {"account": 5, "events": [{"email": "ada@example.com", "name": "A"}]}
        handler, template = self.captured(
            lambda handler: self.post_json(handler, payload), split_path="events"
        )
        template.action_apply()
        self.assertEqual(
            handler.parameter_ids.mapped("path"), ["@.email", "@.name", False]
        )
        handler.active = True
        (result,) = self.post_json(handler, payload).json()["results"]
        lead = self.env["crm.lead"].browse(result["id"])
        self.assertEqual(lead.email_from, "ada@example.com")

    def test_any_call_can_be_a_sample(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "x", "email": "a@example.com", "zip": "9000"})
        template = self.template(self.last_call(handler).action_use_as_sample())
        new = template.line_ids.filtered(lambda line: line.state == "new")
        self.assertEqual(new.mapped("field_id.name"), ["zip"])
        template.action_apply()
        self.assertEqual(handler.mapping_ids[-1].field_id.name, "zip")

    def test_using_an_old_call_does_not_use_up_the_one_that_was_captured(self):
        handler, _template = self.captured(self.post_lead)
        captured = handler.captured_call_id
        self.post_lead(handler)
        self.template(self.last_call(handler).action_use_as_sample()).action_apply()
        self.assertEqual(handler.captured_call_id, captured)

    def test_it_is_nobody_else_s(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "x", "zip": "9000"})
        me, other = (
            new_test_user(self.env, login=login, groups=groups)
            for login, groups in (
                ("webmaster", WEBHOOK_ADMINISTRATOR),
                ("other", "inbound_webhook.group_administrator"),
            )
        )
        mine = self.template(
            self.last_call(handler).with_user(me).action_use_as_sample()
        ).with_user(me)
        self.assertIn("9000", mine.line_ids.mapped("sample_value"))
        for records in (mine, mine.line_ids, mine.needed_ids):
            of_other = records.with_user(other)
            self.assertFalse(of_other.search([("id", "in", records.ids)]))
            for operation in ("read", "write", "unlink") if records else ():
                self.assertFalse(of_other.has_access(operation), operation)

    def test_a_user_may_not(self):
        user = new_test_user(self.env, login="reader", groups=WEBHOOK_USER)
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "x"})
        with self.assertRaises(AccessError):
            self.last_call(handler).with_user(user).action_use_as_sample()
