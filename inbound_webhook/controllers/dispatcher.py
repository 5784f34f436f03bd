import threading

from odoo.http import HttpDispatcher, Response

from ..engine.masking import mask_addresses


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
        """Call the endpoint with the arguments of the path and nothing else."""
        self.request.params = dict(args)
        return Response.load(endpoint(**args))
