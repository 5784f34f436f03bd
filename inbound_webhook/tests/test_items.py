"""One record for each item of a list in the body."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InboundWebhookHttpCase

ADA = {"title": "Ada", "mail": "ada@items.example"}
EVA = {"title": "Eva", "mail": "eva@items.example"}
WRONG = {"title": "Nobody", "mail": "nonsense"}
CONDITION_OF_FAIR = {"parameter": "source", "operator": "equals", "value": "Fair"}


@tagged("post_install", "-at_install")
class TestItems(InboundWebhookHttpCase):
    def make_items_handler(self, **values):
        return self.make_handler(
            **{
                "split_path": "events",
                "parameters": [
                    {"name": "title", "path": "@.title"},
                    {"name": "email", "type": "email", "path": "@.mail"},
                    {"name": "source", "path": "source"},
                ],
                "mappings": [
                    {"parameter": "email", "field": "email_from", "is_match_key": True},
                    ("name", "title"),
                    ("referred", "source"),
                ],
                **values,
            }
        )

    def leads(self):
        domain = [("email_from", "=like", "%@items.example")]
        return self.env["crm.lead"].search(domain, order="id")

    def test_each_item_makes_a_record_and_shares_the_rest(self):
        handler = self.make_items_handler()
        answer = self.post_json(handler, {"source": "Fair", "events": [ADA, EVA]})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertRecordValues(
            self.leads(),
            [
                {"name": "Ada", "referred": "Fair", "user_id": False},
                {"name": "Eva", "referred": "Fair", "user_id": False},
            ],
        )
        ada, eva = self.leads()
        call = self.last_call(handler)
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "created",
                "results": [
                    {
                        "status": "success",
                        "operation": "created",
                        "model": "crm.lead",
                        "id": lead.id,
                    }
                    for lead in (ada, eva)
                ],
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call.item_ids,
            [
                {"position": 1, "status": "success", "res_id": ada.id},
                {"position": 2, "status": "success", "res_id": eva.id},
            ],
        )
        self.assertIn("Item 2, Record: created", call.explanation)

    def test_items_update_what_is_there(self):
        handler = self.make_items_handler()
        self.post_json(handler, {"events": [ADA]})
        answer = self.post_json(handler, {"events": [{**ADA, "title": "Ada!"}, EVA]})
        operations = [result["operation"] for result in answer.json()["results"]]
        self.assertEqual(operations, ["updated", "created"])
        self.assertNotIn("operation", answer.json())
        self.assertEqual(self.leads().mapped("name"), ["Ada!", "Eva"])

    def test_two_items_of_one_record_are_applied_in_their_order(self):
        handler = self.make_items_handler()
        self.post_json(handler, {"events": [ADA, {**ADA, "title": "Ada later"}]})
        self.assertEqual(self.leads().mapped("name"), ["Ada later"])

    def test_one_wrong_item_refuses_the_whole_call(self):
        handler = self.make_items_handler()
        answer = self.post_json(handler, {"events": [ADA, WRONG]})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Item 2: The parameter 'email'", answer.json()["error"])
        self.assertFalse(self.leads())
        self.assertEqual(self.last_call(handler).status, "error")

    def test_an_item_that_odoo_refuses_is_named(self):
        handler = self.make_items_handler()
        self.make_code_rule(
            handler, "if record.name == 'Eva': raise UserError('Not today')"
        )
        answer = self.post_json(handler, {"events": [ADA, EVA]})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Item 2", answer.json()["error"])
        self.assertFalse(self.leads())
        explanation = self.last_call(handler).explanation
        self.assertIn("Item 1, Record: would have created", explanation)
        self.assertIn("Item 2, Actions: The rule “Rule” failed: Not today", explanation)

    def test_by_itself_a_wrong_item_is_left_out(self):
        handler = self.make_items_handler(split_mode="each")
        answer = self.post_json(handler, {"events": [WRONG, ADA]})
        self.assertEqual(answer.status_code, 200, answer.text)
        wrong, right = answer.json()["results"]
        self.assertEqual(wrong["status"], "error")
        self.assertIn("The parameter 'email'", wrong["error"])
        self.assertEqual(right["id"], self.leads().id)
        self.assertRecordValues(
            self.last_call(handler),
            [
                {
                    "status": "success",
                    "reason": "partly_done",
                    "error_message": f"1 of 2 items failed.\nItem 1: {wrong['error']}",
                }
            ],
        )
        self.assertNotIn("error", answer.json())

    def test_the_row_repeats_the_first_failures_only(self):
        handler = self.make_items_handler(split_mode="each")
        self.post_json(handler, {"events": [ADA, *[WRONG] * 7]})
        lines = self.last_call(handler).error_message.splitlines()
        self.assertEqual(lines[0], "7 of 8 items failed.")
        self.assertEqual(lines[-1], "... and 2 more")
        self.assertEqual(len(lines), 7)

    def test_an_ignored_item_is_no_failure(self):
        handler = self.make_items_handler(
            split_mode="each", conditions=[("title", "equals", "Eva")]
        )
        self.post_json(handler, {"events": [ADA, EVA]})
        self.assertEqual(self.last_call(handler).reason, "done")

    def test_by_itself_an_item_that_fails_late_leaves_nothing(self):
        handler = self.make_items_handler(split_mode="each")
        self.make_code_rule(handler, "if record.name == 'Ada': 1 / 0")
        with self.assertLogs("odoo.addons.inbound_webhook", "ERROR"):
            answer = self.post_json(handler, {"events": [ADA, EVA]})
        statuses = [result["status"] for result in answer.json()["results"]]
        self.assertEqual(statuses, ["error", "success"])
        self.assertEqual(self.leads().mapped("name"), ["Eva"])

    def test_where_all_items_fail_the_call_does(self):
        handler = self.make_items_handler(split_mode="each")
        answer = self.post_json(handler, {"events": [WRONG, WRONG]})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(answer.json()["results"]), 2)
        self.assertEqual(self.last_call(handler).status, "error")

    def test_where_all_fail_and_one_may_pass_the_sender_tries_again(self):
        handler = self.make_items_handler(split_mode="each")
        self.make_code_rule(handler, "1 / 0")
        with self.assertLogs(level="ERROR"):
            answer = self.post_json(handler, {"events": [WRONG, EVA]})
        self.assertEqual(answer.status_code, 500)
        self.assertEqual(self.last_call(handler).reason, "failed")
        self.assertFalse(self.leads())

    def test_one_that_is_wrong_keeps_no_others_out_of_the_queue(self):
        handler = self.make_items_handler(split_mode="each", processing="queued")
        answer = self.post_json(handler, {"events": [WRONG, EVA]})
        self.assertEqual(answer.status_code, 202, answer.text)
        answer = self.post_json(handler, {"events": [WRONG, WRONG]})
        self.assertEqual(answer.status_code, 422)

    def test_conditions_are_asked_of_each_item(self):
        handler = self.make_items_handler(conditions=[("title", "equals", "Eva")])
        answer = self.post_json(handler, {"events": [ADA, EVA]})
        statuses = [result["status"] for result in answer.json()["results"]]
        self.assertEqual(statuses, ["ignored", "success"])
        self.assertEqual(self.leads().mapped("name"), ["Eva"])

    def test_an_empty_list_is_ignored(self):
        handler = self.make_items_handler()
        for body in ({"events": []}, {"events": None}, {"events": ""}, {"id": 1}):
            answer = self.post_json(handler, body)
            self.assertEqual(
                (answer.status_code, answer.json()["status"]), (200, "ignored"), body
            )
            self.assertEqual(self.last_call(handler).why, "the call holds no items")

    def test_a_blank_item_among_others_makes_nothing_and_refuses_nothing(self):
        """The empty row of a form that repeats its fields."""
        blank = {"title": "", "mail": None}
        for mode in ("all", "each"):
            handler = self.make_items_handler(split_mode=mode)
            payload = {"source": "Fair", "events": [ADA, blank, None, EVA, {}]}
            answer = self.post_json(handler, payload)
            self.assertEqual(answer.status_code, 200, answer.text)
            statuses = [result["status"] for result in answer.json()["results"]]
            self.assertEqual(
                statuses, ["success", "ignored", "ignored", "success", "ignored"]
            )
            self.assertEqual(self.leads().mapped("name"), ["Ada", "Eva"])
            call = self.last_call(handler)
            self.assertEqual(call.reason, "done")
            self.assertIn("Item 2", call.explanation)
            self.assertIn("it holds no value", call.explanation)
            self.leads().unlink()

    def test_a_list_of_another_name_is_not_ignored(self):
        handler = self.make_items_handler()
        answer = self.post_json(handler, {"Events": [ADA]})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Did you mean 'Events'?", answer.json()["error"])
        self.assertEqual(self.last_call(handler).attention, "open")
        self.add_lines(handler, "condition", [CONDITION_OF_FAIR])
        answer = self.post_json(handler, {"Events": [ADA], "source": "Shop"})
        self.assertEqual(answer.json()["status"], "ignored")

    def test_the_only_item_may_be_an_object(self):
        """XML that became JSON."""
        handler = self.make_items_handler()
        self.post_json(handler, {"events": EVA})
        self.assertEqual(self.leads().mapped("name"), ["Eva"])

    def test_a_php_array_may_have_numbers_for_keys(self):
        handler = self.make_items_handler()
        self.post_json(handler, {"events": {"1": ADA, "3": EVA}})
        self.assertEqual(self.leads().mapped("name"), ["Ada", "Eva"])

    def test_a_body_with_a_text_for_the_list_is_refused(self):
        handler = self.make_items_handler()
        answer = self.post_json(handler, {"events": "none today"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("There is no list at 'events'", answer.json()["error"])

    def test_rules_run_on_each_record_with_its_own_values(self):
        handler = self.make_items_handler()
        self.make_code_rule(handler, "record.write({'city': parameters['title']})")
        self.post_json(handler, {"events": [ADA, EVA]})
        self.assertEqual(self.leads().mapped("city"), ["Ada", "Eva"])

    def test_a_repeat_of_the_call_is_a_duplicate_as_a_whole(self):
        handler = self.make_items_handler(protection_period=5)
        first = self.post_json(handler, {"events": [ADA, EVA]})
        again = self.post_json(handler, {"events": [ADA, EVA]})
        self.assertEqual(again.json(), first.json())
        self.assertEqual(self.last_call(handler).status, "duplicate")

    def test_the_values_that_make_a_duplicate_are_those_of_all_items(self):
        handler = self.make_items_handler()
        by_name = {item.name: item for item in handler.parameter_ids}
        by_name["email"].is_duplicate_key = True
        handler.write({"protection_period": 5, "duplicate_mode": "parameters"})
        self.post_json(handler, {"events": [ADA]})
        self.post_json(handler, {"events": [ADA, EVA]})
        self.assertEqual(self.calls(handler).mapped("status"), ["success", "success"])
        self.post_json(handler, {"source": "again", "events": [ADA, EVA]})
        self.assertEqual(self.last_call(handler).status, "duplicate")

    def test_an_item_path_needs_a_list_to_split(self):
        with self.assertRaisesRegex(ValidationError, "begins with @"):
            self.make_items_handler(split_path=False)

    def test_a_path_that_is_none_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "path of the list"):
            self.make_items_handler(split_path="events[[")
