"""What the action *Send Webhook Notification* of another Odoo sends, and its card."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

ADA, EVE = "ada@other.example", "eve@other.example"
#: Odoo writes false for each field that is empty.
NOTHING = dict.fromkeys(
    ("city", "email", "function", "name", "phone", "street", "website", "zip"), False
)


@tagged("post_install", "-at_install")
class TestAnotherOdoo(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.env.ref("inbound_webhook.sender_odoo")._make_handler()
        # The card has them wait in the queue, which is tested where that is.
        cls.handler.write(
            {"active": True, "processing": "immediate", "user_id": cls.runner.id}
        )

    def tell(self, number, model="res.partner", **values):
        payload = {
            "_action": "Send Webhook Notification(#412)",
            "_id": number,
            "_model": model,
            "id": number,
            **NOTHING,
            "name": "Ada",
            **values,
        }
        answer = self.post_json(self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def contact(self, answer):
        return self.env["res.partner"].browse(answer["id"])

    def empty_too(self, *names):
        for mapping in self.handler.mapping_ids:
            if mapping.field_id.name in names:
                mapping.policy = "also_empty"

    def test_contacts_without_an_address_do_not_multiply(self):
        first = self.tell(57)
        second = self.tell(57, city="Gent")
        self.assertEqual((second["operation"], second["id"]), ("updated", first["id"]))
        self.assertNotEqual(self.tell(58)["id"], first["id"])

    def test_a_changed_address_makes_no_second_contact(self):
        first = self.tell(57, email=ADA)
        self.assertEqual(self.tell(57, email=EVE)["id"], first["id"])
        self.assertEqual(self.contact(first).email, EVE)

    def test_one_that_is_archived_here_is_not_made_again(self):
        first = self.tell(57)
        self.contact(first).active = False
        second = self.tell(57, city="Gent")
        self.assertEqual((second["operation"], second["id"]), ("updated", first["id"]))
        self.assertRecordValues(
            self.contact(first), [{"active": False, "city": "Gent"}]
        )

    def test_two_contacts_with_one_address_are_two(self):
        first, second = self.tell(57, email=ADA), self.tell(58, email=ADA, name="Eve")
        self.assertNotEqual(first["id"], second["id"])
        self.assertEqual(self.contact(first).name, "Ada")

    def test_who_is_here_already_is_found_by_the_address(self):
        mine = self.env["res.partner"].create({"name": "A", "email": f"Ada <{ADA}>"})
        self.assertEqual(self.tell(57, email=ADA)["id"], mine.id)

    def test_a_field_that_is_cleared_there_stays_here(self):
        first = self.tell(57, city="Gent", phone="+32 9 210 98 76", email=ADA)
        self.assertEqual(self.tell(57)["operation"], "unchanged")
        self.assertEqual(
            (self.contact(first).city, self.contact(first).email), ("Gent", ADA)
        )

    def test_a_field_that_is_cleared_there_is_cleared_here_where_that_is_chosen(self):
        self.empty_too("city", "email", "phone")
        first = self.tell(
            57, city="Gent", phone="+32 9 210 98 76", email=ADA, zip="9000"
        )
        self.assertEqual(self.tell(57)["id"], first["id"])
        contact = self.contact(first)
        self.assertEqual((contact.city, contact.email, contact.phone), (False,) * 3)
        self.assertEqual(contact.zip, "9000")

    def test_a_name_that_is_cleared_there_costs_nothing_else(self):
        self.empty_too("name")
        first = self.tell(57, city="Gent")
        self.tell(57, name=False, city="Brugge")
        self.assertEqual(
            (self.contact(first).name, self.contact(first).city), ("Ada", "Brugge")
        )

    def test_no_table_is_needed_to_take_false_for_nothing(self):
        self.assertFalse(any(self.handler.mapping_ids.mapped("transform")))

    def test_records_of_another_kind_are_ignored(self):
        answer = self.tell(57, model="res.users")
        self.assertEqual(answer["status"], "ignored")
