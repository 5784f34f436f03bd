import ast
import json
import logging
from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import InboundWebhookCase, InboundWebhookHttpCase

MODELS = "odoo.addons.inbound_webhook.models"


@tagged("post_install", "-at_install")
class TestCallLog(InboundWebhookCase):
    """The screens' filters, the link to the record, and the end of old calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.action = cls.env.ref("inbound_webhook.action_inbound_webhook_call")

    @classmethod
    def make_call(cls, days_ago=0, **values):
        """A row as a call leaves it."""
        return cls.env["inbound.webhook.call"].create(
            {
                "handler_id": cls.handler.id,
                "method": "POST",
                "status": "success",
                "request_date": fields.Datetime.now() - timedelta(days=days_ago),
                **values,
            }
        )

    def filters(self):
        """The filters of the search view, by name."""
        views = self.env["inbound.webhook.call"].get_views([(False, "search")])
        arch = etree.fromstring(views["views"]["search"]["arch"])
        return {node.get("name"): node for node in arch.iter("filter")}

    def found(self, name):
        """The calls of the test's handler that a filter of the search view finds."""
        domain = ast.literal_eval(self.filters()[name].get("domain"))
        domain += [("handler_id", "=", self.handler.id)]
        return self.env["inbound.webhook.call"].search(domain)

    def test_the_list_shows_the_last_seven_days_unless_asked_otherwise(self):
        context = ast.literal_eval(self.action.context)
        self.assertEqual(context, {"search_default_last_7_days": 1})
        recent, _old = self.make_call(6.9), self.make_call(7.1)
        self.assertEqual(self.found("last_7_days"), recent)

    def test_calls_can_be_filtered_by_day_method_and_status(self):
        statuses = ("received", "success", "duplicate", "ignored", "refused", "error")
        for status in statuses:
            call = self.make_call(2, status=status, method="PUT")
            with self.subTest(status):
                self.assertEqual(self.found(status), call)
        post = self.make_call(2)
        get = self.make_call(0.9, method="GET")
        self.assertEqual(self.found("post"), post)
        self.assertEqual(self.found("get"), get)
        self.assertEqual(self.found("last_24_hours"), get)

    def test_calls_can_be_grouped_by_method_status_handler_and_day(self):
        self.make_call(), self.make_call(method="GET")
        for name, groups in (
            ("group_method", 2),
            ("group_status", 1),
            ("group_handler", 1),
            ("group_date", 1),
        ):
            context = ast.literal_eval(self.filters()[name].get("context"))
            found = self.env["inbound.webhook.call"].formatted_read_group(
                [("handler_id", "=", self.handler.id)],
                [context["group_by"]],
                ["__count"],
            )
            with self.subTest(name):
                self.assertEqual(len(found), groups)

    def test_the_newest_call_comes_first(self):
        calls = [self.make_call(), self.make_call(), self.make_call()]
        self.assertEqual(self.calls(self.handler).ids, [c.id for c in calls[::-1]])

    def test_a_handler_counts_its_calls_and_knows_the_last(self):
        self.assertEqual(self.handler.call_count, 0)
        self.make_call(3)
        last = self.make_call(1)
        self.handler.invalidate_recordset()
        self.assertEqual(self.handler.call_count, 2)
        self.assertEqual(self.handler.last_call_date, last.request_date)

    def test_the_number_of_calls_opens_them(self):
        call = self.make_call()
        self.env["inbound.webhook.call"].create(
            {"handler_id": self.make_lead_handler().id}
        )
        action = self.handler.action_open_calls()
        self.assertEqual(action["res_model"], "inbound.webhook.call")
        self.assertEqual(
            self.env["inbound.webhook.call"].search(action["domain"]), call
        )

    def test_a_call_opens_its_record(self):
        lead = self.env["crm.lead"].create({"name": "Lead"})
        call = self.make_call(res_model="crm.lead", res_id=lead.id)
        self.assertEqual(call.record_name, "Lead")
        action = call.action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", lead.id))
        self.assertEqual(action["views"], [(False, "form")])

    def test_a_record_that_is_gone_is_not_opened(self):
        lead = self.env["crm.lead"].create({"name": "Lead"})
        call = self.make_call(res_model="crm.lead", res_id=lead.id)
        lead.unlink()
        self.assertFalse(call.record_name)
        with self.assertRaisesRegex(UserError, "not there any more"):
            call.action_open_record()

    def test_a_call_without_a_record_opens_none(self):
        with self.assertRaisesRegex(UserError, "not there any more"):
            self.make_call().action_open_record()

    def test_calls_are_kept_as_long_as_their_handler_says(self):
        self.handler.retention_days = 30
        _old, recent = self.make_call(30.1), self.make_call(29.9)
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertEqual(self.calls(self.handler), recent)

    def test_calls_that_need_a_hand_are_kept_four_times_as_long(self):
        self.handler.retention_days = 30
        kept = [self.make_call(days, attention="open") for days in (31, 119.9)]
        self.make_call(120.1, attention="open")
        for attention in ("settled", "dismissed"):
            self.make_call(31, attention=attention)
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertEqual(list(self.calls(self.handler)), kept[::-1])

    def test_calls_of_a_handler_that_is_off_are_removed_too(self):
        self.handler.write({"retention_days": 30, "active": False})
        self.make_call(31)
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertFalse(self.calls(self.handler))

    def test_zero_days_keep_calls_for_ever(self):
        self.handler.retention_days = 0
        call = self.make_call(5000)
        self.env["inbound.webhook.call"]._gc_old_calls()
        self.assertEqual(self.calls(self.handler), call)

    def test_many_old_calls_are_removed_in_several_goes(self):
        self.handler.retention_days = 30
        calls = self.env["inbound.webhook.call"]
        for _n in range(3):
            self.make_call(31)
        # Those that the database has by itself go first.
        calls._gc_old_calls()
        for _n in range(3):
            self.make_call(31)
        with patch(f"{MODELS}.call.purge.PURGE_BATCH", 2):
            self.assertEqual(calls._gc_old_calls(), (2, 1))
            self.assertEqual(len(self.calls(self.handler)), 1)
            self.assertEqual(calls._gc_old_calls(), (1, 0))


