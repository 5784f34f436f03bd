"""Two systems that tell each other of every change must come to an end."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

from odoo.tests import tagged
from odoo.tests.common import _super_send

from ..engine.request import IncomingRequest
from ..processing import one_call
from .common import InboundWebhookCase


class _OtherSystem(BaseHTTPRequestHandler):
    """Counts what it is told."""

    def do_POST(self):
        self.server.told += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Keep the output of the tests clean."""


@tagged("post_install", "-at_install")
class TestLoopGuard(InboundWebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.other_system = HTTPServer(("127.0.0.1", 0), _OtherSystem)
        cls.other_system.told = 0
        thread = threading.Thread(target=cls.other_system.serve_forever)
        thread.start()
        cls.addClassCleanup(thread.join)
        cls.addClassCleanup(cls.other_system.server_close)
        cls.addClassCleanup(cls.other_system.shutdown)

    def setUp(self):
        super().setUp()
        self.other_system.told = 0

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        """Let the test reach the other system, which is on this machine."""
        if urlsplit(request.url).port == cls.other_system.server_port:
            return _super_send(session, request, **options)
        return super()._request_handler(session, request, **options)

    def add_rule(self, trigger):
        """A rule that tells the other system."""
        port = self.other_system.server_port
        action = {"state": "webhook", "webhook_url": f"http://127.0.0.1:{port}/"}
        return self.make_rule(self.handler, action, trigger=trigger)

    def receive(self, title):
        """Process a call as the door does, and let what waits for the commit run."""
        body = f'{{"title": "{title}", "email": "ada@example.com"}}'.encode()
        request = IncomingRequest("POST", (), "", body)
        spec = self.handler._found().spec
        call = self.env["inbound.webhook.call"]._record_arrival(spec, request)
        processed = one_call.process(call, spec, request)
        self.assertEqual(processed.outcome.reason, "done", processed.outcome.detail)
        self.env.cr.postcommit.run()
        return processed.record

    def test_what_a_call_changes_is_not_sent_on(self):
        self.add_rule("on_create_or_write")
        self.receive("First")
        self.receive("Second")
        self.assertEqual(self.other_system.told, 0)

    def test_what_a_person_changes_is_sent(self):
        lead = self.receive("First")
        self.add_rule("on_archive")
        lead.with_env(self.env).action_archive()
        self.env.flush_all()
        self.env.cr.postcommit.run()
        self.assertEqual(self.other_system.told, 1)

    def test_a_handler_can_pass_changes_on(self):
        self.handler.pass_changes_on = True
        self.add_rule("on_create")
        self.receive("First")
        self.assertEqual(self.other_system.told, 1)

    def test_the_rules_of_the_webhook_itself_are_sent(self):
        self.add_rule("on_inbound_webhook")
        self.receive("First")
        self.assertEqual(self.other_system.told, 1)
