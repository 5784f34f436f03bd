from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import InboundWebhookHttpCase

ANSWERS = [
    {"question": "Your budget?", "answer": 5000},
    {"question": "Which colours?", "answer": ["red", "blue"]},
]
READABLE = "Your budget?: 5000\nWhich colours?: red, blue"


@tagged("post_install", "-at_install")
class TestObjectsInTexts(InboundWebhookHttpCase):
    """Senders that put a list or an object where a text was expected."""

    def test_questions_and_answers_are_lines_of_the_notes(self):
        for kind in ("text", "list"):
            handler = self.make_handler(
                parameters=["title", {"name": "answers", "type": kind}],
                mappings=[("name", "title"), ("description", "answers")],
            )
            self.post_json(handler, {"title": "T", "answers": ANSWERS})
            lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
            self.assertEqual(html2plaintext(lead.description), READABLE, kind)

    def test_json_is_written_where_that_is_chosen(self):
        handler = self.make_handler(
            parameters=[{"name": "answers", "type": "json"}],
            mappings=[("name", "answers")],
        )
        self.post_json(handler, {"answers": {"colour": "röt", "budget": 5}})
        lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
        self.assertEqual(lead.name, '{"colour": "röt", "budget": 5}')

    def test_an_object_is_no_name_and_makes_no_tag(self):
        for field in ("contact_name", "tag_ids", "source_id"):
            handler = self.make_handler(
                parameters=["title", {"name": "it", "on_invalid": "skip"}],
                mappings=[
                    ("name", "title"),
                    {
                        "parameter": "it",
                        "field": field,
                        "create_missing": True,
                        "on_invalid": "skip",
                    },
                ],
            )
            body = {"title": "T", "it": {"id": 1, "name": "VIP"}}
            answer = self.post_json(handler, body)
            self.assertEqual(answer.status_code, 200, answer.text)
            call = self.last_call(handler)
            lead = self.env["crm.lead"].browse(call.res_id)
            self.assertEqual((lead.name, bool(lead[field])), ("T", False), field)
            self.assertIn("it is an object or a list", call.error_message)
