import base64

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookCase, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestHandlerToken(InboundWebhookHttpCase):
    """The secret part of a handler's address."""

    def test_a_token_has_256_bits(self):
        token = self.make_handler().token
        self.assertEqual(len(token), 43)
        self.assertEqual(len(base64.urlsafe_b64decode(token + "=")), 32)

    def test_no_two_handlers_have_the_same_token(self):
        tokens = {self.make_handler().token for _n in range(20)}
        self.assertEqual(len(tokens), 20)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_handler_of_a_token(self):
        token = self.make_handler().token
        with self.assertRaises(UniqueViolation):
            self.make_handler(token=token)

    def test_the_address_holds_the_token(self):
        handler = self.make_handler()
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        self.assertEqual(handler.url, f"{base}/inbound/{handler.token}")

    def test_a_new_address_ends_the_old_one(self):
        handler = self.make_lead_handler()
        old = handler.token
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)
        handler.action_rotate_token()
        self.assertNotEqual(handler.token, old)
        answer = self.url_open(f"/inbound/{old}", json={"title": "A"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)
        self.assertEqual(len(self.calls(handler)), 2)

    def test_the_address_of_a_handler_that_is_deleted_is_unknown(self):
        handler = self.make_lead_handler()
        token = handler.token
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)
        handler.unlink()
        answer = self.url_open(f"/inbound/{token}", json={"title": "A"})
        self.assertEqual(answer.status_code, 404)

    def test_a_new_handler_is_known_though_its_address_was_tried_before(self):
        answer = self.url_open("/inbound/" + "x" * 43, json={"title": "A"})
        self.assertEqual(answer.status_code, 404)
        handler = self.make_lead_handler(token="x" * 43)
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)


@tagged("post_install", "-at_install")
class TestHandler(InboundWebhookCase):
    """What a handler may be."""

    def assert_refused(self, sentence, **values):
        # Undone, as the transaction of who is refused: what is left would be checked.
        with (
            self.assertRaisesRegex(ValidationError, sentence),
            self.env.cr.savepoint(),
        ):
            self.make_handler(**values)

    def test_a_new_handler_is_safe_and_switched_on(self):
        handler = self.env["inbound.webhook.handler"].create(
            {"name": "New", "model_id": self.env["ir.model"]._get_id("crm.lead")}
        )
        self.assertRecordValues(
            handler,
            [
                {
                    "active": True,
                    "method": "post",
                    "body_type": "json",
                    "model_name": "crm.lead",
                    "company_id": self.env.company.id,
                    "protection_period": 0,
                    "max_body_size": 1_048_576,
                    "retention_days": 90,
                    "match_policy": "newest",
                }
            ],
        )

    def test_a_look_up_takes_nothing_from_a_body(self):
        self.assert_refused(
            "A GET call has no body", method="get", parameters=["email"]
        )
        handler = self.make_handler(parameters=["email"])
        with self.assertRaisesRegex(ValidationError, "A GET call has no body"):
            handler.method = "get"
        handler = self.make_handler(
            method="get", parameters=[{"name": "email", "source": "query"}]
        )
        with self.assertRaisesRegex(ValidationError, "A GET call has no body"):
            handler.parameter_ids.source = "body"

    def test_a_model_of_odoo_s_own_workings_is_no_target(self):
        for model in (
            "ir.actions.server",
            "ir.config_parameter",
            "inbound.webhook.handler",
            "mail.thread",
            "mail.compose.message",
        ):
            with self.subTest(model):
                self.assert_refused("cannot be the target", model=model)

    def test_the_fields_of_an_answer_belong_to_the_target(self):
        field = self.env["ir.model.fields"]._get_ids("res.partner")["name"]
        self.assert_refused(
            "does not belong to", method="get", return_field_ids=[field]
        )

    def test_the_user_belongs_to_the_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.assert_refused("has no access to the company", company_id=company.id)
        handler = self.make_handler()
        user = new_test_user(
            self.env,
            "elsewhere",
            "base.group_user",
            company_id=company.id,
            company_ids=company.ids,
        )
        with self.assertRaisesRegex(ValidationError, "has no access to the company"):
            handler.user_id = user

    def test_a_handler_of_no_company_is_fine(self):
        self.assertFalse(self.make_handler(company_id=False).company_id)

    def test_the_header_of_the_delivery_id_is_named(self):
        protected = {"protection_period": 1, "duplicate_mode": "header"}
        self.assert_refused("Name the header", **protected)
        self.make_handler(**protected, duplicate_header="X-Id")

    def test_chosen_parameters_are_chosen(self):
        """Else every call would be a duplicate of the first."""
        protected = {"protection_period": 1, "duplicate_mode": "parameters"}
        handler = self.make_handler(
            parameters=[{"name": "email", "is_duplicate_key": True}], **protected
        )
        with self.assertRaisesRegex(ValidationError, "[Tt]ick"):
            handler.parameter_ids.is_duplicate_key = False
        handler = self.make_handler(parameters=["email"])
        with self.assertRaisesRegex(ValidationError, "[Tt]ick"):
            handler.write(protected)

    def test_the_headers_of_the_delivery_id_are_headers(self):
        protected = {"protection_period": 1, "duplicate_mode": "header"}
        for header in ("X-Id:", "X Id", ", ", "X-Id, é", "X-Id; svix-id"):
            with self.subTest(header):
                self.assert_refused(
                    "no name of a header", **protected, duplicate_header=header
                )
        self.make_handler(**protected, duplicate_header="webhook-id,\n svix-id, ")

    def test_a_known_sender_brings_its_delivery_id(self):
        with Form(self.env["inbound.webhook.handler"]) as form:
            form.name = "GitHub"
            form.model_id = self.env["ir.model"]._get("crm.lead")
            form.sender_id = self.env.ref("inbound_webhook.sender_github")
            form.protection_period = 1
        handler = form.record
        self.assertEqual(handler.duplicate_mode, "header")
        self.assertEqual(handler.duplicate_header, "X-GitHub-Delivery")
