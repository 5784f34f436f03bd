import json

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import JSON_TYPE, InboundWebhookCase
from .engine.github_examples import examples_by_event
from .queue_case import QueueCase

ADDRESS = {"street": "12 St James Square", "zip": "SW1Y 4JH", "city": "London"}
ADA = {"contact_name": "Ada Lovelace", "email_from": "ada@example.com"}
CONTACT = {"name": "Ada Lovelace", "email": "ada@example.com"}
ENQUIRY = {**ADA, "phone": "+44 20 7946 0018", "partner_name": "Analytical Engines Ltd"}
LEAD, PARTNER = "crm.lead", "res.partner"

#: The model and the values of the record that each sample makes, written by hand.
EXPECTED = {
    "website_form": (LEAD, {**ENQUIRY, "name": "Website: Ada Lovelace"}),
    "automation": (LEAD, {**ENQUIRY, "name": "Automation: Ada Lovelace"}),
    "odoo": (
        PARTNER,
        {
            **CONTACT,
            **ADDRESS,
            "phone": "+442079460018",
            "function": "Mathematician",
            "website": False,
        },
    ),
    "standard_webhooks": (
        PARTNER,
        {
            "name": "Ada Lovelace",
            "phone": "+442079460018",
            "street": "12 St James Square, London",
            "function": "Mathematician",
        },
    ),
    "typeform": (
        LEAD,
        {**ADA, "name": "Contact us: Ada Lovelace", "phone": "+442079460018"},
    ),
    "jotform": (
        LEAD,
        {**ADA, "name": "Contact us: Ada Lovelace", "phone": "+44 20 7946 0018"},
    ),
    "calendly": (
        LEAD,
        {**ADA, "name": "First talk: Ada Lovelace", "phone": "+44 20 7946 0018"},
    ),
    "mailchimp": (PARTNER, CONTACT),
    "hubspot": (
        LEAD,
        {
            **ENQUIRY,
            "name": "HubSpot: Ada Lovelace",
            "function": "Mathematician",
            "website": "http://www.example.com",
        },
    ),
    "google_ads": (
        LEAD,
        {
            **ENQUIRY,
            "name": "Google Ads: Ada Lovelace",
            "phone": "+442079460018",
            "function": "Mathematician",
            "zip": "SW1Y 4JH",
        },
    ),
    "meta_lead_ads": (
        LEAD,
        {
            **ENQUIRY,
            "name": "Meta lead ad: Ada Lovelace",
            "phone": "+442079460018",
            "function": "Mathematician",
        },
    ),
    "linkedin": (
        LEAD,
        {**ENQUIRY, "name": "LinkedIn: Ada Lovelace", "function": "Mathematician"},
    ),
    "shopify": (PARTNER, {**CONTACT, **ADDRESS, "phone": "+44 20 7946 0018"}),
    "woocommerce": (
        PARTNER,
        {**CONTACT, **ADDRESS, "company_name": "Analytical Engines Ltd"},
    ),
    "stripe": (PARTNER, {**CONTACT, **ADDRESS, "phone": "+442079460018"}),
    "github": (
        LEAD,
        {
            "name": "analytical/engine: The engine divides by zero",
            "contact_name": "ada",
            "website": "https://github.com/analytical/engine/issues/1",
        },
    ),
}
#: What an HTML field then holds.
DESCRIPTIONS = {
    "website_form": "Please call me back.",
    "automation": "Please call me back.",
    "typeform": "Please call me back.",
    "jotform": "Please call me back.",
    "calendly": "First talk, 2026-11-27T14:00:00.000000Z. I would like to see your "
    "engine.",
    "github": "It happens with the card for 0.",
}
#: Answers that are not the usual JSON.
ANSWERS = {
    "google_ads": "{}",
    "website_form": "<!DOCTYPE html>\n<title>Thank you</title>\n"
    "<p>Thank you, Ada Lovelace. We will be in touch.</p>",
}
BRITISH = ("shopify", "woocommerce", "stripe")


