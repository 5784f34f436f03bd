from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged, users

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookCase


@tagged("post_install", "-at_install", "security")
class TestGalleryRights(InboundWebhookCase):
    """A card of the gallery is clicked by whoever trusts it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("colleague", WEBHOOK_ADMINISTRATOR),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", groups)
        cls.shipped = cls.env.ref("inbound_webhook.sender_website_form")

    def assert_not_changed(self, sender):
        sender = sender.with_env(self.env)
        line, condition = sender.line_ids[:1], sender.condition_ids[:1]
        for record, values in (
            (sender, {"model_name": "res.users"}),
            (sender, {"documentation_url": "https://evil.example"}),
            (sender, {"line_ids": [Command.update(line.id, {"field_name": "city"})]}),
            (line, {"field_name": "city"}),
            (condition, {"value": "x"}),
        ):
            if record:
                with self.subTest(str(values)), self.assertRaises(AccessError):
                    record.write(values)
        for record in (sender, line, condition):
            if record:
                with self.assertRaises(AccessError):
                    record.unlink()
        with self.assertRaises(AccessError):
            self.env["inbound.webhook.sender.line"].create(
                {"sender_id": sender.id, "name": "more", "field_name": "city"}
            )

    @users("webhook_administrator")
    def test_what_came_with_an_addon_is_changed_by_settings_alone(self):
        self.assert_not_changed(self.shipped)
        self.assert_not_changed(self.env.ref("inbound_webhook.sender_stripe"))

    @users("webhook_administrator")
    def test_a_copy_is_one_s_own(self):
        copied = self.shipped.with_env(self.env).copy()
        copied.write({"name": "Ours", "documentation_url": "https://odd.example/x"})
        copied.line_ids[0].sample_value = "Eva"
        line = self.env["inbound.webhook.sender.line"].create(
            {"sender_id": copied.id, "name": "more", "field_name": "city"}
        )
        line.unlink()
        handler = copied._make_handler()
        self.assertEqual(handler.name, "Ours")
        copied.unlink()

    def test_that_of_a_colleague_is_not(self):
        colleague = self.env.ref("base.user_admin").search(
            [("login", "=", "webhook_colleague")]
        )
        copied = self.shipped.with_user(colleague).copy()
        self.env = self.env(
            user=colleague.search([("login", "=", "webhook_administrator")]), su=False
        )
        self.assert_not_changed(copied)

    @users("webhook_administrator")
    def test_a_line_is_not_moved_to_a_card_of_others(self):
        copied = self.shipped.with_env(self.env).copy()
        with self.assertRaises(AccessError):
            copied.line_ids[0].sender_id = self.env.ref("inbound_webhook.sender_github")

    @users("webhook_administrator")
    def test_a_card_that_makes_records_of_power_takes_settings(self):
        senders = self.env["inbound.webhook.sender"]
        with self.assertRaises(AccessError):
            senders.create({"name": "Users", "model_name": "res.users"})
        mine = senders.create({"name": "Leads", "model_name": "crm.lead"})
        with self.assertRaises(AccessError):
            mine.model_name = "res.users"
        line = {"name": "owner", "field_name": "user_id", "create_missing": True}
        with self.assertRaises(AccessError):
            senders.create(
                {
                    "name": "Leads",
                    "model_name": "crm.lead",
                    "line_ids": [Command.create(line)],
                }
            )

    @users("webhook_settings")
    def test_a_settings_administrator_changes_all(self):
        sender = self.shipped.with_env(self.env)
        sender.name = "Our Website"
        sender.line_ids[0].sample_value = "Eva"
        sender.unlink()

    def test_who_clicks_a_card_of_somebody_else_is_told(self):
        administrator = self.env["res.users"].search(
            [("login", "=", "webhook_administrator")]
        )
        settings = administrator.search([("login", "=", "webhook_settings")])
        card = self.shipped.with_user(administrator).copy()
        # An import gives any external id, also one that an addon's would have.
        [imported] = card.load(
            ["id", "name", "model_name"],
            [["inbound_webhook.sender_web", "Website Form", "crm.lead"]],
        )["ids"]
        imported = card.browse(imported)
        for sender, is_told in ((card, True), (imported, True), (self.shipped, False)):
            handler = sender.with_user(settings)._make_handler()
            self.assertFalse(handler.active)
            user = handler.user_id.sudo()
            self.assertFalse(user.has_group("base.group_system"))
            told = [hint for hint in handler.setup_hints if "read through" in hint]
            self.assertEqual(bool(told), is_told)

    def test_a_link_to_the_documentation_is_one_to_the_web(self):
        for address in (
            "javascript:alert(1)",
            " javascript:alert(1)",
            "JavaScript://example.com/%0aalert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//odd.example",
            "odd.example",
            "https://",
        ):
            with self.subTest(address), self.assertRaises(ValidationError):
                self.shipped.documentation_url = address
        for address in ("http://odd.example", "https://odd.example/a?b=c"):
            self.shipped.documentation_url = address

    def test_the_steps_of_a_card_hold_no_script(self):
        self.shipped.setup = (
            "<p onclick='alert(1)'>Enter <code>{{ url }}</code></p>"
            "<script>alert(1)</script><a href='javascript:alert(1)'>here</a>"
            "<img src=x onerror=alert(1)>"
        )
        handler = self.shipped._make_handler()
        shown = handler.sender_setup
        self.assertIn(handler.url, shown)
        for danger in ("script", "onclick", "onerror", "alert"):
            self.assertNotIn(danger, shown)
