from odoo import fields

from ..models.call.queue import CRON
from .common import InboundWebhookHttpCase

#: Fails until there is a contact of that name.
FAILS_FOR_NOW = "1 / env['res.partner'].search_count([('name', '=', 'Ready')])"


class QueueCase(InboundWebhookHttpCase):
    """Tests of calls that wait."""

    @classmethod
    def make_queued(cls, **values):
        return cls.make_lead_handler(**{"processing": "queued", **values})

    def run_cron(self):
        """Run the worker as Odoo does, and check that nothing went wrong with it."""
        self.env.flush_all()
        self.assertIs(self.env.ref(CRON).method_direct_trigger(), True)
        self.env.invalidate_all()

    def run_cron_failing(self):
        """Run the worker while a call fails.

        :return: what was logged
        """
        with self.assertLogs(level="ERROR") as logged:
            self.run_cron()
        return "\n".join(logged.output)

    def let_pauses_end(self, calls):
        """Let time pass until calls are tried again."""
        calls.next_attempt_date = fields.Datetime.now()

    def leads(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["crm.lead"].search(domain, order="id")

    def send_lead(self, handler, title, email="zoe@example.com"):
        """Send a lead; the call that it is."""
        answer = self.post_json(handler, {"title": title, "email": email})
        self.assertEqual(answer.status_code, 202, answer.text)
        return self.env["inbound.webhook.call"].browse(answer.json()["call"])
