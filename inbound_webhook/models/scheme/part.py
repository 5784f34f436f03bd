from odoo import api, fields, models

from ...engine.authentication import PART_KINDS, Part
from ...engine.bounds import BOUNDS
from ..bounded import within_bounds
from ..kinds import kind_here, selection_of
from .signed import spelled_out


class InboundWebhookSchemePart(models.Model):
    """One part of what a sender signs."""

    _name = "inbound.webhook.scheme.part"
    _inherit = "inbound.webhook.shared.line"
    _description = "Inbound Webhook Scheme Part"
    _order = "sequence, id"
    _owner = "scheme_id"

    scheme_id = fields.Many2one(
        "inbound.webhook.scheme", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    kind = fields.Selection(
        lambda self: selection_of(self.env, PART_KINDS),
        string="What",
        required=True,
    )
    argument = fields.Char(
        string="Which",
        trim=False,
        help="Name of the header, path in the body, or the text itself. \\n stands for "
        "a line break.",
    )
    if_missing = fields.Selection(
        [("refuse", "Refuse the call"), ("empty", "Nothing in its place")],
        string="If It Is Missing",
        required=True,
        default="refuse",
    )

    _sequence_bounds = within_bounds("sequence")

    @api.constrains("kind", "argument", "if_missing", "scheme_id")
    def _check_usable(self):
        self._check_owners(self.scheme_id)

    def _specs(self):
        """The parts as the engine takes them.

        :rtype: tuple[Part]
        """
        return tuple(
            Part(
                kind=kind_here(self.env, PART_KINDS, part.kind),
                argument=spelled_out(part.argument),
                if_missing=part.if_missing,
            )
            for part in self
        )
