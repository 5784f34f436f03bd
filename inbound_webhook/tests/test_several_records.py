"""Senders that put several records into one call, where one was expected of it."""

import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

SOAP = """<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">
  <OrganizationId>00D000000000001EAA</OrganizationId>{}
 </notifications></soapenv:Body></soapenv:Envelope>"""
NOTIFICATION = """<Notification><Id>04l{first}</Id>
 <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
  <sf:FirstName>{first}</sf:FirstName><sf:LastName>Lovelace</sf:LastName>
  <sf:City>London</sf:City>{more}
 </sObject></Notification>"""
ADA = NOTIFICATION.format(first="Ada", more="<sf:Email>ada@several.example</sf:Email>")
BOB = NOTIFICATION.format(first="Bob", more="<sf:Email>bob@several.example</sf:Email>")
NOTICES = "Envelope.Body.notifications.Notification"
LEADS = [
    {"name": "Ada Lovelace", "email": "ada@several.example", "city": "London"},
    {"name": "Bob Lovelace", "email": "bob@several.example", "city": "Paris"},
]
JSON, XML = "application/json", "text/xml; charset=utf-8"


@tagged("post_install", "-at_install")
class TestSeveralRecords(InboundWebhookHttpCase):
    """No lead is lost in silence, and no two are made one."""

    on_invalid = None

    def handler_of(self, sample, each=False):
        """A handler as From a Sample makes it."""
        handler = self.make_handler(name="Leads")
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": sample}
        )
        template.action_read()
        if each:
            template.action_read_each()
        template.action_apply()
        return handler, template

    def post(self, handler, body, content_type=JSON):
        answer = self.send(
            handler, body.encode(), headers={"Content-Type": content_type}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def leads(self):
        domain = [("email_from", "=like", "%@several.example")]
        return self.env["crm.lead"].search(domain, order="id")

    def check_first_counts(self, handler, path):
        """One lead of the first, and a note that there are two."""
        self.assertRecordValues(
            self.leads(),
            [
                {
                    "contact_name": "Ada Lovelace",
                    "email_from": "ada@several.example",
                    "city": "London",
                }
            ],
        )
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("done_with_notes", "open"))
        said = f"The call has 2 of '{path}', and only the first of them counts."
        if path == "$":
            said = "The body is a list of 2, and only the first of them counts."
        self.assertIn(said, call.error_message)
        self.assertIn(
            f"write {path} at One Record per Item of", self.leads().message_ids[0].body
        )
        self.assertEqual(call.left_out, [{"list": path}])

    def check_both(self):
        self.assertEqual(
            self.leads().mapped("contact_name"), ["Ada Lovelace", "Bob Lovelace"]
        )

    def test_two_notifications_in_one_outbound_message(self):
        handler, template = self.handler_of(SOAP.format(ADA))
        self.assertEqual(template.records_path, NOTICES)
        self.post(handler, SOAP.format(ADA + BOB), XML)
        self.check_first_counts(handler, NOTICES)

    def test_two_leads_in_a_list_that_had_one(self):
        handler, template = self.handler_of(json.dumps({"leads": LEADS[:1]}))
        self.assertEqual(template.records_path, "leads")
        self.post(handler, json.dumps({"leads": LEADS}))
        self.check_first_counts(handler, "leads")

    def test_the_dialog_lists_the_first_as_if_it_had_come_alone(self):
        sample = {"prospects": [{"nom": "Durand", "prenom": "Eva", **LEADS[0]}] * 2}
        for person in sample["prospects"]:
            person.pop("name", None)
        handler, template = self.handler_of(json.dumps(sample))
        self.assertEqual(
            template.line_ids.mapped("path"),
            [f"prospects[0].{name}" for name in ("nom", "prenom", "email", "city")],
        )
        self.post(handler, json.dumps(sample))
        self.assertEqual(self.leads().contact_name, "Eva Durand")

    def test_others_of_a_list_that_are_read_already_are_found_again(self):
        handler, _template = self.handler_of(json.dumps({"leads": LEADS[:1]}))
        self.env["inbound.webhook.parameter"].create(
            {"handler_id": handler.id, "name": "other", "path": "leads[1].email"}
        )
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": json.dumps({"leads": LEADS})}
        )
        template.action_read()
        other = template.line_ids.filtered(lambda line: line.name == "other")
        self.assertIn(other.state, ("same", "changed"))
        self.assertFalse(template.gone_ids)

    def test_a_list_as_the_body(self):
        handler, template = self.handler_of(json.dumps(LEADS[:1]))
        self.assertEqual(template.records_path, "$")
        self.post(handler, json.dumps(LEADS))
        self.check_first_counts(handler, "$")

    def test_a_sample_of_two_as_well(self):
        handler, template = self.handler_of(json.dumps({"leads": LEADS}))
        self.assertEqual(template.records_path, "leads")
        self.post(handler, json.dumps({"leads": LEADS}))
        self.check_first_counts(handler, "leads")

    def test_a_call_of_one_is_not_noted(self):
        handler, _template = self.handler_of(SOAP.format(ADA))
        self.post(handler, SOAP.format(ADA), XML)
        self.assertEqual(self.last_call(handler).reason, "done")

    def test_one_click_makes_a_record_of_each(self):
        for sample, body, path, content_type in (
            (SOAP.format(ADA), SOAP.format(ADA + BOB), NOTICES, XML),
            (
                json.dumps({"leads": LEADS[:1]}),
                json.dumps({"leads": LEADS}),
                "leads",
                JSON,
            ),
            (json.dumps(LEADS[:1]), json.dumps(LEADS), "$", JSON),
        ):
            with self.subTest(path=path):
                self.leads().unlink()
                handler, _template = self.handler_of(sample, each=True)
                self.assertEqual(handler.split_path, path)
                self.post(handler, body, content_type)
                self.check_both()
                self.assertEqual(self.last_call(handler).reason, "done")

    def test_one_record_of_a_call_is_a_click_away(self):
        handler = self.make_handler(name="Leads")
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": json.dumps({"leads": LEADS[:1]})}
        )
        template.action_read()
        one = template.line_ids.mapped("path")
        template.action_read_each()
        self.assertEqual(template.line_ids[0].path, "@.name")
        template.action_read_one()
        self.assertEqual(template.line_ids.mapped("path"), one)
        template.action_apply()
        self.assertFalse(handler.split_path)

    def test_a_replay_makes_those_that_did_not_count(self):
        handler, _template = self.handler_of(json.dumps({"leads": LEADS[:1]}))
        self.post(handler, json.dumps({"leads": LEADS}))
        call = self.last_call(handler)
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "call_id": call.id}
        )
        template.action_read_each()
        template.action_apply()
        self.assertEqual(handler.split_path, "leads")
        # Without a match key, a lead of Ada would be made again.
        handler.mapping_ids.is_match_key = False
        replay = self.replay(call)
        self.assertEqual((replay.reason, call.attention), ("done", "settled"))
        self.check_both()

    def test_lines_of_an_order_ask_for_nothing(self):
        order = {"email": "ada@several.example", "lines": [{"sku": "A", "title": "T"}]}
        handler, template = self.handler_of(json.dumps(order))
        self.assertFalse(template.records_path)
        order["lines"] *= 2
        self.post(handler, json.dumps(order))
        self.assertEqual(self.last_call(handler).reason, "done")
