from odoo import models
from odoo.fields import Domain

from ...engine.body import parse_body, parse_query
from ...engine.errors import EngineError


class InboundWebhookHandler(models.Model):
    """What the last calls brought, as far as it is kept."""

    _inherit = "inbound.webhook.handler"

    def _last_payloads(self, most):
        """The bodies and queries of the last calls, the newest first.

        Calls that proved nothing are not among them.

        :param int most: how many calls are looked at
        :return: (body, query) pairs; None for what cannot be read
        :rtype: list[tuple[Payload | None, Payload | None]]
        """
        # Whoever sets a handler up may know what it is about.
        calls_sudo = self.env["inbound.webhook.call"].sudo()
        is_proven = Domain("status", "!=", "refused") | Domain(
            "response_code", "=", 422
        )
        domain = (
            Domain("handler_id", "in", self._origin.ids)
            & Domain("kind", "=", "call")
            & is_proven
        )
        if self.method == "post":
            domain &= Domain("body_size", ">", 0) & Domain("body_left_out", "=", False)
        calls_sudo = calls_sudo.search(domain, limit=most)
        return [self._payloads_of(call_sudo._request()) for call_sudo in calls_sudo]

    def _payloads_of(self, request):
        limits, body, query = self._limits(), None, None
        try:
            query = parse_query(request.readable_query(), limits, self.charset)
            if self.method == "post":
                body = parse_body(
                    request.body,
                    request.header("Content-Type"),
                    expected=self.body_type,
                    content_encoding=request.header("Content-Encoding"),
                    limits=limits,
                    charset=self.charset,
                )
        except EngineError:
            # It says nothing of what others bring.
            return None, query
        return body, query
