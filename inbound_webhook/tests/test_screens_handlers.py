"""The list and the form of handlers, in a real browser."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

LIST = "/odoo/inbound-webhooks"


@tagged("post_install", "-at_install")
class TestScreensHandlers(InboundWebhookHttpCase):
    """What a person does with a handler, and what the next call makes of it."""

    def status_of(self, handler, **values):
        """Send a call and say what its row has for a status."""
        payload = {"title": "Ada", "email": "ada@example.com", **values}
        self.post_json(handler, payload)
        return self.last_call(handler).status

    def test_conditions(self):
        handler = self.make_lead_handler(name="Tour of conditions")
        self.start_tour(LIST, "inbound_webhook_conditions", login="admin")
        self.assertEqual(self.status_of(handler), "success")
        self.assertEqual(self.status_of(handler, email="ada@odd.example"), "ignored")
        self.assertEqual(self.status_of(handler, title=""), "ignored")

    def test_look_up_list(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "city", "source": "query"}],
            mappings=[{"parameter": "city", "field": "city", "is_match_key": True}],
        )
        company = self.env["res.partner"].create({"name": "Acme", "is_company": True})
        person = self.env["res.partner"].create(
            {"name": "Ada", "parent_id": company.id, "type": "other", "city": "Gent"}
        )
        url = f"{LIST}/{handler.id}"
        self.start_tour(url, "inbound_webhook_look_up_list", login="admin")
        self.assertEqual(handler.list_limit, 5)
        self.assertEqual(
            self.get(handler, {"city": "Gent"}).json()["records"],
            [{"id": person.id, "parent_id.name": "Acme"}],
        )

    def test_toggle(self):
        handler = self.make_lead_handler(name="Tour of the toggle")
        self.start_tour(LIST, "inbound_webhook_toggle", login="admin")
        self.assertEqual(self.status_of(handler), "refused")

    def test_url(self):
        handler = self.make_lead_handler(name="Tour of the URL")
        self.start_tour(f"{LIST}/{handler.id}", "inbound_webhook_url", login="admin")

    def test_row_menu(self):
        handler = self.make_lead_handler(name="Tour of the menu")
        present = handler.token
        self.start_tour(LIST, "inbound_webhook_row_menu", login="admin")
        copied = self.env["inbound.webhook.handler"].search(
            [("name", "=", "Tour of the menu (copy)"), ("active", "=", False)]
        )
        self.assertEqual(len(copied.mapping_ids), 2)
        self.assertEqual(handler.token, present)
