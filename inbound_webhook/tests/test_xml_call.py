from odoo.tests import tagged

from .common import InboundWebhookHttpCase

SOAP = """<?xml version="1.0" encoding="windows-1251"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<m:Leads xmlns:m="urn:leads">%s</m:Leads></s:Body></s:Envelope>"""
LEAD = '<m:Lead id="7"><m:Name kind="full">%s</m:Name><m:City/></m:Lead>'


@tagged("post_install", "-at_install")
class TestXmlCall(InboundWebhookHttpCase):
    """Senders that write XML, and SOAP."""

    def send_soap(self, *names):
        handler = self.make_handler(
            parameters=[
                {"name": "name", "path": "@.Name"},
                {"name": "number", "path": "@['@id']", "type": "integer"},
                {"name": "city", "path": "@.City"},
            ],
            mappings=[("name", "name"), ("color", "number"), ("city", "city")],
            split_path="Envelope.Body.Leads.Lead",
        )
        body = (SOAP % "".join(LEAD % name for name in names)).encode("cp1251")
        headers = {"Content-Type": "application/soap+xml"}
        answer = self.send(handler, body, headers=headers)
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(handler)
        return self.env["crm.lead"].browse(call.item_ids.mapped("res_id"))

    def test_soap_makes_a_lead(self):
        for names in (["Жанна"], ["Жанна", "Яна"]):
            leads = self.send_soap(*names)
            self.assertEqual(sorted(leads.mapped("name")), names)
            self.assertEqual(set(leads.mapped("color")), {7})
            self.assertFalse(any(leads.mapped("city")))

    def test_a_sample_of_xml_proposes_its_values(self):
        handler = self.make_handler(parameters=["title"], mappings=[("name", "title")])
        wizard = self.env["inbound.webhook.template"].create(
            {
                "handler_id": handler.id,
                "sample": "<lead id='7'><email>ann@b.example</email></lead>",
            }
        )
        wizard.action_read()
        paths = wizard.line_ids.mapped("path")
        self.assertIn("lead.email", paths)
        self.assertIn("lead['@id']", paths)
