"""A sample in which a parameter is called otherwise, or is gone."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestTemplateRenamed(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            parameters=[
                "title",
                {"name": "email", "type": "email", "is_duplicate_key": True},
            ],
            mappings=[
                ("name", "title"),
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"field": "referred", "constant": "from {{ email }}"},
            ],
            conditions=[("email", "is_not_empty", False)],
        )
        cls.email = cls.handler.parameter_ids[1]

    def read_sample(self, sample, handler=None):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": (handler or self.handler).id, "sample": sample}
        )
        template.action_read()
        return template

    def line(self, template, name, state):
        return template.line_ids.filtered(
            lambda line: (line.name, line.state) == (name, state)
        )

    def test_the_same_place_in_another_writing_is_the_same(self):
        for path in ("$.name", "$['name']", '["name"]', "name", '$["name"]'):
            with self.subTest(path):
                handler = self.make_handler(
                    parameters=[{"name": "fullname", "path": path}],
                    mappings=[("contact_name", "fullname")],
                )
                template = self.read_sample('{"name": "Ada"}', handler)
                self.assertRecordValues(
                    template.line_ids, [{"name": "fullname", "state": "same"}]
                )

    def test_the_same_place_below_and_in_items(self):
        handler = self.make_handler(
            parameters=[
                {"name": "mail", "path": "@['email']", "type": "email"},
                {"name": "account", "path": "$.account['id']", "type": "integer"},
            ],
            split_path="events",
        )
        template = self.read_sample(
            '{"account": {"id": 5}, "events": [{"email": "a@b.example"}]}', handler
        )
        self.assertEqual(template.line_ids.mapped("state"), ["same", "same"])

    def test_a_renamed_value_is_recognised_and_nothing_is_lost(self):
        template = self.read_sample(
            '{"title": "x", "email_address": "ada@example.com"}'
        )
        line = self.line(template, "email_address", "new")
        self.assertEqual(line.replaces_id, self.email)
        self.assertFalse(line.is_selected)
        template.line_ids.is_selected = True
        self.assertEqual(template.action_apply()["type"], "ir.actions.act_window_close")
        self.assertRecordValues(
            self.email.exists(),
            [{"name": "email", "path": "email_address", "is_duplicate_key": True}],
        )
        self.assertEqual(len(self.handler.mapping_ids), 3)
        self.assertEqual(self.handler.condition_ids.parameter_id, self.email)
        answer = self.post_json(
            self.handler, {"title": "x", "email_address": "Ada@example.com"}
        )
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertRecordValues(
            lead,
            [{"email_from": "ada@example.com", "referred": "from ada@example.com"}],
        )

    def test_the_same_sample_value_tells_a_renamed_one_too(self):
        code = {"name": "code", "sample_value": "ZX-81"}
        handler = self.make_handler(parameters=[code])
        template = self.read_sample('{"article": "ZX-81", "other": "y"}', handler)
        line = self.line(template, "article", "new")
        self.assertEqual(line.replaces_id, handler.parameter_ids)

    def test_what_would_go_is_listed_and_asked_for(self):
        template = self.read_sample('{"title": "x"}')
        template.line_ids.is_selected = True
        action = template.action_apply()
        self.assertEqual(action["res_id"], template.id)
        self.assertTrue(self.email.exists())
        self.assertEqual(
            template.lost.splitlines(),
            [
                "The mapping of email to “Email”",
                "The fixed value of “Referred By” names email",
                "The condition on email",
                "email tells duplicates",
            ],
        )
        template.action_apply_with_losses()
        self.assertFalse(self.email.exists())

    def test_what_else_would_not_work_any_more_is_listed(self):
        handler = self.make_handler(
            parameters=["title", "zone", {"name": "at", "type": "datetime"}],
            responses=[{"body": "{{ zone }}"}, {"outcome": "error"}],
            thanks_text="Thank you, {{ title }} of {{ zone }}.",
        )
        zone, at = handler.parameter_ids[1:]
        at.time_zone_parameter_id = zone
        # Nobody could save these any more.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_response SET headers = 'Set-Cookie: {{ zone }}'"
            " WHERE handler_id = %s",
            [handler.id],
        )
        self.env.cr.execute(
            "UPDATE inbound_webhook_response SET content_type = 'none'"
            " WHERE handler_id = %s AND outcome = 'error'",
            [handler.id],
        )
        self.env.invalidate_all()
        self.assertEqual(
            zone._uses(),
            [
                "A response names zone",
                "A page for visitors names zone",
                "zone says how at is read",
            ],
        )
        self.assertEqual(at._uses(), [])

    def test_another_choice_is_asked_for_anew(self):
        template = self.read_sample('{"title": "x"}')
        template.line_ids.is_selected = True
        template.action_apply()
        with Form(template) as form:
            with form.line_ids.edit(1) as line:
                line.is_selected = False
            self.assertFalse(form.lost)

    def test_what_nothing_uses_goes_without_a_question(self):
        handler = self.make_handler(parameters=["unused"])
        template = self.read_sample('{"title": "x"}', handler)
        template.line_ids.is_selected = True
        template.action_apply()
        self.assertNotIn("unused", handler.parameter_ids.mapped("name"))

    def test_two_values_cannot_take_one_place(self):
        template = self.read_sample('{"title": "x", "a": "1", "b": "2"}')
        for name in ("a", "b"):
            line = self.line(template, name, "new")
            line.replaces_id, line.is_selected = self.email, True
        with self.assertRaisesRegex(UserError, "a, b are several"):
            template.action_apply()
