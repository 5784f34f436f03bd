"""What a value causes is the sender's to mend: a 4xx, and nothing in the log."""

import hashlib

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


def digits(count):
    """Hexadecimal digits that no compression makes shorter."""
    rows = [hashlib.sha256(b"%d" % row).hexdigest() for row in range(count // 64 + 1)]
    return "".join(rows)[:count]


@tagged("post_install", "-at_install")
class TestValuesTooLarge(InboundWebhookHttpCase):
    """Values beyond what Python, Odoo or PostgreSQL can work with."""

    def assert_refused(self, handler, payload, *words):
        with self.assertNoLogs(level="WARNING"):
            answer = self.post_json(handler, payload)
        call = self.last_call(handler)
        self.assertEqual(answer.status_code, 422, (answer.text, call.error_message))
        self.assertEqual(call.status, "error")
        self.assertFalse(call.res_id)
        for text in words:
            self.assertIn(text, answer.json()["error"])
        return call

    def make_one(self, model, field, kind="text", key=False, **values):
        return self.make_handler(
            model,
            parameters=["title", {"name": "value", "type": kind}],
            mappings=[
                ("name", "title"),
                {"field": field, "parameter": "value", "is_match_key": key},
            ],
            **values,
        )

    def test_numbers(self):
        for model, field, kind in (
            ("crm.lead", "expected_revenue", "decimal"),
            ("crm.lead", "probability", "decimal"),
            ("crm.lead", "color", "integer"),
            ("crm.lead", "expected_revenue", "text"),
            ("res.partner", "partner_latitude", "decimal"),
        ):
            handler = self.make_one(model, field, kind)
            for value in (1e308, -1e308, "1e308", 10**30, 10**308, "9" * 400):
                with self.subTest(field, value=str(value)[:9], kind=kind):
                    payload = {"title": "A", "value": value}
                    self.assert_refused(handler, payload, "value")

    def test_numbers_that_a_field_holds(self):
        handler = self.make_one("crm.lead", "expected_revenue", "decimal")
        answer = self.post_json(handler, {"title": "A", "value": 999999999999.99})
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.expected_revenue, 999999999999.99)

    def test_texts_that_no_index_takes(self):
        for model, field in (
            ("res.partner", "name"),
            ("res.partner", "ref"),
            ("crm.lead", "phone"),
        ):
            for key in (False, True):
                handler = self.make_one(model, field, key=key)
                if field == "name":
                    handler.mapping_ids[0].unlink()
                for count in (16_000, 1_000_000):
                    with self.subTest(field, count=count, key=key):
                        payload = {"title": "A", "value": digits(count)}
                        self.assert_refused(handler, payload)

    def test_names_of_records_that_would_be_made(self):
        handler = self.make_handler(
            parameters=["title", {"name": "tags", "type": "list"}],
            mappings=[
                ("name", "title"),
                {"field": "tag_ids", "parameter": "tags", "create_missing": True},
            ],
            user_id=self.env.ref("base.user_admin").id,
        )
        payload = {"title": "A", "tags": [digits(16_000)]}
        self.assert_refused(handler, payload, "tag_ids")

    def test_what_the_database_refuses_beyond_our_bounds(self):
        """A text that passes them, into a field that an index of another addon has."""
        self.env.cr.execute("CREATE INDEX crm_lead__street_index ON crm_lead (street)")
        handler = self.make_one("crm.lead", "street")
        # Of what is longer than a page, PostgreSQL does not say which index it is.
        self.assert_refused(handler, {"title": "A", "value": digits(16_000)})
        payload = {"title": "A", "value": digits(3_000)}
        call = self.assert_refused(handler, payload, "'street'")
        self.assertIn("cannot hold so long a text", call.error_message)

    def test_addresses(self):
        for model, field in (("crm.lead", "email_from"), ("res.partner", "email")):
            for kind in ("email", "text"):
                for key in (False, True):
                    handler = self.make_one(model, field, kind, key)
                    for part in "(:<\"',;@\\ ":
                        with self.subTest(field, kind=kind, part=part, key=key):
                            value = f"a{part * 200_000}@b.example"
                            payload = {"title": "A", "value": value}
                            self.assert_refused(handler, payload)

    def test_dates(self):
        for model, field, kind in (
            ("crm.lead", "date_deadline", "date"),
            ("crm.lead", "date_deadline", "text"),
            ("calendar.event", "start", "datetime"),
            ("calendar.event", "start", "text"),
        ):
            handler = self.make_one(model, field, kind)
            for value in (
                "10000-01-01",
                "99999-12-31T00:00:00Z",
                "9999-12-31T23:59:59-12:00",
                "0000-01-01",
                "0001-01-01T00:00:00+14:00",
                10**20,
            ):
                with self.subTest(field, value=value):
                    self.assert_refused(handler, {"title": "A", "value": value})

    def test_look_ups(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "value", "source": "query"}],
            mappings=[{"parameter": "value", "field": "ref", "is_match_key": True}],
        )
        with self.assertNoLogs(level="WARNING"):
            answer = self.get(handler, {"value": digits(16_000)})
        self.assertIn(answer.status_code, (404, 422))

    def test_an_item_alone(self):
        handler = self.make_handler(
            "res.partner",
            split_path="$",
            split_mode="each",
            parameters=[{"name": "who", "path": "@.who"}],
            mappings=[("name", "who")],
        )
        payload = [{"who": "Ada"}, {"who": digits(16_000)}, {"who": "Bea"}]
        answer = self.post_json(handler, payload).json()
        statuses = [item["status"] for item in answer["results"]]
        self.assertEqual(statuses, ["success", "error", "success"])

    def test_what_a_rule_does_with_a_value(self):
        handler = self.make_lead_handler()
        self.make_code_rule(
            handler, "env['res.partner'].create({'name': parameters['title']})"
        )
        self.assert_refused(handler, {"title": digits(16_000)})

    def test_websites_that_odoo_cannot_read(self):
        for model in ("crm.lead", "res.partner"):
            for key in (False, True):
                handler = self.make_one(model, "website", key=key)
                for value in ("http://[::1", "//[", "1x://[a/b", "http://::1]:80/"):
                    with self.subTest(model, value=value, key=key):
                        payload = {"title": "A", "value": value}
                        self.assert_refused(handler, payload, "website", "a URL")

    def test_websites_that_odoo_reads(self):
        handler = self.make_one("crm.lead", "website")
        for value, kept in (
            ("x.example", "http://x.example"),
            ("http://[::1]/", "http://[::1]/"),
            ("https://x.example/?a[]=1", "https://x.example/?a[]=1"),
        ):
            answer = self.post_json(handler, {"title": "A", "value": value})
            lead = self.env["crm.lead"].browse(answer.json()["id"])
            self.assertEqual(lead.website, kept)
