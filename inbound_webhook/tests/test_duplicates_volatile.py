from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestVolatileFields(InboundWebhookHttpCase):
    """The same request, though some of it differs each time it is delivered."""

    def make_protected(self, volatile_fields, **values):
        return self.make_lead_handler(
            protection_period=10,
            volatile_fields=volatile_fields,
            mappings=[("name", "title")],
            **values,
        )

    def assert_swallowed(self, handler, swallowed):
        expected = "duplicate" if swallowed else "success"
        self.assertEqual(self.last_call(handler).status, expected)

    def test_a_field_that_is_left_out_makes_no_difference(self):
        handler = self.make_protected("timestamp, meta.sent_at")
        self.post_json(
            handler, {"title": "A", "timestamp": 1, "meta": {"sent_at": 1, "id": 1}}
        )
        self.post_json(handler, {"meta": {"id": 1, "sent_at": 2}, "title": "A"})
        self.assert_swallowed(handler, True)
        self.post_json(handler, {"title": "A", "meta": {"sent_at": 1, "id": 2}})
        self.assert_swallowed(handler, False)

    def test_without_the_setting_any_difference_counts(self):
        handler = self.make_protected(False)
        self.post_json(handler, {"title": "A", "timestamp": 1})
        self.post_json(handler, {"title": "A", "timestamp": 2})
        self.assert_swallowed(handler, False)

    def test_a_name_in_the_query_can_be_left_out(self):
        handler = self.make_protected("nonce")
        self.post_json(handler, {"title": "A"}, query="?nonce=1&list=a")
        self.post_json(handler, {"title": "A"}, query="?nonce=2&list=a")
        self.assert_swallowed(handler, True)
        self.post_json(handler, {"title": "A"}, query="?nonce=1&list=b")
        self.assert_swallowed(handler, False)

    def make_of_headers(self, volatile_fields=False):
        return self.make_handler(
            parameters=[
                {"name": "title", "source": "header", "path": "X-Title"},
                {"name": "stamp", "source": "header", "path": "X-Stamp"},
            ],
            mappings=[("name", "title")],
            protection_period=10,
            volatile_fields=volatile_fields,
        )

    def test_a_header_that_a_parameter_reads_is_part_of_the_call(self):
        handler = self.make_of_headers()
        self.post_json(handler, {}, {"X-Title": "A", "X-Other": "1"})
        self.post_json(handler, {}, {"X-Title": "B", "X-Other": "1"})
        self.assert_swallowed(handler, False)
        self.post_json(handler, {}, {"x-title": "A", "X-Other": "2"})
        self.assert_swallowed(handler, True)

    def test_a_header_can_be_left_out(self):
        handler = self.make_of_headers("x-stamp")
        self.post_json(handler, {}, {"X-Title": "A", "X-Stamp": "1"})
        self.post_json(handler, {}, {"X-Title": "A", "X-Stamp": "2"})
        self.assert_swallowed(handler, True)
        self.post_json(handler, {}, {"X-Title": "B", "X-Stamp": "2"})
        self.assert_swallowed(handler, False)

    def test_a_field_of_a_form_can_be_left_out(self):
        handler = self.make_protected("meta[at]", body_type="form")
        self.post_form(handler, {"title": "A", "meta[at]": "1"})
        self.post_form(handler, {"meta[at]": "2", "title": "A"})
        self.assert_swallowed(handler, True)

    def test_the_first_call_shows_how_many_were_swallowed(self):
        handler = self.make_protected("timestamp")
        for timestamp in range(3):
            self.post_json(handler, {"title": "A", "timestamp": timestamp})
        *repeats, first = self.calls(handler)
        self.assertEqual(first.duplicate_count, 2)
        self.assertEqual([call.duplicate_count for call in repeats], [0, 0])
        action = first.action_open_duplicates()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(list(found), repeats)
