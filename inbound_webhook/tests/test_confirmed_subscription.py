"""A handshake that names an address, which is asked for."""

import json
import ssl
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import tagged

from ..engine.hosts import host_patterns
from ..fetching import Fetcher
from ..processing import handshaking
from .engine.tls_server import HOST, serving, write_certificate
from .handshake_case import FILES, SECRET, HandshakeCase


class _FetcherHere(Fetcher):
    """Asks this machine, whatever the name of the host."""

    def _address_of(self, host):
        return "127.0.0.1"


@tagged("post_install", "-at_install", "security")
class TestConfirmedSubscription(HandshakeCase):
    """Amazon SNS: an address that the call names is asked for, or is not."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_answering("amazon_sns")
        folder = self.enterContext(tempfile.TemporaryDirectory())
        certificate = Path(folder) / "both.pem"
        write_certificate(certificate)
        self.server = self.enterContext(serving(certificate))
        # A real server in place of Amazon's, asked in the same way.
        context = ssl.create_default_context(cafile=str(certificate))
        fetcher = _FetcherHere(port=self.server.port, context=context)
        self.startPatcher(patch.object(handshaking, "fetcher", fetcher))
        self.handshake("amazon_sns").fetch_hosts = HOST

    def confirm(self, address):
        body = json.dumps({"Type": "SubscriptionConfirmation", "SubscribeURL": address})
        return self.send(
            self.handler,
            body.encode(),
            headers={
                "x-amz-sns-message-type": "SubscriptionConfirmation",
                "Content-Type": "text/plain; charset=UTF-8",
            },
        )

    def test_a_host_on_the_list_is_asked(self):
        answer = self.confirm("https://localhost.localdomain/right?Token=2")
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        [(path, _headers)] = self.server.asked
        self.assertEqual(path, "/right?Token=2")
        call = self.assert_logged(self.handler, 200)
        codes = [line["code"] for line in call.trace]
        self.assertEqual(codes, ["fetched", "handshake"])

    def test_no_other_host_and_nothing_but_https(self):
        for address in (
            "https://127.0.0.1/",
            "https://example.com/",
            "http://localhost.localdomain/",
            "https://localhost.localdomain@example.com/",
            "file:///etc/passwd",
        ):
            answer = self.confirm(address)
            self.assertEqual(answer.status_code, 403)
            self.assert_logged(self.handler, 403, "refused", "handshake_refused")
        self.assertFalse(self.server.asked)

    def test_one_that_fails_is_sent_again(self):
        answer = self.confirm("https://localhost.localdomain/wrong")
        self.assertEqual(answer.status_code, 503)
        self.assertTrue(answer.headers["Retry-After"])
        call = self.assert_logged(self.handler, 503, "error", "handshake_failed")
        self.assertIn("answered with an error", call.reason_text)

    def test_who_does_not_prove_himself_has_nothing_asked(self):
        scheme = self.env.ref("inbound_webhook.scheme_token_query")
        self.handler.write(
            {"auth_type": "token", "scheme_id": scheme.id, "secret": SECRET}
        )
        self.assertEqual(
            self.confirm("https://localhost.localdomain/right").status_code, 401
        )
        self.assertFalse(self.server.asked)

    def test_that_which_ships_names_amazon_alone(self):
        hosts = host_patterns(
            "\n".join(FILES["amazon_sns"]["handshake"]["fetch_hosts"])
        )
        self.assertEqual(hosts, ("sns.*.amazonaws.com", "sns.*.amazonaws.com.cn"))
