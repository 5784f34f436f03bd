import os

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tools import config

from odoo.addons.inbound_webhook.engine.conditions import OPERATORS
from odoo.addons.inbound_webhook.engine.transforms import TRANSFORMS
from odoo.addons.inbound_webhook.engine.types import TYPES


@tagged("post_install", "-at_install")
class TestTwoDatabases(BaseCase):
    """A database without the addon, in a Python process that has it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A registry that is loaded while tests run would run those of its modules.
        cls.classPatch(config, "options", {**config.options, "test_enable": False})
        cls.registry = Registry(os.environ["DATABASE_WITHOUT_EXAMPLE"])

    def setUp(self):
        super().setUp()
        cursor = self.enterContext(self.registry.cursor())
        self.addCleanup(cursor.rollback)
        self.env = api.Environment(cursor, SUPERUSER_ID, {})
        self.handler = self.env["inbound.webhook.handler"].create(
            {
                "name": "Test",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "parameter_ids": [(0, 0, {"name": "talk"})],
            }
        )

    def test_python_knows_the_kinds_and_the_screens_do_not_offer_them(self):
        for kinds, name, model, field in (
            (TYPES, "duration", "parameter", "type"),
            (TRANSFORMS, "initials", "mapping", "transform"),
            (OPERATORS, "has_words", "condition", "operator"),
        ):
            self.assertEqual(kinds[name].addon, "inbound_webhook_example")
            described = self.env[f"inbound.webhook.{model}"].fields_get([field])
            offered = dict(described[field]["selection"])
            self.assertNotIn(name, offered)
            self.assertEqual(list(offered), [n for n in kinds if n != name])

    def test_none_of_them_can_be_saved(self):
        talk = self.handler.parameter_ids
        field = self.env["ir.model.fields"]._get("crm.lead", "name")
        line = {"handler_id": self.handler.id, "parameter_id": talk.id}
        for model, values, refused in (
            ("mapping", {"field_id": field.id, "transform": "initials"}, "transform"),
            ("condition", {"operator": "has_words", "value": "a"}, "operator"),
        ):
            with self.assertRaisesRegex(ValidationError, f"no {refused}"):
                self.env[f"inbound.webhook.{model}"].create({**line, **values})
        with self.assertRaisesRegex(ValidationError, "no type 'duration"):
            talk.type = "duration"

    def test_what_an_addon_that_is_gone_left_behind_is_refused(self):
        talk = self.handler.parameter_ids
        self.env.cr.execute(
            "UPDATE inbound_webhook_parameter SET type = 'duration' WHERE id = %s",
            [talk.id],
        )
        talk.invalidate_recordset()
        [spec] = self.handler._found().spec.parameters
        self.assertNotIn(spec.type, TYPES)
        warnings = "\n".join(self.handler.setup_warnings)
        self.assertIn("talk", warnings)
        self.assertIn("duration", warnings)

    def test_no_sample_suggests_them(self):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": self.handler.id, "sample": '{"length": "1 h 30 min"}'}
        )
        template.action_read()
        lines = template.line_ids.filtered(lambda line: line.name == "length")
        self.assertEqual(lines.mapped("type"), ["text"])
