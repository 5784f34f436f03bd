from odoo import api, fields, models

from ...engine.authentication import body_coverage
from .scheme import AUTH_TYPES


class InboundWebhookScheme(models.Model):
    """What nobody can change who has seen an authentic call, and what he can."""

    _inherit = "inbound.webhook.scheme"

    body_coverage = fields.Selection(
        [
            ("whole", "The whole body"),
            ("values", "Some of its values"),
            ("nothing", "Nothing of the body"),
        ],
        string="Proves",
        compute="_compute_body_coverage",
        help="How much of a body nobody can change who has seen an authentic call.",
    )
    coverage_note = fields.Char(
        string="What Is Not Proved", compute="_compute_body_coverage"
    )

    # === COMPUTE METHODS ===

    @api.depends("kind", "options", "items_path", "part_ids.kind")
    @api.depends_context("lang")
    def _compute_body_coverage(self):
        for scheme in self:
            coverage = body_coverage(scheme._spec())
            scheme.body_coverage = coverage
            scheme.coverage_note = scheme._coverage_note(coverage)

    def _coverage_note(self, coverage):
        """What somebody can do who has seen an authentic call; False for nothing."""
        if coverage == "whole":
            return False
        if coverage == "values":
            return self.env._(
                "The sender signs some values of the body, and not the others: whoever "
                "sees a call can change those."
            )
        if self.kind in AUTH_TYPES:
            return self.env._(
                "This proves who sends a call, and not what is in it: whoever sees one "
                "can send others."
            )
        return self.env._(
            "The sender does not sign the body: whoever sees a call can send it with "
            "another one."
        )
