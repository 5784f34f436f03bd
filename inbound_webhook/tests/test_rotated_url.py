"""What a worker remembers of a URL is not believed any more once it has changed."""

import base64
import hmac
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from ..engine.tokens import digest_of_token
from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookCase, InboundWebhookHttpCase
from .real_cursors import RealCursorsMixin
from .test_who_may_call import BODY, SECRET, WhoMayCallCase


@tagged("post_install", "-at_install")
class TestRememberedUrl(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def setUp(self):
        super().setUp()
        self.administrator = self.real_env()
        self.handler = self.administrator["inbound.webhook.handler"].create(
            {
                "name": "Rotated",
                "model_id": self.administrator["ir.model"]._get_id("crm.lead"),
            }
        )
        self.administrator.cr.commit()
        self.remove_committed(self.handler)
        self.old = self.handler.token

    def find(self, env, token):
        return env["inbound.webhook.handler"]._found_by_token(token)

    def test_one_that_was_remembered_between_the_change_and_its_commit(self):
        self.handler.action_rotate_token()
        self.handler.flush_recordset()
        meanwhile = self.real_env()
        self.assertEqual(self.find(meanwhile, self.old).spec.id, self.handler.id)
        self.administrator.cr.commit()
        self.assertFalse(self.find(self.real_env(), self.old))
        self.assertTrue(self.find(self.real_env(), self.handler.token))

    def test_one_that_was_remembered_while_its_handler_was_deleted(self):
        self.handler.unlink()
        meanwhile = self.real_env()
        self.assertTrue(self.find(meanwhile, self.old))
        self.administrator.cr.commit()
        self.assertFalse(self.find(self.real_env(), self.old))

    def test_one_that_was_remembered_and_never_committed(self):
        self.handler.action_rotate_token()
        new = self.handler.token
        self.assertTrue(self.find(self.administrator, new))
        self.administrator.cr.rollback()
        self.assertFalse(self.find(self.real_env(), new))
        self.assertTrue(self.find(self.real_env(), self.old))


@tagged("post_install", "-at_install")
class TestUnknownUrl(InboundWebhookHttpCase):
    """Nobody can tell from the answer what there was at a URL."""

    def answer(self, path):
        answer = self.url_open(f"/inbound/{path}", json={"title": "A"})
        headers = {**answer.headers, "Date": None}
        return answer.status_code, headers, answer.text

    def test_whatever_is_wrong_with_it_the_answer_is_the_same(self):
        handler = self.make_lead_handler()
        rotated = handler.token
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)
        handler.action_rotate_token()
        deleted = self.make_lead_handler()
        gone = deleted.token
        deleted.unlink()
        unknown = self.answer("x" * 43)
        self.assertEqual(unknown[0], 404)
        for path in (rotated, gone, "x", "x" * 5000, "%00%ff", "é", handler.token[:-1]):
            with self.subTest(path):
                self.assertEqual(self.answer(path), unknown)


