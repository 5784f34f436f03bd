"""The door: bytes in, answer out. It decides nothing."""

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from odoo import SUPERUSER_ID
from odoo.http import Controller, Response, request, route

from ..engine.framing import framing_problem
from ..engine.request import IncomingRequest
from ..models.inbound_webhook_receiver import Attempt

#: Where a call is remembered while Odoo runs it again after a conflict.
ATTEMPT_KEY = "inbound_webhook.attempt"


class InboundWebhookController(Controller):
    """Receives the calls of other systems."""

    @route(
        "/inbound/<string:token>",
        type="inbound_webhook",
        auth="none",
        methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive(self, token):
        """Answer a call to the handler whose URL ends with this token."""
        # Handlers and call rows are ours to read and write; what the call does to
        # business records is done as the handler's user, further in.
        request.update_env(user=SUPERUSER_ID)
        attempt = request.httprequest.environ.setdefault(ATTEMPT_KEY, Attempt())
        receiver = request.env["inbound.webhook.receiver"]
        reply = receiver._receive(token, self._read, attempt)
        return Response(reply.body, status=reply.status, headers=list(reply.headers))

    def _read(self, max_body_size):
        """Read the request, its body up to a limit.

        :param int max_body_size: bytes
        :return: the request; without a body, and marked so, where that cannot be
            read
        :rtype: IncomingRequest
        """
        http = request.httprequest
        body, problem = b"", _framing_problem(http)
        if not problem:
            body, problem = _body(http, max_body_size)
        return IncomingRequest(
            method=http.method,
            headers=tuple(http.headers.items()),
            query_string=http.query_string.decode("latin-1"),
            body=body,
            body_problem=problem,
            remote_addr=http.remote_addr or "",
        )


def _body(http, limit):
    """The body and None, or nothing and why it cannot be read."""
    # A byte more than the limit: of chunks, Werkzeug reads up to its own limit and
    # leaves out the rest without a word.
    http.max_content_length = limit + 1
    try:
        # Cached, because a retry after a conflict reads the request again.
        body = http.get_data(cache=True)
    except RequestEntityTooLarge:
        return b"", "too_large"
    except ClientDisconnected:
        return b"", "incomplete"
    return (b"", "too_large") if len(body) > limit else (body, None)


def _framing_problem(http):
    environ = http.environ
    return framing_problem(
        http.method,
        environ.get("CONTENT_LENGTH"),
        environ.get("HTTP_TRANSFER_ENCODING"),
        environ.get("CONTENT_TYPE"),
    )
