"""The door: bytes in, answer out. It decides nothing."""

from odoo import SUPERUSER_ID
from odoo.http import Controller, Response, request, route

from ..models.inbound_webhook_receiver import Attempt
from .body_reader import BodyReader

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
        reader = BodyReader(request.httprequest)
        reply = receiver._receive(token, reader, attempt)
        return Response(reply.body, status=reply.status, headers=list(reply.headers))
