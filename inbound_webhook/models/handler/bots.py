from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bots import SECONDS_FIELD, BotTraps, check_trap
from ...engine.bounds import BOUNDS
from ...engine.duplicates import key_paths
from ...engine.errors import EngineError, InvalidSetup
from ...words.phrases import worded
from ..bounded import within_bounds

#: Placeholders by which a call can be told from its repeats, and what was done of it.
_OF_ONE = ("call.id", "call.operation")


class InboundWebhookHandler(models.Model):
    """What keeps programs out that fill in every form they find."""

    _inherit = "inbound.webhook.handler"

    honeypot_field = fields.Char(
        string="Trap Field",
        help="The name of a field of the form that people do not see, and programs "
        "fill in as any other. A call that fills it in is answered as any other, and "
        "nothing is done; the log says so, and it can be replayed. So that a program "
        "cannot tell, the plain answers of this webhook name no record and no call. "
        "The form of How to Call It has it built in.",
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
        *("method", "thanks_title", "thanks_text", "thanks_url"),
        *("response_ids.outcome", "response_ids.body", "response_ids.headers"),
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
        if trap and self.method == "post" and self._tells_what_is_done():
            yield self.env._(
                "By an answer that names the record or the call, or that tells repeats "
                "from others, a program knows that it was caught in the trap field: "
                "there, nothing of it is known. Have it say the same of each call (tab "
                "Responses)."
            )
        yield from super()._warnings()

    def _tells_what_is_done(self):
        """Whether an answer says what one to a call in the trap cannot say."""
        told = self.response_ids.filtered(
            lambda response: response.outcome in ("success", "accepted")
        )
        if any(response.outcome == "duplicate" for response in self.response_ids):
            return True
        try:
            names = (
                self._pages()
                .names()
                .union(
                    *(response._configured(lenient=True).names() for response in told)
                )
            )
        except EngineError:
            # That it is wrong is said where it is.
            return False
        return any(name in _OF_ONE or name.startswith("record.") for name in names)

    def _bot_traps(self):
        """:rtype: BotTraps"""
        return BotTraps(self.honeypot_field or "", self.min_fill_seconds)

    def _own_volatile(self):
        """What differs each time the same form is sent: how long it was open."""
        return key_paths(SECONDS_FIELD) if self.min_fill_seconds else ()
