from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.conditions import OPERATORS, ConditionSpec, check_condition, sentence
from ...engine.errors import EngineError
from ...engine.types import TYPES
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here, selection_of


class InboundWebhookCondition(models.Model):
    """One condition of a handler: a call that does not meet them is ignored."""

    _name = "inbound.webhook.condition"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Condition"
    _order = "sequence, id"

    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    connector = fields.Selection(
        [("and", "AND"), ("or", "OR")],
        required=True,
        default="and",
        help="How this row goes with the one above. AND binds tighter: "
        "A OR B AND C is A OR (B AND C).",
    )
    parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        required=True,
        ondelete="cascade",
        domain="[('handler_id', '=', handler_id)]",
    )
    operator = fields.Selection(
        lambda self: selection_of(self.env, OPERATORS),
        required=True,
        default="equals",
    )
    value = fields.Char(
        help="For 'is one of': values with commas between. For a pattern: * stands "
        "for any text, ? for one character."
    )

    _sequence_bounds = within_bounds("sequence")

    @api.constrains("parameter_id", "handler_id")
    def _check_parameter(self):
        for condition in self:
            if condition.parameter_id.handler_id != condition.handler_id:
                raise ValidationError(
                    self.env._("A condition needs a parameter of its own handler.")
                )

    @api.constrains("operator", "value", "parameter_id")
    def _check_value(self):
        for condition, spec in zip(self, self._specs(), strict=True):
            context = condition.handler_id._value_context()
            type_name = kind_here(self.env, TYPES, condition.parameter_id.type)
            try:
                check_condition(spec, type_name, context)
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "A condition can never hold: %s", worded(self.env, error)
                    )
                ) from error

    def _sentence(self):
        """The conditions as one sentence in the reader's language.

        :rtype: str
        """
        complete = self.filtered(lambda line: line.parameter_id and line.operator)
        words = {
            value: label
            for name in ("connector", "operator")
            for value, label in self._fields[name]._description_selection(self.env)
        }
        return sentence(complete.sorted("sequence")._specs(), words)

    def _specs(self):
        """The conditions as the engine takes them.

        :rtype: list[ConditionSpec]
        """
        return [
            ConditionSpec(
                connector=condition.connector,
                parameter=condition.parameter_id.name,
                operator=kind_here(self.env, OPERATORS, condition.operator),
                value=condition.value or "",
            )
            for condition in self
        ]
