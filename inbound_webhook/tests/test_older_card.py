"""A webhook made of the card of another Odoo, before that knew the sender's ids."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_USER, InboundWebhookHttpCase

ADA, EVE = "ada@older.example", "eve@older.example"


@tagged("post_install", "-at_install")
class TestOlderCard(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.env.ref("inbound_webhook.sender_odoo")
        cls.handler = cls.make_older_handler()

    @classmethod
    def make_older_handler(cls, number=None, **values):
        """As the card made it: contacts are matched by their address."""
        return cls.make_handler(
            "res.partner",
            **{
                "sender_id": cls.sender.id,
                "parameters": [
                    {"name": "model", "path": "_model"},
                    *([number] if number else []),
                    {"name": "email", "type": "email"},
                    "name",
                ],
                "mappings": [
                    {"parameter": "email", "field": "email", "is_match_key": True},
                    ("name", "name"),
                ],
                "conditions": [("model", "equals", "res.partner")],
                **values,
            },
        )

    def tell(self, number, email=False, handler=None):
        """What an Odoo sends when a contact is changed there."""
        payload = {"_id": number, "id": number, "_model": "res.partner"}
        answer = self.post_json(
            handler or self.handler, {**payload, "email": email, "name": "Ada"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["id"]

    def test_it_goes_on_as_it_did_and_says_what_could_be(self):
        self.assertEqual(self.tell(57, ADA), self.tell(58, ADA))
        self.assertNotEqual(self.tell(57), self.tell(57))
        self.assertTrue(self.handler.proposes_external_id)
        self.assertIn("by an id of its own", str(self.handler.setup_hints))

    def test_one_click_has_contacts_without_an_address_be_one(self):
        self.handler.action_match_by_external_id()
        self.assertEqual(self.tell(57), self.tell(57))
        self.assertNotEqual(self.tell(57), self.tell(58))
        self.assertFalse(self.handler.proposes_external_id)
        self.assertNotIn("by an id of its own", str(self.handler.setup_hints))

    def test_who_is_here_is_found_by_the_address_once_and_by_the_id_then(self):
        before = self.tell(57, ADA)
        self.handler.action_match_by_external_id()
        self.assertEqual(self.tell(57, ADA), before)
        self.assertEqual(self.tell(57, EVE), before)
        self.assertEqual(self.env["res.partner"].browse(before).email, EVE)

    def test_the_parameter_that_reads_the_id_is_taken(self):
        number = {"name": "theirs", "path": "_id", "type": "integer"}
        handler = self.make_older_handler(number)
        handler.action_match_by_external_id()
        self.assertEqual(handler.external_id_parameter_id.name, "theirs")
        self.assertEqual(len(handler.parameter_ids), 4)

    def test_another_parameter_of_its_name_stays(self):
        handler = self.make_older_handler({"name": "number", "path": "phone"})
        handler.action_match_by_external_id()
        self.assertEqual(handler.external_id_parameter_id.path, "_id")
        self.assertEqual(self.tell(57, handler=handler), self.tell(57, handler=handler))
        self.assertIn("number", handler.parameter_ids.mapped("name"))

    def test_one_that_keeps_the_number_as_the_reference_is_left_alone(self):
        """As a version in between had it."""
        handler = self.make_older_handler({"name": "number", "path": "_id"})
        self.add_lines(
            handler,
            "mapping",
            [{"parameter": "number", "field": "ref", "is_match_key": True}],
        )
        self.assertFalse(handler.proposes_external_id)
        self.assertEqual(self.tell(57, handler=handler), self.tell(57, handler=handler))

    def test_what_the_card_makes_today_proposes_nothing(self):
        handler = self.sender._make_handler()
        self.assertFalse(handler.proposes_external_id)

    def test_a_sender_without_ids_and_another_target_propose_nothing(self):
        for values in ({"sender_id": False}, {"conditions": []}):
            handler = self.make_older_handler(**values)
            if handler.sender_id:
                handler.mapping_ids.unlink()
                handler.model_id = self.env["ir.model"]._get("crm.lead")
            self.assertFalse(handler.proposes_external_id)
        with self.assertRaisesRegex(UserError, "No id of records"):
            self.make_older_handler(sender_id=False).action_match_by_external_id()

    def test_who_may_not_change_the_webhook_decides_nothing(self):
        user = new_test_user(self.env, login="older_reader", groups=WEBHOOK_USER)
        with self.assertRaises(AccessError):
            self.handler.with_user(user).action_match_by_external_id()
