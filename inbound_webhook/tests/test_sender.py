from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestSender(InboundWebhookCase):
    """Handlers made of senders, and senders of other addons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.typeform = cls.env.ref("inbound_webhook.sender_typeform")
        stripe = cls.env.ref("inbound_webhook.sender_stripe")
        cls.stripe_conditions = stripe.condition_ids

    def make_sender(self, lines=(), conditions=(), **values):
        """A sender as another addon brings it."""
        return self.env["inbound.webhook.sender"].create(
            {
                "name": "Our Shop",
                "model_name": "res.partner",
                "line_ids": [Command.create(line) for line in lines],
                "condition_ids": [Command.create(line) for line in conditions],
                **values,
            }
        )

    def assert_refused(self, sentence, *args, **values):
        with self.assertRaisesRegex(ValidationError, sentence):
            self.make_sender(*args, **values)

    def made(self, sender):
        action = sender.action_make_handler()
        return self.env["inbound.webhook.handler"].browse(action["res_id"])

    def test_a_handler_is_switched_off_and_has_what_the_sender_says(self):
        handler = self.made(self.typeform)
        self.assertRecordValues(
            handler,
            [
                {
                    "name": "Typeform",
                    "description": self.typeform.description,
                    "active": False,
                    "sender_id": self.typeform.id,
                    "method": "post",
                    "body_type": "json",
                    "model_name": "crm.lead",
                    "processing": "immediate",
                    "protection_period": 3,
                    "protection_period_unit": "days",
                    "duplicate_mode": "parameters",
                }
            ],
        )
        email = handler.parameter_ids.filtered(lambda line: line.name == "email")
        self.assertRecordValues(
            email,
            [
                {
                    "type": "email",
                    "path": "form_response.answers[type=email].email",
                    "sample_value": "ada@example.com",
                }
            ],
        )
        mapping = handler.mapping_ids.filtered(lambda line: line.parameter_id == email)
        self.assertEqual(mapping.field_id.name, "email_from")
        self.assertTrue(mapping.is_match_key)

    def test_two_handlers_of_one_sender_have_addresses_of_their_own(self):
        first, second = self.made(self.typeform), self.made(self.typeform)
        self.assertNotEqual(first.token, second.token)

    def test_an_administrator_of_webhooks_makes_one_that_runs_as_oneself(self):
        user = new_test_user(
            self.env, "gallery_administrator", "inbound_webhook.group_administrator"
        )
        handler = self.made(self.typeform.with_user(user))
        self.assertEqual(handler.user_id, user)
        self.assertEqual(len(handler.mapping_ids), 5)

    def test_who_only_reads_webhooks_makes_none_and_changes_no_sender(self):
        user = new_test_user(self.env, "gallery_user", "inbound_webhook.group_user")
        sender = self.typeform.with_user(user)
        with self.assertRaises(AccessError):
            sender.action_make_handler()
        for record in (sender, sender.line_ids, self.stripe_conditions.with_user(user)):
            with self.subTest(record._name):
                self.assertTrue(record.has_access("read"))
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.has_access(operation))

    def test_employees_see_no_senders(self):
        user = new_test_user(self.env, "gallery_employee", "base.group_user")
        for record in (self.typeform, self.typeform.line_ids, self.stripe_conditions):
            with self.subTest(record._name):
                self.assertFalse(record.with_user(user).has_access("read"))

    def test_an_empty_webhook_opens_as_a_form_and_leaves_nothing_behind(self):
        before = self.env["inbound.webhook.handler"].search_count([])
        sender = self.env.ref("inbound_webhook.sender_empty")
        action = sender.action_make_handler()
        self.assertFalse(action.get("res_id"))
        self.assertEqual(action["res_model"], "inbound.webhook.handler")
        self.assertIs(action["context"]["default_active"], False)
        after = self.env["inbound.webhook.handler"].search_count([])
        self.assertEqual(after, before)

    def test_what_a_handler_made_of_it_could_not_have(self):
        for values in ({"thanks_text": "{{ unknown }}"}, {"honeypot_field": "a b"}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.typeform.write(values)

    def test_the_steps_name_the_address_of_the_handler(self):
        handler = self.made(self.env.ref("inbound_webhook.sender_website_form"))
        self.assertIn(f'action="{handler.url}"', handler.sender_setup.unescape())
        self.assertNotIn("{{", handler.sender_setup)
        self.assertIn('name="second_message"', handler.sender_setup.unescape())

    def test_the_steps_of_a_sender_that_proves_its_calls_say_where_its_secret_goes(
        self,
    ):
        senders = self.env["inbound.webhook.sender"].search(
            [("scheme_id", "!=", False)]
        )
        self.assertIn(self.typeform, senders)
        for sender in senders:
            with self.subTest(sender.name):
                self.assertIn("Who May Call", sender.setup)

    def test_an_empty_handler_takes_over_a_sender_chosen_later(self):
        with Form(self.env["inbound.webhook.handler"]) as form:
            form.name = "Mine"
            form.model_id = self.env["ir.model"]._get("res.partner")
            form.sender_id = self.typeform
        handler = form.record
        handler.action_fill_from_sender()
        self.assertRecordValues(
            handler, [{"name": "Mine", "active": True, "model_name": "crm.lead"}]
        )
        self.assertEqual(len(handler.parameter_ids), 6)
        self.assertEqual(len(handler.mapping_ids), 5)
        with self.assertRaisesRegex(UserError, "parameters already"):
            handler.action_fill_from_sender()

    def test_another_addon_adds_a_sender(self):
        sender = self.make_sender(
            [
                {"name": "mail", "field_name": "email", "is_match_key": True},
                {"name": "customer", "field_name": "name"},
                {"name": "level", "field_name": "x_customer_level"},
                {"name": "kind"},
            ],
            [{"parameter_name": "kind", "operator": "equals", "value": "customer"}],
            delivery_id_header="X-Shop-Delivery",
            protection_period=2,
            protection_period_unit="hours",
            response_body="OK {{ mail }}",
            response_content_type="text/plain",
        )
        handler = self.made(sender)
        self.assertEqual(
            handler.parameter_ids.mapped("name"), ["mail", "customer", "level", "kind"]
        )
        self.assertEqual(handler.mapping_ids.mapped("field_id.name"), ["email", "name"])
        self.assertRecordValues(
            handler,
            [
                {
                    "duplicate_mode": "header",
                    "duplicate_header": "X-Shop-Delivery",
                    "protection_period": 2,
                    "protection_period_unit": "hours",
                }
            ],
        )
        self.assertEqual(handler.condition_ids.parameter_id.name, "kind")
        self.assertEqual(
            [(line.outcome, line.body) for line in handler.response_ids],
            [("success", "OK {{ mail }}"), ("ignored", "OK {{ mail }}")],
        )

    def test_a_copy_of_a_sender_makes_the_same(self):
        handler = self.made(self.typeform.copy())
        self.assertEqual(len(handler.parameter_ids), 6)
        self.assertEqual(len(handler.mapping_ids), 5)
        stripe = self.env.ref("inbound_webhook.sender_stripe").copy()
        names = stripe.condition_ids.mapped("parameter_name")
        self.assertEqual(set(names), {"type", "email", "name", "phone"})

    def test_a_list_in_the_body_makes_several_records(self):
        sender = self.make_sender(
            [{"name": "mail", "path": "@.mail", "field_name": "email"}],
            split_path="customers",
        )
        self.assertEqual(self.made(sender).split_path, "customers")

    def test_a_sender_for_a_model_that_is_not_installed(self):
        sender = self.make_sender(
            [{"name": "mail", "field_name": "email"}], model_name="not.installed"
        )
        self.assertFalse(sender.target_id)
        with self.assertRaisesRegex(UserError, "not.installed, which is not installed"):
            sender.action_make_handler()

    def test_a_field_that_no_call_can_fill_is_left_out(self):
        sender = self.make_sender([{"name": "mail", "field_name": "email_normalized"}])
        handler = self.made(sender)
        self.assertEqual(handler.parameter_ids.name, "mail")
        self.assertFalse(handler.mapping_ids)

    def test_a_wrong_sender_is_told_what_is_wrong(self):
        mail = {"name": "mail"}
        for sentence, line in (
            ("either a parameter or a fixed value", {"field_name": "name"}),
            ("either a parameter or a fixed value", {**mail, "constant": "a"}),
            ("The fixed value a of Our Shop needs a field", {"constant": "a"}),
            ('"not a name" is no name', {"name": "not a name"}),
            ("mail of Our Shop cannot be used: .*path", {**mail, "path": "a.[["}),
            ("does not make one record", {**mail, "path": "@.mail"}),
            ("default", {**mail, "type": "integer", "default_value": "x"}),
            ("needs to be told with what", {**mail, "transform": "prefix"}),
            ("holds credentials", {"name": "Authorization", "source": "header"}),
            (
                "placeholder {{ zoe }} of Our Shop",
                {"constant": "{{ zoe }}", "field_name": "name"},
            ),
        ):
            with self.subTest(sentence):
                self.assert_refused(sentence, [line])

    def test_a_wrong_condition_is_told_what_is_wrong(self):
        number = {"name": "number", "type": "integer"}
        for sentence, condition in (
            ("which is no parameter", {"parameter_name": "other", "value": "1"}),
            ("can never hold", {"parameter_name": "number", "value": "many"}),
        ):
            with self.subTest(sentence):
                self.assert_refused(sentence, [number], [condition])

    def test_other_mistakes_of_a_sender(self):
        mail = {"name": "mail"}
        self.assert_refused("needs a target model", [mail], model_name=False)
        self.assert_refused("path of the list", split_path="@.a")
        self.assert_refused("GET call has no body", [mail], method="get")
        sender = self.make_sender([{**mail, "path": "@.mail"}], split_path="list")
        with self.assertRaisesRegex(ValidationError, "does not make one record"):
            sender.split_path = False
