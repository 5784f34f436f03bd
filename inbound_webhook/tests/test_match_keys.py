from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestMatchKeys(InboundWebhookHttpCase):
    """What is a value of a match key: 0, no, and Odoo's own id."""

    def make_key_handler(self, field, parameter, model="crm.lead", **values):
        return self.make_handler(
            model,
            parameters=[
                {"name": "key", **parameter},
                {"name": "title", "source": parameter.get("source", "body")},
            ],
            mappings=[
                {"parameter": "key", "field": field, "is_match_key": True},
                ("name", "title"),
            ],
            **values,
        )

    # === NOTHING, 0 AND NO ===

    def test_0_finds_the_record_that_has_it(self):
        handler = self.make_key_handler("color", {"type": "integer"})
        lead = self.env["crm.lead"].create({"name": "Old", "color": 0})
        self.env["crm.lead"].create({"name": "Other", "color": 1})
        answer = self.post_json(handler, {"key": 0, "title": "New"})
        self.assertEqual(answer.json()["operation"], "updated", answer.text)
        self.assertEqual(answer.json()["id"], lead.id)

    def test_0_does_not_find_what_has_no_value(self):
        handler = self.make_key_handler("color", {"type": "integer"})
        lead = self.env["crm.lead"].create({"name": "Old"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET color = NULL")
        answer = self.post_json(handler, {"key": 0, "title": "New"})
        self.assertEqual(answer.json()["operation"], "created", answer.text)
        again = self.post_json(handler, {"key": "0", "title": "Newer"})
        self.assertEqual(again.json()["id"], answer.json()["id"])
        self.assertEqual(lead.name, "Old")

    def test_0_is_a_value_of_a_decimal_too(self):
        handler = self.make_key_handler(
            "partner_latitude", {"type": "decimal"}, "res.partner"
        )
        first = self.post_json(handler, {"key": 0, "title": "One"})
        second = self.post_json(handler, {"key": 0.0, "title": "Two"})
        self.assertEqual(first.json()["operation"], "created")
        self.assertEqual(second.json()["id"], first.json()["id"])

    def test_no_is_a_value(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "is_company", "type": "boolean"}],
            mappings=[
                {"parameter": "name", "field": "name", "is_match_key": True},
                {
                    "parameter": "is_company",
                    "field": "is_company",
                    "is_match_key": True,
                    "joins_previous_key": True,
                },
            ],
        )
        company, person = self.env["res.partner"].create(
            [
                {"name": "Byron of the test", "is_company": True},
                {"name": "Byron of the test"},
            ]
        )
        for is_company, found in ((False, person), (True, company)):
            answer = self.post_json(
                handler, {"name": "Byron of the test", "is_company": is_company}
            )
            self.assertEqual(answer.json()["id"], found.id)

    def test_0_can_be_looked_up(self):
        handler = self.make_key_handler(
            "color", {"type": "integer", "source": "query"}, method="get"
        )
        lead = self.env["crm.lead"].create({"name": "Old", "color": 0})
        answer = self.get(handler, {"key": "0"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json()["id"], lead.id)

    def test_without_a_value_a_post_makes_a_record(self):
        handler = self.make_key_handler("color", {"type": "integer"})
        self.env["crm.lead"].create({"name": "Old", "color": 0})
        for body in ({"title": "New"}, {"key": None, "title": "New"}):
            answer = self.post_json(handler, body)
            self.assertEqual(answer.json()["operation"], "created")

    # === ODOO'S OWN ID ===

    def test_the_id_of_an_answer_is_a_key(self):
        handler = self.make_key_handler("id", {"type": "integer"})
        lead = self.env["crm.lead"].create({"name": "Old"})
        answer = self.post_json(handler, {"key": lead.id, "title": "New"})
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "updated",
                "model": "crm.lead",
                "id": lead.id,
                "call": self.last_call(handler).id,
            },
        )
        self.assertEqual(lead.name, "New")

    def test_the_id_may_be_a_text(self):
        handler = self.make_key_handler("id", {})
        lead = self.env["crm.lead"].create({"name": "Old"})
        self.post_json(handler, {"key": str(lead.id), "title": "New"})
        self.assertEqual(lead.name, "New")

    def test_an_id_that_is_not_there_makes_nothing(self):
        handler = self.make_key_handler("id", {"type": "integer"})
        before = self.env["crm.lead"].search_count([])
        for number in (2_000_000_000, 2**31, 2**70, 0, -1):
            with self.subTest(number):
                answer = self.post_json(handler, {"key": number, "title": "New"})
                self.assertEqual(answer.status_code, 404, answer.text)
                self.assertIn("There is no Lead", answer.json()["error"])
                call = self.last_call(handler)
                self.assertRecordValues(
                    call, [{"status": "error", "reason": "record_missing"}]
                )
                self.assertEqual(call.attention, "open")
        self.assertEqual(self.env["crm.lead"].search_count([]), before)

    def test_what_is_no_id_does_not_fit(self):
        handler = self.make_key_handler("id", {})
        for value in ("abc", "1.5", "1,5", "base.be"):
            with self.subTest(value):
                answer = self.post_json(handler, {"key": value, "title": "New"})
                self.assertEqual(answer.status_code, 422, answer.text)
                self.assertIn("'id'", answer.json()["error"])

    def test_what_is_no_id_is_not_left_out_either(self):
        """Another record would be made, of one that is there."""
        for type_name in ("text", "integer"):
            with self.subTest(type_name):
                handler = self.make_key_handler(
                    "id", {"type": type_name, "on_invalid": "skip"}
                )
                handler.mapping_ids.on_invalid = "skip"
                answer = self.post_json(handler, {"key": "abc", "title": "New"})
                self.assertEqual(answer.status_code, 422, answer.text)

    def test_without_an_id_a_record_is_made(self):
        handler = self.make_key_handler("id", {"type": "integer"})
        answer = self.post_json(handler, {"title": "New"})
        self.assertEqual(answer.json()["operation"], "created")

    def test_another_key_finds_what_the_id_does_not(self):
        handler = self.make_handler(
            parameters=[{"name": "id", "type": "integer"}, "email"],
            mappings=[
                {"parameter": "id", "field": "id", "is_match_key": True},
                {"parameter": "email", "field": "email_from", "is_match_key": True},
            ],
        )
        lead = self.env["crm.lead"].create(
            {"name": "Old", "email_from": "zoe@example.com"}
        )
        body = {"id": 2_000_000_000, "email": "zoe@example.com"}
        self.assertEqual(self.post_json(handler, body).json()["id"], lead.id)
        body["email"] = "nobody@example.com"
        self.assertEqual(self.post_json(handler, body).status_code, 404)

    def test_the_id_is_found_with_the_rights_of_the_user(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        lead = self.env["crm.lead"].create({"name": "Old", "company_id": company.id})
        handler = self.make_key_handler("id", {"type": "integer"})
        answer = self.post_json(handler, {"key": lead.id, "title": "New"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(lead.name, "Old")

    def test_a_look_up_by_id(self):
        handler = self.make_key_handler(
            "id", {"type": "integer", "source": "query"}, method="get"
        )
        lead = self.env["crm.lead"].create({"name": "Old"})
        self.assertEqual(self.get(handler, {"key": lead.id}).json()["id"], lead.id)
        for number in (2_000_000_000, 2**31, 2**63, -1, 0):
            with self.subTest(number):
                answer = self.get(handler, {"key": number})
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(answer.json()["status"], "not_found")
        self.assertEqual(self.get(handler).status_code, 400)

    def test_the_id_is_a_key_or_nothing(self):
        with self.assertRaisesRegex(ValidationError, "match key"):
            self.make_handler(parameters=["id"], mappings=[("id", "id")])
        handler = self.make_key_handler("id", {})
        with self.assertRaisesRegex(ValidationError, "match key"):
            handler.mapping_ids[0].is_match_key = False
        with self.assertRaisesRegex(ValidationError, "cannot be filled"):
            self.make_key_handler("create_uid", {})

    def test_the_id_can_be_chosen_on_the_screen(self):
        handler = self.make_handler(parameters=["key"])
        field = self.env["ir.model.fields"]._get("crm.lead", "id")
        with Form(handler) as form, form.mapping_ids.new() as line:
            line.parameter_id = handler.parameter_ids
            line.field_id = field
            self.assertTrue(line.is_match_key)
        self.assertEqual(handler.mapping_ids.field_id, field)
        domain = [
            ("model_id", "=", handler.model_id.id),
            *("|", ("name", "=", "id"), "&", "&", ("readonly", "=", False)),
            *(("store", "=", True), ("ttype", "in", ["integer"])),
        ]
        fields = self.env["ir.model.fields"].search(domain)
        self.assertIn(field, fields)

    def test_a_background_call_without_a_key_makes_a_record(self):
        handler = self.make_key_handler("id", {"type": "integer"}, processing="queued")
        self.assertEqual(self.post_json(handler, {"title": "Q"}).status_code, 202)
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()
        self.assertEqual(self.last_call(handler).operation, "created")

    # === SEVERAL VALUES FOR ONE FIELD ===

    def test_a_contact_whose_address_changes_is_found_by_the_old_one(self):
        """As Mailchimp tells it: ``old_email`` and ``new_email``."""
        for more in ({}, {"is_match_key": True}):
            with self.subTest(more):
                self.check_change_of_address(**more)

    def check_change_of_address(self, is_match_key=False):
        handler = self.make_handler(
            "res.partner",
            parameters=[
                {"name": "old", "type": "email"},
                {"name": "new", "type": "email"},
            ],
            mappings=[
                {
                    "parameter": "old",
                    "field": "email",
                    "is_match_key": True,
                    "policy": "on_create",
                },
                {"parameter": "new", "field": "email", "is_match_key": is_match_key},
                ("name", "new"),
            ],
        )
        contact = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@old.example"}
        )
        payload = {"old": "ada@old.example", "new": "ada@new.example"}
        # Sent again, the old one is nobody's any more.
        for _time in range(2 if is_match_key else 1):
            answer = self.post_json(handler, payload)
            self.assertEqual(answer.json()["id"], contact.id, answer.text)
            self.assertEqual(contact.email, "ada@new.example")
        contact.unlink()

    def test_each_of_two_keys_of_one_field_is_looked_for_by_its_own_value(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[
                {"name": "old", "type": "email"},
                {"name": "new", "type": "email"},
                "name",
            ],
            mappings=[
                {"parameter": "old", "field": "email", "is_match_key": True},
                {"parameter": "new", "field": "email", "is_match_key": True},
                ("name", "name"),
            ],
        )
        contact = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@old.example"}
        )
        payload = {"old": "ada@old.example", "new": "ada@new.example", "name": "Ada"}
        for _time in range(2):
            answer = self.post_json(handler, payload)
            self.assertEqual(answer.json()["id"], contact.id, answer.text)
            self.assertEqual(contact.email, "ada@new.example")