@tagged("post_install", "-at_install")
class TestCallRow(InboundWebhookHttpCase):
    """What a row keeps of a call."""

    def test_a_body_is_kept_byte_for_byte(self):
        handler = self.make_handler(body_type="form", parameters=["a"])
        body = b"a=%00%ff&\x00\xff\xfe\r\n=\x80&a=1"
        self.send(
            handler, body, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        call = self.calls(handler)
        self.assertEqual(call._raw_body(), body)
        self.assertEqual(call.body_size, len(body))
        # What is shown is text, whatever came.
        self.assertIn("a=%00%ff&", call.body_text)
        self.assertNotIn("\x00", call.body_text)

    def test_a_nul_in_a_value_does_not_break_the_call(self):
        handler = self.make_lead_handler()
        answer = self.send(handler, b'{"title": "a\\u0000b"}')
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.calls(handler)
        self.assertEqual(self.env["crm.lead"].browse(call.res_id).name, "a\ufffdb")

    def test_credentials_in_headers_are_masked(self):
        handler = self.make_lead_handler()
        headers = {
            "Authorization": "Bearer s3cret",
            "X-Gitlab-Token": "s3cret",
            "X-Api-Key": "s3cret",
            "X-Other": "shown",
        }
        self.post_json(handler, {"title": "A"}, headers)
        call = self.calls(handler)
        shown = dict(call.headers)
        self.assertEqual(shown["Authorization"], "***")
        self.assertEqual(shown["X-Other"], "shown")
        self.assertNotIn("s3cret", json.dumps(call.headers))

    def test_the_log_of_the_web_server_does_not_hold_the_token(self):
        handler = self.make_lead_handler()
        with self.assertLogs("werkzeug", level=logging.INFO) as logged:
            self.post_json(handler, {"title": "A"}, query="?key=s3cret")
        log = "\n".join(logged.output)
        self.assertIn("POST /inbound/***", log)
        self.assertNotIn(handler.token, log)
        self.assertNotIn("s3cret", log)

    def test_a_call_says_in_words_what_happened(self):
        handler = self.make_lead_handler(protection_period=1)
        self.post_json(handler, {"title": "A"})
        call = self.calls(handler)
        lines = call.explanation.splitlines()
        self.assertEqual(lines[0], "✓ Body: read as JSON")
        self.assertEqual(lines[1], "✓ Parameters: found title")
        self.assertIn("first of its kind", lines[2])
        self.assertIn("created", lines[3])
        self.assertIn("– → A", call.explanation)
        self.assertGreaterEqual(call.duration_ms, 0)
