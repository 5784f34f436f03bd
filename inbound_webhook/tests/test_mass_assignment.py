from urllib.parse import urlencode

from odoo.tests import tagged

from .common import JSON_TYPE
from .queue_case import QueueCase

#: What a call might want to be, and nobody mapped.
EVIL = "Evil of the test"


@tagged("post_install", "-at_install")
class TestMassAssignment(QueueCase):
    """A call fills the fields that an administrator mapped, whatever it names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.victim = cls.env["crm.lead"].create({"name": "Victim"})

    def unmapped(self):
        """Names of fields, of arguments and of Python's own, with values that fit."""
        return {
            "id": self.victim.id,
            "ids": self.victim.ids,
            "res_id": self.victim.id,
            "company_id": self.other_company.id,
            "user_id": self.env.ref("base.user_admin").id,
            "create_uid": 1,
            "partner_name": EVIL,
            "description": EVIL,
            "contact_name": EVIL,
            "tag_ids": [[0, 0, {"name": EVIL}]],
            "tag_ids/name": EVIL,
            "partner_id.name": EVIL,
            "partner_id": [[0, 0, {"name": EVIL}]],
            "message_ids": [[0, 0, {"body": EVIL}]],
            "user_ids": [[0, 0, {"login": EVIL, "name": EVIL}]],
            "default_contact_name": EVIL,
            "context": {"default_contact_name": EVIL, "uid": 1},
            "model": "res.users",
            "model_name": "res.users",
            "handler_id": 0,
            "call": {"id": 0},
            "env": EVIL,
            "self": EVIL,
            "record": {"name": EVIL},
            "__class__": EVIL,
            "__proto__": {"contact_name": EVIL},
        }

    def check(self, lead):
        """The lead has what was mapped and what Odoo gives every lead."""
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Mapped",
                    "partner_name": False,
                    "description": False,
                    "contact_name": False,
                    "partner_id": False,
                    "tag_ids": [],
                    "create_uid": self.runner.id,
                }
            ],
        )
        self.assertNotEqual(lead, self.victim)
        self.assertNotEqual(lead.company_id, self.other_company)
        self.assertNotEqual(lead.user_id, self.env.ref("base.user_admin"))
        self.assertEqual(self.victim.name, "Victim")
        for model in ("crm.tag", "res.partner", "res.users"):
            made = self.env[model].with_context(active_test=False)
            self.assertFalse(made.search_count([("name", "=", EVIL)]), model)
        self.assertNotIn(EVIL, " ".join(map(str, lead.message_ids.mapped("body"))))

    def lead_of(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_json(self):
        payload = {**self.unmapped(), "title": "Mapped"}
        self.check(self.lead_of(self.post_json(self.make_lead_handler(), payload)))

    def test_a_form(self):
        handler = self.make_lead_handler(body_type="form")
        fields = {**self.unmapped(), "title": "Mapped"}
        self.check(self.lead_of(self.post_form(handler, fields)))

    def test_the_query(self):
        handler = self.make_lead_handler()
        query = "?" + urlencode(self.unmapped())
        self.check(
            self.lead_of(self.post_json(handler, {"title": "Mapped"}, query=query))
        )

    def test_in_the_background(self):
        """Odoo's own guard of links is for whoever asks, who is nobody there."""
        handler = self.make_queued()
        answer = self.post_json(handler, {**self.unmapped(), "title": "Mapped"})
        self.assertEqual(answer.status_code, 202, answer.text)
        self.run_cron()
        self.check(self.leads(name="Mapped"))

    def test_an_update(self):
        handler = self.make_lead_handler()
        lead = self.lead_of(self.post_json(handler, {"title": "A", "email": "a@b.cd"}))
        payload = {**self.unmapped(), "title": "Mapped", "email": "a@b.cd"}
        self.assertEqual(self.lead_of(self.post_json(handler, payload)), lead)
        self.check(lead)

    def test_commands_for_a_link_that_is_mapped(self):
        """Not as a list, not as a text of one, at the door and in the background."""
        command = [[0, 0, {"name": EVIL}]]
        for processing in ("immediate", "queued"):
            handler = self.make_handler(
                parameters=["title", {"name": "tags", "type": "list"}],
                mappings=[
                    ("name", "title"),
                    {"field": "tag_ids", "parameter": "tags", "create_missing": True},
                ],
                processing=processing,
            )
            for value in (command, [{"name": EVIL}], [{"id": 1}], [command]):
                with self.subTest(processing, value=value):
                    payload = {"title": "Tagged", "tags": value}
                    answer = self.post_json(handler, payload)
                    if answer.status_code == 202:
                        self.run_cron()
                    call = self.last_call(handler)
                    self.assertEqual((call.status, call.res_id), ("error", 0))
        self.assertFalse(self.env["crm.tag"].search([("name", "ilike", "Evil")]))
        self.assertFalse(self.leads(name="Tagged"))

    def test_the_model_is_the_handlers(self):
        """Nor do headers of Odoo's own protocols mean anything here."""
        handler = self.make_lead_handler()
        headers = {
            "Content-Type": JSON_TYPE,
            "X-Odoo-Model": "res.users",
            "X-HTTP-Method-Override": "PUT",
            "X-Method-Override": "GET",
        }
        body = (
            b'{"jsonrpc": "2.0", "method": "unlink", "title": "Mapped", "params": {}}'
        )
        self.check(self.lead_of(self.send(handler, body, headers=headers)))