@tagged("post_install", "-at_install", "security")
class TestOldUrl(WhoMayCallCase):
    """The old URL goes on for a chosen time."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_lead_handler(old_url_hours=2)
        self.old = self.handler.token
        self.handler.action_rotate_token()

    def call(self, token, **options):
        options = {"json": {"title": "A"}, **options}
        return self.url_open(f"/inbound/{token}", **options)

    def end(self, seconds_ago=1):
        """As if the time were over."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_handler SET old_url_until = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(seconds=seconds_ago), self.handler.id],
        )
        self.env.invalidate_all()

    def assert_unknown(self, token):
        answer, unknown = self.call(token), self.call("x" * 43)
        self.assertEqual(
            (answer.status_code, answer.text), (unknown.status_code, unknown.text)
        )
        self.assertEqual(unknown.status_code, 404)

    def test_both_are_taken_and_the_row_says_by_which(self):
        self.assertNotEqual(self.old, self.handler.token)
        for token, by_old in ((self.old, True), (self.handler.token, False)):
            self.assertEqual(self.call(token).status_code, 200)
            self.assertEqual(self.last_call(self.handler).by_old_url, by_old)

    def test_it_ends_by_itself(self):
        until = self.handler.old_url_until
        self.assertEqual(until - fields.Datetime.now(), timedelta(hours=2))
        self.assertEqual(self.call(self.old).status_code, 200)
        self.end()
        self.assert_unknown(self.old)
        # Nor where its end came while the body did.
        self.assertFalse(self.handler._found_by_token(self.old))
        self.assertEqual(self.call(self.handler.token).status_code, 200)

    def test_it_ends_by_hand_at_once(self):
        self.call(self.old)
        self.assertTrue(self.handler.old_url_last_date)
        self.handler.action_end_old_url()
        self.assert_unknown(self.old)
        self.assertFalse(self.handler.old_url_is_alive)
        self.assertFalse(self.handler.old_url_last_date)

    def test_it_costs_an_unknown_one_no_more(self):
        self.call(self.old)
        self.end()
        for token in (self.old, "x" * 43):
            with self.assertQueryCount(1):
                self.call(token)

    def test_the_one_before_ends_in_any_case(self):
        second = self.handler.token
        self.handler.action_rotate_token()
        self.assert_unknown(self.old)
        self.assertEqual(self.call(second).status_code, 200)

    def test_at_once_is_at_once(self):
        self.handler.old_url_hours = 0
        second = self.handler.token
        self.handler.action_rotate_token()
        for token in (self.old, second):
            self.assert_unknown(token)

    def test_neither_is_kept_of_a_call(self):
        token = self.handler.token
        self.call(
            self.old, json={"title": f"{self.old} {token}", "email": "a@b.example"}
        )
        call = self.last_call(self.handler)
        kept = f"{call.parameters} {call._raw_body()} {call.headers} {call.trace}"
        self.assertNotIn(self.old, kept)
        self.assertNotIn(token, kept)
        self.assertEqual(call._record().name, "*" * 43 + " " + "*" * 43)

    def test_a_sender_that_signs_its_url_signs_the_one_that_it_has(self):
        """Square: https://developer.squareup.com/docs/webhooks/step3validate"""
        handler = self.make_asking("square", old_url_hours=1)
        old = handler.token
        handler.action_rotate_token()
        base = handler.get_base_url()
        for token in (old, handler.token):
            message = f"{base}/inbound/{token}".encode() + BODY
            digest = hmac.digest(SECRET.encode(), message, "sha256")
            headers = {
                "Content-Type": "application/json",
                "x-square-hmacsha256-signature": base64.b64encode(digest).decode(),
            }
            answer = self.call(token, json=None, data=BODY, headers=headers)
            self.assertEqual(answer.status_code, 200, answer.text)

    def test_nobody_chooses_an_old_token_or_has_it_live_longer(self):
        user = new_test_user(self.env, "keeper", WEBHOOK_ADMINISTRATOR)
        handler = self.make_lead_handler(user_id=user.id).with_user(user)
        for name in ("kept_old_token", "old_token_digest"):
            with self.assertRaises(AccessError):
                handler.write({name: "x"})
            with self.assertRaises(AccessError):
                handler.read([name])
        with self.assertRaisesRegex(ValidationError, "30 days at most"):
            handler.old_url_until = fields.Datetime.now() + timedelta(days=31)

    def test_a_copy_has_no_old_url(self):
        copied = self.handler.copy()
        self.assertFalse(copied.old_url_until or copied.sudo().kept_old_token)

    def test_a_neutralised_copy_of_the_database_answers_to_neither(self):
        token = self.handler.token
        self.env.flush_all()
        with file_open("inbound_webhook/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        for each in (self.old, token):
            self.assert_unknown(each)


@tagged("post_install", "-at_install", "security")
class TestOldUrlElsewhere(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own, which remember what they read."""

    def test_it_ends_for_all_of_them_with_the_commit(self):
        administrator = self.real_env()
        handler = administrator["inbound.webhook.handler"].create(
            {
                "name": "Rotated",
                "model_id": administrator["ir.model"]._get_id("crm.lead"),
                "old_url_hours": 1,
            }
        )
        old = handler.token
        handler.action_rotate_token()
        administrator.cr.commit()
        self.remove_committed(handler)

        def is_found():
            handlers = self.real_env()["inbound.webhook.handler"]
            try:
                handlers._body_limits(digest_of_token(old))
            except LookupError:
                self.assertFalse(handlers._found_by_token(old))
                return False
            return handlers._found_by_token(old).by_old_url

        self.assertTrue(is_found())
        handler.action_end_old_url()
        handler.flush_recordset()
        self.assertTrue(is_found())
        administrator.cr.commit()
        self.assertFalse(is_found())
