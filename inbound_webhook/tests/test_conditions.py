from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestConditions(InboundWebhookHttpCase):
    """A call that does not meet the conditions is logged and ignored."""

    def make_conditional(self, *conditions):
        """A handler of leads with conditions on ``a``, ``b`` and ``n``."""
        return self.make_handler(
            parameters=["title", "a", "b", {"name": "n", "type": "integer"}],
            mappings=[("name", "title")],
            conditions=[
                {"parameter": name, "operator": operator, "value": value, **more}
                for name, operator, value, more in conditions
            ],
        )

    def status(self, handler, **payload):
        answer = self.post_json(handler, {"title": "Lead", **payload})
        self.assertEqual(answer.status_code, 200)
        return answer.json()["status"]

    def test_a_call_that_meets_them_is_processed(self):
        handler = self.make_conditional(("a", "equals", "x", {}))
        self.assertEqual(self.status(handler, a="x"), "success")
        self.assertEqual(
            self.trace_codes(self.calls(handler)),
            {
                "parse": "parsed",
                "extract": "extracted",
                "conditions": "met",
                "apply": "created",
            },
        )

    def test_a_call_that_does_not_meet_them_writes_nothing(self):
        handler = self.make_conditional(("a", "equals", "x", {}))
        leads = self.env["crm.lead"].search_count([])
        answer = self.post_json(handler, {"title": "Lead", "a": "y"})
        call = self.calls(handler)
        self.assertEqual(answer.json(), {"status": "ignored", "call": call.id})
        self.assertEqual(self.env["crm.lead"].search_count([]), leads)
        self.assertRecordValues(
            call,
            [
                {
                    "status": "ignored",
                    "operation": False,
                    "response_code": 200,
                    "res_id": 0,
                    "error_message": False,
                }
            ],
        )

    def test_the_call_row_says_which_condition_was_not_met(self):
        handler = self.make_conditional(("a", "equals", "x", {}))
        self.status(handler, a="y")
        line = self.calls(handler).trace[-1]
        self.assertEqual(
            (line["step"], line["state"], line["code"]),
            ("conditions", "stopped", "not_met"),
        )
        self.assertEqual(
            line["conditions"],
            [
                {
                    "connector": "and",
                    "parameter": "a",
                    "operator": "equals",
                    "value": "x",
                    "received": "y",
                    "holds": False,
                }
            ],
        )
        self.assertIn(
            "condition 1 of 1 failed: a equals x, got y",
            self.calls(handler).explanation,
        )

    def test_and_binds_tighter_than_or_before_it(self):
        """a OR b AND n is a OR (b AND n)."""
        handler = self.make_conditional(
            ("a", "equals", "x", {}),
            ("b", "equals", "x", {"connector": "or"}),
            ("n", "greater", "9", {"connector": "and"}),
        )
        self.assertEqual(self.status(handler, a="x", b="-", n=1), "success")
        self.assertEqual(self.status(handler, a="-", b="x", n=10), "success")
        self.assertEqual(self.status(handler, a="-", b="x", n=9), "ignored")

    def test_and_binds_tighter_than_or_behind_it(self):
        """a AND b OR n is (a AND b) OR n."""
        handler = self.make_conditional(
            ("a", "equals", "x", {}),
            ("b", "equals", "x", {"connector": "and"}),
            ("n", "greater", "9", {"connector": "or"}),
        )
        self.assertEqual(self.status(handler, a="-", b="-", n=10), "success")
        self.assertEqual(self.status(handler, a="x", b="x", n=1), "success")
        self.assertEqual(self.status(handler, a="-", b="x", n=1), "ignored")

    def test_they_hold_in_the_order_of_their_sequence(self):
        handler = self.make_conditional(
            ("n", "greater", "9", {"sequence": 3, "connector": "and"}),
            ("b", "equals", "x", {"sequence": 2, "connector": "or"}),
            ("a", "equals", "x", {"sequence": 1}),
        )
        self.assertEqual(self.status(handler, a="x", b="-", n=1), "success")

    def test_a_parameter_that_is_missing_can_be_a_condition(self):
        handler = self.make_conditional(("a", "is_empty", False, {}))
        self.assertEqual(self.status(handler), "success")
        self.assertEqual(self.status(handler, a=""), "success")
        self.assertEqual(self.status(handler, a="x"), "ignored")

    def test_numbers_are_compared_as_numbers(self):
        handler = self.make_conditional(("n", "greater", "9", {}))
        self.assertEqual(self.status(handler, n="10"), "success")

    def test_a_condition_that_can_never_hold_is_refused_as_it_is_saved(self):
        with self.assertRaisesRegex(ValidationError, "'n'"):
            self.make_conditional(("n", "equals", "many", {}))

    def test_a_condition_on_a_parameter_of_another_handler_is_refused(self):
        handler = self.make_conditional(("a", "equals", "x", {}))
        other = self.make_conditional()
        with self.assertRaisesRegex(ValidationError, "its own handler"):
            handler.condition_ids.parameter_id = other.parameter_ids[0]
