"""The owner of a record is told what calls have changed, once."""

import json

from lxml import html

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase, _mapping


@tagged("post_install", "-at_install")
class TestAlerts(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env,
            login="owner",
            groups="sales_team.group_sale_salesman",
            notification_type="inbox",
        )
        cls.handler = cls.make_lead_handler(name="Website")
        cls.add_lines(
            cls.handler,
            "mapping",
            [_mapping({"field": "user_id", "constant": "owner"})],
        )
        cls.action = cls.add_alert(cls.handler)

    @classmethod
    def add_alert(cls, handler, **values):
        action = {"state": "inbound_webhook_alert", **values}
        return cls.make_rule(handler, action).action_server_ids

    def post(self, title="First", handler=None, **values):
        payload = {"title": title, "email": "ada@example.com", **values}
        return self.post_json(handler or self.handler, payload)

    def waiting(self):
        return self.env["inbound.webhook.alert"].search([])

    def send_alerts(self):
        """Let the time pass that alerts are gathered for, and the cron run."""
        self.waiting().due_date = fields.Datetime.now()
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()

    def received(self, user=None):
        """What a person finds in the inbox, the oldest first."""
        partner = (user or self.owner).partner_id
        domain = [("res_partner_id", "=", partner.id)]
        notifications = self.env["mail.notification"].search(domain, order="id")
        return notifications.mail_message_id.filtered(
            lambda message: message.message_type == "user_notification"
            and "Website" in (message.subject or "")
        )

    def rows(self, body):
        """The table of what changed, cell by cell."""
        table = html.fromstring(body).iter("tr")
        return [[cell.text_content().strip() for cell in row] for row in table]

    def test_the_owner_is_told_what_changed_with_a_link(self):
        self.post("First")
        self.send_alerts()
        lead = self.last_call(self.handler)._record()
        message = self.received()
        self.assertRecordValues(
            message,
            [
                {
                    "subject": "Website: news of First",
                    "model": "crm.lead",
                    "res_id": lead.id,
                    "author_id": self.env.ref("base.partner_root").id,
                }
            ],
        )
        body = str(message.body)
        self.assertIn(f"/mail/view?model=crm.lead&amp;res_id={lead.id}", body)
        self.assertIn(f"call {self.last_call(self.handler).id}", body)
        self.assertEqual(
            self.rows(body),
            [
                ["Field", "Old", "New"],
                ["Email", "", "ada@example.com"],
                ["Salesperson", "", self.owner.name],
                ["Opportunity", "", "First"],
            ],
        )

    def test_it_is_shown_on_the_screen_at_once(self):
        self.post("First")
        self.env["bus.bus"].search([]).unlink()
        self.send_alerts()
        messages = self.env["bus.bus"].search([]).mapped("message")
        shown = [item for item in messages if "simple_notification" in item]
        self.assertEqual(len(shown), 1)
        self.assertIn("Website: news of First", shown[0])

    def shown(self):
        """What the toast of the next alert says."""
        self.env["bus.bus"].search([]).unlink()
        self.send_alerts()
        messages = [
            json.loads(item)
            for item in self.env["bus.bus"].search([]).mapped("message")
        ]
        [message] = [
            item["payload"]
            for item in messages
            if item["type"] == "inbound_webhook.simple_notification"
        ]
        return message

    def test_what_is_shown_says_what_changed_and_leads_to_the_record(self):
        self.post("First")
        self.shown()
        self.post("Second")
        self.assertEqual(
            self.shown(),
            {
                "title": "Website: news of Second",
                "message": "Opportunity: First → Second",
                "res_model": "crm.lead",
                "res_id": self.last_call(self.handler).res_id,
            },
        )

    def test_of_many_changes_the_first_are_shown(self):
        self.add_lines(
            self.handler, "mapping", [_mapping({"field": "city", "constant": "Gent"})]
        )
        self.post("First")
        message = self.shown()["message"]
        self.assertEqual(message.count("→"), 3)
        self.assertTrue(message.endswith("; …"))

    def test_the_link_to_the_call_is_for_those_who_may_open_it(self):
        for may_open in (False, True):
            if may_open:
                self.owner.group_ids += self.env.ref("inbound_webhook.group_user")
            with self.subTest(may_open):
                self.post(f"Title {may_open}")
                self.send_alerts()
                body = str(self.received()[-1].body)
                self.assertIn(f"call {self.last_call(self.handler).id}", body)
                self.assertEqual("inbound-webhook-calls" in body, may_open)

    def test_at_once_where_nothing_is_gathered(self):
        self.action.inbound_webhook_fold = 0
        self.post("First")
        self.assertLessEqual(self.waiting().due_date, fields.Datetime.now())
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()
        self.assertEqual(len(self.received()), 1)

    def test_the_link_leads_to_the_record(self):
        self.post("First")
        lead = self.last_call(self.handler)._record()
        self.authenticate("owner", "owner")
        path = f"/mail/view?model=crm.lead&res_id={lead.id}"
        answer = self.url_open(path, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/{lead.id}", answer.headers["Location"])

    def test_many_calls_for_one_record_make_one_alert(self):
        for number in range(50):
            self.post(f"Title {number}")
        self.assertRecordValues(self.waiting(), [{"call_count": 50}])
        self.send_alerts()
        message = self.received()
        self.assertEqual(len(message), 1)
        self.assertIn("50 calls in all", str(message.body))
        self.assertIn("Title 49", str(message.body))
        self.assertNotIn("Title 48", str(message.body))
        self.assertFalse(self.waiting())

    def test_what_is_old_is_what_it_was_before_the_first_call(self):
        self.post("First")
        self.send_alerts()
        self.post("Second")
        self.post("Third")
        self.send_alerts()
        rows = self.rows(str(self.received()[-1].body))
        self.assertEqual(rows[1:], [["Opportunity", "First", "Third"]])

    def test_nothing_is_sent_before_the_time_has_come(self):
        self.action.inbound_webhook_fold = 60
        self.post()
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()
        self.assertFalse(self.received())
        self.assertEqual(len(self.waiting()), 1)

    def test_a_call_that_fails_alerts_nobody(self):
        self.make_code_rule(self.handler, "1 / 0")
        with mute_logger("odoo.addons.inbound_webhook.processing.failing"):
            answer = self.post()
        self.assertEqual(answer.status_code, 500)
        self.assertFalse(self.waiting())

    def test_a_record_without_an_owner_alerts_the_user_chosen(self):
        other = new_test_user(
            self.env,
            login="other",
            groups="sales_team.group_sale_salesman_all_leads",
            notification_type="inbox",
        )
        handler = self.make_lead_handler(name="Website 2")
        self.add_alert(handler, inbound_webhook_user_id=other.id)
        self.post(handler=handler)
        self.send_alerts()
        self.assertEqual(len(self.received(other)), 1)
        self.assertFalse(self.received())

    def test_a_record_without_an_owner_alerts_the_team_chosen(self):
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.link(self.owner.id)]}
        )
        handler = self.make_lead_handler(name="Website 2")
        self.add_alert(handler, inbound_webhook_team_id=team.id)
        self.post(handler=handler)
        self.assertEqual(self.waiting().user_id, self.owner)

    def test_without_anyone_to_alert_the_call_stands(self):
        handler = self.make_lead_handler()
        self.add_alert(handler)
        self.assertEqual(self.post(handler=handler).status_code, 200)
        self.assertFalse(self.waiting())

    def test_a_record_that_is_gone_is_no_news(self):
        self.post()
        self.last_call(self.handler)._record().unlink()
        self.send_alerts()
        self.assertFalse(self.received())
        self.assertFalse(self.waiting())

    def test_one_alert_that_fails_stops_no_other_and_is_tried_again(self):
        self.post("First")
        self.post("Second", email="eva@example.com")
        alerts = self.env["inbound.webhook.alert"]
        bad = self.waiting().sorted("id")[0]
        original = type(alerts)._subject

        def subject(alert, record):
            return 1 / 0 if alert.id == bad.id else original(alert, record)

        self.patch(type(alerts), "_subject", subject)
        with self.assertLogs("odoo.addons.inbound_webhook", "ERROR") as logs:
            self.send_alerts()
        self.assertIn("ZeroDivisionError", logs.output[0])
        self.assertEqual(self.received().mapped("subject"), ["Website: news of Second"])
        self.assertEqual(self.waiting(), bad)
        self.assertGreater(bad.due_date, fields.Datetime.now())

    def test_a_record_of_a_model_that_is_gone_is_no_news(self):
        self.post()
        self.waiting().res_model = "gone.model"
        self.send_alerts()
        self.assertFalse(self.waiting())

    def test_a_name_full_of_markup_is_shown_as_it_is(self):
        self.post("<img src=x onerror=alert(1)>")
        self.send_alerts()
        self.assertIn("&lt;img src=x", str(self.received().body))

    def test_in_the_background_too(self):
        self.handler.processing = "queued"
        self.assertEqual(self.post().status_code, 202)
        self.assertFalse(self.waiting())
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()
        self.send_alerts()
        self.assertEqual(len(self.received()), 1)
