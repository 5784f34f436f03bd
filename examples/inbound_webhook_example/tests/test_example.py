import json

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.inbound_webhook.engine.conditions import Operator, register_operator
from odoo.addons.inbound_webhook.engine.transforms import register_transform
from odoo.addons.inbound_webhook.engine.types import TYPES, register_type
from odoo.addons.inbound_webhook.tests.common import InboundWebhookHttpCase

CALL = {
    "caller": "Grace Hopper",
    "number": "+32 2 555 12 34",
    "agent": "ada lovelace",
    "duration": "1 h 5 min",
    "note": "Wants a call: back tomorrow.",
}


@tagged("post_install", "-at_install")
class TestExample(InboundWebhookHttpCase):
    """A type, a transform, an operator and a sender that another addon brings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.env.ref("inbound_webhook_example.sender_phone_system")

    def choices(self, model, field, lang=None):
        """What a selection of a screen offers: labels by value."""
        records = self.env[f"inbound.webhook.{model}"].with_context(lang=lang)
        return dict(records.fields_get([field])[field]["selection"])

    def make_from_card(self):
        """A handler of the sender, as a click on its card makes it; switched on."""
        action = self.sender.action_make_handler()
        handler = self.env["inbound.webhook.handler"].browse(action["res_id"])
        handler.write({"active": True, "user_id": self.runner.id})
        return handler

    def make_strict(self):
        """One that refuses a call whose duration is none, whatever the call is."""
        handler = self.make_from_card()
        handler.condition_ids.unlink()
        duration = handler.parameter_ids.filtered(lambda item: item.name == "duration")
        duration.on_invalid = "refuse"
        return handler

    def test_the_screens_offer_what_the_addon_brings(self):
        for model in ("parameter", "sender.line", "template.line"):
            self.assertEqual(self.choices(model, "type")["duration"], "Duration")
        for model in ("mapping", "sender.line"):
            self.assertEqual(self.choices(model, "transform")["initials"], "Initials")
        for model in ("condition", "sender.condition"):
            self.assertEqual(
                self.choices(model, "operator")["has_words"], "has the words"
            )

    def test_a_reader_of_another_language_reads_the_addons_own_translations(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.assertEqual(
            self.choices("parameter", "type", "fr_FR")["duration"], "Durée"
        )
        self.assertEqual(
            self.choices("condition", "operator", "fr_FR")["has_words"],
            "contient les mots",
        )
        handler = self.make_strict()
        self.post_json(handler, CALL | {"duration": "long"})
        reason = self.last_call(handler).with_context(lang="fr_FR").reason_text
        self.assertIn("une durée telle que 1 h 30 min", reason)

    def test_a_call_makes_a_lead(self):
        handler = self.make_from_card()
        answer = self.post_json(handler, CALL)
        self.assertEqual(answer.json()["operation"], "created", answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, "Call of 65 minutes: Grace Hopper")
        self.assertEqual(lead.referred, "A.L.")
        self.assertEqual(json.loads(self.last_call(handler).parameters)["duration"], 65)

    def test_conditions_compare_with_the_operator_and_in_the_order_of_the_type(self):
        handler = self.make_from_card()
        for left_out in ({"note": "Wants a ball back"}, {"duration": "0 min"}):
            with self.subTest(left_out):
                answer = self.post_json(handler, CALL | left_out)
                self.assertEqual(answer.json()["status"], "ignored")
        self.assertIn(
            'note has the words "call back" AND duration is at least "1 min"',
            handler.condition_sentence,
        )

    def test_what_is_no_duration_is_refused(self):
        handler = self.make_strict()
        answer = self.post_json(handler, CALL | {"duration": "an hour"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("a duration such as 1 h 30 min", answer.json()["error"])

    def test_an_operator_that_the_type_does_not_work_with_cannot_be_saved(self):
        handler = self.make_from_card()
        with self.assertRaisesRegex(ValidationError, '"has the words" does not work'):
            self.add_lines(
                handler,
                "condition",
                [{"parameter": "duration", "operator": "has_words", "value": "5"}],
            )

    def test_the_type_is_guessed_of_a_sample(self):
        handler = self.make_handler()
        sample = '{"talk": "1 h 30 min", "length": "90", "name": "Ada"}'
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": sample}
        )
        template.action_read()
        self.assertEqual(
            {line.name: line.type for line in template.line_ids},
            {"talk": "duration", "length": "duration", "name": "text"},
        )

    def test_a_sample_call_has_a_value_of_the_type(self):
        handler = self.make_handler(parameters=[{"name": "talk", "type": "duration"}])
        self.assertIn("1 h 30 min", handler._sample_request().body.decode())

    def test_two_addons_do_not_take_each_others_names(self):
        with self.assertRaisesRegex(ValueError, "known already"):
            register_type("email")(str)
        with self.assertRaisesRegex(ValueError, "known already"):
            register_transform("trim", "Trim")(max)
        with self.assertRaisesRegex(ValueError, "known already"):
            register_operator(Operator("equals", "equals", "text"))
        self.assertEqual(TYPES["email"].addon, "inbound_webhook")
