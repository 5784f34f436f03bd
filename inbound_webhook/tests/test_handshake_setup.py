"""Handshakes as they are set up, and as they come with the addon."""

import contextlib

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import (
    WEBHOOK_ADMINISTRATOR,
    InboundWebhookCase,
)
from .handshake_case import FILES, HandshakeMixin


@tagged("post_install", "-at_install")
class TestHandshakeSetup(HandshakeMixin, InboundWebhookCase):
    """What an administrator can describe, and what is refused as it is saved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, "hs_setup", groups=WEBHOOK_ADMINISTRATOR
        )

    @contextlib.contextmanager
    def refused(self, words):
        with self.assertRaises(ValidationError) as refused:
            yield
        self.assertIn(words, str(refused.exception))

    def describe(
        self, user=None, conditions=(("query", "challenge", False),), **values
    ):
        return (
            self.env["inbound.webhook.handshake"]
            .with_user(user or self.administrator)
            .create(
                {
                    "name": "Our Shop",
                    "method": "get",
                    "body": "{{ query.challenge }}",
                    "condition_ids": [
                        Command.create({"source": source, "name": name, "value": value})
                        for source, name, value in conditions
                    ],
                    **values,
                }
            )
        )

    def test_a_sender_that_nobody_has_heard_of(self):
        handshake = self.describe(headers="X-Echo: {{ query.challenge }}")
        spec = handshake._spec()
        self.assertEqual(spec.headers, (("X-Echo", "{{ query.challenge }}"),))
        self.assertIn("not checked", handshake.display_name)

    def test_what_cannot_work_is_refused_in_words(self):
        for values in (
            {"body": "{{ challenge }}"},
            {"body": "{{ body.a }}"},
            {"headers": "Set-Cookie: a"},
            {"headers": "no header"},
            {"headers": "Location: https://example.com/"},
            {"keep_source": "header", "keep_name": "X-Secret"},
            {"token_source": "query"},
            {"handshake_status": 302},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.describe(**values)

    def test_one_that_would_answer_every_call_is_refused(self):
        for method, name in (("get", "get"), ("get", "head")):
            with self.refused("every call"):
                self.make_answering(name, method=method)
        handler = self.make_handler(
            handshake_ids=[Command.set(self.handshake("get").ids)]
        )
        with self.refused("every call"):
            handler.method = "get"
        handler = self.make_answering("dropbox", method="get")
        with self.refused("every call"):
            self.handshake("dropbox").condition_ids.unlink()

    def test_no_hash_beside_a_scheme_that_signs_values_alone(self):
        handler = self.make_answering("x")
        scheme = self.env.ref("inbound_webhook.scheme_mailgun")
        with self.refused("anybody could have a call"):
            handler.write({"auth_type": "signature", "scheme_id": scheme.id})

    def test_only_settings_says_which_hosts_are_asked(self):
        asking = {
            "method": "post",
            "body": False,
            "conditions": (("body", "url", False),),
            "fetch_source": "body",
            "fetch_name": "url",
            "fetch_hosts": "169-254-169-254.example.com",
        }
        with self.assertRaises(AccessError):
            self.describe(**asking)
        settings = new_test_user(
            self.env,
            "hs_settings",
            groups=f"base.group_system,{WEBHOOK_ADMINISTRATOR}",
        )
        handshake = self.describe(settings, **asking)
        with self.assertRaises(AccessError):
            handshake.with_user(self.administrator).name = "x"
        handshake = self.describe()
        with self.assertRaises(AccessError):
            handshake.write(
                {
                    "method": "post",
                    "body": False,
                    "condition_ids": [
                        Command.clear(),
                        Command.create({"source": "body", "name": "url"}),
                    ],
                    "fetch_source": "body",
                    "fetch_name": "url",
                    "fetch_hosts": "example.com",
                }
            )
        # Step by step, each of them harmless but for the last one.
        handshake = self.describe(
            method="post", body=False, conditions=(("body", "url", False),)
        )
        with self.assertRaises(AccessError):
            handshake.write(
                {
                    "fetch_source": "body",
                    "fetch_name": "url",
                    "fetch_hosts": "example.com",
                }
            )

    def test_those_that_ship_are_corrected_with_the_addon(self):
        """They are read from their files whenever the addon is updated."""
        for name in sorted(FILES):
            # A look-up, so that what asks for nothing but a method is not each call.
            is_post = FILES[name]["handshake"]["method"] == "POST"
            self.make_answering(name, method="get" if is_post else "post")
        slack = self.handshake("slack")
        slack.hint = "other"
        conditions = {each: len(self.handshake(each).condition_ids) for each in FILES}
        for model in ("scheme", "handshake"):
            self.env[f"inbound.webhook.{model}"]._load_shipped()
        self.assertEqual(slack.hint, FILES["slack"]["hint"])
        for name, number in conditions.items():
            self.assertEqual(len(self.handshake(name).condition_ids), number, name)

    def test_no_condition_is_taken_from_one_that_would_answer_every_call(self):
        handshake = self.env["inbound.webhook.handshake"].create(
            {
                "name": "Ours",
                "body": "ok",
                "condition_ids": [
                    Command.create({"source": "query", "name": "challenge"})
                ],
            }
        )
        self.make_handler(handshake_ids=[Command.set(handshake.ids)])
        with self.assertRaises(ValidationError):
            handshake.condition_ids.unlink()
        with self.assertRaises(ValidationError):
            handshake.condition_ids = [Command.clear()]

    def test_those_that_ship_are_changed_by_settings_alone(self):
        shipped = self.handshake("slack").with_user(self.administrator)
        with self.assertRaises(AccessError):
            shipped.body = "pwned"
        with self.assertRaises(AccessError):
            shipped.condition_ids.unlink()
        copied = shipped.copy()
        copied.name = "Our Slack"
        self.assertEqual(len(copied.condition_ids), 2)

    def test_a_known_answer_keeps_what_is_known_to_be_right(self):
        with self.refused("known to want"):
            self.handshake("slack").body = '{"challenge": "x"}'

    def test_a_change_counts_from_the_next_call_on(self):
        handshake = self.describe(self.env.user)
        handler = self.make_answering()
        handler.handshake_ids = handshake
        version = handler.version
        handshake.body = "other {{ query.challenge }}"
        self.assertNotEqual(handler.version, version)
        [spec] = handler._found().spec.handshakes
        self.assertEqual(spec.body, "other {{ query.challenge }}")
        handshake.condition_ids.name = "other"
        [spec] = handler._found().spec.handshakes
        self.assertEqual(spec.conditions[0].place.name, "other")
        handshake.unlink()
        self.assertFalse(handler._found().spec.handshakes)

    def test_a_scheme_and_a_card_bring_theirs(self):
        handler = self.make_with_scheme("slack")
        self.assertEqual(handler.handshake_ids, self.handshake("slack"))
        for name in ("mailchimp", "woocommerce", "github"):
            sender = self.env.ref(f"inbound_webhook.sender_{name}")
            self.assertTrue(sender._make_handler().handshake_ids)
        # Where it would answer each look-up it is left out.
        looking = self.make_handler(method="get")
        looking.sender_id = self.env.ref("inbound_webhook.sender_mailchimp")
        self.assertFalse(looking.handshake_ids)
        own = self.describe(self.env.user)
        handler.handshake_ids |= own
        handler.scheme_id = self.env.ref("inbound_webhook.scheme_github")
        self.assertIn(own, handler.handshake_ids)
