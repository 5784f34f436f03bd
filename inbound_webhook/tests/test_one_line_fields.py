"""Line breaks and tabs in values for fields of one line."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestOneLineFields(InboundWebhookHttpCase):
    """Names, cities and subjects are one line, whatever a program puts into them."""

    def handler(self):
        return self.make_handler(
            parameters=["title", "city", "message"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                ("city", "city"),
                ("description", "message"),
            ],
        )

    def test_one_blank_stands_for_line_breaks_and_tabs(self):
        handler = self.handler()
        payload = {
            "title": "Quote\r\n\r\nfor 5\tengines\u2028now\v",
            "city": "\n Saint \n\t Ghislain",
            "message": "Hello\nWorld",
        }
        self.assertEqual(self.post_json(handler, payload).status_code, 200)
        lead = self.last_call(handler)._record()
        self.assertEqual(lead.name, "Quote for 5 engines now")
        self.assertEqual(lead.city, "Saint Ghislain")
        self.assertIn("Hello<br>World", lead.description.replace("<br/>", "<br>"))

    def test_what_is_found_by_a_name_is_found_with_its_line_break_too(self):
        handler = self.handler()
        for title in ("Engine\nof 1837", "Engine of 1837", "engine\tof\r\n1837"):
            self.post_json(handler, {"title": title, "message": title})
        leads = self.env["crm.lead"].search([("name", "=ilike", "engine%of%1837")])
        self.assertEqual(len(leads), 1)

    def test_calls_of_one_name_wait_for_one_another(self):
        handler = self.handler()
        handler.processing = "queued"
        for title in ("Engine\nof 1837", "Engine of 1837"):
            self.post_json(handler, {"title": title, "message": title})
        first, second = self.calls(handler)
        self.assertTrue(first.ordering_key)
        self.assertEqual(first.ordering_key, second.ordering_key)

    def test_a_linked_record_is_made_and_found_in_one_line(self):
        handler = self.make_handler(
            parameters=["title", "source"],
            mappings=[
                ("name", "title"),
                {"parameter": "source", "field": "source_id", "create_missing": True},
            ],
        )
        for source in ("Fair of\nGhent", "Fair of Ghent"):
            self.post_json(handler, {"title": source, "source": source})
        sources = self.env["utm.source"].search([("name", "=ilike", "Fair%Ghent")])
        self.assertEqual(sources.mapped("name"), ["Fair of Ghent"])
