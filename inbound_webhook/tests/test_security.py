from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged, users

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookCase

LINES = (
    "inbound.webhook.parameter",
    "inbound.webhook.mapping",
    "inbound.webhook.condition",
    "inbound.webhook.response",
    "inbound.webhook.answer.field",
)
SECRETS = ("token", "url", "secret", "secret_next")


class SecurityCase(InboundWebhookCase):
    """Users of each role, and one record of each model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, group in (
            ("employee", "base.group_user"),
            ("portal", "base.group_portal"),
            ("stranger", "inbound_webhook.group_user,base.group_allow_export"),
            ("user", f"{WEBHOOK_USER},base.group_allow_export"),
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", group)
        cls.handler = cls.make_handler(
            parameters=["title"],
            mappings=[("name", "title")],
            conditions=[("title", "is_not_empty", False)],
            responses=[{"outcome": "success"}],
            return_path_ids=[Command.create({"path": "partner_id.name"})],
        )
        cls.call = cls.env["inbound.webhook.call"].create(
            {"handler_id": cls.handler.id}
        )
        cls.sender = cls.env.ref("inbound_webhook.sender_github")
        cls.claim = cls.env["inbound.webhook.claim"].create(
            {
                "handler_id": cls.handler.id,
                "fingerprint": "f",
                "claimed_at": "2026-01-01",
            }
        )

    @property
    def records(self):
        """One record of each model, for the user at hand."""
        handler = self.handler
        return [
            record.with_env(self.env)
            for record in (
                handler,
                handler.parameter_ids,
                handler.mapping_ids,
                handler.condition_ids,
                handler.response_ids,
                handler.return_path_ids,
                self.sender,
                self.call,
                self.claim,
            )
        ]

    def allowed(self, operation):
        """The models, by their last words, of which the user may do it."""
        return [
            record._name.rpartition(".")[2]
            for record in self.records
            if record.has_access(operation)
        ]


@tagged("post_install", "-at_install", "security")
class TestSecurity(SecurityCase):
    """Who may do what: one test a role."""

    everything = "handler parameter mapping condition response field sender".split()

    @users("webhook_portal")
    def test_portal_users_see_nothing(self):
        for operation in ("read", "write", "create", "unlink"):
            self.assertEqual(self.allowed(operation), [])

    @users("webhook_employee")
    def test_employees_see_nothing(self):
        for operation in ("read", "write", "create", "unlink"):
            self.assertEqual(self.allowed(operation), [])
        with self.assertRaises(AccessError):
            self.env["inbound.webhook.handler"].search([])
        with self.assertRaises(AccessError):
            self.env["inbound.webhook.call"].search([])

    @users("webhook_user")
    def test_users_read_handlers_and_calls_and_change_nothing(self):
        self.assertEqual(self.allowed("read"), [*self.everything, "call"])
        for operation in ("write", "create", "unlink"):
            self.assertEqual(self.allowed(operation), [])
        handler, *_lines = self.records
        self.assertEqual(handler.read(["name"])[0]["name"], "Test")
        with self.assertRaises(AccessError):
            handler.name = "Other"
        with self.assertRaises(AccessError):
            handler.action_rotate_token()

    @users("webhook_administrator")
    def test_administrators_change_handlers_and_delete_calls(self):
        self.assertEqual(self.allowed("read"), [*self.everything, "call"])
        own = [name for name in self.everything if name != "sender"]
        self.assertEqual(self.allowed("write"), own)
        self.assertEqual(self.allowed("create"), own)
        self.assertEqual(self.allowed("unlink"), [*own, "call"])

    @users("webhook_administrator")
    def test_administrators_set_up_a_handler_from_nothing(self):
        handler = self.make_handler(
            "res.partner",
            user_id=self.env.uid,
            parameters=["title"],
            mappings=[("name", "title")],
            conditions=[("title", "is_not_empty", False)],
            responses=[{"outcome": "success"}],
        ).with_env(self.env)
        self.assertEqual(len(handler.token), 43)
        handler.action_rotate_token()
        handler.copy()
        handler.unlink()

    @users("webhook_settings")
    def test_settings_administrators_are_administrators(self):
        self.assertTrue(self.env.user.has_group("inbound_webhook.group_administrator"))
        self.assertEqual(self.allowed("write"), self.everything)

    @users("webhook_administrator")
    def test_nobody_writes_the_log(self):
        *_lines, call, claim = self.records
        with self.assertRaises(AccessError):
            call.status = "success"
        with self.assertRaises(AccessError):
            call.copy()
        with self.assertRaises(AccessError):
            claim.read(["fingerprint"])


@tagged("post_install", "-at_install", "security")
class TestSecrets(SecurityCase):
    """Who may know the address of a handler may send calls: users may not."""

    def handlers(self):
        return self.env["inbound.webhook.handler"]

    @users("webhook_user")
    def test_a_user_cannot_read_a_secret(self):
        handler = self.handler.with_env(self.env)
        for name in (*SECRETS, "token_digest"):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    handler.read([name])
                self.assertNotIn(name, handler.fields_get())
        self.assertFalse(set(SECRETS) & set(handler.read()[0]))

    @users("webhook_user")
    def test_a_user_cannot_guess_a_secret_with_a_search(self):
        for name in ("token", "secret", "secret_next", "token_digest"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.handlers().search([(name, "=like", "a%")])

    @users("webhook_user")
    def test_a_user_cannot_guess_a_secret_by_way_of_another_record(self):
        for model in ("inbound.webhook.call", "inbound.webhook.parameter"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].search([("handler_id.token", "=like", "a%")])

    @users("webhook_user")
    def test_a_user_cannot_order_or_group_by_a_secret(self):
        with self.assertRaises(AccessError):
            self.handlers().search([], order="token")
        with self.assertRaises(AccessError):
            self.handlers().formatted_read_group([], ["token"], ["__count"])
        with self.assertRaises(AccessError):
            self.handlers().formatted_read_group([], [], ["token:array_agg"])

    @users("webhook_user")
    def test_a_user_cannot_export_a_secret(self):
        for name in SECRETS:
            with self.subTest(name), self.assertRaises(AccessError):
                self.handler.with_env(self.env).export_data(["name", name])

    @users("webhook_administrator")
    def test_an_administrator_reads_the_address(self):
        handler = self.handler.with_env(self.env)
        self.assertTrue(handler.url.endswith(f"/inbound/{handler.token}"))


@tagged("post_install", "-at_install", "security")
class TestCompanies(SecurityCase):
    """Handlers and calls of a company are seen by who works in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.runner.company_ids += company
        cls.handler.company_id = company

    @users("webhook_administrator")
    def test_nothing_of_another_company_is_seen(self):
        *records, _claim = self.records
        for record in records:
            with self.subTest(record._name):
                if record._name == "inbound.webhook.sender":
                    continue
                self.assertFalse(record.has_access("read"))
                self.assertFalse(record.has_access("write"))
                self.assertNotIn(record, record.search([]))

    @users("webhook_administrator")
    def test_a_line_cannot_be_moved_to_a_handler_of_another_company(self):
        own = self.make_handler(
            user_id=self.env.uid, parameters=["a"], company_id=self.env.company.id
        )
        [line] = own.parameter_ids.with_env(self.env)
        with self.assertRaises(AccessError):
            line.handler_id = self.handler.id

    @users("webhook_user")
    def test_what_belongs_to_no_company_is_seen_by_all(self):
        self.handler.sudo().company_id = False
        *records, _claim = self.records
        for record in records:
            with self.subTest(record._name):
                self.assertTrue(record.has_access("read"))
