"""Alerts by e-mail, to a real SMTP server."""

import re
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase, _mapping

PROCESSOR_LOG = "odoo.addons.inbound_webhook.processing.failing"


class _Mailbox(Message):
    """Keeps what arrives."""

    def __init__(self):
        super().__init__()
        self.mails = []
        self.recipients = []

    def prepare_message(self, session, envelope):
        self.recipients += envelope.rcpt_tos
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message):
        self.mails.append(message)


@tagged("post_install", "-at_install")
class TestAlertMails(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailbox = _Mailbox()
        # The server of the library connects to itself, so it has to know its port.
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server = Controller(cls.mailbox, hostname="127.0.0.1", port=port)
        server.start()
        cls.addClassCleanup(server.stop)
        cls.env["ir.mail_server"].create(
            {
                "name": "Test",
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_encryption": "none",
                "sequence": 0,
            }
        )
        cls.owner = new_test_user(
            cls.env,
            login="owner",
            email="owner@sales.example",
            groups="sales_team.group_sale_salesman",
            notification_type="email",
        )
        cls.handler = cls.make_lead_handler(name="Website")
        owner = _mapping({"field": "user_id", "constant": "owner"})
        cls.add_lines(cls.handler, "mapping", [owner])
        cls.rule = cls.env["base.automation"].browse(
            cls.handler.action_add_alert()["res_id"]
        )

    def setUp(self):
        super().setUp()
        # Odoo sends nothing while it is tested, unless it is told to.
        mail_servers = type(self.env["ir.mail_server"])
        self.patch(mail_servers, "_disable_send", classmethod(lambda cls: False))
        self.mailbox.mails.clear()
        self.mailbox.recipients.clear()

    def post(self, title):
        payload = {"title": title, "email": "ada@example.com"}
        return self.post_json(self.handler, payload)

    def process_waiting_calls(self):
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()

    def send_alerts(self):
        alerts = self.env["inbound.webhook.alert"].search([])
        alerts.due_date = fields.Datetime.now()
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()

    def add_failing_action(self):
        """Have the rule of the alert fail after it has alerted."""
        failing = {
            "name": "Fail",
            "model_id": self.handler.model_id.id,
            "usage": "base_automation",
            "state": "code",
            "code": "1 / 0",
        }
        self.rule.action_server_ids = [Command.create(failing)]

    def alerts_received(self):
        return [mail for mail in self.mailbox.mails if "news of" in mail["Subject"]]

    def assert_one_alert(self, mail, *changed):
        self.assertIn("owner@sales.example", mail["To"])
        text = mail.get_body(("html",)).get_content()
        for words in changed:
            self.assertIn(words, text)
        lead = self.env["crm.lead"].search([("email_from", "=", "ada@example.com")])
        link = re.search(r'href="([^"]*/mail/view\?model=crm.lead[^"]*)"', text)[1]
        self.authenticate("owner", "owner")
        answer = self.url_open(link.replace("&amp;", "&"), allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/{lead.id}", answer.headers["Location"])

    def test_the_owner_gets_one_mail_with_what_changed_and_a_link(self):
        self.post("First")
        self.assertFalse(self.alerts_received())
        self.send_alerts()
        [mail] = self.alerts_received()
        self.assert_one_alert(mail, "Opportunity", "First", "ada@example.com")

    def test_line_breaks_of_a_call_add_no_header_and_nobody(self):
        title = "News\r\nBcc: mallory@example.com\r\n\r\nBody"
        payload = {"title": title, "email": "ada@example.com"}
        self.handler.name = "Website\r\nCc: mallory@example.com"
        answer = self.post_json(self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.send_alerts()
        [mail] = self.alerts_received()
        self.assertIsNone(mail["Bcc"])
        self.assertIsNone(mail["Cc"])
        self.assertNotRegex(mail["Subject"], "[\r\n]")
        self.assertEqual(set(self.mailbox.recipients), {"owner@sales.example"})

    def test_in_the_background_it_is_the_same(self):
        self.handler.processing = "queued"
        self.post("First")
        self.process_waiting_calls()
        self.send_alerts()
        [mail] = self.alerts_received()
        self.assert_one_alert(mail, "Opportunity", "First", "ada@example.com")

    def test_fifty_calls_for_one_lead_make_one_mail(self):
        for number in range(50):
            self.post(f"Title {number}")
        self.send_alerts()
        [mail] = self.alerts_received()
        self.assert_one_alert(mail, "50 calls in all", "Title 49")

    def test_a_call_that_is_rolled_back_sends_none(self):
        self.add_failing_action()
        with mute_logger(PROCESSOR_LOG):
            self.assertEqual(self.post("First").status_code, 500)
        self.send_alerts()
        self.assertFalse(self.alerts_received())

    def test_a_rule_that_may_fail_sends_none_and_the_call_stands(self):
        self.add_failing_action()
        self.rule.inbound_webhook_may_fail = True
        with mute_logger("odoo.addons.inbound_webhook.models.odoo.base_automation"):
            self.assertEqual(self.post("First").status_code, 200)
        self.send_alerts()
        self.assertFalse(self.alerts_received())
