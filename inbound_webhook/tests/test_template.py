"""Parameters made from a sample of what a sender sends."""

import base64

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import InboundWebhookCase

SAMPLE = """{
    "id": 7,
    "customer": {"name": "Ada", "email": "ada@example.com"},
    "fields": [{"key": "BUDGET", "value": "1000"}, {"key": "CITY", "value": "Gent"}]
}"""


@tagged("post_install", "-at_install")
class TestTemplate(InboundWebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler()

    def read_sample(self, sample=SAMPLE, handler=None):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": (handler or self.handler).id, "sample": sample}
        )
        template.action_read()
        return template

    def states(self, template):
        return {line.path: line.state for line in template.line_ids}

    def test_each_value_of_the_sample_is_proposed(self):
        self.assertRecordValues(
            self.read_sample().line_ids,
            [
                {"name": "id", "type": "integer", "path": "id"},
                {"name": "name", "type": "text", "path": "customer.name"},
                {"name": "email", "type": "email", "path": "customer.email"},
                {
                    "name": "budget",
                    "type": "money",
                    "path": "fields[key=BUDGET].value",
                },
                {"name": "city", "type": "text", "path": "fields[key=CITY].value"},
            ],
        )

    def test_what_is_ticked_is_made(self):
        template = self.read_sample()
        template.line_ids.filtered(lambda line: line.name == "id").is_selected = False
        template.line_ids.filtered(lambda line: line.name == "name").name = "fullname"
        template.action_apply()
        self.assertRecordValues(
            self.handler.parameter_ids,
            [
                {"name": "fullname", "path": "customer.name", "sample_value": "Ada"},
                {
                    "name": "email",
                    "path": "customer.email",
                    "sample_value": "ada@example.com",
                },
                {
                    "name": "budget",
                    "path": "fields[key=BUDGET].value",
                    "sample_value": "1000",
                },
                {
                    "name": "city",
                    "path": "fields[key=CITY].value",
                    "sample_value": "Gent",
                },
            ],
        )

    def test_a_changed_sample_shows_what_is_new_gone_and_different(self):
        self.read_sample('{"a": "x", "b": "y", "c": "z"}').action_apply()
        template = self.read_sample('{"a": "x", "b": 5, "d": "new"}')
        self.assertEqual(
            self.states(template),
            {"a": "same", "b": "changed", "c": "gone", "d": "new"},
        )
        template.line_ids.is_selected = True
        template.action_apply()
        self.assertEqual(
            {item.name: item.type for item in self.handler.parameter_ids},
            {"a": "text", "b": "integer", "d": "text"},
        )

    def test_a_text_that_a_parameter_takes_is_no_other_type(self):
        handler = self.make_handler(
            parameters=[
                {"name": "number", "type": "phone"},
                {"name": "stays", "type": "phone"},
            ]
        )
        sample = '{"number": "+32 2 555 12 34 ext. 12", "stays": "anonymous"}'
        template = self.read_sample(sample, handler)
        self.assertEqual(
            {line.name: (line.state, line.type) for line in template.line_ids},
            {"number": ("same", "phone"), "stays": ("changed", "text")},
        )

    def test_a_parameter_that_is_elsewhere_now_keeps_its_mapping(self):
        handler = self.make_handler(
            parameters=[{"name": "email", "path": "lead.email", "type": "email"}],
            mappings=[("email_from", "email")],
        )
        template = self.read_sample('{"person": {"email": "ada@example.com"}}', handler)
        self.assertRecordValues(
            template.line_ids,
            [{"name": "email", "state": "moved", "is_selected": False}],
        )
        template.line_ids.is_selected = True
        template.action_apply()
        self.assertEqual(handler.parameter_ids.path, "person.email")
        self.assertEqual(handler.mapping_ids.parameter_id, handler.parameter_ids)

    def test_what_is_not_ticked_stays(self):
        self.read_sample('{"a": "x"}').action_apply()
        self.read_sample('{"b": "y"}').action_apply()
        self.assertEqual(self.handler.parameter_ids.mapped("name"), ["a", "b"])

    def test_a_name_that_is_taken_gets_a_number(self):
        person = {"name": "name", "path": "person.name"}
        handler = self.make_handler(parameters=[person])
        self.read_sample(
            '{"name": "x", "person": {"name": "y"}}', handler
        ).action_apply()
        self.assertRecordValues(
            handler.parameter_ids,
            [
                {"name": "name", "path": "person.name"},
                {"name": "name_2", "path": "name"},
            ],
        )

    def test_a_form_is_a_sample_too(self):
        handler = self.make_handler(body_type="form")
        self.read_sample(
            "fullname=Ada+L&email=ada%40example.com", handler
        ).action_apply()
        self.assertRecordValues(
            handler.parameter_ids,
            [
                {"name": "fullname", "type": "text", "sample_value": "Ada L"},
                {"name": "email", "type": "email", "sample_value": "ada@example.com"},
            ],
        )

    def test_a_handler_that_saves_on_get_takes_what_is_opened(self):
        handler = self.make_handler(method="post", save_on_get=True)
        for sample in (
            "https://odoo.example/inbound/x?phone=%2B3225551234&name=Ada",
            "odoo.example/inbound/x?phone=%2B3225551234&name=Ada",
            "phone=%2B3225551234&name=Ada",
        ):
            with self.subTest(sample):
                template = self.read_sample(sample, handler)
                self.assertEqual(
                    template.line_ids.mapped("sample_value"), ["+3225551234", "Ada"]
                )
        template = self.read_sample('{"phone": "+3225551234"}', handler)
        self.assertEqual(template.line_ids.mapped("path"), ["phone"])
        with self.assertRaisesRegex(UserError, "Paste a URL"):
            self.read_sample(" ", handler)

    def test_a_file_is_read_into_the_sample(self):
        template = self.env["inbound.webhook.template"]
        form = Form(template.with_context(default_handler_id=self.handler.id))
        form.sample_file = base64.b64encode(b'\xef\xbb\xbf{"a": "\xc3\xa9"}')
        self.assertEqual(form.sample, '{"a": "é"}')

    def test_what_cannot_be_read_is_said(self):
        with self.assertRaisesRegex(UserError, "cannot be read: The body is not valid"):
            self.read_sample("{bad")
        with self.assertRaisesRegex(UserError, "Paste a sample"):
            self.read_sample("  ")
