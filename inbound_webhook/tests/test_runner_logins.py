import json
from datetime import datetime, timedelta

from odoo.exceptions import AccessDenied, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

PASSWORD = "correct horse battery staple"


@tagged("post_install", "-at_install", "security")
class TestRunnerLogins(HttpCase):
    """Nobody logs in as a user that webhooks run as, by whatever door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        handler = cls.env["inbound.webhook.handler"].create(
            {"name": "New", "model_id": cls.env["ir.model"]._get_id("crm.lead")}
        )
        cls.user = handler.user_id
        assert cls.user.is_inbound_webhook_runner
        # Whoever would want to, puts a password into the table.
        cls.env.cr.execute(
            "UPDATE res_users SET password = %s WHERE id = %s",
            [cls.env["res.users"]._crypt_context().hash(PASSWORD), cls.user.id],
        )
        cls.env.invalidate_all()
        cls.other = new_test_user(cls.env, "somebody", password=PASSWORD)

    def test_nobody_is_assigned_to_one(self):
        users = self.env["res.users"]
        name = self.user.name

        def offered(users, *args):
            return [user_id for user_id, _name in users.name_search(*args, limit=None)]

        for args in ((name,), ("",), (self.user.login,), ("", [("share", "=", False)])):
            self.assertNotIn(self.user.id, offered(users, *args))
            self.assertIn(self.other.id, offered(users, "somebody"))
        # But for a webhook, which asks for them.
        asking = self.env["inbound.webhook.handler"]._fields["user_id"]
        asked = users.with_context(**asking.context)
        self.assertIn(self.user.id, offered(asked, name))

    @mute_logger("odoo.addons.rpc.controllers.jsonrpc")
    def service(self, service, method, *args):
        data = {"params": {"service": service, "method": method, "args": args}}
        return self.url_open(
            "/jsonrpc",
            data=json.dumps(data),
            headers={"Content-Type": "application/json"},
        ).json()

    def log_in(self, login):
        answer = self.url_open(
            "/web/session/authenticate",
            data=json.dumps(
                {"params": {"db": self.cr.dbname, "login": login, "password": PASSWORD}}
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        return answer.get("result", {}).get("uid")

    def test_the_others_log_in(self):
        self.assertEqual(self.log_in("somebody"), self.other.id)

    def test_not_by_a_password(self):
        with mute_logger("odoo.addons.base.models.res_users", "odoo.http"):
            self.assertFalse(self.log_in(self.user.login))
            found = self.service(
                "common", "login", self.cr.dbname, self.user.login, PASSWORD
            )
        self.assertFalse(found.get("result"))

    @mute_logger("odoo.http")
    def test_not_by_a_remote_call(self):
        args = [self.cr.dbname, self.user.id, PASSWORD, "res.partner", "search", []]
        self.assertIn("error", self.service("object", "execute", *args))
        args[1] = self.other.id
        self.assertIn("result", self.service("object", "execute", *args))

    def test_not_where_an_addon_accepts_what_odoo_denied(self):
        users = self.env["res.users"].with_user(self.user)
        credential = {"login": self.user.login, "password": PASSWORD}
        for kind in ("password", "oauth_token", "webauthn"):
            credential |= {"type": kind, "token": "x"}
            with self.assertRaises(AccessDenied):
                users._check_credentials(credential, {"interactive": True})

    def test_not_by_a_session(self):
        self.env.flush_all()
        self.assertFalse(self.user._compute_session_token("s" * 84))
        self.assertTrue(self.other._compute_session_token("t" * 84))

    def test_not_by_a_key(self):
        keys = self.env["res.users.apikeys"]
        soon = datetime.now() + timedelta(hours=1)
        with self.assertRaises(UserError):
            keys.with_user(self.user)._generate("rpc", "key", soon)
        key = keys.with_user(self.other)._generate("rpc", "key", soon)
        self.assertEqual(keys._check_credentials(scope="rpc", key=key), self.other.id)
        # One that was made over to it.
        self.env.cr.execute(
            "UPDATE res_users_apikeys SET user_id = %s WHERE user_id = %s",
            [self.user.id, self.other.id],
        )
        self.assertFalse(keys._check_credentials(scope="rpc", key=key))

    def test_it_is_given_no_password(self):
        with self.assertRaises(UserError):
            self.user.password = "another"
        with self.assertRaises(UserError):
            self.user._set_encrypted_password(self.user.id, "hash")

    def test_no_invitation_and_no_new_password_is_sent(self):
        self.user.email = "runner@odd.example"
        with self.assertRaises(UserError):
            self.user.action_reset_password()
        for name in (self.user.login, self.user.email):
            with self.assertRaisesRegex(Exception, "No account found"):
                self.env["res.users"].reset_password(name)

    def test_uninstalling_leaves_nobody_who_could(self):
        from ..hooks import uninstall_hook

        uninstall_hook(self.env)
        self.assertFalse(self.user.active)
        self.assertTrue(self.other.active)
