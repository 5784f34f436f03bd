import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestFormCall(InboundWebhookHttpCase):
    """The form of a website, sent as browsers send it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            body_type="form",
            parameters=[
                {"name": "fullname", "path": "full-name", "required": True},
                {"name": "email", "type": "email", "required": True},
                {"name": "topics", "type": "list", "path": "topic"},
                {"name": "products", "path": "product"},
                {"name": "message", "type": "text"},
            ],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"field": "name", "constant": "Enquiry", "policy": "on_create"},
                ("contact_name", "fullname"),
                {"parameter": "topics", "field": "tag_ids", "create_missing": True},
                ("function", "products"),
                ("description", "message"),
            ],
        )
        cls.pricing = cls.env["crm.tag"].create({"name": "Préparation"})

    def lead_of(self, call):
        return self.env["crm.lead"].browse(call.res_id)

    def test_a_form_with_accents_and_repeated_names_makes_a_lead(self):
        answer = self.post_form(
            self.handler,
            [
                ("full-name", "Zoë Müller-Łukasz"),
                ("email", "zoe@example.com"),
                ("topic", "préparation"),
                ("topic", "Größe & Gewicht"),
                ("product", "Table"),
                ("product", "Chaise"),
                ("message", "Ça va?\r\n<b>100 %</b> + €"),
            ],
        )
        call = self.calls(self.handler)
        lead = self.lead_of(call)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Enquiry",
                    "contact_name": "Zoë Müller-Łukasz",
                    "email_from": "zoe@example.com",
                    "function": "Table, Chaise",
                }
            ],
        )
        # The tag that is there is found in another case, the other one is made.
        self.assertIn(self.pricing, lead.tag_ids)
        self.assertEqual(
            sorted(lead.tag_ids.mapped("name")), ["Größe & Gewicht", "Préparation"]
        )
        self.assertEqual(
            lead.description, "<p>Ça va?<br>&lt;b&gt;100 %&lt;/b&gt; + €</p>"
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "created",
                "model": "crm.lead",
                "id": lead.id,
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "operation": "created",
                    "response_code": 200,
                    "content_type": "application/x-www-form-urlencoded",
                }
            ],
        )
        self.assertEqual(
            json.loads(call.parameters),
            {
                "fullname": "Zoë Müller-Łukasz",
                "email": "zoe@example.com",
                "topics": ["préparation", "Größe & Gewicht"],
                "products": "Table, Chaise",
                "message": "Ça va?\r\n<b>100 %</b> + €",
            },
        )

    def test_a_multipart_form_makes_a_lead_and_its_file_does_not_matter(self):
        answer = self.url_open(
            f"/inbound/{self.handler.token}",
            data={"full-name": "Zoë", "email": "zoe@example.com"},
            files={"cv": ("cv.pdf", b"%PDF-1.4\x00\xff", "application/pdf")},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.lead_of(self.calls(self.handler))
        self.assertEqual(lead.contact_name, "Zoë")
        self.assertEqual(lead.email_from, "zoe@example.com")

    def test_the_same_address_in_another_spelling_updates_the_lead(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Asked by phone",
                "contact_name": "Z. Müller",
                "email_from": '"Zoë" <Zoe@Example.COM>',
                "tag_ids": self.pricing.ids,
            }
        )
        answer = self.post_form(
            self.handler,
            {
                "full-name": "Zoë Müller",
                "email": "ZOE@example.com",
                "topic": "Größe",
            },
        )
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertEqual(answer.json()["id"], lead.id)
        call = self.calls(self.handler)
        self.assertEqual((call.operation, call.res_id), ("updated", lead.id))
        self.assertRecordValues(
            lead, [{"name": "Asked by phone", "contact_name": "Zoë Müller"}]
        )
        # What a call links is added to what was there.
        self.assertEqual(sorted(lead.tag_ids.mapped("name")), ["Größe", "Préparation"])

    def test_the_call_row_says_what_an_update_changed(self):
        self.env["crm.lead"].create(
            {"name": "Old", "contact_name": "Z", "email_from": "zoe@example.com"}
        )
        self.post_form(self.handler, {"full-name": "Zoë", "email": "zoe@example.com"})
        [applied] = [
            line for line in self.calls(self.handler).trace if line["step"] == "apply"
        ]
        self.assertEqual(applied["code"], "updated")
        self.assertEqual(
            applied["changes"], [{"field": "contact_name", "old": "Z", "new": "Zoë"}]
        )

    def test_a_form_that_brings_nothing_new_writes_nothing(self):
        fields = {"full-name": "Zoë", "email": "zoe@example.com", "topic": "Größe"}
        self.post_form(self.handler, fields)
        lead = self.lead_of(self.calls(self.handler))
        self.env.cr.execute(
            "UPDATE crm_lead SET write_date = '2020-01-01' WHERE id = %s", [lead.id]
        )
        lead.invalidate_recordset()
        messages = lead.message_ids

        answer = self.post_form(self.handler, fields)

        self.assertEqual(answer.json()["operation"], "unchanged")
        self.assertEqual(answer.json()["id"], lead.id)
        self.assertEqual(str(lead.write_date), "2020-01-01 00:00:00")
        self.assertEqual(lead.message_ids, messages)
        self.assertEqual(self.last_call(self.handler).operation, "unchanged")

    def test_a_field_that_a_form_leaves_out_or_empty_is_not_changed(self):
        lead = self.env["crm.lead"].create(
            {"name": "Old", "function": "Chaise", "email_from": "zoe@example.com"}
        )
        self.post_form(
            self.handler,
            {"full-name": "Zoë", "email": "zoe@example.com", "product": ""},
        )
        self.assertEqual(self.calls(self.handler).res_id, lead.id)
        self.assertEqual(lead.function, "Chaise")

    def test_a_field_named_self_is_a_field_like_others(self):
        handler = self.make_handler(
            body_type="form", parameters=["self"], mappings=[("name", "self")]
        )
        answer = self.post_form(handler, {"self": "Myself"}, query="?self=1")
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.lead_of(self.calls(handler)).name, "Myself")
