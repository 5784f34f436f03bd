from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged, users
from odoo.tools import mute_logger

from .common import RUNNER_RIGHTS, WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase

ADDRESSES = (
    "url",
    "sender_setup",
    "snippet_curl",
    "snippet_python",
    "snippet_php",
    "snippet_javascript",
)
SECRETS = ("token", "token_digest")
DENIED = "odoo.exceptions.AccessError"


@tagged("post_install", "-at_install", "security")
class TestUrlRights(InboundWebhookHttpCase):
    """Who may not change a handler does not get to know its URL, nor chooses one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("plain_administrator", "inbound_webhook.group_administrator"),
            ("reader", f"inbound_webhook.group_user,{RUNNER_RIGHTS}"),
            ("settings", "base.group_system"),
        ):
            new_test_user(
                cls.env, f"webhook_{login}", f"{groups},base.group_allow_export"
            )
        cls.handler = cls.make_lead_handler(
            sender_id=cls.env.ref("inbound_webhook.sender_typeform").id
        )
        cls.powerful = cls.make_lead_handler(
            user_id=cls.env.ref("base.user_admin").id,
            sender_id=cls.handler.sender_id.id,
        )

    @mute_logger("odoo.http")
    def rpc(self, login, method, *args, **kwargs):
        answer = self.ask_as(login, self.handler._name, method, *args, **kwargs)
        self.assertNotIn(self.token, answer.text, method)
        answer = answer.json()
        if "error" in answer:
            return answer["error"]["data"]["name"]
        return answer.get("result")

    def assert_kept_from(self, login, handler):
        self.token = handler.token
        mine = [handler.id]
        for name in ADDRESSES:
            answer = self.rpc(login, "read", mine, [name])
            if name != "sender_setup":
                self.assertTrue(answer == DENIED or not answer[0][name], name)
        for name in SECRETS:
            self.assertEqual(self.rpc(login, "read", mine, [name]), DENIED)
            for domain in (
                [[name, "=like", self.token[:4] + "%"]],
                [["id", "in", mine], [name, "!=", False]],
            ):
                self.assertEqual(self.rpc(login, "search_count", domain), DENIED)
            self.assertEqual(
                self.rpc(login, "formatted_read_group", [], [name], ["__count"]),
                DENIED,
            )
            self.assertEqual(
                self.rpc(login, "formatted_read_group", [], [], [f"{name}:array_agg"]),
                DENIED,
            )
            self.assertEqual(self.rpc(login, "search", [], order=name), DENIED)
        self.rpc(login, "read", mine)
        for name in (*ADDRESSES, *SECRETS):
            self.rpc(login, "export_data", mine, ["name", name])
            self.rpc(login, "web_read", mine, {name: {}})
            self.rpc(login, "web_search_read", [], {name: {}})
            self.rpc(login, "search_read", [], [name])
        self.rpc(login, "copy_data", mine)
        self.rpc(login, "name_search", self.token)
        for method in ("action_rotate_token", "action_show_url", "test_console"):
            self.assertEqual(self.rpc(login, method, mine), DENIED)

    def test_it_is_kept_from_who_may_not_change_the_handler(self):
        self.assert_kept_from("webhook_reader", self.handler)
        self.assert_kept_from("webhook_plain_administrator", self.handler)
        self.assert_kept_from("webhook_administrator", self.powerful)

    @users("webhook_administrator")
    def test_who_may_change_it_reads_it(self):
        handler = self.handler.with_env(self.env)
        self.assertTrue(handler.url.endswith(f"/inbound/{handler.token}"))
        self.assertIn(handler.url, handler.snippet_curl)
        self.assertIn(handler.url, handler.sender_setup)
        both = (self.handler + self.powerful).with_env(self.env)
        urls = both.mapped("url")
        self.assertTrue(urls[0])
        self.assertFalse(urls[1])

    def test_nobody_chooses_it(self):
        for login in ("webhook_administrator", "webhook_settings"):
            handlers = self.handler.with_user(
                self.env["res.users"].search([("login", "=", login)])
            )
            values = {"name": "x", "model_id": self.handler.model_id.id}
            for name in ("token", "token_digest"):
                with self.subTest(f"{login} {name}"):
                    with self.assertRaises(AccessError):
                        handlers.write({name: "a" * 43})
                    with self.assertRaises(AccessError):
                        handlers.create({**values, name: "a" * 43})
                    made = handlers.with_context(**{f"default_{name}": "aaaa"}).create(
                        values
                    )
                    self.assertNotEqual(made.sudo()[name], "aaaa")
            before = self.handler.token
            handlers.action_rotate_token()
            self.assertNotEqual(self.handler.token, before)
            self.assertEqual(len(self.handler.token), 43)

    def test_nor_does_anybody_say_which_call_was_captured(self):
        self.post_json(self.powerful, {"title": "private"})
        stranger = self.last_call(self.powerful)
        self.token = self.handler.token
        for login in ("webhook_administrator", "webhook_settings"):
            for values in (
                {"captured_call_id": stranger.id},
                {"listening_until": "2100-01-01 00:00:00"},
            ):
                made = {"name": "x", "model_id": self.handler.model_id.id, **values}
                for method, args in (
                    ("write", [self.handler.ids, values]),
                    ("web_save", [self.handler.ids, values, {}]),
                    ("create", [made]),
                    ("copy", [self.handler.ids, values]),
                ):
                    self.assertEqual(self.rpc(login, method, *args), DENIED, method)
            self.assertFalse(self.handler.listening_until)
            # Whoever may change it has buttons for it.
            self.rpc(login, "action_listen", self.handler.ids)
            self.assertTrue(self.handler.is_listening)
            self.rpc(login, "action_stop_listening", self.handler.ids)
            self.assertFalse(self.handler.listening_until)
            self.rpc(login, "action_dismiss_captured_call", self.handler.ids)

    def test_a_form_that_is_not_saved_does_not_open_it(self):
        self.token = self.powerful.token
        spec = {name: {} for name in (*ADDRESSES, "may_change", "token")}
        me = self.env["res.users"].search([("login", "=", "webhook_administrator")])
        values = {
            "user_id": me.id,
            "company_id": self.env.company.id,
            "model_id": self.handler.model_id.id,
        }
        for names in (["user_id"], ["name"], []):
            self.rpc(
                "webhook_administrator",
                "onchange",
                self.powerful.ids,
                values,
                names,
                spec,
            )
            spec.pop("token", None)

    def test_samples_are_for_those_who_set_webhooks_up(self):
        # One may be of a call, and so about somebody.
        parameter = self.powerful.parameter_ids.create(
            {
                "handler_id": self.powerful.id,
                "name": "whose",
                "sample_value": "a very private matter",
            }
        )
        self.token = "very private"
        samples = [["parameter_ids.sample_value", "ilike", "private"]]
        login = "webhook_reader"
        self.assertEqual(self.rpc(login, "search_count", samples), DENIED)
        self.rpc(login, "read", self.powerful.ids)
        self.rpc(login, "copy_data", self.powerful.ids)
        reader = self.env["res.users"].search([("login", "=", login)])
        for records in (parameter, self.powerful.mapping_ids):
            read = records.with_user(reader).read()
            self.assertNotIn(self.token, str(read))
        # The form is read all the same, with what it warns of.
        self.powerful.with_user(reader).read(["setup_warnings", "setup_hints"])

    def test_that_of_a_parameter_of_others_is_not_shown_by_a_mapping(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.make_handler(
            parameters=[{"name": "whose", "sample_value": "a very private matter"}],
            company_id=elsewhere.id,
            user_id=False,
        )
        mappings = self.env["inbound.webhook.mapping"].with_user(
            self.env["res.users"].search([("login", "=", "webhook_administrator")])
        )
        forged = {"handler_id": self.handler.id, "parameter_id": other.parameter_ids.id}
        with self.assertRaises(AccessError):
            mappings.onchange(forged, ["parameter_id"], {"sample_value": {}})
        constant = {
            **forged,
            "value_source": "constant",
            "constant": "x",
            "field_id": self.env["ir.model.fields"]._get("crm.lead", "city").id,
        }
        with self.assertRaisesRegex(ValidationError, "of its own handler"):
            mappings.create(constant)

    def test_a_sample_is_not_read_for_a_handler_of_others(self):
        model = self.env["inbound.webhook.template"]
        me = self.env["res.users"].search([("login", "=", "webhook_administrator")])
        template = model.with_user(me).create(
            {"handler_id": self.powerful.id, "sample": '{"owner": "admin"}'}
        )
        for method in ("action_read", "action_apply"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(template, method)()
