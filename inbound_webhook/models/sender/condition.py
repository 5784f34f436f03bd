from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.conditions import OPERATORS, ConditionSpec, check_condition
from ...engine.errors import EngineError
from ...engine.types import TYPES
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here


class InboundWebhookSenderCondition(models.Model):
    """Which calls of a sender count: not its pings, nor the tests of its screens."""

    _name = "inbound.webhook.sender.condition"
    _inherit = "inbound.webhook.sender.part"
    _description = "Inbound Webhook Sender Condition"
    _order = "sequence, id"

    connector = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection(
            "condition", "connector"
        ),
        required=True,
        default="and",
    )
    parameter_name = fields.Char(string="Parameter", required=True)
    operator = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection(
            "condition", "operator"
        ),
        required=True,
        default="equals",
    )
    value = fields.Char()

    _sequence_bounds = within_bounds("sequence")

    @api.constrains("parameter_name", "operator", "value", "sender_id")
    def _check_usable(self):
        for condition in self:
            sender = condition.sender_id
            line = condition._line()
            if not line:
                raise ValidationError(
                    self.env._(
                        "A condition of %(sender)s asks for %(name)s, which is no "
                        "parameter.",
                        sender=sender.name,
                        name=condition.parameter_name,
                    )
                )
            context = self.env["inbound.webhook.handler"].new()._value_context()
            try:
                type_name = kind_here(self.env, TYPES, line.type)
                check_condition(condition._spec(), type_name, context)
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "A condition of %(sender)s can never hold: %(reason)s",
                        sender=sender.name,
                        reason=worded(self.env, error),
                    )
                ) from error

    def _line(self):
        return self.sender_id.line_ids.filtered(
            lambda line: line.name == self.parameter_name
        )

    def _spec(self):
        return ConditionSpec(
            connector=self.connector,
            parameter=self.parameter_name,
            operator=kind_here(self.env, OPERATORS, self.operator),
            value=self.value or "",
        )

    def _fill(self, handler):
        """Give a handler these conditions; it has the parameters already."""
        by_name = {parameter.name: parameter.id for parameter in handler.parameter_ids}
        self.env["inbound.webhook.condition"].create(
            [
                {
                    "handler_id": handler.id,
                    "sequence": condition.sequence,
                    "connector": condition.connector,
                    "parameter_id": by_name[condition.parameter_name],
                    "operator": condition.operator,
                    "value": condition.value,
                }
                for condition in self
            ]
        )
