"""Changes of what is set up are written down."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .changes_case import ChangesCase
from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER

DENIED = "odoo.exceptions.AccessError"
SECRET, NEXT = "the-secret-of-the-sender", "the-next-one-of-the-sender"


@tagged("post_install", "-at_install", "security")
class TestChanges(ChangesCase):
    def test_who_changed_what_from_what_to_what(self):
        changed = self.written({"name": "Other", "max_body_size": 2048})
        self.assertEqual(set(changed.mapped("field_name")), {"name", "max_body_size"})
        [name] = changed.filtered(lambda change: change.field_name == "name")
        self.assertEqual(name.user_id, self.administrator)
        self.assertEqual(name.handler_id, self.handler)
        self.assertEqual((name.kind, name.operation), (self.handler._name, "changed"))
        self.assertEqual((name.old_value, name.new_value), ("Test", "Other"))
        self.assertEqual((name.subject, name.field_label), ("Test", "Name"))
        self.assertFalse(name.widens)
        self.assertTrue(name.date)
        [size] = changed - name
        self.assertEqual((size.old_value, size.new_value), ("1048576", "2048"))

    def test_names_stand_for_links_and_choices(self):
        self.env.company.name = "Here"
        changed = self.written(
            {
                "user_id": self.runner.id,
                "match_policy": "refuse",
                "allow_descent": True,
            }
        )
        shown = {
            change.field_name: (change.old_shown, change.new_shown)
            for change in changed.with_user(self.administrator)
        }
        self.assertEqual(
            shown,
            {
                "user_id": (self.administrator.name, self.runner.name),
                "match_policy": ("Take the newest", "Refuse the call"),
                "allow_descent": ("No", "Yes"),
            },
        )

    def test_several_writes_are_one_change(self):
        def rename_twice():
            handler = self.handler.with_user(self.administrator)
            handler.name = "Other"
            handler.name = "Another"
            handler.description = "nothing that calls do"

        [changed] = self.made_by(rename_twice)
        self.assertEqual((changed.old_value, changed.new_value), ("Test", "Another"))

    def test_what_is_taken_back_is_none(self):
        def rename_and_back():
            self.handler.name = "Other"
            self.handler.name = "Test"

        def rename_in_vain():
            with self.env.cr.savepoint() as savepoint:
                self.handler.name = "Other"
                self.make_lead_handler(name="not kept")
                savepoint.rollback()

        self.assertFalse(self.made_by(rename_and_back))
        self.assertFalse(self.made_by(rename_in_vain))

    def test_a_new_webhook_is_one_change(self):
        [made] = self.made_by(lambda: self.make_lead_handler(name="New"))
        self.assertEqual((made.operation, made.subject), ("made", "New"))
        self.assertTrue(made.widens)

    def test_one_that_is_removed_stays_in_the_list(self):
        self.written({"name": "Other"})
        [removed] = self.made_by(lambda: self.handler.unlink())
        self.assertEqual((removed.operation, removed.subject), ("removed", "Other"))
        before = self.changes.search(
            [("handler_name", "=", "Test"), ("field_name", "=", "name")], limit=1
        )
        self.assertEqual(before.new_value, "Other")
        self.assertFalse(before.handler_id)

    def test_lines(self):
        [email] = self.handler.parameter_ids.filtered(lambda one: one.name == "email")
        [changed] = self.written({"path": "lead.email"}, email)
        self.assertEqual(changed.kind, email._name)
        self.assertEqual((changed.subject, changed.handler_id.name), ("email", "Test"))
        self.assertFalse(changed.widens)
        self.assertFalse(self.written({"sample_value": "ada@example.com"}, email))
        add = Command.create({"name": "city"})
        [made] = self.written({"parameter_ids": [add]})
        self.assertEqual((made.operation, made.subject), ("made", "city"))
        city = self.handler.parameter_ids.filtered(lambda one: one.name == "city")
        [removed] = self.written({"parameter_ids": [Command.delete(city.id)]})
        self.assertEqual((removed.operation, removed.subject), ("removed", "city"))

    def test_secrets_are_said_to_be_set_and_not_shown(self):
        scheme = self.env.ref("inbound_webhook.scheme_github")
        asked = {"auth_type": "signature", "scheme_id": scheme.id, "secret": SECRET}
        steps = (
            (lambda: self.handler.write(asked), "kept_secret", (False, "***"), True),
            (
                lambda: self.handler.write({"secret": NEXT}),
                "kept_secret",
                ("***", "***"),
                True,
            ),
            (
                lambda: self.handler.write({"secret_next": SECRET}),
                "kept_secret_next",
                (False, "***"),
                True,
            ),
            (self.handler.action_remove_secrets, "kept_secret", ("***", False), False),
            (self.handler.action_rotate_token, "token", ("***", "***"), False),
        )
        everything = self.changes
        tokens = [self.handler.token]
        for do, name, values, is_wider in steps:
            with self.subTest(f"{name} {values}"):
                changed = self.made_by(do)
                everything += changed
                secret = changed.grouped("field_name")[name]
                self.assertEqual((secret.old_value, secret.new_value), values)
                self.assertEqual(secret.widens, is_wider)
        tokens.append(self.handler.token)
        for planted in (SECRET, NEXT, *tokens):
            self.assertNotIn(planted, str(everything.read()))

    def test_a_secret_that_is_set_again_is_no_change(self):
        scheme = self.env.ref("inbound_webhook.scheme_github")
        asked = {"auth_type": "signature", "scheme_id": scheme.id, "secret": SECRET}
        self.written(asked)
        self.assertFalse(self.written({"secret": SECRET}))

    def test_schemes(self):
        scheme = self.env.ref("inbound_webhook.scheme_github").copy()
        [made] = self.made_by(lambda: scheme.copy()).filtered(
            lambda change: change.kind == scheme._name
        )
        self.assertEqual((made.operation, made.widens), ("made", False))

        def loosen():
            scheme.place_name = "X-Other"

        [unused] = self.made_by(loosen)
        self.assertEqual((unused.field_name, unused.widens), ("place_name", False))
        self.handler.write({"auth_type": "signature", "scheme_id": scheme.id})

        def loosen_again():
            scheme.write({"place_name": "X-Another", "secret_hint": "Settings"})

        used = {row.field_name: row.widens for row in self.made_by(loosen_again)}
        self.assertEqual(used, {"place_name": True, "secret_hint": False})
        part = scheme.part_ids[:1]
        [changed] = self.made_by(lambda: part.write({"if_missing": "empty"}))
        self.assertEqual((changed.kind, changed.widens), (part._name, True))

    def test_handshakes(self):
        shipped = self.env.ref("inbound_webhook.handshake_dropbox")
        handshake = shipped.copy()
        [unused] = self.made_by(lambda: handshake.write({"body": "a"}))
        self.assertEqual((unused.field_name, unused.widens), ("body", False))
        [given] = self.made_by(
            lambda: self.handler.write({"handshake_ids": [(6, 0, handshake.ids)]})
        )
        self.assertEqual((given.field_name, given.widens), ("handshake_ids", True))
        [used] = self.made_by(lambda: handshake.write({"body": "b"}))
        self.assertTrue(used.widens)
        asked = handshake.condition_ids
        [changed] = self.made_by(lambda: asked.write({"name": "other"}))
        self.assertEqual((changed.kind, changed.widens), (asked._name, True))

    def test_actions(self):
        [made] = self.made_by(lambda: self.make_code_rule(self.handler, "1"))
        self.assertEqual(made.kind, "base.automation")
        self.assertEqual(made.handler_id, self.handler)
        self.assertTrue(made.widens)
        rule = self.handler.automation_ids
        [changed] = self.made_by(lambda: rule.write({"filter_domain": "[]"}))
        self.assertEqual((changed.field_name, changed.widens), ("filter_domain", True))
        [removed] = self.made_by(rule.unlink)
        self.assertEqual((removed.operation, removed.widens), ("removed", False))
        other = self.env["base.automation"].create(
            {
                "name": "Not ours",
                "model_id": self.handler.model_id.id,
                "trigger": "on_create",
            }
        )
        self.assertFalse(self.made_by(lambda: other.write({"name": "Other"})))

    def test_calls_write_none(self):
        def call():
            self.post_json(self.handler, {"title": "Hello", "email": "a@b.example"})
            self.handler.action_listen()
            self.post_json(self.handler, {"title": "Hello", "email": "a@b.example"})
            self.handler.action_dismiss_captured_call()

        self.assertFalse(self.made_by(call))
        self.assertEqual(len(self.calls(self.handler)), 2)

    # === WHO READS AND WRITES THEM ===

    @mute_logger("odoo.http")
    def test_administrators_read_them_and_nobody_changes_them(self):
        changed = self.written({"name": "Other"})
        new_test_user(self.env, "change_user", WEBHOOK_USER)
        new_test_user(self.env, "change_settings", "base.group_system")
        model = changed._name
        for login, may_read in (
            ("change_administrator", True),
            ("change_settings", True),
            ("change_user", False),
        ):
            ids = changed.ids
            read = self.ask_as(login, model, "read", ids, ["new_value"]).json()
            self.assertEqual("result" in read, may_read, login)
            for method, args in (
                ("write", [ids, {"new_value": "x"}]),
                ("unlink", [ids]),
                ("create", [{"kind": "base.automation", "operation": "made"}]),
                ("copy", [ids]),
            ):
                answer = self.ask_as(login, model, method, *args).json()
                self.assertEqual(answer["error"]["data"]["name"], DENIED, method)

    def test_no_context_keeps_a_change_out(self):
        quiet = {"tracking_disable": True, "mail_notrack": True, "install_mode": True}
        quiet |= {"inbound_webhook.changes": False, "module": "x", "no_audit": True}
        answer = self.made_by(
            lambda: self.ask_as(
                "change_administrator",
                self.handler._name,
                "write",
                self.handler.ids,
                {"name": "Other"},
                context=quiet,
            )
        )
        self.assertEqual(answer.new_value, "Other")
        self.assertEqual(answer.user_id, self.administrator)

    def test_those_of_another_company_are_out_of_sight(self):
        changed = self.written({"name": "Other"})
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "change_elsewhere",
            WEBHOOK_ADMINISTRATOR,
            company_id=elsewhere.id,
            company_ids=[Command.set(elsewhere.ids)],
        )
        with self.assertRaises(AccessError):
            changed.with_user(stranger).read(["new_value"])
        self.assertNotIn(changed, self.changes.with_user(stranger).search([]))
