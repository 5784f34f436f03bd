"""The door: bytes in, answer out. It decides nothing."""

from odoo import SUPERUSER_ID
from odoo.http import Controller, request, route

from ..processing import one_call
from ..processing.progress import Progress
from .body_reader import BodyReader
from .dispatcher import PROGRESS_KEY


class InboundWebhookController(Controller):
    """Receives the calls of other systems."""

    @route(
        # All that begins so, and any method: what is no handler's is ours to answer.
        ["/inbound", "/inbound/<string:token>", "/inbound/<path:token>"],
        type="inbound_webhook",
        auth="none",
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive(self, token=""):
        """Answer a call to the handler whose URL ends with this token.

        :rtype: Reply
        """
        # Handlers and call rows are ours to read and write; what the call does to
        # business records is done as the handler's user, further in.
        request.update_env(user=SUPERUSER_ID)
        progress = request.httprequest.environ.setdefault(PROGRESS_KEY, Progress())
        reader = BodyReader(request.httprequest)
        return one_call.receive(request.env, token, reader, progress)
