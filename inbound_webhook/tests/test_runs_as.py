from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged, users

from .common import InboundWebhookCase


@tagged("post_install", "-at_install", "security")
class TestRunsAs(InboundWebhookCase):
    """A call may do what its handler's user may: so not everybody chooses any user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, group in (
            ("administrator", "inbound_webhook.group_administrator"),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", group)
        cls.system = new_test_user(cls.env, "chief", "base.group_system")
        cls.handler = cls.make_handler(parameters=["title"])
        cls.system_handler = cls.make_handler(
            parameters=["title"], mappings=[("name", "title")], user_id=cls.system.id
        )

    def values(self, user_id):
        return {
            "name": "Become an administrator",
            "model_id": self.env["ir.model"]._get_id("res.users"),
            "user_id": user_id,
        }

    @users("webhook_administrator")
    def test_a_handler_of_oneself_or_of_an_employee_is_made(self):
        handlers = self.env["inbound.webhook.handler"]
        handlers.create(self.values(self.env.uid))
        handlers.create(self.values(self.runner.id))

    @users("webhook_administrator")
    def test_a_handler_that_runs_as_a_settings_administrator_is_not_made(self):
        handlers = self.env["inbound.webhook.handler"]
        for user_id in (self.system.id, SUPERUSER_ID):
            with self.assertRaisesRegex(AccessError, "Settings"):
                handlers.create(self.values(user_id))

    @users("webhook_administrator")
    def test_a_handler_is_not_made_to_run_as_a_settings_administrator(self):
        handler = self.handler.with_env(self.env)
        with self.assertRaisesRegex(AccessError, "Settings"):
            handler.user_id = self.system

    @users("webhook_administrator")
    def test_a_handler_that_runs_as_a_settings_administrator_is_not_changed(self):
        handler = self.system_handler.with_env(self.env)
        self.assertTrue(handler.has_access("read"))
        for operation in ("write", "unlink"):
            self.assertFalse(handler.has_access(operation))
        with self.assertRaisesRegex(AccessError, "Settings"):
            handler.model_id = self.env["ir.model"]._get("res.users")
        with self.assertRaises(AccessError):
            handler.copy()

    @users("webhook_administrator")
    def test_lines_of_such_a_handler_are_not_changed(self):
        handler = self.system_handler.with_env(self.env)
        for line in (handler.parameter_ids, handler.mapping_ids):
            self.assertTrue(line.has_access("read"))
            self.assertFalse(line.has_access("write"))
            self.assertFalse(line.has_access("unlink"))
        parameters = self.env["inbound.webhook.parameter"]
        with self.assertRaisesRegex(AccessError, "Settings"):
            parameters.create({"handler_id": handler.id, "name": "more"})
        with self.assertRaisesRegex(AccessError, "Settings"):
            self.handler.with_env(self.env).parameter_ids.handler_id = handler

    @users("webhook_settings")
    def test_a_settings_administrator_does_all_this(self):
        handler = self.env["inbound.webhook.handler"].create(
            self.values(self.system.id)
        )
        handler.user_id = self.runner
        handler.user_id = self.system
        handler.copy().unlink()
