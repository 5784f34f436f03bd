"""Calls that name the certificate which their signature is checked with.

A real server in place of the sender's, asked in the same way.
"""

import base64
import http.server
import json
import ssl
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..certificates import Certificates
from ..fetching import Fetcher
from ..processing import named_certificates
from .engine.tls_server import HOST, serving, write_certificate
from .test_who_may_call import WhoMayCallCase

TOPIC = "arn:aws:sns:us-west-2:123456789012:MyTopic"
_TESTS = Path(__file__).resolve().parent
_VECTOR = json.loads((_TESTS.parent / "data/schemes/sns.json").read_text())["vector"]
_KEY = load_pem_private_key(
    (_TESTS / "engine/certificate_keys.pem").read_bytes(), password=None
)
#: In this order: https://docs.aws.amazon.com/sns/latest/dg/
#: sns-verify-signature-of-message.html
_SIGNED = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")


class _FetcherHere(Fetcher):
    """Asks this machine, whatever the name of the host."""

    def _address_of(self, host):
        return "127.0.0.1"


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status = 200 if self.path == "/sns.pem" else 404
        content = _VECTOR["certificate"].encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Write nothing."""


@tagged("post_install", "-at_install", "security")
class TestNamedCertificates(WhoMayCallCase):
    """Amazon SNS: the certificate is fetched from hosts on the list, and once."""

    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = Path(folder) / "both.pem"
        write_certificate(path)
        self.server = self.enterContext(serving(path))
        self.server.RequestHandlerClass = _Pages
        context = ssl.create_default_context(cafile=str(path))
        known = Certificates(_FetcherHere(port=self.server.port, context=context))
        self.startPatcher(patch.object(named_certificates, "CERTIFICATES", known))
        scheme = self.env.ref("inbound_webhook.scheme_sns").copy({"key_hosts": HOST})
        self.handler = self.make_asking("sns", secret=TOPIC)
        self.handler.scheme_id = scheme
        self.handler.parameter_ids.path = "Message"

    def notify(self, **changes):
        """Send a notification."""
        return self.send(
            self.handler,
            self.message(**changes),
            headers={"Content-Type": "text/plain; charset=UTF-8"},
        )

    def message(self, **changes):
        """A notification, signed by hand."""
        now = datetime.now(timezone.utc)
        message = {
            "Type": "Notification",
            "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn": TOPIC,
            "Subject": "A subject",
            "Message": "Zoë",
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "SignatureVersion": "2",
            "SigningCertURL": f"https://{HOST}/sns.pem",
            **changes,
        }
        text = "".join(f"{name}\n{message[name]}\n" for name in _SIGNED)
        made = _KEY.sign(text.encode(), PKCS1v15(), SHA256())
        message.setdefault("Signature", base64.b64encode(made).decode())
        return json.dumps(message).encode()

    def test_it_is_fetched_for_the_first_call_alone(self):
        for number in range(3):
            self.assert_taken(self.handler, self.notify(MessageId=f"m-{number}"))
        self.assertEqual(self.server.asked, ["/sns.pem"])
        call = self.last_call(self.handler)
        self.assertEqual(call.event_type, "Notification")
        # What is entered is a name, and no secret: it stays in sight.
        self.assertIn(TOPIC, base64.b64decode(call.body).decode())

    def test_a_wrong_signature_is_refused(self):
        wrong = base64.b64encode(bytes(256)).decode()
        self.assert_refused(
            self.handler, self.notify(Signature=wrong), 'Signature realm="webhook"'
        )

    def test_another_topic_has_nothing_fetched(self):
        answer = self.notify(TopicArn=TOPIC.replace("MyTopic", "Other"))
        self.assert_refused(self.handler, answer, 'Signature realm="webhook"')
        self.assertEqual(self.server.asked, [])

    def test_no_other_host_is_asked(self):
        for address in (
            "https://example.com/sns.pem",
            f"http://{HOST}/sns.pem",
            f"https://{HOST}/sns.pem?x=1",
            f"https://{HOST}@example.com/sns.pem",
            "file:///etc/passwd",
        ):
            answer = self.notify(SigningCertURL=address)
            self.assert_refused(self.handler, answer, 'Signature realm="webhook"')
        self.assertEqual(self.server.asked, [])

    def test_a_server_that_has_none_is_not_the_senders_fault(self):
        answer = self.notify(SigningCertURL=f"https://{HOST}/other.pem")
        self.assertEqual(answer.status_code, 503)
        self.assertIn("Retry-After", answer.headers)
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "not_verifiable")
        self.assertIn("cannot be fetched", call.reason_text)
        # And is left in peace for a while.
        self.notify(SigningCertURL=f"https://{HOST}/other.pem")
        self.assertEqual(self.server.asked, ["/other.pem"])

    def test_a_list_of_hosts_is_asked_for(self):
        for hosts in (False, "*", "*.com", "https://example.com"):
            with self.assertRaises(ValidationError):
                self.handler.scheme_id.key_hosts = hosts

    def test_the_check_of_an_example_fetches_nothing(self):
        """It takes the certificate that came with the calls, where one did."""
        body = self.message().decode()
        self.assertIn("was not fetched yet", self.check(body).verdict)
        self.assertEqual(self.server.asked, [])
        self.notify()
        check = self.check(body)
        self.assertTrue(check.is_authentic, check.verdict)
        self.assertEqual(self.server.asked, ["/sns.pem"])

    def check(self, body):
        """The check of a message that is pasted."""
        return self.env["inbound.webhook.scheme.check"].new(
            {
                "handler_id": self.handler.id,
                "scheme_id": self.handler.scheme_id.id,
                "example": "pasted",
                "body": body,
            }
        )
