"""JSON that is a part of a multipart form, as browsers and programs send it."""

import json

import requests

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

LEAD = json.dumps({"title": "Zoë", "email": "zoe@parts.example"})
CV = b"%PDF-1.7\n not really"


@tagged("post_install", "-at_install")
class TestJsonParts(InboundWebhookHttpCase):
    """Each is read by the same paths, whether the handler expects a form or JSON."""

    def send_parts(self, parts, place="lead", **handler):
        handler = self.make_handler(
            parameters=[
                {"name": "title", "path": f"{place}.title", "required": True},
                {"name": "email", "path": f"{place}.email", "type": "email"},
            ],
            mappings=[("name", "title"), ("email_from", "email")],
            **handler,
        )
        prepared = requests.Request(
            "POST", "http://sender.example", files=parts
        ).prepare()
        headers = {"Content-Type": prepared.headers["Content-Type"]}
        answer = self.send(handler, prepared.body, headers=headers)
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertRecordValues(
            lead, [{"name": "Zoë", "email_from": "zoe@parts.example"}]
        )
        domain = [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        return self.env["ir.attachment"].search(domain).mapped("name")

    def test_a_blob_of_a_browser(self):
        """Angular, Axios: append("lead", new Blob([json], {type})), beside a file."""
        for kind in ("application/json", "application/json;charset=utf-8"):
            for body_type in ("form", "json"):
                parts = [
                    ("lead", ("blob", LEAD, kind)),
                    ("cv", ("cv.pdf", CV, "application/pdf")),
                ]
                attached = self.send_parts(parts, body_type=body_type)
                self.assertEqual(attached, ["cv.pdf"])

    def test_a_blob_that_was_given_no_type(self):
        """A browser says application/octet-stream of it."""
        parts = [("lead", ("blob", LEAD, "application/octet-stream"))]
        self.assertEqual(self.send_parts(parts), [])

    def test_a_part_of_json_without_a_file_name(self):
        """Java and .NET: a part with a content type of its own."""
        parts = [("lead", (None, LEAD, "application/json"))]
        self.assertEqual(self.send_parts(parts), [])

    def test_json_in_a_plain_field_beside_files(self):
        """Discord: payload_json, with files[0]."""
        parts = [
            ("payload_json", (None, LEAD)),
            ("files[0]", ("cv.pdf", CV, "application/pdf")),
        ]
        self.assertEqual(self.send_parts(parts, "payload_json"), ["cv.pdf"])

    def test_json_with_a_file_name_of_its_own(self):
        """curl -F 'lead=@lead.json;type=application/json': it is read, and a file."""
        parts = [("lead", ("lead.json", LEAD, "application/json"))]
        self.assertEqual(self.send_parts(parts), ["lead.json"])
