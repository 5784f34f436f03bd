import json

from odoo.tests import new_test_user, tagged

from .common import FORM_TYPE, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestRefusals(InboundWebhookHttpCase):
    """A call that is wrong is answered so, leaves its row, and nothing else."""

    def make_refusing(self, **values):
        """A handler of leads; its mapping makes a tag before anything can go wrong."""
        return self.make_handler(
            **{
                "parameters": [
                    "tag",
                    {"name": "title", "required": True},
                    {"name": "amount", "type": "integer"},
                    "country",
                ],
                "mappings": [
                    {"parameter": "tag", "field": "tag_ids", "create_missing": True},
                    ("name", "title"),
                    ("color", "amount"),
                    ("country_id", "country"),
                ],
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.handler = self.make_refusing()
        self.leads = self.env["crm.lead"].search_count([])
        self.tags = self.env["crm.tag"].search_count([])

    def assert_refused(self, answer, http_status, call_status, reason, handler=None):
        """A call was refused, and all that is left of it is one row."""
        call = self.calls(handler or self.handler)
        self.assertEqual(len(call), 1)
        self.assertEqual(answer.status_code, http_status, answer.text)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assertEqual(
            answer.json(),
            {"status": "error", "error": answer.json()["error"], "call": call.id},
        )
        self.assertRegex(answer.json()["error"], reason)
        self.assertRecordValues(
            call,
            [
                {
                    "status": call_status,
                    "response_code": http_status,
                    "response_body": answer.text,
                    "operation": False,
                    "res_model": False,
                    "res_id": 0,
                }
            ],
        )
        self.assertTrue(call.error_message)
        self.assertEqual(call.trace[-1]["state"], "failed")
        self.assertEqual(self.env["crm.lead"].search_count([]), self.leads)
        self.assertEqual(self.env["crm.tag"].search_count([]), self.tags)
        return call

    # === AT THE DOOR ===

    def test_another_method_is_answered_405(self):
        for method in ("PUT", "PATCH", "DELETE", "GET"):
            with self.subTest(method):
                handler = self.make_refusing()
                answer = self.send(handler, b'{"title": "A"}', method=method)
                self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
                call = self.assert_refused(
                    answer, 405, "refused", "takes POST calls", handler
                )
                self.assertEqual(call.method, method)

    def test_a_look_up_is_not_posted_to(self):
        handler = self.make_handler(method="get")
        answer = self.post_json(handler, {"title": "A"})
        self.assertEqual(answer.headers["Allow"], "GET, HEAD, OPTIONS")
        self.assert_refused(answer, 405, "refused", "takes GET calls", handler)

    def test_head_and_options_create_nothing(self):
        for method, status in (("HEAD", 405), ("OPTIONS", 204)):
            with self.subTest(method):
                answer = self.send(
                    self.handler, b'{"title": "A", "tag": "New"}', method=method
                )
                self.assertEqual(answer.status_code, status)
                self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
        self.assertEqual(self.env["crm.lead"].search_count([]), self.leads)
        statuses = self.calls(self.handler).mapped("status")
        self.assertEqual(statuses, ["ignored", "refused"])

    def test_a_handler_that_is_off_is_answered_503(self):
        self.handler.active = False
        answer = self.post_json(self.handler, {"title": "A"})
        self.assertEqual(answer.headers["Retry-After"], "300")
        call = self.assert_refused(answer, 503, "refused", "switched off")
        self.assertEqual(json.loads(call._raw_body()), {"title": "A"})

    def test_an_unknown_address_is_answered_404_and_leaves_no_row(self):
        calls = self.env["inbound.webhook.call"].search_count([])
        answer = self.url_open("/inbound/unknown", json={"title": "A"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(answer.json(), {"status": "error", "error": "Not found"})
        self.assertEqual(self.env["inbound.webhook.call"].search_count([]), calls)

    def test_a_body_that_is_too_large_is_answered_413_and_not_kept(self):
        self.handler.max_body_size = 100
        answer = self.post_json(self.handler, {"title": "A" * 100})
        call = self.assert_refused(answer, 413, "refused", "larger than 100 bytes")
        self.assertEqual(call.body_size, 0)

    def test_a_body_of_the_largest_size_is_taken(self):
        body = json.dumps({"title": "A"}).encode()
        self.handler.max_body_size = len(body)
        self.assertEqual(self.send(self.handler, body).status_code, 200)

    # === THE BODY ===

    def test_a_body_that_is_no_json_is_answered_400(self):
        answer = self.send(self.handler, b'{"title": "A",}')
        self.assert_refused(answer, 400, "refused", "JSON")

    def test_an_empty_body_is_answered_that_a_value_is_missing(self):
        answer = self.send(self.handler)
        self.assert_refused(answer, 422, "error", "'title' is missing")

    def test_a_media_type_that_is_not_read_is_answered_415(self):
        headers = {"Content-Type": "image/png"}
        answer = self.send(self.handler, b"\x89PNG", headers=headers)
        self.assert_refused(answer, 415, "refused", "image/png")

    def test_json_that_is_too_deep_is_answered_413(self):
        body = b'{"title": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
        answer = self.send(self.handler, body)
        self.assert_refused(answer, 413, "refused", "deep")

    # === THE VALUES ===

    def test_a_value_of_the_wrong_type_is_answered_422_and_named(self):
        answer = self.post_json(
            self.handler, {"title": "A", "amount": "ten", "tag": "New"}
        )
        call = self.assert_refused(answer, 422, "error", "'amount'.*'ten'")
        self.assertEqual(self.trace_codes(call)["extract"], "value_invalid")

    def test_bytes_that_are_no_text_are_answered_422_and_named(self):
        answer = self.send(self.handler, b'{"title": "\xff\xfe"}')
        call = self.assert_refused(answer, 422, "error", "'title'.*UTF-8")
        self.assertEqual(self.trace_codes(call)["extract"], "value_undecodable")

    def test_a_value_that_is_missing_is_answered_422_and_named(self):
        answer = self.post_json(self.handler, {"amount": 10, "title": None})
        self.assert_refused(answer, 422, "error", "'title' is missing")

    def test_a_value_that_names_no_record_is_answered_422(self):
        answer = self.post_json(
            self.handler, {"title": "A", "country": "Narnia", "tag": "New"}
        )
        self.assert_refused(answer, 422, "error", "'country_id'.*Narnia")

    # === ODOO ===

    def test_a_user_without_rights_is_answered_403(self):
        self.handler.user_id = new_test_user(self.env, "nobody", "base.group_user")
        answer = self.post_json(self.handler, {"title": "A"})
        call = self.assert_refused(answer, 403, "error", "not allowed")
        # The log says what was not allowed; the sender need not know.
        self.assertIn("Lead", call.error_message)
        self.assertNotIn("Lead", answer.text)

    def test_a_record_that_odoo_does_not_accept_is_answered_422(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "parent", "type": "integer"}, "tag"],
            mappings=[
                {"parameter": "name", "field": "name", "is_match_key": True},
                {"parameter": "tag", "field": "category_id", "create_missing": True},
                ("parent_id", "parent"),
            ],
        )
        contact = self.env["res.partner"].create({"name": "Ouroboros"})
        answer = self.post_json(
            handler, {"name": "Ouroboros", "parent": contact.id, "tag": "Snake"}
        )
        call = self.assert_refused(answer, 422, "error", "cannot be saved", handler)
        self.assertIn("recursive", call.error_message.lower())
        self.assertFalse(contact.parent_id)
        self.assertFalse(
            self.env["res.partner.category"].search([("name", "=", "Snake")])
        )

    def test_a_field_that_odoo_requires_is_answered_422_and_named(self):
        handler = self.make_refusing(
            parameters=["title", "tag"],
            mappings=[
                ("name", "title"),
                {"parameter": "tag", "field": "tag_ids", "create_missing": True},
            ],
        )
        with self.assertNoLogs(level="ERROR"):
            answer = self.post_json(handler, {"tag": "New"})
        call = self.assert_refused(answer, 422, "error", "the field 'name'", handler)
        self.assertIn("“Opportunity” of “Lead” is required", call.error_message)

    def test_a_value_that_must_be_unique_is_answered_422(self):
        self.env["crm.tag"].create({"name": "Taken"})
        handler = self.make_handler(
            "crm.tag", parameters=["name"], mappings=[("name", "name")]
        )
        self.handler.user_id.group_ids += self.env.ref("sales_team.group_sale_manager")
        self.tags += 1
        with self.assertNoLogs(level="ERROR"):
            answer = self.post_json(handler, {"name": "Taken"})
        call = self.assert_refused(answer, 422, "error", "cannot be saved", handler)
        self.assertIn("already exists", call.error_message)

    def test_a_form_that_is_refused_says_so_in_json_too(self):
        handler = self.make_refusing(body_type="form")
        answer = self.send(handler, b"amount=10", headers={"Content-Type": FORM_TYPE})
        self.assert_refused(answer, 422, "error", "'title' is missing", handler)
