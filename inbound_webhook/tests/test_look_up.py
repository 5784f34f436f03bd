import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestLookUp(InboundWebhookHttpCase):
    """GET calls find a record and answer its fields."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            "res.partner",
            method="get",
            parameters=[
                {"name": "phone", "type": "phone", "source": "query"},
                {"name": "email", "type": "email", "source": "query"},
                {"name": "reference", "source": "header", "path": "X-Reference"},
            ],
            mappings=[
                {"parameter": "phone", "field": "phone", "is_match_key": True},
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "reference", "field": "ref", "is_match_key": True},
            ],
        )
        fields = cls.env["ir.model.fields"]._get_ids("res.partner")
        names = ("name", "email", "city", "country_id", "category_id", "is_company")
        cls.handler.return_field_ids = [fields[name] for name in names]
        cls.tag = cls.env["res.partner.category"].create({"name": "Lovely"})
        cls.ada = cls.env["res.partner"].create(
            {
                "name": "Ada Lovelace",
                "email": "Ada@Example.com",
                "phone": "02 555 12 34",
                "ref": "A_1",
                "country_id": cls.env.ref("base.be").id,
                "category_id": cls.tag.ids,
            }
        )

    def assert_ada(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json()["id"], self.ada.id)

    def test_the_chosen_fields_are_answered_as_json(self):
        answer = self.get(self.handler, {"email": "ada@example.com"})
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "found",
                "model": "res.partner",
                "id": self.ada.id,
                "data": {
                    "name": "Ada Lovelace",
                    "email": "Ada@Example.com",
                    "city": None,
                    "country_id": {"id": self.env.ref("base.be").id, "name": "Belgium"},
                    "category_id": [{"id": self.tag.id, "name": "Lovely"}],
                    "is_company": False,
                },
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call,
            [
                {
                    "method": "GET",
                    "status": "success",
                    "operation": "found",
                    "response_code": 200,
                    "res_model": "res.partner",
                    "res_id": self.ada.id,
                    "query_string": "email=ada%40example.com",
                }
            ],
        )
        self.assertEqual(
            json.loads(call.parameters),
            {"phone": None, "email": "ada@example.com", "reference": None},
        )

    def test_a_number_is_found_however_it_is_written(self):
        self.assert_ada(self.get(self.handler, {"phone": "+32 (0)2/555.12.34"}))

    def test_a_header_can_be_the_key(self):
        self.assert_ada(self.get(self.handler, headers={"X-Reference": "a_1"}))

    def test_the_next_key_is_tried_where_one_finds_nothing(self):
        query = {"phone": "+32 2 999 99 99", "email": "ada@example.com"}
        self.assert_ada(self.get(self.handler, query))

    def test_no_match_is_answered_404(self):
        answer = self.get(self.handler, {"email": "nobody@example.com"})
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(
            answer.json(),
            {"status": "not_found", "operation": "not_found", "call": call.id},
        )
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "operation": "not_found",
                    "response_code": 404,
                    "res_model": False,
                    "res_id": 0,
                }
            ],
        )
        self.assertEqual(self.trace_codes(call)["apply"], "not_found")

    def test_a_call_without_any_key_is_told_what_it_needs(self):
        answer = self.get(self.handler, {"phone": "", "other": "x"})
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(
            answer.json(),
            {
                "status": "error",
                "error": "The call does not say what to look up. It needs a value for "
                "phone / email / reference (X-Reference).",
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call,
            [{"status": "error", "reason": "key_missing", "response_code": 400}],
        )

    def test_a_key_of_two_fields_needs_both(self):
        fields = self.env["ir.model.fields"]._get_ids("res.partner")
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[
                {"name": "name", "source": "query"},
                {"name": "city", "source": "query", "path": "town"},
            ],
            mappings=[
                {"parameter": "name", "field": "name", "is_match_key": True},
                {
                    "parameter": "city",
                    "field": "city",
                    "is_match_key": True,
                    "joins_previous_key": True,
                },
            ],
            return_field_ids=[fields["name"]],
        )
        answer = self.get(handler, {"name": "Ada Lovelace"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("name + city (town).", answer.json()["error"])

    def test_a_wildcard_is_a_character_like_others(self):
        headers = {"X-Reference": "A%"}
        self.assertEqual(self.get(self.handler, headers=headers).status_code, 404)
        self.env["res.partner"].create({"name": "Other", "ref": "Ax1"})
        self.assert_ada(self.get(self.handler, headers={"X-Reference": "A_1"}))

    def test_a_look_up_writes_nothing(self):
        partners = self.env["res.partner"].search_count([])
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = '2020-01-01' WHERE id = %s",
            [self.ada.id],
        )
        self.ada.invalidate_recordset()
        self.assert_ada(self.get(self.handler, {"email": "ada@example.com"}))
        self.get(self.handler, {"email": "nobody@example.com"})
        self.assertEqual(str(self.ada.write_date), "2020-01-01 00:00:00")
        self.assertEqual(self.ada.email, "Ada@Example.com")
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_a_record_that_the_user_may_not_see_is_not_found(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.ada.company_id = company
        answer = self.get(self.handler, {"email": "ada@example.com"})
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn("Ada", answer.text)

    def test_a_repeated_look_up_is_no_duplicate(self):
        self.handler.protection_period = 5
        self.assert_ada(self.get(self.handler, {"email": "ada@example.com"}))
        self.ada.name = "Ada King"
        answer = self.get(self.handler, {"email": "ada@example.com"})
        self.assertEqual(answer.json()["data"]["name"], "Ada King")
        self.assertEqual(self.last_call(self.handler).status, "success")