class GalleryCase(QueueCase):
    """Handlers made of senders."""

    def sender(self, key):
        return self.env.ref(f"inbound_webhook.sender_{key}")

    def make_from(self, sender):
        """A handler of a sender, as a click on its card makes it; switched on."""
        action = sender.action_make_handler()
        handler = self.env["inbound.webhook.handler"].browse(action["res_id"])
        handler.write({"active": True, "user_id": self.runner.id})
        return handler

    def send_sample(self, handler):
        """Send the sample of the handler's sender as the sender does."""
        sender = handler.sender_id
        lines = (sender.sample_headers or "").splitlines()
        headers = {"Content-Type": sender.sample_content_type}
        headers.update(line.split(": ", 1) for line in lines)
        body = sender.sample
        if sender.sample_content_type.startswith("multipart/"):
            body = body.replace("\n", "\r\n")
        return self.send(handler, body.encode(), headers=headers)


@tagged("post_install", "-at_install")
class TestGallerySamples(GalleryCase):
    """The sample of each sender, sent over HTTP to a handler made of it."""

    def test_every_sender_with_a_target_has_a_sample_that_is_tested(self):
        senders = self.env["inbound.webhook.sender"].search([("line_ids", "!=", False)])
        self.assertEqual(
            set(senders), {self.sender(key) for key in EXPECTED}, senders.mapped("name")
        )
        self.assertTrue(all(senders.mapped("sample")))

    def test_each_sample_makes_one_record_with_these_values(self):
        for key, (model, values) in EXPECTED.items():
            with self.subTest(key):
                handler = self.make_from(self.sender(key))
                before = self.env[model].search([])
                answer = self.send_sample(handler)
                queued = handler.processing == "queued"
                self.assertEqual(
                    answer.status_code, 202 if queued else 200, answer.text
                )
                if queued:
                    self.run_cron()
                record = self.env[model].search([]) - before
                self.assertRecordValues(record, [values])
                if key in DESCRIPTIONS:
                    self.assertEqual(record.description, f"<p>{DESCRIPTIONS[key]}</p>")
                if key in BRITISH:
                    self.assertEqual(record.country_id.code, "GB")
                if key in ANSWERS:
                    self.assertEqual(answer.text, ANSWERS[key])
                self.assert_repeat_makes_nothing(handler, answer)
                record.unlink()

    def assert_repeat_makes_nothing(self, handler, first):
        again = self.send_sample(handler)
        self.assertEqual(again.status_code, first.status_code)
        repeat, call = self.calls(handler)
        self.assertEqual((repeat.status, call.status), ("duplicate", "success"))


