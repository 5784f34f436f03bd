"""What tests of the test console have in common."""

import json

from odoo.tests import new_test_user

from .common import JSON_TYPE, WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase

ADMINISTRATOR = "webhook_administrator"
#: What a rehearsal must leave as it was.
UNTOUCHED = (
    "bus.bus",
    "crm.lead",
    "inbound.webhook.alert",
    "inbound.webhook.call",
    "inbound.webhook.claim",
    "ir.attachment",
    "ir.cron.trigger",
    "ir.logging",
    "mail.activity",
    "mail.mail",
    "mail.message",
    "res.partner",
)


class RehearsalCase(InboundWebhookHttpCase):
    """Asks as the screen does, over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, ADMINISTRATOR, WEBHOOK_ADMINISTRATOR)

    def ask(self, handler, method, *args, login=ADMINISTRATOR):
        """What a method of the handler answers to the web client."""
        self.authenticate(login, login)
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "inbound.webhook.handler",
                "method": method,
                "args": [handler.ids, *args],
                "kwargs": {},
            },
        )

    def rehearse(self, handler, payload=None, **description):
        """Try a call out, and see that nothing is left of it."""
        if payload is not None:
            description |= {"body": json.dumps(payload), "content_type": JSON_TYPE}
        # The session of the login is none of the rehearsal's.
        self.authenticate(ADMINISTRATOR, ADMINISTRATOR)
        before = self.counts()
        told = self.ask(handler, "rehearse", description)
        self.assertEqual(self.counts(), before)
        return told

    def counts(self):
        """How many records there are of each model that a call could leave some of."""
        self.env.invalidate_all()
        return {
            name: self.env[name].sudo().with_context(active_test=False).search_count([])
            for name in UNTOUCHED
        }

    def codes(self, told):
        """What the trace says of each step: ``{step: state}``."""
        return {line["step"]: line["state"] for line in told["trace"]}
