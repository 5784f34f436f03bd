"""What one call may cost, whatever it brings."""

import json

from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase

SLOW = "env.cr.execute('SELECT pg_sleep(1.1)')"


def item(number):
    return {"title": f"Item {number}", "mail": f"item{number}@limits.example"}


@tagged("post_install", "-at_install")
class TestLimitsOfItems(InboundWebhookHttpCase):
    def make_items_handler(self, **values):
        return self.make_handler(
            **{
                "split_path": "events",
                "parameters": [
                    {"name": "title", "path": "@.title"},
                    {"name": "email", "type": "email", "path": "@.mail"},
                ],
                "mappings": [("name", "title"), ("email_from", "email")],
                **values,
            }
        )

    def leads(self):
        domain = [("email_from", "=like", "item%@limits.example")]
        return self.env["crm.lead"].search(domain, order="id")

    def test_too_many_items_are_refused_before_anything_is_done(self):
        for mode in ("all", "each"):
            with self.subTest(mode):
                handler = self.make_items_handler(split_mode=mode, max_items=2)
                answer = self.post_json(
                    handler, {"events": [item(n) for n in range(3)]}
                )
                self.assertEqual(answer.status_code, 413)
                self.assertIn("brings 3 items, and the limit", answer.json()["error"])
                self.assertIn("is 2", answer.json()["error"])
                self.assertFalse(self.leads())
                call = self.last_call(handler)
                self.assertEqual((call.status, call.reason), ("refused", "too_large"))
                self.assertFalse(call.item_ids)

    def test_as_many_items_as_the_limit_are_taken(self):
        handler = self.make_items_handler(max_items=2)
        answer = self.post_json(handler, {"events": [item(1), item(2)]})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(self.leads()), 2)

    def test_an_ordinary_handler_takes_500_items(self):
        handler = self.make_items_handler(split_mode="each")
        answer = self.post_json(handler, {"events": [{"mail": "x"}] * 500})
        self.assertEqual(answer.status_code, 422)
        answer = self.post_json(handler, {"events": [{"mail": "x"}] * 501})
        self.assertEqual(answer.status_code, 413)

    def test_the_trace_of_many_items_is_bounded_and_says_so(self):
        handler = self.make_items_handler(split_mode="each", max_trace_size=10_000)
        self.post_json(handler, {"events": [item(1), *[{"mail": "x"}] * 400]})
        call = self.last_call(handler)
        self.assertLess(len(json.dumps(call.trace)), 10_500)
        self.assertEqual(len(call.item_ids), 401)
        self.assertIn("Item 1, Record: created", call.explanation)
        self.assertRegex(call.explanation, r"and \d+ more lines, of \d+ items")

    def test_by_itself_what_there_is_no_time_for_waits_to_be_replayed(self):
        # Who has the rights of the handler's user may replay its calls.
        groups = "inbound_webhook.group_administrator,sales_team.group_sale_manager,"
        groups += "base.group_partner_manager"
        new_test_user(self.env, "webhook_administrator", groups)
        handler = self.make_items_handler(split_mode="each", max_seconds=1)
        self.make_code_rule(handler, SLOW)
        answer = self.post_json(handler, {"events": [item(1), item(2), item(3)]})
        self.assertEqual(answer.status_code, 200, answer.text)
        done, *left = answer.json()["results"]
        self.assertEqual(done["id"], self.leads().id)
        for result in left:
            self.assertEqual(result["status"], "error")
            self.assertIn("took longer than 1 seconds", result["error"])
        call = self.last_call(handler)
        self.assertEqual(
            (call.reason, call.attention, call.item_ids.mapped("status")),
            ("partly_done", "open", ["success", "error", "error"]),
        )
        replay = self.replay(call, "webhook_administrator")
        self.assertEqual(
            replay.item_ids.mapped("status"), ["ignored", "success", "error"]
        )
        self.assertEqual(self.leads().mapped("name"), ["Item 1", "Item 2"])
        self.assertEqual(call.attention, "open")
        self.replay(call, "webhook_administrator")
        self.assertEqual(self.leads().mapped("name"), ["Item 1", "Item 2", "Item 3"])
        self.assertEqual(call.attention, "settled")

    def test_all_or_none_a_call_that_takes_too_long_is_undone(self):
        handler = self.make_items_handler(max_seconds=1, protection_period=5)
        self.make_code_rule(handler, SLOW)
        answer = self.post_json(handler, {"events": [item(1), item(2)]})
        self.assertEqual(answer.status_code, 503)
        self.assertIn("Send fewer items at a time", answer.json()["error"])
        self.assertFalse(self.leads())
        call = self.last_call(handler)
        self.assertEqual((call.status, call.reason), ("error", "out_of_time"))
        handler.max_seconds = 30
        answer = self.post_json(handler, {"events": [item(1), item(2)]})
        self.assertEqual(answer.status_code, 200, "its sender tried again")
        self.assertEqual(len(self.leads()), 2)

    def test_the_time_of_a_call_with_one_record_is_that_of_its_rules(self):
        handler = self.make_lead_handler(max_seconds=1)
        self.make_code_rule(handler, SLOW)
        answer = self.post_json(handler, {"title": "One", "email": item(1)["mail"]})
        self.assertEqual(answer.status_code, 200, answer.text)


@tagged("post_install", "-at_install")
class TestLimitsOfForms(InboundWebhookHttpCase):
    def test_too_many_files_are_refused_and_leave_nothing(self):
        handler = self.make_handler(
            body_type="form",
            parameters=["title"],
            mappings=[("name", "title")],
            max_files=2,
        )
        attachments = self.env["ir.attachment"]
        before = attachments.search_count([])
        files = [("cv", (f"{n}.txt", b"%d" % n, "text/plain")) for n in range(3)]
        address = f"/inbound/{handler.token}"
        answer = self.url_open(address, data={"title": "Files"}, files=files)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("brings 3 files", answer.json()["error"])
        self.assertEqual(attachments.search_count([]), before)
        answer = self.url_open(address, data={"title": "Files"}, files=files[:2])
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.message_attachment_count, 2)