@tagged("post_install", "-at_install")
class TestGalleryEvents(GalleryCase):
    """Pings, tests and other events of senders, and what is left empty."""

    def assert_ignored(self, handler, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.last_call(handler).status, "ignored")

    def test_the_ping_of_woocommerce_is_a_form_and_ignored(self):
        handler = self.make_from(self.sender("woocommerce"))
        self.assert_ignored(handler, self.post_form(handler, {"webhook_id": "3"}))

    def test_two_orders_of_woocommerce_in_one_second_are_two(self):
        # Its delivery id is a hash of the webhook and the second.
        handler = self.make_from(self.sender("woocommerce"))
        headers = {
            "X-WC-Webhook-Topic": "order.created",
            "X-WC-Webhook-Delivery-ID": "36e520ebabc2fa725092ff4a47acedf2",
        }
        for name in ("Grace", "Mary"):
            billing = {"first_name": name, "email": f"{name}@example.com"}
            answer = self.post_json(handler, {"billing": billing}, headers)
            self.assertEqual(answer.json()["operation"], "created")

    def test_the_ping_of_github_is_ignored(self):
        handler = self.make_from(self.sender("github"))
        [ping, *_others] = examples_by_event()["ping"]
        self.assert_ignored(
            handler, self.post_json(handler, ping, {"X-GitHub-Event": "ping"})
        )

    def test_github_s_own_examples_of_issues(self):
        handler = self.make_from(self.sender("github"))
        examples = examples_by_event()["issues"]
        for number, example in enumerate(examples):
            headers = {"X-GitHub-Event": "issues", "X-GitHub-Delivery": str(number)}
            answer = self.post_json(handler, example, headers)
            self.assertEqual(answer.status_code, 200, answer.text)
        opened = [example for example in examples if example["action"] == "opened"]
        calls = self.calls(handler).filtered(lambda call: call.status == "success")
        self.assertEqual(len(calls), len(opened))
        self.assertTrue(opened)

    def test_a_test_lead_of_google_is_ignored_and_answered_as_it_expects(self):
        handler = self.make_from(self.sender("google_ads"))
        answer = self.post_json(handler, {"lead_id": "1", "is_test": True})
        self.assert_ignored(handler, answer)
        self.assertEqual(answer.text, "{}")

    def test_a_lead_of_google_without_a_name_has_a_title(self):
        handler = self.make_from(self.sender("google_ads"))
        column = {"column_id": "EMAIL", "string_value": "zoe@example.com"}
        self.post_json(handler, {"lead_id": "1", "user_column_data": [column]})
        lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
        self.assertEqual(lead.name, "Lead from Google Ads")

    def test_a_cancelled_meeting_is_ignored(self):
        handler = self.make_from(self.sender("calendly"))
        self.assert_ignored(
            handler,
            self.post_json(handler, {"event": "invitee.canceled", "payload": {}}),
        )

    def test_other_events_of_stripe_are_ignored(self):
        handler = self.make_from(self.sender("stripe"))
        self.assert_ignored(
            handler, self.post_json(handler, {"id": "evt_1", "type": "invoice.paid"})
        )

    def test_the_test_notification_of_shopify_is_ignored(self):
        handler = self.make_from(self.sender("shopify"))
        headers = {"X-Shopify-Topic": "customers/create", "X-Shopify-Test": "true"}
        self.assert_ignored(
            handler, self.post_json(handler, {"email": "bob@example.com"}, headers)
        )

    def test_a_subscriber_without_a_name_is_named_by_the_address(self):
        handler = self.make_from(self.sender("mailchimp"))
        answer = self.post_form(
            handler, {"type": "subscribe", "data[email]": "zoe@example.com"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        contact = self.env["res.partner"].browse(self.last_call(handler).res_id)
        self.assertEqual(contact.name, "zoe@example.com")

    def test_what_is_empty_in_another_odoo_is_no_value(self):
        handler = self.make_from(self.sender("odoo"))
        empty = dict.fromkeys(("phone", "street", "function", "website"), False)
        payload = {"_model": "res.partner", "name": "Zoë", "email": "zoe@example.com"}
        self.post_json(handler, {**payload, **empty})
        self.run_cron()
        contact = self.env["res.partner"].browse(self.last_call(handler).res_id)
        self.assertRecordValues(contact, [{"name": "Zoë", **empty}])

    def test_what_another_odoo_sends_is_taken(self):
        """The body is the one that Odoo's own action would send."""
        names = ("name", "email", "phone", "street", "zip", "city", "function")
        fields = self.env["ir.model.fields"]._get_ids("res.partner")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Tell",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "state": "webhook",
                "webhook_url": "https://example.com/",
                "webhook_field_ids": [Command.set([fields[name] for name in names])],
            }
        )
        body = action.webhook_sample_payload
        handler = self.make_from(self.sender("odoo"))
        answer = self.send(handler, body.encode(), headers={"Content-Type": JSON_TYPE})
        self.assertEqual(answer.status_code, 202, answer.text)
        self.run_cron()
        contact = self.env["res.partner"].browse(self.last_call(handler).res_id)
        self.assertEqual(contact.name, json.loads(body)["name"])


@tagged("post_install", "-at_install")
class TestGallery(InboundWebhookCase):
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

    def test_the_steps_name_the_address_of_the_handler(self):
        handler = self.made(self.env.ref("inbound_webhook.sender_website_form"))
        self.assertIn(f'action="{handler.url}"', handler.sender_setup.unescape())
        self.assertNotIn("{{ url }}", handler.sender_setup)

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
        self.assertEqual(stripe.condition_ids.mapped("parameter_name"), ["type"])

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
