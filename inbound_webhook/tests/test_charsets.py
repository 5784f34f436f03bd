import hashlib
import hmac
from urllib.parse import quote

from odoo.tests import tagged

from .common import FORM_TYPE, JSON_TYPE, InboundWebhookHttpCase

#: 山田 in Shift_JIS, which is no UTF-8, and too short to tell in which charset it is.
YAMADA = b"\x8eR\x93c"
BODIES = {
    JSON_TYPE: b'{"title": "T", "name": "%s"}',
    f"{JSON_TYPE}; charset=UTF-8": b'{"title": "T", "name": "%s"}',
    "application/xml": b"<lead><title>T</title><name>%s</name></lead>",
    FORM_TYPE: b"title=T&name=%s",
}


@tagged("post_install", "-at_install")
class TestCharsets(InboundWebhookHttpCase):
    """Senders that say a wrong charset, or none."""

    on_invalid = None

    def make_name_handler(self, in_xml=False, **values):
        place = {"path": "lead.name"} if in_xml else {}
        title = {"path": "lead.title"} if in_xml else {}
        return self.make_handler(
            parameters=[
                {"name": "title", **title},
                {"name": "name", **place, **values.pop("name_values", {})},
            ],
            mappings=[("name", "title"), ("contact_name", "name")],
            **values,
        )

    def post_name(self, handler, kind, raw):
        body = BODIES[kind] % raw
        return self.send(handler, body, headers={"Content-Type": kind})

    def lead_of(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_my_sender_writes_what_nobody_can_read(self):
        for kind in BODIES:
            with self.subTest(kind):
                handler = self.make_name_handler("xml" in kind)
                answer = self.post_name(handler, kind, YAMADA)
                lead = self.lead_of(answer)
                self.assertEqual((lead.name, lead.contact_name), ("T", False))
                call = self.last_call(handler)
                self.assertEqual(call.reason, "done_with_notes")
                self.assertEqual(
                    [each["parameter"] for each in call.left_out], ["name"]
                )
                (note,) = answer.json()["notes"]
                self.assertIn("not clearly in another charset", note)
                attachment = self.env["ir.attachment"].search(
                    [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
                )
                self.assertEqual(attachment.raw, YAMADA)

    def test_a_call_without_a_text_that_it_needs_is_refused_in_words(self):
        for kind in BODIES:
            with self.subTest(kind):
                values = {"required": True, "on_invalid": "refuse"}
                handler = self.make_name_handler("xml" in kind, name_values=values)
                answer = self.post_name(handler, kind, YAMADA)
                self.assertEqual(answer.status_code, 422, answer.text)
                # The form of the call shows it.
                told = self.last_call(handler).explanation
                self.assertIn("bytes that are not text in UTF-8 were kept", told)
                self.assertIn("its bytes are not text in UTF-8, and not clearly", told)

    def test_my_sender_never_says_its_charset(self):
        for kind in BODIES:
            with self.subTest(kind):
                handler = self.make_name_handler("xml" in kind, charset="shift_jis")
                lead = self.lead_of(self.post_name(handler, kind, YAMADA))
                self.assertEqual(lead.contact_name, "山田")
                self.assertEqual(self.last_call(handler).reason, "done")
                lead = self.lead_of(self.post_name(handler, kind, "山田".encode()))
                self.assertEqual(lead.contact_name, "山田")

    def test_what_was_left_out_is_replayed_once_the_charset_is_chosen(self):
        handler = self.make_name_handler()
        lead = self.lead_of(self.post_name(handler, JSON_TYPE, YAMADA))
        handler.charset = "shift_jis"
        replay = self.replay(self.last_call(handler))
        self.assertEqual((replay.res_id, replay.reason), (lead.id, "done"))
        self.assertEqual(lead.contact_name, "山田")

    def test_a_required_value_that_cannot_be_read_is_refused_for_that(self):
        handler = self.make_name_handler(name_values={"required": True})
        answer = self.post_name(handler, JSON_TYPE, YAMADA)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("bytes are not text", answer.json()["error"])
        self.assertNotIn("missing", answer.json()["error"])

    def test_a_default_stands_for_what_cannot_be_read(self):
        handler = self.make_name_handler(
            name_values={"default_value": "Somebody", "on_invalid": "default"}
        )
        lead = self.lead_of(self.post_name(handler, JSON_TYPE, YAMADA))
        self.assertEqual(lead.contact_name, "Somebody")
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    def test_western_text_asks_nobody_to_look(self):
        for kind in BODIES:
            with self.subTest(kind):
                handler = self.make_name_handler("xml" in kind)
                raw = "Jürgen Müller, Köln".encode("cp1252")
                lead = self.lead_of(self.post_name(handler, kind, raw))
                self.assertEqual(lead.contact_name, "Jürgen Müller, Köln")
                call = self.last_call(handler)
                self.assertEqual((call.reason, call.left_out), ("done", False))
                codes = [line["code"] for line in call.trace]
                self.assertIn("charset_clear", codes)

    def test_my_sender_cuts_texts_within_a_character(self):
        handler = self.make_name_handler()
        raw = "Grüße aus Tōkyō".encode()[:-1]
        lead = self.lead_of(self.post_name(handler, JSON_TYPE, raw))
        self.assertEqual(lead.contact_name, "Grüße aus Tōky")
        self.assertEqual(self.last_call(handler).reason, "done")

    def test_the_same_bytes_again_are_a_duplicate_and_others_are_none(self):
        handler = self.make_name_handler(protection_period=1)
        first = self.post_name(handler, JSON_TYPE, YAMADA).json()
        self.assertEqual(self.post_name(handler, JSON_TYPE, YAMADA).json(), first)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.post_name(handler, JSON_TYPE, b"\x8eR\x93d")
        self.assertEqual(self.last_call(handler).status, "success")

    def test_a_signature_is_checked_on_the_bytes_as_they_came(self):
        scheme = self.env.ref("inbound_webhook.scheme_github")
        handler = self.make_name_handler(
            auth_type=scheme.auth_type, scheme_id=scheme.id, secret="s" * 32
        )
        body = BODIES[JSON_TYPE] % YAMADA
        digest = hmac.new(b"s" * 32, body, hashlib.sha256).hexdigest()
        signed = {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": JSON_TYPE}
        answer = self.send(handler, body, headers=signed)
        self.assertEqual(self.lead_of(answer).name, "T")
        answer = self.send(handler, body.replace(b"T", b"U"), headers=signed)
        self.assertEqual(answer.status_code, 401)

    def test_a_header_is_read_as_it_was_written(self):
        handler = self.make_handler(
            parameters=[
                "title",
                {"name": "who", "source": "header", "path": "X-Who"},
                {"name": "town", "source": "query"},
            ],
            mappings=[("name", "title"), ("contact_name", "who"), ("city", "town")],
        )
        town = "大阪"
        for who in ("Zoë 山田".encode(), "Jürgen Müller".encode("cp1252")):
            answer = self.send(
                handler,
                b'{"title": "T"}',
                query=f"?town={quote(town)}",
                headers={"Content-Type": JSON_TYPE, "X-Who": who},
            )
            lead = self.lead_of(answer)
            codec = "utf-8" if b"\xc3" in who else "cp1252"
            self.assertEqual((lead.contact_name, lead.city), (who.decode(codec), town))
            self.assertEqual(self.last_call(handler).reason, "done")
