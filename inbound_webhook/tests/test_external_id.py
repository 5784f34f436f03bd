"""The sender's own id of a record is a match key, without a field for it."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models.call import beside_records
from .common import InboundWebhookHttpCase

ADA, EVE = "ada@external.example", "eve@external.example"


@tagged("post_install", "-at_install")
class TestExternalId(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_known_handler()

    @classmethod
    def make_known_handler(cls, **values):
        """A webhook of contacts that the sender has under an id."""
        handler = cls.make_handler(
            "res.partner",
            **{
                "parameters": ["id", {"name": "email", "type": "email"}, "name"],
                "mappings": [
                    {"parameter": "email", "field": "email", "is_match_key": True},
                    ("name", "name"),
                ],
                **values,
            },
        )
        handler.external_id_parameter_id = handler.parameter_ids.filtered(
            lambda item: item.name == "id"
        )
        return handler

    def tell(self, handler=None, **values):
        answer = self.post_json(handler or self.handler, {"name": "Ada", **values})
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def test_a_contact_without_an_email_does_not_multiply(self):
        first = self.tell(id=57)
        second = self.tell(id="57", name="Ada L.")
        self.assertEqual((second["operation"], second["id"]), ("updated", first["id"]))
        explanation = self.last_call(self.handler).explanation
        self.assertIn("found by the sender's id", explanation)
        # As programs write it that know no whole numbers.
        for number in (57.0, "57.0", " 57 "):
            self.assertEqual(self.tell(id=number)["id"], first["id"])
        self.assertNotEqual(self.tell(id=58)["id"], first["id"])

    def test_an_id_that_does_not_fit_is_not_left_out(self):
        """Without it, each such call would make one more contact."""
        parameters = [{"name": "id", "type": "integer", "on_invalid": "skip"}, "name"]
        handler = self.make_known_handler(
            parameters=parameters, mappings=[("name", "name")]
        )
        answer = self.post_json(handler, {"id": "L-42", "name": "Ada"})
        self.assertEqual(answer.status_code, 422, answer.text)
        self.assertIn("'id' does not fit", answer.json()["error"])
        self.assertEqual(self.tell(handler, id="42")["operation"], "created")
        # That there is none is something else.
        self.assertEqual(self.tell(handler, id="N/A")["operation"], "created")

    def test_a_changed_email_makes_no_second_contact(self):
        first = self.tell(id=57, email=ADA)
        second = self.tell(id=57, email=EVE)
        self.assertEqual(second["id"], first["id"])
        contact = self.env["res.partner"].browse(first["id"])
        self.assertEqual(contact.email, EVE)

    def test_somebody_who_is_here_is_found_by_the_email_once_and_by_the_id_then(self):
        mine = self.env["res.partner"].create({"name": "A", "email": ADA})
        self.assertEqual(self.tell(id=57, email=ADA)["id"], mine.id)
        mine.email = EVE
        self.assertEqual(self.tell(id=57, email=ADA)["id"], mine.id)

    def test_another_id_with_the_same_email_is_somebody_else(self):
        first = self.tell(id=57, email=ADA)
        second = self.tell(id=58, email=ADA, name="Bea")
        self.assertEqual(second["operation"], "created")
        self.assertEqual(self.tell(id=57, email=ADA)["id"], first["id"])
        self.assertEqual(self.tell(id=58, email=ADA)["id"], second["id"])

    def test_0_is_an_id_and_nothing_is_none(self):
        first = self.tell(id=0)
        self.assertEqual(self.tell(id=0)["id"], first["id"])
        for nothing in ("", None, False, "N/A"):
            answer = self.tell(id=nothing)
            self.assertEqual(answer["operation"], "created", nothing)

    def test_a_record_that_was_deleted_is_made_anew_and_found_then(self):
        first = self.tell(id=57)
        self.env["res.partner"].browse(first["id"]).unlink()
        second = self.tell(id=57)
        self.assertEqual(second["operation"], "created")
        self.assertEqual(self.tell(id=57)["id"], second["id"])

    def test_an_archived_one_is_found_where_that_is_chosen(self):
        first = self.tell(id=57)
        contact = self.env["res.partner"].browse(first["id"])
        contact.active = False
        self.handler.match_archived = "restore"
        self.assertEqual(self.tell(id=57)["id"], first["id"])
        self.assertTrue(contact.active)

    def test_the_ids_of_two_webhooks_are_not_confused(self):
        first = self.tell(id=57)
        other = self.make_known_handler()
        self.assertNotEqual(self.tell(other, id=57)["id"], first["id"])

    def test_webhooks_of_one_system_share_its_ids(self):
        self.handler.external_system = "Shop"
        first = self.tell(id=57)
        deleting = self.make_known_handler(
            external_system=" shop", operation_mode="archive", mappings=[]
        )
        self.assertEqual(self.tell(deleting, id=57)["operation"], "archived")
        self.assertFalse(self.env["res.partner"].browse(first["id"]).active)
        self.assertEqual(self.tell(deleting, id=99)["status"], "ignored")

    def test_a_look_up_by_the_id(self):
        self.handler.external_system = "Shop"
        first = self.tell(id=57)
        asking = self.make_known_handler(
            external_system="Shop",
            method="get",
            parameters=[{"name": "id", "source": "query"}],
            mappings=[],
        )
        self.assertEqual(self.get(asking, {"id": 57}).json()["id"], first["id"])
        self.assertEqual(self.get(asking, {"id": 58}).status_code, 404)
        missing = self.get(asking)
        self.assertEqual(missing.status_code, 400)
        self.assertIn("id", missing.json()["error"])

    def test_what_the_user_may_not_see_is_not_found_by_an_id(self):
        self.handler.external_system = "Shop"
        company = self.env["res.company"].create({"name": "Elsewhere"})
        first = self.tell(id=57)
        self.env["res.partner"].browse(first["id"]).company_id = company
        answer = self.tell(id=57, name="Other")
        self.assertEqual(answer["operation"], "created")
        contact = self.env["res.partner"].browse(first["id"])
        self.assertEqual(contact.name, "Ada")

    def test_the_items_of_a_list_have_ids_too(self):
        handler = self.make_known_handler(
            split_path="$",
            parameters=[
                {"name": name, "path": f"@.{name}"} for name in ("id", "email", "name")
            ],
        )
        rows = [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}, {"id": 1, "name": "C"}]
        results = self.post_json(handler, rows).json()["results"]
        self.assertEqual(results[0]["id"], results[2]["id"])
        self.assertNotEqual(results[0]["id"], results[1]["id"])

    def test_the_id_itself_is_not_kept_beside(self):
        self.tell(id=ADA)
        table = self.env["inbound.webhook.external.id"].search_read([])
        self.assertTrue(table)
        self.assertNotIn(ADA, str(table))

    def test_only_a_plain_value_of_the_same_webhook_is_an_id(self):
        other = self.make_known_handler()
        with self.assertRaisesRegex(ValidationError, "sender's id"):
            self.handler.external_id_parameter_id = other.external_id_parameter_id
        with self.assertRaisesRegex(ValidationError, "sender's id"):
            self.handler.external_id_parameter_id.type = "list"

    def test_ids_of_records_that_are_gone_are_forgotten(self):
        first = self.tell(id=57)
        ids = self.env["inbound.webhook.external.id"]
        mine = [("system", "=", f"handler:{self.handler.id}")]
        self.clean_up(ids)
        self.assertEqual(len(ids.search(mine)), 1)
        self.env["res.partner"].browse(first["id"]).unlink()
        self.clean_up(ids)
        self.assertFalse(ids.search(mine))

    def test_so_are_those_of_an_app_that_is_not_there_any_more(self):
        self.tell(id=57)
        ids = self.env["inbound.webhook.external.id"]
        mine = ids.search([("system", "=", f"handler:{self.handler.id}")])
        mine.res_model = "no.such.model"
        self.clean_up(ids)
        self.assertFalse(mine.exists())

    def test_those_of_very_many_are_forgotten_in_steps(self):
        ids = self.env["inbound.webhook.external.id"]
        ids.create(
            [
                {
                    "digest": f"of nobody {number}",
                    "system": "gone",
                    "res_model": "no.such.model" if number % 2 else "res.partner",
                    "res_id": 2**31 - 1 - number,
                }
                for number in range(4)
            ]
        )
        kept = self.tell(id=57)["id"]
        self.patch(beside_records, "GONE_BATCH", 3)
        steps = []
        while not steps or steps[-1][1]:
            steps.append(ids._gc_of_deleted())
        self.assertEqual(steps, [(3, 1), (1, 0)])
        self.assertEqual(ids.search([]).mapped("res_id"), [kept])

    def clean_up(self, ids):
        while ids._gc_of_deleted()[1]:
            pass
