"""Secrets of handlers: written, and read by nobody."""

import json
import logging
from pathlib import Path

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged, users
from odoo.tools import file_path, mute_logger

from .common import WEBHOOK_ADMINISTRATOR, WEBHOOK_USER
from .test_who_may_call import BODY, NEXT, SECRET, WhoMayCallCase, github

WRITTEN = ("secret", "secret_next")
KEPT = ("kept_secret", "kept_secret_next", "captured_request")
OF_ADMINISTRATORS = (
    *WRITTEN,
    *("secret_until", "secret_is_set", "secret_next_is_set", "auth_user"),
    "public_address",
    "secret_key_id",
)
DENIED = "odoo.exceptions.AccessError"


@tagged("post_install", "-at_install", "security")
class TestSecrets(WhoMayCallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("plain_administrator", "inbound_webhook.group_administrator"),
            ("reader", WEBHOOK_USER),
            ("internal", "base.group_user"),
            ("portal", "base.group_portal"),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", groups)
        cls.handler = cls.make_lead_handler(
            auth_type="signature",
            scheme_id=cls.env.ref("inbound_webhook.scheme_github").id,
            secret=SECRET,
            secret_next=NEXT,
        )
        cls.powerful = cls.make_lead_handler(
            user_id=cls.env.ref("base.user_admin").id,
            auth_type="signature",
            secret=SECRET,
        )

    def as_user(self, login, record=None):
        record = self.handler if record is None else record
        user = self.env["res.users"].search([("login", "=", f"webhook_{login}")])
        return record.with_user(user)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def rpc(self, login, method, *args, **kwargs):
        """What a user's client gets; no secret is in it, whatever that is."""
        model = kwargs.pop("model", self.handler._name)
        answer = self.ask_as(f"webhook_{login}", model, method, *args, **kwargs)
        self.assertNotIn(SECRET, answer.text, method)
        self.assertNotIn(NEXT, answer.text, method)
        answer = answer.json()
        if "error" in answer:
            return answer["error"]["data"]["name"]
        return answer["result"]

    # === READING ===

    def test_nobody_reads_a_secret(self):
        ids = self.handler.ids
        for login in ("settings", "administrator", "reader", "internal", "portal"):
            for name in (*WRITTEN, *KEPT):
                with self.subTest(f"{login} {name}"):
                    read = self.rpc(login, "read", ids, [name])
                    if read != DENIED:
                        self.assertIn(name, WRITTEN)
                        self.assertIs(read[0][name], False)
                    self.rpc(login, "web_read", ids, {name: {}})
                    self.rpc(login, "export_data", ids, ["name", name])
                    self.rpc(login, "search_read", [], [name])
                    self.rpc(login, "onchange", ids, {}, [], {name: {}})
                    for domain in ([[name, "=like", "t%"]], [[name, "!=", False]]):
                        found = self.rpc(login, "search_count", domain)
                        self.assertIsInstance(found, str, "it can be searched by")
                    found = self.rpc(login, "search", [], order=name)
                    self.assertIsInstance(found, str, "it can be sorted by")
                    grouped = self.rpc(
                        login, "formatted_read_group", [], [name], ["__count"]
                    )
                    self.assertIsInstance(grouped, str, "it can be grouped by")
            for method in ("read", "copy_data", "copy"):
                self.rpc(login, method, ids)
            self.rpc(login, "name_search", SECRET)
            self.rpc(login, "fields_get")

    def test_what_is_written_is_not_answered(self):
        """A form saves and reads in one request."""
        for login in ("settings", "administrator"):
            saved = self.rpc(
                login,
                "web_save",
                self.handler.ids,
                {"secret": SECRET, "secret_next": NEXT},
                {"secret": {}, "secret_next": {}, "secret_is_set": {}},
            )
            self.assertEqual(
                saved,
                [
                    {
                        "id": self.handler.id,
                        "secret": False,
                        "secret_next": False,
                        "secret_is_set": True,
                    }
                ],
            )
            values = {"name": "x", "model_id": self.handler.model_id.id}
            values |= {"auth_type": "signature", "secret": SECRET}
            [made] = self.rpc(login, "web_save", [], values, {"secret": {}, "url": {}})
            self.assertIs(made["secret"], False)

    def test_what_was_kept_counts(self):
        kept = self.handler.sudo()
        self.assertEqual((kept.kept_secret, kept.kept_secret_next), (SECRET, NEXT))
        self.assertEqual((kept.secret, kept.secret_next), (False, False))
        self.assertTrue(kept.secret_is_set and kept.secret_next_is_set)
        self.handler.name = "Renamed"
        self.assertEqual(kept.kept_secret, SECRET)
        self.handler.secret_next = False
        self.assertFalse(kept.kept_secret_next or kept.secret_next_is_set)
        self.handler.action_remove_secrets()
        self.assertFalse(kept.kept_secret)

    def test_a_form_that_is_saved_without_it_keeps_it(self):
        with Form(self.handler) as form:
            form.name = "Renamed"
        self.assertEqual(self.handler.sudo().kept_secret, SECRET)
        with Form(self.handler) as form:
            form.secret = NEXT
        self.assertEqual(self.handler.sudo().kept_secret, NEXT)

    def test_a_copy_has_none(self):
        copied = self.handler.copy()
        self.assertFalse(copied.sudo().kept_secret or copied.sudo().kept_secret_next)
        self.assertEqual(copied.auth_type, "signature")
        self.assertIn("Every call is refused", copied.setup_warnings[0])
        self.assertNotIn(SECRET, str(self.handler.copy_data()))

    # === WHO SETS IT ===

    @users("webhook_administrator")
    def test_an_administrator_sets_it(self):
        handler = self.handler.with_env(self.env)
        handler.secret = "another-of-the-sender"
        self.assertEqual(handler.sudo().kept_secret, "another-of-the-sender")
        self.assertTrue(handler.secret_is_set)
        with self.assertRaises(AccessError):
            handler.write({"kept_secret": "x" * 20})

    def test_nobody_else_does(self):
        for login in ("reader", "plain_administrator", "internal", "portal"):
            for values in ({"secret": "x" * 20}, {"auth_type": "none"}):
                with self.subTest(login), self.assertRaises(AccessError):
                    self.as_user(login).write(values)
        for values in ({"secret": "x" * 20}, {"auth_type": "none"}):
            with self.assertRaises(AccessError):
                self.as_user("administrator", self.powerful).write(values)
        for login, handler in (
            ("reader", self.handler),
            ("plain_administrator", self.handler),
            ("administrator", self.powerful),
        ):
            for method in (
                "action_make_secret",
                "action_end_old_secret",
                "action_remove_secrets",
                "action_use_proposed_scheme",
                "action_check_example",
            ):
                answer = self.rpc(login, method, handler.ids)
                self.assertEqual(answer, DENIED, f"{login} {method}")

    def test_a_user_does_not_see_what_is_about_it(self):
        for name in OF_ADMINISTRATORS:
            with self.subTest(name):
                answer = self.rpc("reader", "read", self.handler.ids, [name])
                self.assertEqual(answer, DENIED)
        view = self.as_user("reader").get_view(view_type="form")["arch"]
        self.assertNotIn("who_may_call", view)
        # The form is read all the same, with what it warns of.
        self.as_user("reader").read(["setup_warnings", "setup_hints", "auth_type"])

    def test_the_check_of_an_example_is_for_who_may_change_the_webhook(self):
        """Whoever reads what is expected could sign calls."""
        model = "inbound.webhook.scheme.check"
        values = {"scheme_id": self.handler.scheme_id.id, "example": "pasted"}
        values |= {"body": "x", "headers": "X-Hub-Signature-256: sha256=0"}
        spec = {"verdict": {}, "expected": {}, "got": {}, "signed": {}}
        expected = github(b"x")["X-Hub-Signature-256"]
        for login, handler, is_told in (
            ("administrator", self.handler, True),
            ("administrator", self.powerful, False),
            ("plain_administrator", self.handler, False),
            ("reader", self.handler, False),
            ("portal", self.handler, False),
        ):
            with self.subTest(f"{login} {handler}"):
                answer = self.rpc(
                    login,
                    "onchange",
                    [],
                    {**values, "handler_id": handler.id},
                    ["body"],
                    spec,
                    model=model,
                )
                if is_told:
                    told, _of_the_next = answer["value"]["expected"].split()
                    self.assertEqual(f"sha256={told}", expected)
                else:
                    self.assertEqual(answer, DENIED)

    # === WHAT IS REFUSED AS IT IS SAVED ===

    def test_a_secret_that_is_quickly_guessed_is_refused(self):
        for scheme, secret in (
            ("github", "x1y2"),
            ("bearer", "x1y2"),
            ("basic", "ada:x1y2"),
            ("basic", "no colon at all, and long"),
            ("standard_webhooks", "no base64 at all!"),
        ):
            with self.subTest(scheme):
                with self.assertRaises(ValidationError) as caught:
                    self.make_asking(scheme, secret=secret)
                self.assertNotIn(secret, str(caught.exception))

    def test_a_scheme_of_another_kind_is_refused(self):
        bearer = self.env.ref("inbound_webhook.scheme_bearer")
        with self.assertRaisesRegex(ValidationError, "choose another scheme"):
            self.handler.scheme_id = bearer
        self.handler.write({"auth_type": "token", "scheme_id": bearer.id})

    def test_another_way_to_prove_it_is_set_with_its_secret(self):
        """What was set before need not fit: the new one takes its place."""
        handler = self.make_asking("basic", auth_user="shop", secret="8-chars!")
        bearer = self.env.ref("inbound_webhook.scheme_bearer")
        token = {"auth_type": "token", "scheme_id": bearer.id}
        left_over = "was for another way to prove a call.*too short"
        with self.assertRaisesRegex(ValidationError, left_over):
            handler.write(token)
        savepoint, its_own = self.env.cr.savepoint, "cannot be used: .*too short"
        with self.assertRaisesRegex(ValidationError, its_own), savepoint():
            handler.write({**token, "secret": "x1y2"})
        self.assertEqual(handler.sudo().kept_secret, "8-chars!")
        handler.write({**token, "secret": SECRET})
        self.assertEqual(handler.sudo().kept_secret, SECRET)

    def test_a_password_that_is_too_short_is_said_to_be(self):
        with self.assertRaisesRegex(ValidationError, "a password of 8 characters"):
            self.make_asking("basic", auth_user="shop", secret="x1y2")

    def test_the_scheme_follows_what_is_asked_for(self):
        handler = self.make_lead_handler()
        self.assertFalse(handler.scheme_id)
        handler.auth_type = "basic"
        self.assertEqual(handler.scheme_id.kind, "basic")
        handler.auth_type = "none"
        self.assertFalse(handler.scheme_id)
        handler.sender_id = self.env.ref("inbound_webhook.sender_stripe")
        handler.auth_type = "signature"
        stripe = self.env.ref("inbound_webhook.scheme_stripe")
        self.assertEqual(handler.scheme_id, stripe)

    def test_what_proves_a_call_is_no_delivery_id(self):
        known = self.handler.scheme_id
        message = {"kind": "http_message", "algorithm": "hmac-sha256"}
        numbered = {"place_name": "X-Signature-*"}
        for change, header in (
            ({}, "x-hub-signature-256"),
            ({**message, "place_name": False}, "signature"),
            (numbered, "X-Event, X-Signature-2"),
        ):
            scheme = known.copy(change)
            for name, is_refused in ((header, True), ("X-Delivery", False)):
                values = {"protection_period": 1, "duplicate_mode": "header"}
                values |= {"scheme_id": scheme.id, "duplicate_header": name}
                with self.subTest(f"{change} {name}"):
                    if not is_refused:
                        self.handler.write(values)
                        continue
                    with self.assertRaisesRegex(
                        ValidationError, "cannot be the delivery id"
                    ):
                        self.handler.write(values)

    def test_a_public_address_is_one_of_the_web(self):
        for address in ("javascript:alert(1)", "erp.example.com", "https://", "//x"):
            with self.subTest(address), self.assertRaises(ValidationError):
                self.handler.public_address = address
        self.handler.public_address = "https://erp.example.com:8443/odoo"

    # === A SECRET THAT ODOO MAKES ===

    def test_a_made_secret_is_strong_and_shown_once(self):
        handler = self.make_asking("github", secret=False)
        action = handler.action_make_secret()
        made = action["context"]["default_secret"]
        self.assertGreaterEqual(len(made), 43)
        self.assertEqual(handler.sudo().kept_secret, made)
        self.assertFalse(handler.secret)
        action = handler.action_make_secret()
        following = action["context"]["default_secret"]
        self.assertNotEqual(following, made)
        kept = handler.sudo()
        self.assertEqual((kept.kept_secret, kept.kept_secret_next), (made, following))
        dialog = self.env["inbound.webhook.new.secret"].with_context(
            **action["context"]
        )
        with Form(dialog) as form:
            self.assertEqual(form.secret, following)
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'inbound_webhook_new_secret'"
        )
        columns = {name for (name,) in self.env.cr.fetchall()}
        self.assertNotIn("secret", columns)

    def test_a_secret_is_made_only_for_a_sender_that_takes_one_of_ours(self):
        for scheme, can_be_made in (
            *(("github", True), ("gitlab", True), ("basic", True)),
            *(("stripe", False), ("slack", False), ("discord", False)),
        ):
            with self.subTest(scheme):
                values = {"auth_user": "ada"} if scheme == "basic" else {}
                handler = self.make_asking(scheme, secret=False, **values)
                self.assertIs(handler.secret_can_be_made, can_be_made)

    def test_a_made_secret_is_written_as_the_scheme_wants_it(self):
        handler = self.make_asking("standard_webhooks", secret=False)
        made = handler.action_make_secret()["context"]["default_secret"]
        self.assertTrue(made.startswith("whsec_"))
        handler = self.make_asking("basic", secret=False, auth_user="ada")
        handler.action_make_secret()
        self.assertTrue(handler.secret_is_set)

    # === LEAKS ===

    def test_no_secret_is_left_anywhere(self):
        """Sent in every place of a call, right and wrong."""
        schemes = ("github", "bearer", "token_query", "token_body", "basic")
        for name in schemes:
            secret = f"ada:{SECRET}" if name == "basic" else SECRET
            handler = self.make_asking(
                name,
                secret=secret,
                secret_next=False,
                parameters=["title", "token", {"name": "note", "source": "query"}],
                mappings=[("name", "title"), ("city", "token"), ("street", "note")],
                responses=[
                    {"outcome": "success", "body": "{{ title }} {{ token }} {{ note }}"}
                ],
            )
            self.make_code_rule(handler, f"log('the secret is {SECRET}')")
            body = json.dumps({"title": f"say {SECRET}", "token": SECRET}).encode()
            headers = {
                **github(body),
                "Authorization": f"Bearer {SECRET}",
                "X-Note": SECRET,
                "Referer": f"https://x.example/{SECRET}?token={SECRET}",
            }
            if name == "basic":
                headers["Authorization"] = (
                    "Basic YWRhOnRoZS1zZWNyZXQtb2YtdGhlLXNlbmRlcg"
                )
            for right in (True, False):
                if not right:
                    headers |= {"X-Hub-Signature-256": "sha256=" + "f" * 64}
                with (
                    self.subTest(f"{name} {right}"),
                    self.assertLogs(level=logging.DEBUG) as logged,
                ):
                    query = f"?token={SECRET}&note={SECRET}"
                    answer = self.post(handler, headers, body, query)
                self.assertNotIn(SECRET, answer.text)
                self.assertNotIn(SECRET, str(answer.headers))
                self.assertNotIn(SECRET, "\n".join(logged.output))
                call = self.last_call(handler)
                self.assertNotIn(SECRET, self.row_of(call))
                self.assertNotIn("f" * 64, self.row_of(call))
                for signature in github(body).values():
                    self.assertNotIn(signature[7:], self.row_of(call))

    def row_of(self, call):
        """All that the row of a call holds, and the body, as one text."""
        call.invalidate_recordset()
        self.env.cr.execute(
            "SELECT row_to_json(c) FROM inbound_webhook_call c WHERE id = %s", [call.id]
        )
        [row] = self.env.cr.fetchone()
        shown = f"{call.explanation} {call.reason_text} {call.display_name}"
        return json.dumps(row) + call._raw_body().decode("latin-1") + shown

    def test_saving_one_is_not_logged(self):
        with self.assertLogs(level=logging.DEBUG) as logged:
            self.handler.secret = SECRET
            self.handler.secret_next = NEXT
            self.handler.action_end_old_secret()
            self.handler.action_remove_secrets()
            self.env.flush_all()
        self.assertNotIn(NEXT, "\n".join(logged.output))
        self.assertNotIn(SECRET, "\n".join(logged.output))
        with self.assertLogs(level=logging.INFO) as logged:
            logging.getLogger().info("begin")
            self.rpc("administrator", "write", self.handler.ids, {"secret": NEXT})
            values = {"secret": f"{NEXT}\x00"}
            self.rpc("administrator", "write", self.handler.ids, values)
            self.rpc("administrator", "write", self.handler.ids, {"secret": [SECRET]})
        self.assertNotIn(NEXT, "\n".join(logged.output))
        self.assertNotIn(SECRET, "\n".join(logged.output))

    def test_a_row_that_the_database_refuses_is_not_quoted(self):
        """It quotes the whole row: the token and the secrets with it."""
        with self.assertLogs("odoo.sql_db", logging.ERROR) as logged:
            values = {"processing": False}
            answer = self.rpc("administrator", "write", self.handler.ids, values)
        self.assertEqual(answer, "odoo.exceptions.ValidationError")
        [line] = logged.output
        self.assertIn("NotNullViolation", line)
        for kept in (self.handler.token, SECRET, NEXT):
            self.assertNotIn(kept, line)

    def test_a_neutralized_copy_has_none_and_answers_nobody(self):
        path = file_path("inbound_webhook/data/neutralize.sql")
        url = f"/inbound/{self.handler.token}"
        self.assertEqual(self.url_open(url, data=BODY).status_code, 401)
        self.env.flush_all()
        self.env.cr.execute(Path(path).read_text("utf-8"))
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        kept = self.handler.sudo()
        self.assertFalse(kept.kept_secret or kept.kept_secret_next or kept.active)
        self.assertEqual(self.url_open(url, data=BODY).status_code, 404)
        # The copy is there to be tried out: its own URL works, and is off.
        self.assertEqual(len(kept.token), 64)
        answer = self.post(self.handler, github(BODY))
        self.assertEqual(answer.status_code, 503)
