import json
from urllib.parse import urlencode

from odoo.tests import tagged

from .common import FORM_TYPE, JSON_TYPE, InboundWebhookHttpCase

TEXTS = {
    "accents": "Zoë Müller-Łukasz, Ærøskøbing, ẞ, İstanbul, Ơ",
    "chinese": "株式会社 髙島屋 𠮷野家 한국어 ไทย",
    "emoji": "😀 👩‍👩‍👧 🇧🇪 👍🏽 ☎\ufe0f 𝒳",
    "right_to_left": "\u200fשלום (עולם) مرحبا بالعالم \u202b٣٤\u202c",
    "combining": "e\u0301 a\u0308\u0323 n\u0303 \u1100\u1161 क्षि é",
}
FIELDS = ("contact_name", "partner_name", "function", "street", "city")


@tagged("post_install", "-at_install")
class TestScripts(InboundWebhookHttpCase):
    """Texts in any script arrive in the record as they were sent, to the last mark."""

    def make_scripts_handler(self, body_type, paths):
        return self.make_handler(
            body_type=body_type,
            parameters=[
                {"name": name, "path": path}
                for name, path in zip(TEXTS, paths, strict=True)
            ],
            mappings=[
                {"field": "name", "constant": "Scripts"},
                *zip(FIELDS, TEXTS, strict=True),
            ],
        )

    def assert_arrived(self, handler, body, content_type):
        answer = self.send(handler, body, headers={"Content-Type": content_type})
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(handler)
        self.assertEqual(call._raw_body(), body)
        self.assertEqual(json.loads(call.parameters), TEXTS)
        lead = self.env["crm.lead"].browse(call.res_id)
        values = dict(zip(FIELDS, TEXTS.values(), strict=True))
        self.assertRecordValues(lead, [values])
        notes = [line for line in call.trace if line["state"] == "noted"]
        self.assertEqual(notes, [])

    def test_json(self):
        handler = self.make_scripts_handler("json", TEXTS)
        for is_escaped in (False, True):
            with self.subTest(is_escaped):
                body = json.dumps(TEXTS, ensure_ascii=is_escaped).encode()
                self.assert_arrived(handler, body, JSON_TYPE)

    def test_keys_of_json_in_any_script(self):
        handler = self.make_scripts_handler(
            "json", [f"data['{text}'].value" for text in TEXTS.values()]
        )
        tree = {"data": {text: {"value": text} for text in TEXTS.values()}}
        body = json.dumps(tree, ensure_ascii=False).encode()
        self.assert_arrived(handler, body, JSON_TYPE)

    def test_url_encoded_forms_and_their_names(self):
        handler = self.make_scripts_handler("form", TEXTS.values())
        pairs = [(text, text) for text in TEXTS.values()]
        raw = "&".join(f"{name}={text}" for name, text in pairs).encode()
        for body in (urlencode(pairs).encode(), raw):
            with self.subTest(body[:20]):
                self.assert_arrived(handler, body, FORM_TYPE)

    def test_multipart_forms_and_their_names(self):
        handler = self.make_scripts_handler("form", TEXTS.values())
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{text}"\r\n\r\n{text}\r\n'
            for text in TEXTS.values()
        ]
        body = "".join([*parts, "--b--\r\n"]).encode()
        self.assert_arrived(handler, body, "multipart/form-data; boundary=b")

    def test_answers(self):
        handler = self.make_handler(
            parameters=["text"],
            mappings=[("name", "text")],
            responses=[
                {"outcome": "success", "body": '{"hello": "{{ record.name }}"}'}
            ],
        )
        for text in TEXTS.values():
            with self.subTest(text):
                answer = self.post_json(handler, {"text": text})
                self.assertEqual(answer.json(), {"hello": text})
