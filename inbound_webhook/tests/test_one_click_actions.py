"""What a call sets in motion, picked from a list."""

from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestOneClickActions(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env, login="owner", groups="sales_team.group_sale_salesman"
        )
        cls.handler = cls.make_lead_handler(name="Website")

    def add(self, kind, handler=None):
        # As the web client does it: the list of handlers has this default.
        handler = (handler or self.handler).with_context(default_active=False)
        action = getattr(handler, f"action_add_{kind}")()
        return self.env["base.automation"].browse(action["res_id"])

    def post(self, number=1):
        payload = {"title": "First", "email": f"ada{number}@example.com"}
        answer = self.post_json(self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.last_call(self.handler)._record()

    def test_each_makes_a_rule_of_the_handler_that_can_be_edited(self):
        for kind in ("alert", "activity", "email", "assignment", "note", "url"):
            with self.subTest(kind):
                rule = self.add(kind)
                self.assertRecordValues(
                    rule,
                    [
                        {
                            "trigger": "on_inbound_webhook",
                            "inbound_webhook_handler_id": self.handler.id,
                            "model_id": self.handler.model_id.id,
                            "active": kind != "url",
                        }
                    ],
                )
                self.assertFalse(rule.action_server_ids.filtered("warning"))
                with Form(rule) as form:
                    form.name = f"Edited {kind}"
                self.assertEqual(rule.name, f"Edited {kind}")

    def test_the_form_of_a_new_rule_has_handler_model_and_trigger(self):
        action = self.handler.action_add_rule()
        form = Form(self.env["base.automation"].with_context(**action["context"]))
        self.assertEqual(form.trigger, "on_inbound_webhook")
        self.assertEqual(form.inbound_webhook_handler_id, self.handler)
        self.assertEqual(form.model_id, self.handler.model_id)
        self.assertEqual(form.save().inbound_webhook_handler_id, self.handler)

    def test_of_a_look_up_they_run_when_it_finds(self):
        look_up = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email_from"}],
        )
        for kind in ("alert", "email", "assignment"):
            with self.subTest(kind):
                rule = self.add(kind, look_up)
                self.assertEqual(rule.inbound_webhook_operation, "found")

    def test_an_activity_for_the_owner(self):
        self.add("activity")
        owner = {"value_source": "constant", "field": "user_id", "constant": "owner"}
        self.add_lines(self.handler, "mapping", [owner])
        self.assertRecordValues(
            self.post().activity_ids,
            [{"user_id": self.owner.id, "summary": "Follow up: Website"}],
        )

    def test_an_email_to_the_contact_waits_in_the_queue(self):
        self.add("email")
        lead = self.post()
        mail = self.env["mail.mail"].search(
            [("model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertRecordValues(
            mail, [{"subject": "We have received your message", "state": "outgoing"}]
        )
        recipients = f"{mail.email_to} {mail.recipient_ids.mapped('email')}"
        self.assertIn("ada1@example.com", recipients)

    def test_a_note(self):
        self.add("note")
        bodies = [str(body) for body in self.post().message_ids.mapped("body")]
        self.assertIn("<p>A call has come in: Website</p>", bodies)

    def test_members_of_a_team_get_records_in_turn(self):
        members = self.owner | new_test_user(
            self.env, login="other", groups="sales_team.group_sale_salesman"
        )
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.set(members.ids)]}
        )
        self.add("assignment").action_server_ids.inbound_webhook_team_id = team
        leads = [self.post(number) for number in range(4)]
        owners = [lead.user_id for lead in leads]
        self.assertEqual(owners[:2], owners[2:])
        self.assertEqual(owners[0] | owners[1], members)
        self.assertEqual(leads[0].team_id, team)

    def test_a_record_that_has_an_owner_keeps_it(self):
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.link(self.owner.id)]}
        )
        self.add("assignment").action_server_ids.inbound_webhook_team_id = team
        admin = {"value_source": "constant", "field": "user_id", "constant": "admin"}
        self.add_lines(self.handler, "mapping", [admin])
        self.assertEqual(self.post().user_id, self.env.ref("base.user_admin"))
