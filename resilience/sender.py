"""A sender of calls: many at a time, and again where it gets no answer."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

TIMEOUT = 120  # seconds that an answer may take
GIVES_UP_AFTER = 180
BETWEEN_TRIES = 0.2


@dataclass(frozen=True)
class Answer:
    """The answer to a call.

    :param status: HTTP status, None where the connection broke
    :param seconds: how long it took
    :param tries: how often the call was sent
    """

    status: int | None
    body: str = ""
    seconds: float = 0
    tries: int = 1

    @property
    def is_success(self):
        """Whether it is one that a sender takes for the end of the matter."""
        return self.status is not None and 200 <= self.status < 300


class Sender:
    """Sends JSON calls to one URL.

    :param port: of the server on this machine
    :param token: of the handler
    :param at_once: how many calls are under way at a time
    """

    def __init__(self, port, token, at_once):
        self._port, self._path = port, f"/inbound/{token}"
        self._at_once = at_once

    def send_all(self, payloads):
        """Send each payload once.

        :return: the answers in the order of the payloads
        """
        return self._map(self._send, payloads)

    def send_bytes(self, bodies, content_type):
        """Send each body once, as it is.

        :return: the answers in the order of the bodies
        """
        return self._map(lambda body: self._send_body(body, content_type), bodies)

    def send_until_answered(self, payloads, on_answer=lambda: None):
        """Send each payload until it is answered 2xx, as a careful sender does.

        :param on_answer: called after each success
        """

        def insist(payload):
            answer = self._insist(payload)
            on_answer()
            return answer

        return self._map(insist, payloads)

    def _map(self, send, payloads):
        with ThreadPoolExecutor(self._at_once) as pool:
            return list(pool.map(send, payloads))

    def _insist(self, payload):
        until, tries = time.monotonic() + GIVES_UP_AFTER, 0
        while True:
            answer, tries = self._send(payload), tries + 1
            if answer.is_success or time.monotonic() > until:
                return Answer(answer.status, answer.body, answer.seconds, tries)
            time.sleep(BETWEEN_TRIES)

    def _send(self, payload):
        return self._send_body(json.dumps(payload), "application/json")

    def _send_body(self, body, content_type):
        started = time.monotonic()
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=TIMEOUT
        )
        try:
            headers = {"Content-Type": content_type}
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            status, body = response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            status, body = None, ""
        finally:
            connection.close()
        return Answer(status, body, time.monotonic() - started)
