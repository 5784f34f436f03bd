from lxml import etree

from odoo.tests import Form, new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookCase


@tagged("post_install", "-at_install")
class TestFieldPicker(InboundWebhookCase):
    """A field of a mapping is found by its label and by its technical name."""

    def found(self, name, limit=100, **context):
        fields = self.env["ir.model.fields"].with_context(**context)
        own = [("model", "=", "crm.lead")]
        found = fields.name_search(name, own, limit=limit)
        return fields.browse(item[0] for item in found).mapped("name")

    def test_by_its_label(self):
        picker = {"inbound_webhook_field_picker": True}
        self.assertIn("name", self.found("Opportunity", **picker))

    def test_by_its_technical_name(self):
        picker = {"inbound_webhook_field_picker": True}
        self.assertEqual(self.found("email_norm", **picker), ["email_normalized"])

    def test_the_one_of_that_very_name_comes_first(self):
        picker = {"inbound_webhook_field_picker": True}
        self.assertEqual(self.found("Email", **picker)[0], "email_from")
        self.assertEqual(self.found("phone", **picker)[0], "phone")
        # However few are shown.
        self.assertEqual(self.found("Email", limit=1, **picker), ["email_from"])

    def test_its_model_stays_hidden_in_the_row_that_was_changed(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "type")
        # As what notes the change asks for it.
        self.assertEqual(field.display_name, "Type (Lead)")
        self.assertEqual(field.with_context(hide_model=True).display_name, "Type")

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
        self.assertTrue(self.may_change(handler, WEBHOOK_ADMINISTRATOR))

    def test_but_not_one_that_runs_as_somebody_with_other_rights(self):
        handler = self.make_lead_handler()
        self.assertFalse(
            self.may_change(handler, "inbound_webhook.group_administrator")
        )

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


@tagged("post_install", "-at_install")
class TestTabsAndTexts(InboundWebhookCase):
    """Who sees which tab, and what is said where."""

    def arch(self, groups):
        user = new_test_user(self.env, login=f"user_{groups}", groups=groups)
        handlers = self.env["inbound.webhook.handler"].with_user(user)
        return etree.fromstring(handlers.get_view(view_type="form")["arch"])

    def test_who_may_make_actions_sees_the_tab_others_read_why_not(self):
        for groups, tab in (
            ("base.group_system", "actions"),
            ("inbound_webhook.group_administrator", "actions_of_others"),
        ):
            with self.subTest(groups):
                pages = self.arch(groups).xpath("//page[@string='Actions']/@name")
                self.assertEqual(pages, [tab])

    def test_a_handler_that_is_off_is_said_to_be_so_once(self):
        """To administrators the widget says it, which knows whether it waits."""
        for groups, banners in (
            ("inbound_webhook.group_user", 1),
            ("inbound_webhook.group_administrator", 0),
        ):
            with self.subTest(groups):
                found = self.arch(groups).xpath("/form/div[@role='status']")
                self.assertEqual(len(found), banners)

    def test_sentences_above_the_tabs_have_no_tooltip(self):
        fields = self.env["inbound.webhook.handler"].fields_get(
            ["setup_warnings", "setup_hints"], ["help"]
        )
        self.assertFalse(
            [name for name, values in fields.items() if values.get("help")]
        )

    def test_on_a_telephone_lines_are_cards(self):
        arch = self.arch("base.group_system")
        for lines in ("parameter_ids", "mapping_ids", "condition_ids"):
            with self.subTest(lines):
                [field] = arch.xpath(f"//field[@name='{lines}']")
                self.assertLessEqual({"list", "kanban"}, {view.tag for view in field})

    def test_a_parameter_that_is_opened_shows_what_can_be_said_of_it(self):
        parameter = self.env["inbound.webhook.parameter"]
        arch = etree.fromstring(parameter.get_view(view_type="form")["arch"])
        shown = arch.xpath("//field[not(@invisible='1')]/@name")
        self.assertIn("number_format", shown)
        self.assertNotIn("sequence", shown)
        self.assertNotIn("handler_id", shown)
        [zone] = arch.xpath("//field[@name='time_zone']")
        self.assertEqual(zone.get("invisible"), "type not in ('date', 'datetime')")

    def test_a_parameter_that_is_deleted_says_what_goes_with_it(self):
        handler = self.make_lead_handler()
        with Form(handler) as form:
            form.parameter_ids.remove(index=1)
            self.assertIn(
                "Removed with its parameter: The mapping of email to “Email”",
                form.setup_warnings,
            )
