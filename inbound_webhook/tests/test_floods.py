"""Floods of refused calls do not fill the log."""

from unittest.mock import patch

from odoo.tests import tagged

from ..engine import flood_tally
from .test_who_may_call import SECRET, WhoMayCallCase

TOKEN = {"Authorization": f"Bearer {SECRET}"}


@tagged("post_install", "-at_install", "security")
class TestFloods(WhoMayCallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(flood_tally, "ROWS_AN_HOUR", 3))

    def flood(self, handler, times, **options):
        return [self.post(handler, **options) for _time in range(times)]

    def test_those_beyond_are_counted_in_the_last_row(self):
        handler = self.make_asking("bearer")
        answers = self.flood(handler, 8)
        self.assertEqual({answer.status_code for answer in answers}, {401})
        calls = self.calls(handler)
        self.assertEqual(calls.mapped("more_like_it"), [5, 0, 0])
        self.assertIn("And 5 more like it.", calls[0].why)
        self.assertNotIn("more like it", calls[1].why)
        # Each sender is told the same, with the number of the row that counts it.
        first, last = answers[0], answers[-1]
        self.assertEqual(last.headers["WWW-Authenticate"], 'Bearer realm="webhook"')
        self.assertEqual(last.json(), {**first.json(), "call": calls[0].id})

    def test_the_right_call_is_among_them(self):
        handler = self.make_asking("bearer")
        self.flood(handler, 5)
        self.assert_taken(handler, self.post(handler, TOKEN))
        self.flood(handler, 2)
        refused = self.calls(handler).filtered(lambda call: call.status == "refused")
        self.assertEqual(refused.mapped("more_like_it"), [4, 0, 0])

    def test_each_reason_and_each_handler_has_its_rows(self):
        handler, other = self.make_asking("bearer"), self.make_asking("bearer")
        self.flood(handler, 4)
        for _time in range(4):
            self.assertEqual(self.get(handler).status_code, 405)
        self.flood(other, 4)
        by_reason = self.calls(handler).grouped("reason")
        self.assertEqual(len(by_reason["not_authentic"]), 3)
        self.assertEqual(len(by_reason["method_not_allowed"]), 3)
        self.assertEqual(len(self.calls(other)), 3)

    def test_what_may_be_needed_has_its_row(self):
        """A call that failed, or that came while the handler was off or had no secret:
        its sender did right, and it is to be replayed."""
        failing = self.make_lead_handler()
        for _time in range(5):
            self.assertEqual(self.post(failing, body=b"{").status_code, 400)
        off = self.make_lead_handler(active=False)
        self.flood(off, 5)
        unset = self.make_asking("bearer", secret=False)
        self.flood(unset, 5)
        for handler in (failing, off, unset):
            self.assertEqual(len(self.calls(handler)), 5)

    def test_a_row_that_is_gone_counts_no_more(self):
        handler = self.make_asking("bearer")
        self.flood(handler, 4)
        self.last_call(handler).unlink()
        self.flood(handler, 1)
        self.assertEqual(self.calls(handler).mapped("more_like_it"), [0, 0, 0])

    def test_a_new_hour_has_rows_of_its_own(self):
        handler = self.make_asking("bearer")
        self.flood(handler, 5)
        for flood in flood_tally._floods.values():
            flood.hour = None
        self.flood(handler, 4)
        self.assertEqual(self.calls(handler).mapped("more_like_it"), [1, 0, 0, 2, 0, 0])

    def test_who_waits_for_a_call_gets_it_all_the_same(self):
        handler = self.make_asking("bearer")
        self.flood(handler, 5)
        handler.action_listen()
        self.flood(handler, 1)
        self.assertEqual(self.last_call(handler).reason, "captured_not_authentic")

    def test_a_flood_costs_less_than_its_first_calls(self):
        handler = self.make_asking("bearer")
        url = f"/inbound/{handler.token}"
        self.flood(handler, 4)
        with self.assertQueryCount(2):
            self.url_open(url, json={"title": "A"})
