"""Files that a form uploads are attached to the record."""

import base64
import json

import requests

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

CV = b"%PDF-1.4\n\x00\xff not really"


@tagged("post_install", "-at_install")
class TestAttachments(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(body_type="form")

    def upload(self, *files, **fields):
        """Send a multipart form, encoded by the library that senders use."""
        prepared = requests.Request(
            "POST",
            "http://sender.example",
            data={"title": "Application", "email": "ada@example.com", **fields},
            files=[("cv", file) for file in files],
        ).prepare()
        headers = {"Content-Type": prepared.headers["Content-Type"]}
        return self.send(self.handler, prepared.body, headers=headers)

    def attachments(self):
        lead = self.last_call(self.handler)._record()
        domain = [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        return self.env["ir.attachment"].search(domain, order="id")

    def test_a_form_that_is_sent_twice_is_a_duplicate(self):
        """Each attempt of a browser has a boundary of its own."""
        self.handler.protection_period = 10
        form = ("cv.pdf", CV, "application/pdf")
        first = self.upload(form).json()
        second = self.upload(form).json()
        self.assertEqual(second, first)
        self.assertEqual(self.last_call(self.handler).status, "duplicate")
        other = self.upload(("cv.pdf", CV + b"!", "application/pdf")).json()
        self.assertNotEqual(other["call"], first["call"])

    def test_the_file_of_a_form_that_is_ignored_goes_nowhere(self):
        files = self.env["ir.attachment"].sudo()
        before = files.search_count([("name", "=", "cv.pdf")])
        self.handler.operation_mode = "update"
        unknown = self.upload(("cv.pdf", CV, "application/pdf"))
        self.assertEqual(unknown.json()["status"], "ignored", unknown.text)
        self.env["crm.lead"].create({"name": "L", "email_from": "ada@example.com"})
        self.handler.operation_mode = "create"
        known = self.upload(("cv.pdf", CV, "application/pdf"))
        self.assertEqual(known.json()["status"], "ignored", known.text)
        self.handler.operation_mode = "delete"
        self.handler.user_id = self.env.ref("base.user_admin")
        deleted = self.upload(("cv.pdf", CV, "application/pdf"))
        self.assertEqual(deleted.json()["operation"], "deleted", deleted.text)
        self.assertEqual(files.search_count([("name", "=", "cv.pdf")]), before)

    def test_a_form_that_is_sent_again_settles_the_one_that_failed(self):
        name = {"handler_id": self.handler.id, "name": "phone", "required": True}
        missing = self.env["inbound.webhook.parameter"].create(name)
        self.assertEqual(self.upload(("cv.pdf", CV)).status_code, 422)
        failed = self.last_call(self.handler)
        self.assertEqual(failed.attention, "open")
        missing.required = False
        self.assertEqual(self.upload(("cv.pdf", CV)).status_code, 200)
        failed.invalidate_recordset()
        self.assertEqual(failed.attention, "settled")

    def test_a_file_is_attached_byte_for_byte(self):
        answer = self.upload(("Lebenslauf ä.pdf", CV, "application/pdf"))
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertRecordValues(
            self.attachments(),
            [{"name": "Lebenslauf ä.pdf", "raw": CV, "create_uid": self.runner.id}],
        )

    def test_files_of_one_field_are_all_attached(self):
        self.upload(("a.txt", b"a", "text/plain"), ("b.txt", b"b", "text/plain"))
        self.assertEqual(self.attachments().mapped("name"), ["a.txt", "b.txt"])

    def test_a_file_that_is_there_already_is_not_attached_again(self):
        self.upload(("cv.pdf", CV, "application/pdf"))
        self.upload(("cv.pdf", CV, "application/pdf"), title="Application again")
        self.assertEqual(self.last_call(self.handler).operation, "updated")
        self.assertEqual(len(self.attachments()), 1)

    def test_a_refused_call_attaches_nothing(self):
        before = self.env["ir.attachment"].search_count([("name", "=", "no.pdf")])
        answer = self.upload(("no.pdf", CV, "application/pdf"), email="nonsense")
        self.assertEqual(answer.status_code, 422)
        after = self.env["ir.attachment"].search_count([("name", "=", "no.pdf")])
        self.assertEqual((before, after), (0, 0))

    def test_a_file_in_base64_is_attached_once(self):
        handler = self.make_handler(
            parameters=["title", {"name": "cv", "type": "file"}],
            mappings=[("name", "title"), ("description", "title")],
        )
        cv = {"name": "cv.pdf", "content": base64.b64encode(CV).decode()}
        for body in ({"cv": cv}, {"cv": [cv, f"data:;base64,{cv['content']}"]}):
            answer = self.post_json(handler, {"title": "T", **body})
            self.assertEqual(answer.status_code, 200, answer.text)
            call = self.last_call(handler)
            found = self.env["ir.attachment"].search(
                [("res_model", "=", "crm.lead"), ("res_id", "=", call.res_id)]
            )
            self.assertRecordValues(found, [{"name": "cv.pdf", "raw": CV}])
            self.assertNotIn(cv["content"], call.parameters)
            self.assertEqual(json.loads(call.parameters)["cv"][0]["size"], len(CV))

    def test_a_file_that_is_none_of_its_type_loses_no_lead(self):
        handler = self.make_handler(
            parameters=["title", {"name": "cv", "type": "file", "on_invalid": "skip"}],
            mappings=[("name", "title")],
        )
        for cv in ("data:image/png;base64,PHNjcmlwdD4=", "see above!"):
            answer = self.post_json(handler, {"title": "T", "cv": cv})
            self.assertEqual(answer.status_code, 200, answer.text)
            call = self.last_call(handler)
            self.assertTrue(call.left_out)
            found = self.env["ir.attachment"].search(
                [("res_model", "=", "crm.lead"), ("res_id", "=", call.res_id)]
            )
            self.assertFalse(found)

    def test_a_file_that_is_to_be_a_note_is_attached(self):
        """A note is a text, and is called by its field, which holds nothing."""
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "photo", "type": "file"}],
            mappings=[
                ("name", "name"),
                {"parameter": "photo", "field": "image_1920", "policy": "note"},
            ],
        )
        handler.mapping_ids.on_invalid = "skip"
        photo = base64.b64encode(CV).decode()
        answer = self.post_json(handler, {"name": "Ada", "photo": photo})
        self.assertEqual(answer.status_code, 200, answer.text)
        domain = [
            ("res_model", "=", "res.partner"),
            ("res_id", "=", answer.json()["id"]),
        ]
        self.assertEqual(self.env["ir.attachment"].search(domain).raw, CV)
