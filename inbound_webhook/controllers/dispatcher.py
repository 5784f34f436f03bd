"""How requests to the endpoint come in, and how those end that went wrong."""

import logging
import threading

from werkzeug.exceptions import HTTPException, NotFound

from odoo.http import HttpDispatcher, _dispatchers
from odoo.modules.registry import Registry

from ..engine.answers import error_reply
from ..engine.masking import mask_addresses
from ..engine.outcomes import RETRY_AFTER_OUTAGE
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure
from ..processing.unfinished import end_elsewhere
from .answer import sealed_response

_logger = logging.getLogger(__name__)

#: Where a call is remembered, for whatever ends it.
PROGRESS_KEY = "inbound_webhook.progress"
_PATH = "/inbound"


class InboundWebhookDispatcher(HttpDispatcher):
    """Hands a request to its endpoint with the body unread.

    Odoo's own ``http`` dispatcher parses a form before the endpoint runs. After that
    the raw bytes, which signatures are made over and which the call log keeps, are
    gone; and a form field named ``self`` breaks the call of the endpoint.
    """

    routing_type = "inbound_webhook"

    def __init__(self, request):
        super().__init__(request)
        # Odoo remembers the address there, and shows it in the dump of all threads.
        threading.current_thread().url = mask_addresses(request.httprequest.url)

    @classmethod
    def is_compatible_with(cls, request):
        return True

    def dispatch(self, endpoint, args):
        """Call the endpoint with the arguments of the path and nothing else.

        :return: the answer
        :rtype: odoo.http.Response
        """
        if not self.request.db:
            return sealed_response(
                _unavailable(self.request.httprequest.headers.get("Accept"))
            )
        self.request.params = dict(args)
        return sealed_response(endpoint(**args))

    def handle_error(self, exc):
        """Answer in plain JSON, whatever went wrong: senders read no pages."""
        return _answer_to_failure(self.request, exc)


class PlainErrorDispatcher(_dispatchers["http"]):
    """Odoo's own dispatcher, which answers for the endpoint while nothing else does.

    So it is where no route has been matched (another kind of address, a method that
    none takes, an upgrade to a websocket) and where there is no database: Odoo sends a
    page then, and says 404 of a database that is down, so that senders give up.
    """

    routing_type = "http"

    def handle_error(self, exc):
        path = self.request.httprequest.path.lower()
        if path == _PATH or path.startswith(f"{_PATH}/"):
            return _answer_to_failure(self.request, exc)
        return super().handle_error(exc)


def _answer_to_failure(request, error):
    """The answer to a request that an exception ended.

    :rtype: odoo.http.Response
    """
    progress = request.httprequest.environ.get(PROGRESS_KEY)
    reply = None
    if progress and progress.token is not None and _database(request):
        reply = _end_call(request, progress, error)
    reply = reply or _reply_to(request, error)
    if progress:
        reply = progress.shared(reply, request.httprequest.headers.get("Origin"))
    return sealed_response(reply)


def _end_call(request, progress, error):
    """End the call that the exception left open.

    :return: the reply; None where the database takes nothing any more
    """
    try:
        if request.env and not request.env.cr.closed:
            # It may hold the row of the call.
            request.env.cr.rollback()
        registry = Registry(request.db)
    except Exception as other:
        log_failure(_logger, "An inbound call cannot be ended", other)
        return None
    return end_elsewhere(registry, progress, error)


def _reply_to(request, error):
    """What is said of an exception; nothing of it is, beyond the status."""
    accept = request.httprequest.headers.get("Accept")
    refusal = _host_refusal(request.httprequest)
    if refusal:
        return error_reply(400, refusal, accept=accept)
    if kind_of(error) in (CONFLICT, OUTAGE) or _is_without_database(request):
        return _unavailable(accept)
    if isinstance(error, HTTPException) and error.code and error.code < 500:
        # Of an address with a slash too many, Odoo says where else to send the call:
        # to whatever host it names. No handler has that address.
        error = NotFound() if error.code < 400 else error
        return error_reply(error.code, error.name.capitalize(), accept=accept)
    return error_reply(500, "The webhook failed.", accept=accept)


def _host_refusal(http):
    """What is wrong with the host that a request names, None for nothing.

    Odoo fails over it before it looks for an endpoint (odoo/http.py:
    ``_get_session_and_dbname``, and ``Application.__call__`` at the URL).
    """
    if "HTTP_HOST" not in http.environ:
        return "The call has no Host header."
    try:
        _url = http.url
    except ValueError:
        return "The Host header names no host."
    return None


def _is_without_database(request):
    """Whether there is no database to ask, and not only none of the name asked for."""
    is_asked_for = "X-Odoo-Database" in request.httprequest.headers
    return not _database(request) and not is_asked_for


def _database(request):
    """The name of the database, None where the request did not come so far."""
    return getattr(request, "db", None)


def _unavailable(accept):
    return error_reply(
        503,
        "The server cannot take this call now. Send it again.",
        (("Retry-After", str(RETRY_AFTER_OUTAGE)),),
        accept,
    )
