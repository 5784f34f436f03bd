from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bots import SECONDS_FIELD, BotTraps, check_trap
from ...engine.bounds import BOUNDS
from ...engine.duplicates import key_paths
from ...engine.errors import InvalidSetup
from ...words.phrases import worded
from ..bounded import within_bounds


class InboundWebhookHandler(models.Model):
    """What keeps programs out that fill in every form they find."""

    _inherit = "inbound.webhook.handler"

    honeypot_field = fields.Char(
        string="Trap Field",
        help="The name of a field of the form that people do not see, and programs "
        "fill in as any other. A call that fills it in is answered as if all were "
        "well, and nothing is done; the log says so, and it can be replayed. The form "
        "of How to Call It has it built in.",
    )
    min_fill_seconds = fields.Integer(
        string="Shortest Time to Fill In",
        required=True,
        default=BOUNDS["min_fill_seconds"].default,
        help="How many seconds a person needs for the form at least. What is sent "
        "sooner, or does not say how long it took, is refused, and the visitor is "
        "asked to send it again. The form of How to Call It says it by a script, so "
        "nobody can send it without. 0: any time.",
    )

    _min_fill_seconds_bounds = within_bounds("min_fill_seconds")

    @api.constrains("honeypot_field")
    def _check_honeypot_field(self):
        for handler in self.filtered("honeypot_field"):
            try:
                check_trap(handler.honeypot_field)
            except InvalidSetup as error:
                raise ValidationError(worded(self.env, error)) from error

    @api.depends(
        *("allowed_origins", "honeypot_field", "min_fill_seconds"),
        *("parameter_ids.name", "parameter_ids.path"),
    )
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        trap = self.honeypot_field
        if trap and any(
            parameter.source == "body" and (parameter.path or parameter.name) == trap
            for parameter in self.parameter_ids
        ):
            yield self.env._(
                "The trap field “%s” is a parameter as well: whoever fills it in is "
                "taken for a program (tab Who May Call).",
                trap,
            )
        yield from super()._warnings()

    def _bot_traps(self):
        """:rtype: BotTraps"""
        return BotTraps(self.honeypot_field or "", self.min_fill_seconds)

    def _own_volatile(self):
        """What differs each time the same form is sent: how long it was open."""
        return key_paths(SECONDS_FIELD) if self.min_fill_seconds else ()
