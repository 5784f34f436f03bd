from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestSampleRequest(InboundWebhookHttpCase):
    """The sample call of a handler, sent as it is."""

    def send_sample(self, handler):
        request = handler._sample_request()
        query = f"?{request.query_string}" if request.query_string else ""
        return self.send(
            handler,
            request.body,
            method=request.method,
            query=query,
            headers=dict(request.headers),
        )

    def lead_of(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_the_sample_of_a_json_handler_makes_a_lead(self):
        handler = self.make_handler(
            parameters=[
                {"name": "title", "path": "lead.title", "sample_value": "Hello"},
                {"name": "email", "type": "email", "path": "f[key=email].value"},
                {"name": "phone", "type": "phone", "source": "query"},
                {"name": "city", "source": "header", "path": "X-City"},
            ],
            mappings=[
                ("name", "title"),
                ("email_from", "email"),
                ("phone", "phone"),
                ("city", "city"),
            ],
        )
        self.assertRecordValues(
            self.lead_of(self.send_sample(handler)),
            [
                {
                    "name": "Hello",
                    "email_from": "ada@example.com",
                    "phone": "+442079460958",
                    "city": "London",
                }
            ],
        )

    def test_the_sample_of_a_form_handler_makes_a_lead(self):
        handler = self.make_lead_handler(body_type="form")
        lead = self.lead_of(self.send_sample(handler))
        self.assertRecordValues(
            lead, [{"name": "An enquiry", "email_from": "ada@example.com"}]
        )

    def test_the_sample_of_a_look_up_finds_the_lead_of_the_sample(self):
        handler = self.make_handler(
            parameters=[
                {
                    "name": "email",
                    "type": "email",
                    "source": "query",
                    "sample_value": "zoe@example.com",
                }
            ],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
            method="get",
        )
        lead = self.env["crm.lead"].create(
            {"name": "A", "email_from": "zoe@example.com"}
        )
        self.assertEqual(self.lead_of(self.send_sample(handler)), lead)

    def test_a_handler_without_parameters_has_an_empty_sample(self):
        self.assertEqual(self.make_handler()._sample_request().body, b"{}")

    def test_what_stands_in_fits_the_fields(self):
        """Only what the user of the handler may choose, and what a field can hold."""
        self.env["crm.tag"].search([]).unlink()
        self.env["crm.tag"].create({"name": "Hot"})
        handler = self.make_handler(
            parameters=["a", "b", "c", "d", "e", "land"],
            mappings=[
                ("name", "a"),
                ("priority", "b"),
                ("tag_ids", "c"),
                ("expected_revenue", "d"),
                ("date_deadline", "e"),
                ("country_id", "land"),
            ],
        )
        lead = self.lead_of(self.send_sample(handler))
        self.assertEqual(lead.tag_ids.name, "Hot")
        self.assertEqual(lead.priority, "0")
        self.assertEqual(lead.expected_revenue, 1234.5)
        self.assertEqual(str(lead.date_deadline), "2026-04-03")
        self.assertEqual(lead.country_id.name, "United Kingdom")

    def test_the_sample_meets_the_conditions(self):
        handler = self.make_handler(
            parameters=["event", {"name": "amount", "type": "integer"}],
            mappings=[("name", "event")],
            conditions=[
                ("event", "equals", "order.paid"),
                ("amount", "greater_equal", "100"),
            ],
        )
        self.assertEqual(self.lead_of(self.send_sample(handler)).name, "order.paid")
