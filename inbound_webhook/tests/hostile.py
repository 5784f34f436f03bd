"""What tests of hostile calls share: one row for each, and nothing in the log."""

import json
import socket
from contextlib import closing, contextmanager
from http.client import HTTPResponse

from odoo.tests.common import HOST, TEST_CURSOR_COOKIE_NAME

from .common import JSON_TYPE, InboundWebhookHttpCase

#: What stands in for a character that cannot be stored.
REPLACED = "\ufffd"


class HostileCase(InboundWebhookHttpCase):
    """Calls that break receivers, over real HTTP, to a handler of leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_hostile_handler()

    @classmethod
    def make_hostile_handler(cls, **values):
        """A handler that writes a text, an integer and a decimal."""
        return cls.make_handler(
            parameters=[
                "title",
                {"name": "number", "type": "integer"},
                {"name": "share", "type": "decimal"},
            ],
            mappings=[
                {"field": "name", "constant": "Hostile"},
                ("contact_name", "title"),
                ("color", "number"),
                ("probability", "share"),
            ],
            **values,
        )

    def post(self, body, content_type=JSON_TYPE, headers=None, kept=None):
        """Send a body as a well-behaved client sends it.

        :param kept: what the row keeps of it, where that is not all
        :return: the row that it left
        """
        headers = {"Content-Type": content_type, **(headers or {})}
        with self.one_call(body if kept is None else kept) as made:
            answer = self.send(self.handler, body, headers=headers)
        self.assert_answered(made[0], answer.status_code, answer.text)
        return made[0]

    def post_raw(self, *head, body=b"", kept=b""):
        """Send what clients tidy up: headers and body are sent as they are given.

        :return: the row that it left
        """
        with self.one_call(kept) as made:
            status, text = self.exchange(*head, body=body)
        self.assert_answered(made[0], status, text)
        return made[0]

    def exchange(self, *head, body=b"", path=None, host="Host: localhost"):
        """Send a request through a bare socket.

        :param head: lines of its head, as text or as bytes
        :param path: in place of the handler's
        :param host: the line that names the host, empty for none
        :return: the status and the text of the answer
        """
        with self.raw_head(*head, path=path, host=host) as raw:
            return _exchanged((HOST, self.http_port()), raw + body)

    @contextmanager
    def raw_head(self, *head, path=None, host="Host: localhost"):
        """The head of a request as bytes, for as long as the server takes requests."""
        self.cr.flush()
        self.cr.clear()
        with self.allow_requests():
            cookie = self.opener.cookies[TEST_CURSOR_COOKIE_NAME]
            lines = [
                f"POST {path or f'/inbound/{self.handler.token}'} HTTP/1.1",
                *([host] if host else []),
                f"Cookie: {TEST_CURSOR_COOKIE_NAME}={cookie}",
                *head,
            ]
            yield "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")

    @contextmanager
    def one_call(self, kept):
        """Check that one row comes of what is done, and no line in the log.

        :return: a list that holds the row afterwards
        """
        made, before = [], self.calls(self.handler)
        with self.assertNoLogs(level="WARNING"):
            yield made
        made += self.calls(self.handler) - before
        self.assertEqual(len(made), 1)
        self.assertEqual(made[0]._raw_body(), kept)

    def assert_answered(self, call, status, text):
        """The row says what the sender was told."""
        self.assertEqual((call.response_code, call.response_body), (status, text))

    def assert_taken(self, call, notes=(), **values):
        """The call made a lead with these values; its trace notes what was odd."""
        self.assertEqual(
            (call.status, call.response_code), ("success", 200), call.error_message
        )
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertRecordValues(lead, [values])
        noted = [line["code"] for line in call.trace if line["state"] == "noted"]
        self.assertEqual(noted, list(notes))

    def assert_refused(self, call, status, reason):
        """The call was refused, and the sender told why."""
        self.assertEqual(call.response_code, status, call.response_body)
        answer = json.loads(call.response_body)
        self.assertEqual(answer["call"], call.id)
        self.assertRegex(answer["error"], reason)
        self.assertFalse(call.res_id)


def _exchanged(address, raw):
    with closing(socket.create_connection(address, timeout=30)) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read().decode()
