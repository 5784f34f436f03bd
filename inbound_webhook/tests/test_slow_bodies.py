"""Bodies that are long in coming."""

import select
import socket
import threading
from contextlib import closing
from http.client import HTTPResponse
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tests.common import HOST

from .hostile import HostileCase

JSON = "Content-Type: application/json"


@tagged("post_install", "-at_install")
class TestSlowBodies(HostileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler.max_body_seconds = 1

    def post_slowly(self, *head, pieces=(), trickle=b""):
        """Send a head, pieces of a body, and then as little as possible.

        :param trickle: what is sent each fifth of a second, until an answer comes
        :return: the answer
        """
        address = HOST, self.http_port()
        with (
            self.raw_head(*head) as raw,
            closing(socket.create_connection(address, timeout=30)) as connection,
        ):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in (raw, *pieces):
                connection.sendall(piece)
            while trickle and not select.select([connection], [], [], 0.2)[0]:
                connection.sendall(trickle)
            answer = HTTPResponse(connection)
            answer.begin()
            answer.read()
            return answer

    def assert_late(self, *head, **body):
        with self.one_call(b"") as made:
            answer = self.post_slowly(JSON, *head, **body)
        self.assertEqual(answer.status, 408)
        self.assertEqual(answer.headers["Connection"], "close")
        self.assertRecordValues(
            made[0],
            [
                {
                    "status": "refused",
                    "reason": "timed_out",
                    "response_code": 408,
                    "attention": "open",
                }
            ],
        )
        self.assertIn("did not arrive in time", made[0].response_body)
        self.assertEqual(made[0]._replay_obstacle(), "unread")

    def test_a_body_that_stops_coming_ends_in_time(self):
        self.assert_late("Content-Length: 99999", pieces=[b'{"title": "A'])

    def test_chunks_that_stop_coming_end_in_time(self):
        for pieces in ([], [b"5\r\n{"], [b"5\r\n{   }\r\n"]):
            with self.subTest(pieces):
                self.assert_late("Transfer-Encoding: chunked", pieces=pieces)

    def test_a_body_that_trickles_in_ends_in_time(self):
        self.assert_late("Content-Length: 99999", trickle=b" ")

    def test_a_body_that_comes_in_pieces_is_taken(self):
        self.handler.max_body_seconds = 30
        body = b'{"title": "A"}'
        length = f"Content-Length: {len(body)}"
        with self.one_call(body):
            answer = self.post_slowly(JSON, length, pieces=[body[:5], body[5:]])
        self.assertEqual(answer.status, 200)

    def test_a_body_that_comes_with_its_head_takes_no_thread(self):
        body = b'{"title": "A"}'
        head = (JSON, f"Content-Length: {len(body)}")
        with (
            patch.object(threading.Timer, "start", autospec=True) as start,
            self.one_call(body),
            self.raw_head(*head) as raw,
            closing(socket.create_connection((HOST, self.http_port()))) as connection,
        ):
            connection.sendall(raw + body)
            answer = HTTPResponse(connection)
            answer.begin()
            answer.read()
        self.assertEqual(answer.status, 200)
        self.assertFalse(start.called)
