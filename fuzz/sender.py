"""Sends calls over HTTP, a few at a time."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

AT_ONCE = 4
TIMEOUT = 120  # seconds that an answer may take


@dataclass(frozen=True)
class Answer:
    """What a call was answered.

    :param status: of HTTP, None where there was no answer
    """

    status: int | None
    content_type: str = ""
    body: bytes = b""


def send_all(port, tokens, calls):
    """Send each call once.

    :param port: of the server on this machine
    :param tokens: of the handlers, by name
    :return: (call, :class:`Answer`) pairs
    """

    def send(call):
        return call, _answer(port, tokens[call.handler], call)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(send, calls)


def _answer(port, token, call):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        path = f"/inbound/{token}{call.query}"
        connection.putrequest(call.method, path, skip_accept_encoding=True)
        for name, value in call.headers:
            connection.putheader(name, value.encode("latin-1"))
        if call.is_chunked:
            connection.putheader("Transfer-Encoding", "chunked")
        else:
            connection.putheader("Content-Length", str(len(call.body)))
        connection.endheaders(_chunks(call), encode_chunked=call.is_chunked)
        answer = connection.getresponse()
        return Answer(
            answer.status, answer.getheader("Content-Type") or "", answer.read()
        )
    except (OSError, http.client.HTTPException):
        return Answer(None)
    finally:
        connection.close()


def _chunks(call, size=5_000):
    if not call.is_chunked:
        return call.body
    starts = range(0, len(call.body), size)
    return [call.body[start : start + size] for start in starts]
