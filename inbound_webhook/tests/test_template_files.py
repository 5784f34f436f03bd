"""A file in a sample is proposed as one, and goes where it belongs."""

import base64
import io
import json

import requests
from PIL import Image

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

CV = b"%PDF-1.7\n" + b"\x00" * 60


def png():
    file = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(file, "PNG")
    return file.getvalue()


def encoded(content):
    return base64.b64encode(content).decode()


@tagged("post_install", "-at_install")
class TestTemplateFiles(InboundWebhookHttpCase):
    on_invalid = None

    def template_of(self, handler, sample):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": json.dumps(sample)}
        )
        template.action_read()
        return template

    def accepted(self, model, sample):
        """A handler of what a sample proposes, and what the lines of it say."""
        handler = self.make_handler(model)
        template = self.template_of(handler, sample)
        lines = {
            line.name: (line.type, line.is_selected, line.field_id.name)
            for line in template.line_ids
        }
        template.action_apply()
        return handler, lines

    def attached(self, record):
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        return self.env["ir.attachment"].search(domain)

    def test_a_picture_is_the_image_of_a_contact_and_a_cv_is_attached(self):
        sample = {
            "name": "Ada",
            "email": "ada@sample.example",
            "photo": f"data:image/png;base64,{encoded(png())}",
            "cv": {"name": "cv.pdf", "content": encoded(CV)},
        }
        handler, lines = self.accepted("res.partner", sample)
        self.assertEqual(lines["photo"], ("file", True, "image_1920"))
        self.assertEqual(lines["cv"], ("file", True, False))
        # A beginning of a file is no sample of one.
        self.assertFalse(any(handler.parameter_ids[-2:].mapped("sample_value")))
        answer = self.post_json(handler, sample)
        self.assertEqual(answer.status_code, 200, answer.text)
        partner = self.env["res.partner"].browse(answer.json()["id"])
        self.assertEqual(base64.b64decode(partner.image_1920), png())
        self.assertRecordValues(self.attached(partner), [{"name": "cv.pdf", "raw": CV}])

    def test_what_is_called_a_photo_and_is_none_goes_into_no_image(self):
        sample = {"name": "Ada", "photo": encoded(CV)}
        _handler, lines = self.accepted("res.partner", sample)
        self.assertEqual(lines["photo"], ("file", True, False))

    def test_the_file_of_a_lead_is_attached(self):
        sample = {"name": "Ada", "email": "ada@sample.example", "photo": encoded(png())}
        handler, lines = self.accepted("crm.lead", sample)
        self.assertEqual(lines["photo"], ("file", True, False))
        answer = self.post_json(handler, sample)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(self.attached(lead).raw, png())

    def test_the_line_says_what_the_file_is_and_holds_none_of_it(self):
        handler = self.make_handler("res.partner")
        template = self.template_of(handler, {"photo": encoded(png())})
        self.assertEqual(
            template.line_ids.sample_value, f"a file (image/png, {len(png())} bytes)"
        )

    def test_the_files_of_a_captured_form_are_proposed(self):
        handler = self.make_handler("res.partner", body_type="form", active=False)
        handler.action_listen()
        prepared = requests.Request(
            "POST",
            "http://sender.example",
            data={"name": "Ada", "email": "ada@sample.example"},
            files=[
                ("avatar", ("me.png", png(), "image/png")),
                ("cv", ("cv.pdf", CV, "application/pdf")),
            ],
        ).prepare()
        headers = {"Content-Type": prepared.headers["Content-Type"]}
        self.send(handler, prepared.body, headers=headers)
        action = handler.action_open_captured_call()
        template = self.env["inbound.webhook.template"].browse(action["res_id"])
        lines = {
            line.name: (line.type, line.field_id.name, line.sample_value)
            for line in template.line_ids
        }
        said = f"the file 'me.png' (image/png, {len(png())} bytes)"
        self.assertEqual(lines["avatar"], ("file", "image_1920", said))
        self.assertEqual(lines["cv"][:2], ("file", False))
        template.action_apply()
        handler.active = True
        answer = self.send(handler, prepared.body, headers=headers)
        self.assertEqual(answer.status_code, 200, answer.text)
        partner = self.env["res.partner"].browse(answer.json()["id"])
        self.assertEqual(base64.b64decode(partner.image_1920), png())
        self.assertEqual(self.attached(partner).mapped("name"), ["cv.pdf"])
