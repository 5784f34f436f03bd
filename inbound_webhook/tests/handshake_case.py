"""Handlers whose senders ask something besides their calls."""

import json
from pathlib import Path

from odoo.fields import Command

from .common import (
    InboundWebhookHttpCase,
)

FOLDER = Path(__file__).resolve().parents[1] / "data" / "handshakes"
FILES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
}
SECRET = "an example of a secret, 32 bytes"


class HandshakeMixin:
    """Handlers that answer handshakes."""

    def handshake(self, name):
        return self.env.ref(f"inbound_webhook.handshake_{name}")

    def make_answering(self, *names, **values):
        """A handler of leads, switched off, that answers handshakes by their files."""
        handshakes = [self.handshake(name).id for name in names]
        if values.get("method") != "get":
            values |= {"parameters": ["title"], "mappings": [("name", "title")]}
        return self.make_handler(
            handshake_ids=[Command.set(handshakes)],
            **{"active": False, **values},
        )

    def make_with_scheme(self, name, **values):
        """A handler that asks for the scheme of a sender, and so for its handshake."""
        scheme = self.env.ref(f"inbound_webhook.scheme_{name}")
        handler = self.make_handler(
            parameters=["title"],
            mappings=[("name", "title")],
            auth_type=scheme.auth_type,
            scheme_id=scheme.id,
            **values,
        )
        self.assertTrue(handler.handshake_ids)
        return handler


class HandshakeCase(HandshakeMixin, InboundWebhookHttpCase):
    """Handshakes over HTTP."""

    def shake(self, handler, name, headers=(), query=None):
        """Send the known call of a handshake."""
        vector = FILES[name]["vector"]
        known = vector["url"].partition("?")[2]
        query = known if query is None else query
        headers = {**dict(map(tuple, vector["headers"])), **dict(headers)}
        headers.pop("Content-Length", None)
        return self.send(
            handler,
            vector["body"].encode(),
            method=vector["method"],
            query=f"?{query}" if query else "",
            headers=headers,
        )

    def assert_answered(self, handler, answer, name):
        """The sender has what it wants, the row says so, and nothing was done."""
        wanted = FILES[name]["vector"]["answer"]
        self.assertEqual(answer.status_code, wanted["status"], answer.text)
        self.assertEqual(answer.text, wanted["body"])
        for header, value in wanted["headers"]:
            self.assertEqual(answer.headers[header], value)
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        return self.assert_logged(handler, wanted["status"])

    def assert_logged(self, handler, code, status="success", reason="handshake"):
        call = self.last_call(handler)
        self.assertEqual(
            (call.kind, call.status, call.reason), ("handshake", status, reason)
        )
        self.assertEqual(call.response_code, code)
        self.assertFalse(call.res_id or call.parameters or call.attention)
        return call
