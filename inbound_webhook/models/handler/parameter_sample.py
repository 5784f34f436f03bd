from odoo import models
from odoo.fields import Domain

from ...authoring.sample_values import plausible_value
from ...engine.conditions import OPERATORS
from ...engine.types import TYPES
from ...processing.field_values import PLAIN_TYPES


class InboundWebhookParameter(models.Model):
    """A value that stands in where a parameter has no sample."""

    _inherit = "inbound.webhook.parameter"

    def _sample_text(self):
        """The sample; or what conditions and the field to fill would take.

        :return: None where any value of the type will do
        """
        self.ensure_one()
        if self.sample_value or self.default_value:
            return self.sample_value or self.default_value
        handler = self.handler_id
        conditions = handler.condition_ids.filtered(
            lambda item: item.parameter_id == self
            and item.operator in OPERATORS
            and OPERATORS[item.operator].holds_for_operand
        )
        if conditions:
            return conditions[0].value
        mapping = handler.mapping_ids.filtered(lambda item: item.parameter_id == self)
        if self.type != "text" or not mapping or mapping[0].transform:
            return None
        return self._text_for_field(mapping[0].field_id.name)

    def _text_for_field(self, name):
        model = self.env[self.handler_id.model_name].with_user(self.handler_id.user_id)
        field = model._fields[name]
        if field.type == "binary":
            return TYPES["file"].sample
        if field.type == "selection":
            return next(iter(field.get_values(model.env)), None)
        if field.relational:
            return self._name_of_one(model.env[field.comodel_name], name)
        return plausible_value(PLAIN_TYPES[field.type], self.name, name)

    def _name_of_one(self, related, field_name):
        """The name of a record that the user of the handler may choose."""
        if not related.has_access("read") or not related._rec_name:
            return None
        named = Domain(
            related._rec_name, "=", plausible_value("text", self.name, field_name)
        )
        one = related.search(named, limit=1) or related.search([], limit=1)
        return one[related._rec_name] or None
