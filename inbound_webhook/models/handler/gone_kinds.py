from odoo import models

from ...engine.conditions import OPERATORS
from ...engine.transforms import TRANSFORMS
from ...engine.types import TYPES
from ...engine.value_sources import VALUE_SOURCES
from ..kinds import kinds_of


class InboundWebhookHandler(models.Model):
    """What an addon that was uninstalled has left behind in the lines of a handler."""

    _inherit = "inbound.webhook.handler"

    def _gone_kinds(self):
        """Sentences for whoever sets the handler up."""
        for name, line in self._lines_of_gone_kinds():
            parameter = (
                line if line._name == "inbound.webhook.parameter" else line.parameter_id
            )
            yield self.env._(
                "%(parameter)s needs “%(kind)s”, which came with an app that is not "
                "installed any more: calls fail. Choose another type, operator or "
                "transform.",
                parameter=parameter.name,
                kind=name,
            )

    def _lines_of_gone_kinds(self):
        for lines, field, kinds in (
            (self.parameter_ids, "type", TYPES),
            (self.condition_ids, "operator", OPERATORS),
            (self.mapping_ids, "transform", TRANSFORMS),
            (self.mapping_ids, "value_source", VALUE_SOURCES),
        ):
            known = kinds_of(self.env, kinds)
            for line in lines.filtered(field):
                if line[field] not in known:
                    yield line[field], line
