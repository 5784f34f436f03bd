from odoo import fields, models

from ...engine.bounds import BOUNDS
from ...engine.rates import Rates
from ..bounded import within_bounds


class InboundWebhookHandler(models.Model):
    """How many calls a minute are taken, of all senders and of each address."""

    _inherit = "inbound.webhook.handler"

    rate_limit = fields.Integer(
        string="Calls a Minute",
        required=True,
        default=BOUNDS["rate_limit"].default,
        help="More calls than these are answered 429, with the time after which to "
        "send them again. Only calls that prove themselves count, so that strangers "
        "cannot use it up. 0: any number.",
    )
    rate_limit_address = fields.Integer(
        string="Calls a Minute of One Address",
        required=True,
        default=BOUNDS["rate_limit_address"].default,
        help="The same for one address, whether its calls prove themselves or not: so "
        "nobody can try secrets, or fill in a form, without end. 0: any number. Where "
        "Odoo sees the address of a proxy alone, that is the address of all.",
    )

    _rate_limit_bounds = within_bounds("rate_limit")
    _rate_limit_address_bounds = within_bounds("rate_limit_address")

    def _rates(self):
        """:rtype: Rates"""
        self.ensure_one()
        return Rates(self.rate_limit, self.rate_limit_address)
