from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import InvalidSetup
from ...engine.networks import parse_networks
from ...words.phrases import worded

#: Of this many calls, the last ones, it is shown where they came from.
_CALLS_SEEN = 100


class InboundWebhookHandler(models.Model):
    """The addresses that calls may come from.

    Odoo sees the address of the proxy in front of it, where there is one, unless it is
    told of that with ``proxy_mode``. So what it sees is shown beside the list.
    """

    _inherit = "inbound.webhook.handler"

    ip_allowlist = fields.Text(
        string="Allowed Addresses",
        groups="inbound_webhook.group_administrator",
        help="Addresses and networks that calls may come from, one on each line, such "
        "as 203.0.113.7 or 203.0.113.0/24. Calls from elsewhere are refused. Empty: "
        "they may come from anywhere.",
    )
    seen_addresses = fields.Char(
        string="Seen Lately",
        compute="_compute_seen_addresses",
        groups="inbound_webhook.group_administrator",
        help="Where the last calls came from, as Odoo sees it. If all have the address "
        "of your own proxy, Odoo has to be started with --proxy-mode.",
    )

    def _compute_seen_addresses(self):
        for handler in self:
            calls = self.env["inbound.webhook.call"].search_fetch(
                [("handler_id", "=", handler._origin.id), ("remote_addr", "!=", False)],
                ["remote_addr"],
                limit=_CALLS_SEEN,
            )
            addresses = dict.fromkeys(calls.mapped("remote_addr"))
            handler.seen_addresses = ", ".join(addresses) or False

    @api.constrains("ip_allowlist")
    def _check_ip_allowlist(self):
        for handler in self:
            try:
                handler._networks()
            except InvalidSetup as error:
                raise ValidationError(worded(self.env, error)) from error

    def _networks(self):
        """:rtype: tuple[Network, ...]"""
        return parse_networks(self.sudo().ip_allowlist or "")
