"""A copy of a handler does what the handler does, or says what is missing."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookCase


@tagged("post_install", "-at_install")
class TestHandlerCopy(InboundWebhookCase):
    def test_a_copy_has_a_token_of_its_own(self):
        handler = self.make_handler()
        self.assertNotEqual(handler.copy().token, handler.token)

    def test_a_copy_is_off_unless_it_is_to_be_on(self):
        handler = self.make_handler()
        self.assertFalse(handler.copy().active)
        self.assertTrue(handler.copy({"active": True}).active)

    def test_a_copy_does_the_same(self):
        handler = self.make_handler(
            name="Form",
            parameters=["a", {"name": "n", "type": "integer"}],
            mappings=[
                ("name", "a"),
                {"field": "contact_name", "constant": "Zoë"},
                {"parameter": "a", "field": "email_from", "is_match_key": True},
            ],
            conditions=[("n", "greater", "1"), ("a", "is_not_empty", False)],
            responses=[{"outcome": "success", "body": "{{ a }}"}],
        )
        self.env["inbound.webhook.call"].create({"handler_id": handler.id})
        copied = handler.copy()
        self.assertEqual(copied.name, "Form (copy)")
        self.assertEqual(copied.parameter_ids.mapped("name"), ["a", "n"])
        self.assertFalse(copied.parameter_ids & handler.parameter_ids)
        first, second = copied.parameter_ids
        self.assertRecordValues(
            copied.mapping_ids,
            [
                {"parameter_id": first.id, "constant": False},
                {"parameter_id": False, "constant": "Zoë"},
                {"parameter_id": first.id, "constant": False},
            ],
        )
        self.assertEqual(
            copied.mapping_ids.mapped("field_id.name"),
            ["name", "contact_name", "email_from"],
        )
        self.assertEqual(
            copied.mapping_ids.mapped("is_match_key"), [False, False, True]
        )
        self.assertRecordValues(
            copied.condition_ids,
            [
                {"parameter_id": copied.parameter_ids[1].id, "operator": "greater"},
                {
                    "parameter_id": copied.parameter_ids[0].id,
                    "operator": "is_not_empty",
                },
            ],
        )
        self.assertEqual(copied.response_ids.body, "{{ a }}")
        self.assertFalse(copied.call_ids)
        self.assertEqual(len(handler.mapping_ids), 3)

    def test_a_copy_has_the_name_that_it_is_given(self):
        handler = self.make_handler(name="Form")
        self.assertEqual(handler.copy({"name": "Newsletter"}).name, "Newsletter")
        self.assertEqual(handler.copy({"active": False}).name, "Form (copy)")

    def test_a_copy_has_every_setting(self):
        """All but what makes a handler itself: its URL, its calls, its secrets."""
        own = {"active", "token", "token_digest", "secret", "secret_next"}
        own |= {"listening_until", "captured_call_id", "name", "version"}
        handler = self.make_handler(
            name="Form",
            method="get",
            parameters=[{"name": "id", "source": "query", "sample_value": "7"}],
            mappings=[{"parameter": "id", "field": "email_from", "is_match_key": True}],
            return_field_ids=self.env["ir.model.fields"]._get("crm.lead", "name").ids,
            return_path_ids=[Command.create({"path": "partner_id.name"})],
            look_up_mode="list",
            list_limit=7,
            list_order_field_id=self.env["ir.model.fields"]._get("crm.lead", "city").id,
            list_direction="asc",
            description="Look-ups",
            protection_period=3,
            protection_period_unit="hours",
            duplicate_mode="header",
            duplicate_header="X-Id",
            volatile_fields="at",
            sender_id=self.env.ref("inbound_webhook.sender_github").id,
            processing="queued",
            match_policy="refuse",
            max_body_size=1000,
            retention_days=7,
            allow_descent=True,
            pass_changes_on=True,
            note_on_record=False,
        )
        copied = handler.copy()
        names = [
            name
            for name, field in handler._fields.items()
            if field.store
            and field.type != "one2many"
            and name not in {*own, "id"}
            and not name.endswith(("_uid", "_date"))
        ]
        self.assertIn("return_field_ids", names)
        self.assertEqual(copied.return_path_ids.mapped("path"), ["partner_id.name"])
        for name in names:
            self.assertEqual(copied[name], handler[name], name)

    def test_a_copy_keeps_keys_of_several_fields_and_their_writing(self):
        handler = self.make_handler(
            parameters=["who", "city", "tag"],
            mappings=[
                {"parameter": "who", "field": "contact_name", "is_match_key": True},
                {
                    "parameter": "city",
                    "field": "city",
                    "is_match_key": True,
                    "joins_previous_key": True,
                    "policy": "on_create",
                    "transform": "upper",
                },
                {"parameter": "tag", "field": "tag_ids", "create_missing": True},
            ],
        )
        copied = handler.copy()
        for name in ("joins_previous_key", "policy", "transform", "create_missing"):
            self.assertEqual(
                copied.mapping_ids.mapped(name), handler.mapping_ids.mapped(name), name
            )
        [key] = copied._found().spec.record.keys
        self.assertEqual([mapping.field for mapping in key], ["contact_name", "city"])

    # === ACTIONS ===

    def make_handler_with_actions(self):
        handler = self.make_lead_handler(name="Form")
        for kind in ("alert", "email", "url"):
            getattr(handler, f"action_add_{kind}")()
        self.make_code_rule(handler, "pass", name="By hand")
        return handler.with_context(active_test=False)

    def notices(self):
        """What is said on screens."""
        # As the commit does, which is when they are written.
        self.env.cr.precommit.run()
        sent = self.env["bus.bus"].search([]).mapped("message")
        return [message for message in sent if "simple_notification" in message]

    def test_a_copy_has_the_actions_as_rules_of_its_own(self):
        handler = self.make_handler_with_actions()
        copied = handler.copy({"name": "Other"})
        self.assertFalse(copied.automation_ids & handler.automation_ids)
        old, new = (
            handler.automation_ids.sorted("id"),
            copied.automation_ids.sorted("id"),
        )
        self.assertEqual(
            new.mapped("name"),
            [name.replace("Form: ", "Other: ") for name in old.mapped("name")],
        )
        for name in ("active", "trigger", "inbound_webhook_operation", "model_id"):
            self.assertEqual([r[name] for r in new], [r[name] for r in old], name)
        self.assertEqual(
            new.action_server_ids.sorted("id").mapped(lambda a: (a.name, a.state)),
            old.action_server_ids.sorted("id").mapped(lambda a: (a.name, a.state)),
        )
        self.assertEqual(len(old.action_server_ids), 4, "they are not taken away")

    def test_a_change_of_the_copy_s_email_is_none_of_the_first_one_s(self):
        handler = self.make_handler_with_actions()
        copied = handler.copy({"name": "Other"})
        templates = [
            each.automation_ids.action_server_ids.template_id
            for each in (handler, copied)
        ]
        self.assertNotEqual(*templates)
        self.assertEqual(*[template.body_html for template in templates])

    def test_who_may_not_make_actions_is_told_that_they_are_missing(self):
        handler = self.make_handler_with_actions()
        person = new_test_user(
            self.env,
            login="webmaster",
            groups=WEBHOOK_ADMINISTRATOR,
        )
        action = handler.with_user(person).action_duplicate()
        copied = self.env["inbound.webhook.handler"].browse(action["res_id"])
        self.assertFalse(copied.with_context(active_test=False).automation_ids)
        [notice] = self.notices()
        self.assertIn("4 action(s) of Form are not copied", notice)

    def test_nothing_is_said_where_nothing_is_missing(self):
        handler = self.make_lead_handler(name="Form")
        person = new_test_user(
            self.env, login="webmaster", groups=WEBHOOK_ADMINISTRATOR
        )
        handler.with_user(person).copy()
        self.assertFalse(self.notices())
