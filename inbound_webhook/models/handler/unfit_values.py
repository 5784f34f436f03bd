from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import InvalidSetup
from ...engine.nothing import as_lines, nothing_words
from ...words.phrases import worded

_ON_INVALID = [
    ("skip", "Leave it out"),
    ("refuse", "Refuse the call"),
    ("default", "Take the default"),
]


class InboundWebhookHandler(models.Model):
    """Words that stand where a sender has no value."""

    _inherit = "inbound.webhook.handler"

    nothing_words = fields.Text(
        string="Words That Mean Nothing",
        default=as_lines(),
        help="One on a line, in any case of letters: a value that is one of them is no "
        "value, so it overwrites nothing and no record is made of it. * stands for any "
        "text without brackets: {{*}} is a placeholder that nobody filled.",
    )

    @api.constrains("nothing_words")
    def _check_nothing_words(self):
        for handler in self:
            try:
                nothing_words(handler.nothing_words or "")
            except InvalidSetup as error:
                raise ValidationError(worded(self.env, error)) from error


class InboundWebhookParameter(models.Model):
    """What becomes of a value that is none of its type."""

    _inherit = "inbound.webhook.parameter"

    on_invalid = fields.Selection(
        _ON_INVALID,
        string="If It Does Not Fit",
        required=True,
        compute="_compute_on_invalid",
        store=True,
        readonly=False,
        precompute=True,
        help="What happens to a value that does not fit the type. Left out, the rest "
        "of the call counts, the record and the log say what is missing, and it can be "
        "replayed for that value alone. A required value refuses the call unless you "
        "choose otherwise. Without a default, it is left out.",
    )

    @api.depends("required")
    def _compute_on_invalid(self):
        for parameter in self:
            if parameter.on_invalid != "default":
                parameter.on_invalid = "refuse" if parameter.required else "skip"


class InboundWebhookMapping(models.Model):
    """What becomes of a value that its field, or the look-up of a link, refuses."""

    _inherit = "inbound.webhook.mapping"

    on_invalid = fields.Selection(
        _ON_INVALID,
        string="If It Does Not Fit",
        required=True,
        compute="_compute_on_invalid",
        store=True,
        readonly=False,
        precompute=True,
        help="What happens to a value that the field does not take, such as a name "
        "that no record has. Left out, the rest of the call counts, and of several "
        "tags those that are known. The default is that of the parameter.",
    )

    @api.depends("parameter_id.required")
    def _compute_on_invalid(self):
        for mapping in self:
            if mapping.on_invalid != "default":
                is_required = mapping.parameter_id.required
                mapping.on_invalid = "refuse" if is_required else "skip"
