import json

from odoo.fields import Command
from odoo.tests import tagged

from .common import JSON_TYPE
from .engine.github_examples import examples_by_event
from .queue_case import QueueCase

ADDRESS = {"street": "12 St James Square", "zip": "SW1Y 4JH", "city": "London"}
ADA = {"contact_name": "Ada Lovelace", "email_from": "ada@example.com"}
CONTACT = {"name": "Ada Lovelace", "email": "ada@example.com"}
ENQUIRY = {**ADA, "phone": "+442079460018", "partner_name": "Analytical Engines Ltd"}
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
        {**ADA, "name": "Contact us: Ada Lovelace", "phone": "+442079460018"},
    ),
    "calendly": (
        LEAD,
        {**ADA, "name": "First talk: Ada Lovelace", "phone": "+442079460018"},
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
    "shopify": (PARTNER, {**CONTACT, **ADDRESS, "phone": "+442079460018"}),
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

    def assert_handshake(self, handler, answer, text):
        self.assertEqual((answer.status_code, answer.text), (200, text))
        call = self.last_call(handler)
        self.assertEqual((call.kind, call.status), ("handshake", "success"))

    def test_the_ping_of_woocommerce_is_a_handshake(self):
        handler = self.make_from(self.sender("woocommerce"))
        answer = self.post_form(handler, {"webhook_id": "3"})
        self.assert_handshake(handler, answer, "OK")

    def test_mailchimp_opens_the_url_before_it_takes_it(self):
        handler = self.make_from(self.sender("mailchimp"))
        self.assert_handshake(handler, self.get(handler), "OK")

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

    def test_the_ping_of_github_is_a_handshake(self):
        handler = self.make_from(self.sender("github"))
        [ping, *_others] = examples_by_event()["ping"]
        answer = self.post_json(handler, ping, {"X-GitHub-Event": "ping"})
        self.assert_handshake(handler, answer, "pong")

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

    def hubspot_contact(self, number, **properties):
        """What a workflow of HubSpot sends that includes all properties."""
        return {
            "vid": number,
            "canonical-vid": number,
            "portal-id": 62515,
            "is-contact": True,
            "properties": {
                name: {"value": value, "versions": [{"value": value}]}
                for name, value in properties.items()
            },
            "form-submissions": [],
        }

    def test_all_properties_of_hubspot_make_the_same_lead(self):
        handler = self.make_from(self.sender("hubspot"))
        ada = {
            **{"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com"},
            **{"phone": "+44 20 7946 0018", "company": "Analytical Engines Ltd"},
            **{"jobtitle": "Mathematician", "website": "www.example.com"},
        }
        answer = self.post_json(handler, self.hubspot_contact(201, **ada))
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertRecordValues(lead, [EXPECTED["hubspot"][1]])
        again = self.hubspot_contact(202, lastname="Byron", email="ada@example.com")
        self.assertNotEqual(self.post_json(handler, again).json()["id"], lead.id)

    def test_a_contact_of_hubspot_without_an_address_is_one_lead(self):
        handler = self.make_from(self.sender("hubspot"))
        nobody = self.hubspot_contact(7, firstname="Jo")
        lead = self.post_json(handler, nobody).json()["id"]
        told = self.hubspot_contact(7, firstname="Jo", email="jo@example.com")
        self.assertEqual(self.post_json(handler, told).json()["id"], lead)
        chosen = {"hs_object_id": "7", "firstname": "Jo", "company": "Acme"}
        self.assertEqual(self.post_json(handler, chosen).json()["id"], lead)

    def test_events_of_hubspot_that_name_nobody_make_no_lead(self):
        handler = self.make_from(self.sender("hubspot"))
        before = self.env["crm.lead"].search_count([])
        event = {
            **{"eventId": 100, "subscriptionId": 3, "portalId": 62515, "appId": 1},
            **{"occurredAt": 1564113600000, "attemptNumber": 0, "objectId": 123},
        }
        created = {**event, "subscriptionType": "contact.creation"}
        changed = {
            **{**event, "eventId": 101, "subscriptionType": "contact.propertyChange"},
            **{"propertyName": "email", "propertyValue": "ada@example.com"},
        }
        for events in ([created], [changed], [created, changed]):
            self.assert_ignored(handler, self.post_json(handler, events))
        for empty in ({}, {"vid": 5, "properties": {}}, self.hubspot_contact(6)):
            self.assertEqual(self.post_json(handler, empty).status_code, 422)
        self.assertEqual(self.env["crm.lead"].search_count([]), before)

    def stripe_event(self, number, **values):
        event = json.loads(self.sender("stripe").sample)
        event["id"] = f"evt_{number}"
        none = dict.fromkeys(("email", "name", "phone"))
        event["data"]["object"] |= {**none, "address": None, **values}
        return event

    def test_a_customer_of_stripe_without_an_address_is_one_contact(self):
        handler = self.make_from(self.sender("stripe"))
        answer = self.post_json(handler, self.stripe_event(1, name="Ada"))
        contact = answer.json()["id"]
        told = self.stripe_event(2, name="Ada", email="ada@example.com")
        self.assertEqual(self.post_json(handler, told).json()["id"], contact)
        moved = self.stripe_event(3, email="new@example.com")
        self.assertEqual(self.post_json(handler, moved).json()["id"], contact)
        other = self.stripe_event(4, id="cus_2", name="Ada")
        self.assertNotEqual(self.post_json(handler, other).json()["id"], contact)
        self.assert_ignored(
            handler, self.post_json(handler, self.stripe_event(5, id="cus_3"))
        )

    def test_a_customer_of_shopify_has_a_number_of_his_own(self):
        handler = self.make_from(self.sender("shopify"))
        headers = {"X-Shopify-Topic": "customers/update"}
        customer = {"id": 7, "first_name": "Jo", "phone": "+44 20 7946 0018"}
        for number in ("+44 20 7946 0099", None):
            customer["default_address"] = {"phone": number}
            answer = self.post_json(handler, customer, headers)
            contact = self.env["res.partner"].browse(answer.json()["id"])
            self.assertEqual(contact.phone, "+442079460018")
            self.assertEqual(contact.name, "Jo")
        self.assertEqual(self.env["res.partner"].search([("name", "=", "Jo")]), contact)

    def test_an_empty_form_of_typeform_makes_no_lead(self):
        handler = self.make_from(self.sender("typeform"))
        response = json.loads(handler.sender_id.sample)
        answers = response["form_response"].pop("answers")
        self.assert_ignored(handler, self.post_json(handler, response))
        for number, answer in enumerate(answers):
            response["form_response"] |= {"token": str(number), "answers": [answer]}
            made = self.post_json(handler, response)
            self.assertEqual(made.status_code, 200, made.text)
            self.assertIn(made.json()["status"], ("success", "ok"), made.text)

    def test_a_test_lead_of_meta_has_no_name(self):
        handler = self.make_from(self.sender("meta_lead_ads"))
        words = "<test lead: dummy data for {}>"
        test = {
            **{"lead_id": "1", "email": "test@example.com"},
            "full_name": words.format("full_name"),
            "company_name": words.format("company_name"),
        }
        answer = self.post_json(handler, test)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, "Lead from a Meta lead ad")
        self.assertFalse(lead.partner_name or lead.contact_name)

    def test_who_hides_a_number_has_none(self):
        handler = self.make_from(self.sender("meta_lead_ads"))
        answer = self.post_json(
            handler,
            {"full_name": "Ada", "email": "a@b.example", "phone_number": "anonymous"},
        ).json()
        self.assertEqual(len(answer["notes"]), 1)
        self.assertFalse(self.env["crm.lead"].browse(answer["id"]).phone)

    def test_a_second_meeting_is_added_to_the_first(self):
        handler = self.make_from(self.sender("calendly"))
        sample = json.loads(handler.sender_id.sample)
        answer = self.post_json(handler, sample).json()
        sample["payload"]["uri"] += "2"
        sample["payload"]["scheduled_event"]["name"] = "Second talk"
        self.post_json(handler, sample)
        said = self.env["crm.lead"].browse(answer["id"]).description
        self.assertIn("First talk", said)
        self.assertIn("Second talk", said)

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

    def send_contact(self, handler, number, **values):
        """Send a contact as another Odoo does; its contact here."""
        payload = {"_id": number, "id": number, "_model": "res.partner", **values}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 202, answer.text)
        self.run_cron()
        call = self.last_call(handler)
        self.assertEqual(call.status, "success", call.explanation)
        return self.env["res.partner"].browse(call.res_id)

    def test_a_contact_of_another_odoo_without_an_email_is_one_contact(self):
        handler = self.make_from(self.sender("odoo"))
        nobody = {"name": "No Mail", "email": False, "city": "Gent"}
        contact = self.send_contact(handler, 57, **nobody)
        self.assertFalse(contact.ref)
        again = self.send_contact(handler, 57, **{**nobody, "city": "Brugge"})
        self.assertEqual(again, contact)
        self.assertEqual(contact.city, "Brugge")
        other = self.send_contact(handler, 58, **nobody)
        self.assertNotEqual(other, contact)
        renamed = self.send_contact(handler, 57, **{**nobody, "email": "z@example.com"})
        self.assertEqual(renamed, contact)
        self.assertEqual(contact.email, "z@example.com")

    def test_a_changed_email_of_another_odoo_makes_no_second_contact(self):
        handler = self.make_from(self.sender("odoo"))
        contact = self.send_contact(handler, 57, name="Ada", email="ada@example.com")
        again = self.send_contact(handler, 57, name="Ada", email="new@example.com")
        self.assertEqual((again, contact.email), (contact, "new@example.com"))

    def test_two_contacts_of_another_odoo_with_one_email_stay_two(self):
        handler = self.make_from(self.sender("odoo"))
        first = self.send_contact(handler, 57, name="Ada", email="info@example.com")
        second = self.send_contact(handler, 58, name="Bea", email="info@example.com")
        self.assertNotEqual(first, second)
        self.assertEqual((first.name, second.name), ("Ada", "Bea"))

    def test_a_field_that_is_cleared_in_another_odoo_is_cleared_where_chosen(self):
        handler = self.make_from(self.sender("odoo"))
        street = handler.mapping_ids.filtered(
            lambda item: item.field_id.name == "street"
        )
        street.policy = "also_empty"
        values = {"name": "Ada", "email": "ada@example.com", "city": "Gent"}
        contact = self.send_contact(handler, 57, **values, street="12 Square")
        self.assertEqual(contact.street, "12 Square")
        values["city"] = False
        self.send_contact(handler, 57, **values, street=False)
        self.assertEqual((contact.street, contact.city), (False, "Gent"))

    def test_the_numbers_of_two_other_odoos_are_not_confused(self):
        one, two = (self.make_from(self.sender("odoo")) for _number in range(2))
        first = self.send_contact(one, 57, name="Ada", email=False)
        second = self.send_contact(two, 57, name="Bea", email=False)
        self.assertNotEqual(first, second)
        self.assertEqual(first.name, "Ada")

    def test_a_contact_that_is_here_already_keeps_its_own_reference(self):
        handler = self.make_from(self.sender("odoo"))
        mine = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@example.com", "ref": "C-1"}
        )
        contact = self.send_contact(handler, 57, name="Ada", email="ada@example.com")
        self.assertEqual((contact, contact.ref), (mine, "C-1"))

    def test_a_delivery_of_svix_is_known_by_its_own_header(self):
        handler = self.make_from(self.sender("standard_webhooks"))
        contact = {"fullName": "Ada", "phoneNumber": "+44 20 7946 0018"}
        payload = {"type": "contact.created", "data": contact}
        for number, status in ((1, "success"), (1, "duplicate"), (2, "success")):
            self.post_json(handler, payload, {"svix-id": f"msg_{number}"})
            self.assertEqual(self.last_call(handler).status, status)
        codes = self.trace_codes(self.last_call(handler))
        self.assertEqual(codes["duplicate"], "first")

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
