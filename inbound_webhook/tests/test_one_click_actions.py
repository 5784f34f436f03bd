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

    def test_what_is_still_to_be_done_is_not_scheduled_again(self):
        self.add("activity")
        lead = self.post()
        [activity] = lead.activity_ids
        self.assertEqual(self.post(), lead)
        self.assertEqual(lead.activity_ids, activity)
        call = self.last_call(self.handler)
        self.assertIn("the same is still to be done", call.explanation)
        activity.action_done()
        self.assertNotIn("still to be done", self.calls(self.handler)[1].explanation)
        self.assertEqual(self.post(), lead)
        self.assertEqual(
            len(lead.activity_ids), 1, "it was done, so there is a new one"
        )

    def test_other_activities_do_not_keep_it_from_being_scheduled(self):
        self.add("activity")
        lead = self.post()
        lead.activity_ids.summary = "Something else"
        self.post()
        lead.activity_ids.filtered(lambda a: a.summary != "Something else").unlink()
        lead.activity_schedule(
            "mail.mail_activity_data_call", summary="Follow up: Website"
        )
        self.post()
        self.assertEqual(
            sorted(lead.activity_ids.mapped("summary")),
            ["Follow up: Website", "Follow up: Website", "Something else"],
        )
        self.assertEqual(self.post(2).activity_ids.summary, "Follow up: Website")

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

    def make_team(self, *logins):
        """A sales team with these members besides the owner, who get leads in turn."""
        members = self.owner
        for login in logins:
            members |= new_test_user(
                self.env, login=login, groups="sales_team.group_sale_salesman"
            )
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.set(members.ids)]}
        )
        self.add("assignment").action_server_ids.inbound_webhook_team_id = team
        return team

    def assert_in_turn(self, leads, team):
        """Each member has got one after the other, whatever became of the leads."""
        owners = [lead.user_id for lead in leads]
        count = len(team.member_ids)
        for position, owner in enumerate(owners[:count]):
            self.assertEqual(set(owners[position::count]), {owner})
        self.assertEqual(set(owners[:count]), set(team.member_ids))

    def test_members_of_a_team_get_records_in_turn(self):
        team = self.make_team("other", "third")
        leads = [self.post(number) for number in range(7)]
        self.assert_in_turn(leads, team)
        self.assertEqual(leads[0].team_id, team)

    def test_whoever_gets_a_record_is_told_whichever_was_added_first(self):
        for kind in ("alert", "activity"):
            self.add(kind)
        self.make_team()
        lead = self.post()
        self.assertEqual(lead.user_id, self.owner)
        self.assertEqual(lead.activity_ids.user_id, self.owner)
        alerts = self.env["inbound.webhook.alert"].search([("res_id", "=", lead.id)])
        self.assertEqual(alerts.user_id, self.owner)

    def test_lost_leads_count(self):
        team = self.make_team("other")
        leads = []
        for number in range(6):
            leads.append(self.post(number))
            leads[-1].action_set_lost()
        self.assert_in_turn(leads, team)

    def test_leads_that_are_gone_or_somebody_else_s_count(self):
        team = self.make_team("other")
        owners = []
        for number in range(6):
            lead = self.post(number)
            owners.append(lead.user_id)
            if number % 2:
                lead.unlink()
            else:
                lead.user_id = self.env.ref("base.user_admin")
        self.assertEqual(owners, owners[:2] * 3)
        self.assertEqual(set(owners), set(team.member_ids))

    def test_leads_that_were_there_before_count(self):
        """Those that a call updates are older than what a member has got since."""
        team = self.make_team("other")
        self.env["base.automation"].search(
            [("inbound_webhook_handler_id", "=", self.handler.id)]
        ).inbound_webhook_operation = "any"
        old = self.env["crm.lead"].create(
            [
                {"name": "Old", "email_from": f"ada{n}@example.com", "user_id": False}
                for n in range(4)
            ]
        )
        leads = [self.post(number) for number in (4, 5, 3, 2, 1, 0)]
        self.assertEqual(set(leads[2:]), set(old))
        self.assert_in_turn(leads, team)

    def test_a_member_s_own_leads_do_not_count(self):
        team = self.make_team("other")
        leads = []
        for number in range(4):
            leads.append(self.post(number))
            self.env["crm.lead"].create({"name": "Mine", "user_id": self.owner.id})
        self.assert_in_turn(leads, team)

    def test_items_of_one_call_are_given_in_turn(self):
        team = self.make_team("other")
        self.handler.split_path = "$"
        for parameter in self.handler.parameter_ids:
            parameter.path = f"@.{parameter.name}"
        payload = [{"title": "A", "email": f"i{n}@example.com"} for n in range(4)]
        answer = self.post_json(self.handler, payload)
        ids = [result["id"] for result in answer.json()["results"]]
        self.assert_in_turn(self.env["crm.lead"].browse(ids), team)

    def test_a_call_that_failed_takes_no_turn(self):
        team = self.make_team("other")
        rule = self.make_code_rule(self.handler, "1 / 0")
        leads = []
        for number in range(4):
            rule.active = True
            with self.assertLogs(level="ERROR"):
                self.post_json(self.handler, {"title": "B", "email": "b@example.com"})
            rule.active = False
            leads.append(self.post(number))
        self.assert_in_turn(leads, team)

    def test_a_team_without_members_gives_to_nobody(self):
        team = self.make_team("other")
        team.member_ids = False
        self.assertFalse(self.post().user_id)

    def test_a_record_that_has_an_owner_keeps_it(self):
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.link(self.owner.id)]}
        )
        self.add("assignment").action_server_ids.inbound_webhook_team_id = team
        admin = {"value_source": "constant", "field": "user_id", "constant": "admin"}
        self.add_lines(self.handler, "mapping", [admin])
        self.assertEqual(self.post().user_id, self.env.ref("base.user_admin"))
