from odoo.tests import new_test_user, tagged

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestFieldPicker(InboundWebhookCase):
    """A field of a mapping is found by its label and by its technical name."""

    def found(self, name, **context):
        fields = self.env["ir.model.fields"].with_context(**context)
        own = [("model", "=", "crm.lead")]
        found = fields.name_search(name, own)
        return fields.browse(item[0] for item in found).mapped("name")

    def test_by_its_label(self):
        picker = {"inbound_webhook_field_picker": True}
        self.assertIn("name", self.found("Opportunity", **picker))

    def test_by_its_technical_name(self):
        picker = {"inbound_webhook_field_picker": True}
        self.assertEqual(self.found("email_norm", **picker), ["email_normalized"])

    def test_elsewhere_only_by_its_label(self):
        self.assertEqual(self.found("email_norm"), [])


@tagged("post_install", "-at_install")
class TestMappingSample(InboundWebhookCase):
    """A mapping shows the sample of its parameter beside it."""

    def test_the_sample_of_the_parameter(self):
        handler = self.make_handler(
            parameters=[{"name": "a", "sample_value": "Ada"}],
            mappings=[("name", "a"), {"field": "type", "constant": "lead"}],
        )
        self.assertEqual(handler.mapping_ids.mapped("sample_value"), ["Ada", False])


@tagged("post_install", "-at_install")
class TestMayChange(InboundWebhookCase):
    """What the menu of a row offers depends on who may change the handler."""

    def may_change(self, handler, groups):
        user = new_test_user(self.env, login=f"user_{groups}", groups=groups)
        return handler.with_user(user).may_change

    def test_who_reads_may_not(self):
        self.assertFalse(
            self.may_change(self.make_lead_handler(), "inbound_webhook.group_user")
        )

    def test_an_administrator_may(self):
        handler = self.make_lead_handler()
        self.assertTrue(self.may_change(handler, "inbound_webhook.group_administrator"))

    def test_but_not_one_that_runs_as_a_settings_administrator(self):
        handler = self.make_lead_handler(user_id=self.env.ref("base.user_admin").id)
        self.assertFalse(
            self.may_change(handler, "inbound_webhook.group_administrator")
        )
        self.assertTrue(self.may_change(handler, "base.group_system"))


@tagged("post_install", "-at_install")
class TestDuplicateHandler(InboundWebhookCase):
    """A copy is switched off, whatever the original is."""

    def test_the_copy_is_off(self):
        handler = self.make_lead_handler()
        action = handler.action_duplicate()
        copied = handler.browse(action["res_id"])
        self.assertRecordValues(
            handler + copied,
            [
                {"name": "Test", "active": True},
                {"name": "Test (copy)", "active": False},
            ],
        )
