"""Reads a request and its body: up to a size, and until a time."""

import contextlib
import io
import socket
import threading
from dataclasses import replace

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from ..engine.framing import framing_problem
from ..engine.request import IncomingRequest


class BodyReader:
    """The request at hand, its body not read yet.

    :param http: Odoo's ``HTTPRequest``
    """

    def __init__(self, http):
        self._http = http
        environ = http.environ
        self._problem = framing_problem(
            http.method,
            environ.get("CONTENT_LENGTH"),
            environ.get("HTTP_TRANSFER_ENCODING"),
            environ.get("CONTENT_TYPE"),
        )
        self._announced = (
            environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")
        ) not in (None, "", "0")

    @property
    def waits(self):
        """Whether a body is announced, which may be long in coming."""
        return self._announced and not self._problem

    @property
    def head(self):
        """The call as far as it is known before its body is read.

        :rtype: IncomingRequest
        """
        http = self._http
        return IncomingRequest(
            method=http.method,
            headers=tuple(http.headers.items()),
            query_string=http.query_string.decode("latin-1"),
            remote_addr=http.remote_addr or "",
        )

    # No method of a model: pylint: disable-next=method-required-super
    def read(self, max_bytes, max_seconds):
        """Read the request.

        :param int max_bytes: the largest body
        :param int max_seconds: how long it may take to arrive
        :return: the request; without a body, and marked so, where that cannot be read
        :rtype: IncomingRequest
        """
        body, problem = b"", self._problem
        if self.waits:
            body, problem = self._body(max_bytes, max_seconds)
        _have_nothing_parsed(self._http)
        return replace(self.head, body=body, body_problem=problem)

    def _body(self, max_bytes, max_seconds):
        """The body and None, or nothing and why it cannot be read."""
        # A byte more than the limit: of chunks, Werkzeug reads up to its own limit and
        # leaves out the rest without a word.
        self._http.max_content_length = max_bytes + 1
        # As Odoo's own websocket does it: it hides the socket from its controllers.
        environ = self._http._HTTPRequest__environ
        deadline = _Deadline(environ, max_seconds)
        try:
            with contextlib.nullcontext() if _has_come(environ) else deadline:
                body = self._http.get_data(cache=False)
        except RequestEntityTooLarge:
            return b"", "too_large"
        except ClientDisconnected:
            return b"", "timed_out" if deadline.is_over else "incomplete"
        return (b"", "too_large") if len(body) > max_bytes else (body, None)


def _have_nothing_parsed(http):
    """Keep Odoo from reading the body again, as a form with limits of its own.

    It rewinds uploaded files before it runs a call again after a conflict
    (``retrying`` in odoo/service/model.py).
    """
    nothing = ImmutableMultiDict()
    vars(http._HTTPRequest__wrapped).update(form=nothing, files=nothing)


def _has_come(environ):
    """Whether all of a body is here already, as it is where it came with the head.

    Nothing is waited for then, and no thread is needed that would end the waiting.

    :param dict environ: as Odoo's server made it
    """
    length, stream = environ.get("CONTENT_LENGTH"), environ.get("wsgi.input")
    connection = environ.get("werkzeug.socket")
    if not (length and connection and isinstance(stream, io.BufferedReader)):
        return False
    timeout = connection.gettimeout()
    # Where nothing is here, it would wait for the first byte.
    connection.settimeout(0)
    try:
        return len(stream.peek()) >= int(length)
    except OSError:
        return False
    finally:
        connection.settimeout(timeout)


class _Deadline:
    """Ends the reading of a body, however it trickles in, when the time is over.

    A time limit of the socket would begin anew with each byte. So the direction in
    which a body comes is shut, which whoever reads it takes for its end. The answer
    goes the other way.

    :param dict environ: as Odoo's server made it
    :param seconds: from now on
    """

    def __init__(self, environ, seconds):
        self._socket = environ.get("werkzeug.socket")
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self.is_over = False
        self._socket_timeout = None

    def __enter__(self):
        if self._socket:
            # With workers, Odoo's own limit is two seconds without a byte (WorkerHTTP
            # in odoo/service/server.py). Where it strikes, Werkzeug fails as it looks
            # for the rest of the body after the answer, and logs that.
            self._socket_timeout = self._socket.gettimeout()
            self._socket.settimeout(None)
        self._timer.start()

    def __exit__(self, kind, *_error):
        if self._socket:
            self._socket.settimeout(self._socket_timeout)
        # Of a body that is too large, Werkzeug reads the rest after the answer, for as
        # long as it comes.
        if kind is not RequestEntityTooLarge:
            self._timer.cancel()

    def _end(self):
        self.is_over = True
        # No socket where no server of Odoo's is at work; it may be closed as well.
        with contextlib.suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_RD)
