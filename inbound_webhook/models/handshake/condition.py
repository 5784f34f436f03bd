from odoo import api, fields, models

from ...engine.authentication import Place
from ...engine.bounds import BOUNDS
from ...engine.handshakes import Condition
from ..bounded import within_bounds


class InboundWebhookHandshakeCondition(models.Model):
    """What has to stand in a call that is a handshake."""

    _name = "inbound.webhook.handshake.condition"
    _inherit = "inbound.webhook.shared.line"
    _description = "Inbound Webhook Handshake Condition"
    _order = "sequence, id"
    _owner = "handshake_id"

    handshake_id = fields.Many2one(
        "inbound.webhook.handshake", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    source = fields.Selection(
        lambda self: self.env["inbound.webhook.handshake"]._selection_source(),
        string="In",
        required=True,
        default="body",
    )
    name = fields.Char(
        string="Named",
        required=True,
        help="Name of the header or of the field, or the path in the body.",
    )
    value = fields.Char(
        string="Is", trim=False, help="What stands there. Empty: anything."
    )

    _sequence_bounds = within_bounds("sequence")

    @api.constrains("source", "name", "value", "handshake_id")
    def _check_usable(self):
        self._check_owners(self.handshake_id)

    def _specs(self):
        """:rtype: tuple[Condition, ...]"""
        return tuple(
            Condition(Place(condition.source, condition.name), condition.value or "")
            for condition in self
        )
