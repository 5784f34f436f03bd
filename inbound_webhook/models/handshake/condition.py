from odoo import api, fields, models

from ...engine.authentication import Place
from ...engine.bounds import BOUNDS
from ...engine.handshakes import Condition
from ..bounded import within_bounds

#: In the context as ``inbound_webhook_conditions``: the handshake is written as a
#: whole, and judged once that is done. No caller from outside can have this object.
JUDGED_LATER = object()


class InboundWebhookHandshakeCondition(models.Model):
    """What has to stand in a call that is a handshake."""

    _name = "inbound.webhook.handshake.condition"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Handshake Condition"
    _order = "sequence, id"

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
        self._check_handshakes(self.handshake_id)

    def _check_handshakes(self, handshakes):
        later = self.env.context.get("inbound_webhook_conditions")
        if later is not JUDGED_LATER:
            handshakes._check_usable()

    @api.model_create_multi
    def create(self, vals_list):
        conditions = super().create(vals_list)
        conditions.handshake_id._have_handlers_compiled()
        return conditions

    def write(self, vals):
        handshakes = self.handshake_id
        result = super().write(vals)
        (handshakes | self.handshake_id)._have_handlers_compiled()
        return result

    def unlink(self):
        handshakes = self.handshake_id
        result = super().unlink()
        handshakes = handshakes.exists()
        # With one condition less it may be each call.
        self._check_handshakes(handshakes)
        handshakes._have_handlers_compiled()
        return result

    def _specs(self):
        """:rtype: tuple[Condition, ...]"""
        return tuple(
            Condition(Place(condition.source, condition.name), condition.value or "")
            for condition in self
        )
