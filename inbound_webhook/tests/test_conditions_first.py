"""Conditions come before what refuses a call."""

from odoo.tests import tagged

from .unfit_values_case import UnfitValuesCase


@tagged("post_install", "-at_install")
class TestConditionsFirst(UnfitValuesCase):
    """What a handler does not want is ignored, whatever its shape."""

    def make_event_handler(self, **values):
        return self.make_handler(
            **{
                "parameters": [
                    "event",
                    {"name": "email", "type": "email", "required": True},
                    {"name": "total", "type": "decimal", "required": True},
                ],
                "mappings": [("email_from", "email"), ("name", "event")],
                "conditions": [("event", "equals", "order.created")],
                **values,
            }
        )

    def test_a_ping_is_ignored(self):
        handler = self.make_event_handler()
        answer = self.post_json(handler, {"event": "ping"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "ignored")
        self.assertEqual(self.last_call(handler).attention, False)

    def test_a_refund_of_another_shape_is_ignored(self):
        handler = self.make_event_handler()
        odd = {"event": "refund", "email": ["a", "b"], "total": {"amount": "5 EUR"}}
        self.assertEqual(self.post_json(handler, odd).json()["status"], "ignored")

    def test_a_wanted_event_is_still_refused(self):
        handler = self.make_event_handler()
        answer = self.post_json(handler, {"event": "order.created", "email": "x"})
        self.assertEqual(answer.status_code, 422)

    def test_a_deleted_customer_is_told_by_the_address_that_is_none(self):
        handler = self.make_event_handler(
            parameters=["event", {"name": "email", "type": "email", "required": True}],
            conditions=[("email", "not_equals", "(deleted)")],
        )
        answer = self.post_json(handler, {"event": "x", "email": "(deleted)"})
        self.assertEqual(answer.json()["status"], "ignored")
        answer = self.post_json(handler, {"event": "x", "email": "nonsense"})
        self.assertEqual(answer.status_code, 422)

    def test_in_the_background_as_well(self):
        handler = self.make_event_handler(processing="queued")
        answer = self.post_json(handler, {"event": "ping"})
        self.assertEqual(
            (answer.status_code, answer.json()["status"]), (200, "ignored")
        )

    def test_an_item_that_is_not_wanted_refuses_nothing(self):
        handler = self.make_event_handler(
            split_path="events",
            parameters=[
                {"name": "event", "path": "@.type"},
                {"name": "email", "type": "email", "path": "@.mail", "required": True},
            ],
        )
        events = [
            {"type": "ping"},
            {"type": "order.created", "mail": "a@b.example"},
            {"type": "refund", "mail": ["x", "y"]},
        ]
        answer = self.post_json(handler, {"events": events})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            [item["status"] for item in answer.json()["results"]],
            ["ignored", "success", "ignored"],
        )

    def test_a_call_without_the_list_is_ignored_where_no_item_would_count(self):
        handler = self.make_event_handler(
            split_path="lines",
            parameters=["event", {"name": "sku", "path": "@.sku", "required": True}],
            mappings=[("name", "sku")],
            conditions=[("event", "equals", "order"), ("sku", "not_equals", "gift")],
        )
        self.assertEqual(
            self.post_json(handler, {"event": "ping"}).json()["status"], "ignored"
        )
        # A list that is missing is an empty one.
        answer = self.post_json(handler, {"event": "order"})
        self.assertEqual(answer.json()["status"], "ignored")
        answer = self.post_json(handler, {"event": "order", "lines": "none"})
        self.assertEqual(answer.status_code, 422)
