"""A handshake that hands a secret over, which the webhook takes, offers or leaves."""

import hashlib
import hmac

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import (
    JSON_TYPE,
    WEBHOOK_ADMINISTRATOR,
    WEBHOOK_USER,
)
from .handshake_case import FILES, HandshakeCase

HOOK_SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"
OTHER_SECRET = "00000000000000000000000000000000ffffffffffffffffffffffffffffffff"


@tagged("post_install", "-at_install", "security")
class TestHandedOverSecrets(HandshakeCase):
    """A secret that a handshake brings, and a stranger who brings one first."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_with_scheme("asana")

    def hand_over(self, secret=HOOK_SECRET, handler=None):
        answer = self.shake(
            handler or self.handler, "asana", headers={"X-Hook-Secret": secret}
        )
        # Asana wants it back in any case, or it makes no webhook.
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["X-Hook-Secret"], secret)
        return self.last_call(handler or self.handler)

    def call_with(self, secret):
        body = b'{"title": "Ada"}'
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": JSON_TYPE, "X-Hook-Signature": digest}
        return self.send(self.handler, body, headers=headers).status_code

    def offers(self):
        return self.handler.handshake_offer_ids

    def assert_without(self, call, secret):
        call.invalidate_recordset()
        held = [call.headers, call.response_headers, call.trace, call._raw_body()]
        self.assertNotIn(secret, str(held))

    def test_it_waits_until_somebody_takes_it(self):
        call = self.hand_over()
        self.assert_without(call, HOOK_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_offered"})
        self.assertEqual(self.call_with(HOOK_SECRET), 503)
        self.assertFalse(self.handler.sudo().kept_secret)
        [offer] = self.offers()
        self.assertEqual(offer.ending, HOOK_SECRET[-4:])
        self.assertEqual(offer.handshake_id, self.handshake("asana"))
        self.assertTrue(offer.remote_addr)
        self.handler.invalidate_recordset()
        self.assertTrue(
            any("handshake" in text for text in self.handler.setup_warnings)
        )
        self.assertIsNone(offer.action_take())
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        self.assertFalse(self.offers())

    def test_one_that_is_waited_for_counts_at_once_and_no_other_after_it(self):
        self.handler.action_listen()
        call = self.hand_over()
        self.assert_without(call, HOOK_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_taken"})
        self.assertFalse(self.offers())
        # The handler listens still, and a stranger sends his own.
        self.hand_over(OTHER_SECRET)
        self.handler.action_stop_listening()
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        self.assertEqual(self.call_with(OTHER_SECRET), 401)
        self.assertEqual(self.offers().mapped("ending"), ["ffff"])

    def test_no_stranger_takes_the_place_of_a_secret_that_is_set(self):
        self.handler.secret = HOOK_SECRET
        call = self.hand_over(OTHER_SECRET)
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_offered"})
        self.assertEqual(self.call_with(OTHER_SECRET), 401)
        self.assertEqual(self.call_with(HOOK_SECRET), 200)
        # Who takes it has both count, as with a next secret.
        self.offers().action_take()
        self.assertEqual(self.call_with(OTHER_SECRET), 200)
        self.assertEqual(self.call_with(HOOK_SECRET), 200)

    def test_the_same_secret_again_changes_nothing(self):
        self.handler.secret = HOOK_SECRET
        call = self.hand_over()
        self.assertFalse(self.offers())
        self.assert_without(call, HOOK_SECRET)

    def test_strangers_push_none_out(self):
        self.hand_over()
        for number in range(7):
            call = self.hand_over(f"{number:064x}")
        self.assertEqual(self.trace_codes(call), {"handshake": "secret_left"})
        self.assertEqual(len(self.offers()), 5)
        self.assertEqual(self.offers()[0].ending, HOOK_SECRET[-4:])
        self.offers().action_dismiss()
        self.assertFalse(self.offers())

    def test_what_cannot_be_a_key_is_not_even_echoed(self):
        for secret in ("short", "x" * 501):
            answer = self.shake(
                self.handler, "asana", headers={"X-Hook-Secret": secret}
            )
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("X-Hook-Secret", answer.headers)
            self.assert_without(self.last_call(self.handler), secret * 3)
        self.assertFalse(self.offers())

    def test_without_a_scheme_there_is_nothing_it_counts_for(self):
        handler = self.make_answering("asana")
        handler.action_listen()
        self.hand_over(handler=handler)
        self.assertFalse(handler.sudo().kept_secret)
        with self.assertRaises(UserError):
            handler.handshake_offer_ids.action_take()

    def test_the_token_of_notion_is_shown_once(self):
        handler = self.make_with_scheme("notion")
        token = FILES["notion"]["vector"]["keeps"]
        answer = self.shake(handler, "notion")
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        self.assert_without(self.last_call(handler), token)
        [offer] = handler.handshake_offer_ids
        action = offer.action_take()
        self.assertEqual(action["context"]["default_secret"], token)
        self.assertEqual(handler.sudo().kept_secret, token)
        self.assertFalse(handler.handshake_offer_ids)

    def test_what_was_waited_for_is_shown_too(self):
        handler = self.make_with_scheme("notion")
        handler.action_listen()
        self.shake(handler, "notion")
        token = FILES["notion"]["vector"]["keeps"]
        self.assertEqual(handler.sudo().kept_secret, token)
        [offer] = handler.handshake_offer_ids
        with self.assertRaises(UserError):
            offer.action_take()
        self.assertEqual(offer.action_show()["context"]["default_secret"], token)
        self.assertFalse(handler.handshake_offer_ids)

    def test_who_may_see_and_take_it(self):
        self.hand_over()
        [offer] = self.offers()
        user = new_test_user(self.env, "hs_user", groups=WEBHOOK_USER)
        administrator = new_test_user(
            self.env, "hs_admin", groups=WEBHOOK_ADMINISTRATOR
        )
        for name in ("action_take", "action_show", "action_dismiss"):
            with self.assertRaises(AccessError):
                getattr(offer.with_user(user), name)()
        with self.assertRaises(AccessError):
            offer.with_user(user).read(["ending"])
        mine = offer.with_user(administrator)
        self.assertEqual(mine.read(["ending"])[0]["ending"], HOOK_SECRET[-4:])
        with self.assertRaises(AccessError):
            mine.read(["kept_value"])
        with self.assertRaises(AccessError):
            mine.search([("kept_value", "=like", "b5%")])
        self.assertNotIn(HOOK_SECRET, str(mine.read()))
        with self.assertRaises(AccessError):
            mine.write({"is_secret": False})
        with mute_logger("odoo.http"):
            answer = self.ask_as(
                "hs_admin", offer._name, "read", [offer.id], ["kept_value"]
            )
        self.assertNotIn(HOOK_SECRET, answer.text)

    def test_what_nobody_takes_is_forgotten(self):
        self.hand_over()
        offer = self.offers()
        offer._gc_offers()
        self.assertTrue(offer.exists())
        self.env.cr.execute(
            "UPDATE inbound_webhook_handshake_offer"
            " SET offered_date = now() - interval '8 days'"
        )
        offer.invalidate_recordset()
        offer._gc_offers()
        self.assertFalse(offer.exists())
