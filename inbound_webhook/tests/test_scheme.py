"""Schemes: how a sender proves itself, as an administrator describes it."""

import json
from pathlib import Path

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged, users
from odoo.tools import file_path, mute_logger

from ..engine.authentication import Part, Place, TimeRule, check_scheme, from_data
from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER, InboundWebhookHttpCase

DENIED = "odoo.exceptions.AccessError"
SCHEME = "inbound.webhook.scheme"
PART = "inbound.webhook.scheme.part"
FOLDER = "inbound_webhook/data/schemes"


@tagged("post_install", "-at_install", "security")
class TestScheme(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("colleague", WEBHOOK_ADMINISTRATOR),
            ("reader", WEBHOOK_USER),
            ("internal", "base.group_user"),
            ("portal", "base.group_portal"),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", groups)
        cls.shipped = cls.env.ref("inbound_webhook.scheme_github")

    def user(self, login):
        return self.env["res.users"].search([("login", "=", f"webhook_{login}")])

    def make(self, **values):
        return self.env[SCHEME].create({"name": "Ours", "place_name": "X-S", **values})

    # === THE FORM ===

    def test_the_form_offers_the_algorithms_of_the_kind(self):
        with Form(self.env[SCHEME]) as form:
            form.name = "Ours"
            form.place_name = "X-S"
            hmacs = ["hmac_sha256", "hmac_sha512", "hmac_sha384", "hmac_sha1"]
            self.assertEqual(form.algorithm_choices, [*hmacs, "sha256", "sha1"])
            form.kind = "public_key"
            self.assertEqual(form.algorithm, "ed25519")
            self.assertIn("rsa_pss_sha256", form.algorithm_choices)
            self.assertNotIn("hmac_sha256", form.algorithm_choices)
            form.kind = "signature"
            self.assertEqual(form.algorithm, "hmac_sha256")

    def test_the_form_takes_all_that_a_scheme_says_of_a_call(self):
        with Form(self.env[SCHEME]) as form:
            form.name = "Ours"
            form.place_name = "X-S"
            form.event_type_source = "header"
            form.event_type_name = "X-Event"
            form.nonce_source = "query"
            form.nonce_name = "once"
        spec = form.record._spec()
        self.assertEqual(spec.event_type_place, Place("header", "X-Event"))
        self.assertEqual(spec.nonce_place, Place("query", "once"))

    def test_the_form_asks_for_the_name_of_each_place(self):
        for field in ("place", "time", "id", "event_type", "nonce"):
            is_asked_for = self.assertRaisesRegex(AssertionError, "required")
            with self.subTest(field), is_asked_for:
                with Form(self.env[SCHEME]) as form:
                    form.name = "Ours"
                    form.place_name = "X-S"
                    setattr(form, f"{field}_source", "query")
                    setattr(form, f"{field}_name", False)

    def test_a_scheme_of_ones_own_is_not_what_others_begin_with(self):
        """The first of a type is what a webhook has that asks for that type."""
        self.make(name="A Scheme of Ours")
        webhook = self.env["inbound.webhook.handler"].new({"auth_type": "signature"})
        general = self.env.ref("inbound_webhook.scheme_hmac_sha256")
        self.assertEqual(webhook.scheme_id._origin, general)

    # === WHAT IT SAYS ===

    def test_the_schemes_that_come_along_can_work(self):
        schemes = self.env[SCHEME].search([])
        self.assertGreaterEqual(len(schemes), 9)
        for scheme in schemes:
            with self.subTest(scheme.name):
                check_scheme(scheme._spec())
                self.assertTrue(scheme.secret_word and scheme.secret_hint)

    def test_a_record_says_what_its_file_says(self):
        """The tests of the engine have the files judged by the senders' packages."""
        for path in sorted(Path(file_path(FOLDER)).glob("*.json")):
            with self.subTest(path.stem):
                data = json.loads(path.read_text("utf-8"))
                scheme = self.env.ref(f"inbound_webhook.scheme_{path.stem}")
                self.assertEqual(scheme._spec(), from_data(data["scheme"]))
                self.assertEqual(scheme.vector, data["vector"])

    def test_the_known_call_is_asked_as_a_scheme_is_saved(self):
        for name, change in (
            ("github", {"place_name": "X-Other"}),
            ("stripe", {"joiner": ":"}),
            ("slack", {"part_ids": [Command.create({"kind": "method"})]}),
        ):
            scheme = self.env.ref(f"inbound_webhook.scheme_{name}")
            with self.subTest(name):
                with self.assertRaisesRegex(ValidationError, "known to be right"):
                    scheme.write(change)
                scheme.copy().write(change)

    def test_one_that_nobody_checked_says_so_in_its_name(self):
        shopify = self.env.ref("inbound_webhook.scheme_shopify")
        shopify.source = False
        self.assertEqual(shopify.display_name, "Shopify (not checked)")
        self.assertEqual(self.shipped.display_name, "GitHub")

    def test_what_is_said_in_the_form_is_what_the_engine_takes(self):
        scheme = self.make(
            algorithm="sha256",
            prehash="sha256_hex",
            joiner="\\n",
            shape="named",
            separator=" ",
            name_separator=":",
            names="v1, v2",
            prefix="x ",
            encoding="base64",
            key_prefix="k_",
            time_source="signature",
            time_name="t",
            time_unit="milliseconds",
            time_past=60,
            time_future=5,
            id_source="body",
            id_name="event.id",
            part_ids=[
                Command.create({"sequence": 2, "kind": "body"}),
                Command.create(
                    {
                        "sequence": 1,
                        "kind": "header",
                        "argument": "X-A",
                        "if_missing": "empty",
                    }
                ),
                Command.create({"sequence": 3, "kind": "secret"}),
                Command.create({"sequence": 4, "kind": "time"}),
            ],
        )
        scheme.invalidate_recordset()
        spec = scheme._spec()
        self.assertEqual(
            spec.parts,
            (
                Part("header", "X-A", "empty"),
                Part("body"),
                Part("secret"),
                Part("time"),
            ),
        )
        self.assertEqual(spec.place, Place("header", "X-S"))
        self.assertEqual(
            spec.time, TimeRule(Place("signature", "t"), "milliseconds", 60, 5)
        )
        self.assertEqual(spec.id_place, Place("body", "event.id"))
        self.assertIsNone(spec.key_id_place)
        self.assertEqual((spec.joiner, spec.prefix, spec.separator), ("\n", "x ", " "))
        self.assertEqual((spec.names, spec.name_separator), (("v1", "v2"), ":"))

    def test_a_new_one_signs_the_body(self):
        with Form(self.env[SCHEME]) as form:
            form.name = "Ours"
            form.place_name = "X-Signature"
        scheme = form.record
        self.assertEqual(scheme.part_ids.mapped("kind"), ["body"])
        self.assertEqual(scheme.auth_type, "signature")

    def test_the_last_part_is_not_taken_away(self):
        scheme = self.shipped.copy({"vector": False})
        with self.assertRaises(ValidationError):
            scheme.part_ids.unlink()
        # Another one in its place may come later in the same change.
        scheme.part_ids = [(5,), (0, 0, {"kind": "text", "argument": "v0"})]
        self.assertEqual(scheme.part_ids.mapped("kind"), ["text"])

    def test_a_new_part_is_chosen(self):
        """A line that nobody filled is dropped by the form: it must not look filled."""
        with Form(self.env[SCHEME]) as form:
            form.name = "Ours"
            form.place_name = "X-Signature"
            with form.part_ids.new() as part:
                self.assertFalse(part.kind)
                part.kind = "method"
        self.assertEqual(form.record.part_ids.mapped("kind"), ["body", "method"])

    def test_what_cannot_work_is_refused_in_words(self):
        for words, values in {
            "Say what is signed": {"part_ids": [Command.clear()]},
            "proves nothing": {"place_name": "X-Forwarded-For"},
            "Name the header": {"place_name": False},
            "Say which names": {"shape": "named"},
            "not among what is signed": {"time_source": "header", "time_name": "X-T"},
            "plain hash proves nothing": {"algorithm": "sha256"},
            "which one": {
                "part_ids": [Command.create({"kind": "header", "argument": False})]
            },
        }.items():
            with self.subTest(words), self.assertRaisesRegex(ValidationError, words):
                self.make(**values)
        scheme = self.make()
        with self.assertRaisesRegex(ValidationError, "which one"):
            scheme.part_ids.create({"scheme_id": scheme.id, "kind": "text"})

    def test_neither_nothing_nor_a_certificate_can_be_chosen(self):
        for kind in ("none", "client_certificate"):
            with (
                self.subTest(kind),
                self.assertRaisesRegex(ValidationError, "cannot be chosen"),
            ):
                self.make(kind=kind)

    def test_one_that_is_used_is_not_deleted(self):
        scheme = self.make()
        self.make_lead_handler(auth_type="signature", scheme_id=scheme.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            scheme.unlink()

    # === WITH A SENDER ===

    def test_a_card_proposes_its_scheme_and_asks_for_nothing(self):
        for name in ("github", "stripe", "standard_webhooks"):
            with self.subTest(name):
                sender = self.env.ref(f"inbound_webhook.sender_{name}")
                handler = sender._make_handler()
                self.assertEqual(handler.auth_type, "none")
                self.assertFalse(handler.scheme_id)
                self.assertEqual(handler.proposed_scheme_id, sender.scheme_id)
                hints = " ".join(handler.setup_hints)
                self.assertIn("tab Who May Call", hints)
                handler.action_use_proposed_scheme()
                self.assertEqual(handler.auth_type, "signature")
                self.assertEqual(handler.scheme_id, sender.scheme_id)
                self.assertIn("Every call is refused", handler.setup_warnings[0])

    # === WHO MAY CHANGE IT ===

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def rpc(self, login, model, method, *args, **kwargs):
        answer = self.ask_as(f"webhook_{login}", model, method, *args, **kwargs).json()
        if "error" in answer:
            return answer["error"]["data"]["name"]
        return answer["result"]

    def test_what_each_role_may_do(self):
        """Read, create, write and delete, of schemes, parts and the dialogs."""
        mine = self.make()
        new = {"name": "New", "place_name": "X-S"}
        part = {"scheme_id": mine.id, "kind": "body"}
        for login, reads, changes in (
            ("settings", True, True),
            ("reader", True, False),
            ("internal", False, False),
            ("portal", False, False),
        ):
            for model, record, values in (
                (SCHEME, mine, new),
                (PART, mine.part_ids, part),
            ):
                for method, args, is_allowed in (
                    ("read", (record.ids, ["id"]), reads),
                    ("search_read", ([], ["id"]), reads),
                    ("create", ([values],), changes),
                    ("write", (record.ids, {"sequence": 5}), changes),
                    ("unlink", (record.copy().ids,), changes),
                ):
                    with self.subTest(f"{login} {method} {model}"):
                        answer = self.rpc(login, model, method, *args)
                        self.assertEqual(answer != DENIED, is_allowed, answer)
            for model in ("inbound.webhook.scheme.check", "inbound.webhook.new.secret"):
                with self.subTest(f"{login} {model}"):
                    answer = self.rpc(login, model, "create", [{}])
                    self.assertEqual(answer != DENIED, login == "settings")

    @users("webhook_administrator")
    def test_what_came_with_an_addon_is_changed_by_settings_alone(self):
        shipped = self.shipped.with_env(self.env)
        for record, values in (
            (shipped, {"place_name": "X-Mine"}),
            (shipped, {"part_ids": [Command.clear()]}),
            (shipped.part_ids, {"kind": "text", "argument": "x"}),
        ):
            with self.subTest(str(values)), self.assertRaises(AccessError):
                record.write(values)
        for record in (shipped, shipped.part_ids):
            with self.assertRaises(AccessError):
                record.unlink()
        with self.assertRaises(AccessError):
            self.env[PART].create({"scheme_id": shipped.id, "kind": "body"})

    @users("webhook_administrator")
    def test_a_copy_is_one_s_own(self):
        copied = self.shipped.with_env(self.env).copy({"name": "Ours"})
        copied.place_name = "X-Mine"
        copied.part_ids.write({"kind": "body_sha256"})
        self.assertEqual(copied._spec().parts, (Part("body_sha256"),))
        with self.assertRaises(AccessError):
            copied.part_ids.scheme_id = self.shipped
        copied.unlink()

    def test_only_settings_says_which_hosts_are_asked(self):
        for login in ("administrator", "settings"):
            shipped = self.env.ref("inbound_webhook.scheme_paypal")
            copied = shipped.with_user(self.user(login)).copy()
            self.assertEqual(copied.key_hosts, shipped.key_hosts)
            copied.key_hosts = "api.paypal.com"
            for hosts in ("api.paypal.com\nintranet.example.com", "*.example.com"):
                with self.subTest(f"{login}: {hosts}"):
                    if login == "settings":
                        copied.key_hosts = hosts
                        continue
                    with self.assertRaises(AccessError):
                        copied.key_hosts = hosts
                    with self.assertRaises(AccessError):
                        shipped.with_user(self.user(login)).copy({"key_hosts": hosts})

    def test_that_of_a_colleague_is_not(self):
        copied = self.shipped.with_user(self.user("colleague")).copy()
        with self.assertRaises(AccessError):
            copied.with_user(self.user("administrator")).place_name = "X-Mine"

    def test_one_that_opens_a_webhook_of_others_takes_settings(self):
        mine = self.shipped.with_user(self.user("administrator")).copy()
        handler = self.make_lead_handler(
            auth_type="signature",
            scheme_id=mine.id,
            user_id=self.env.ref("base.user_admin").id,
        )
        with self.assertRaises(AccessError):
            mine.encoding = "base64"
        with self.assertRaises(AccessError):
            mine.part_ids.kind = "body_sha256"
        handler.user_id = self.runner
        mine.encoding = "base64"
