from odoo import models

from ...engine.errors import EngineError, InvalidSetup
from ...engine.match_domain import conditions_of, parse_domain
from ...rights.reached_models import models_on


class InboundWebhookHandler(models.Model):
    """Which records its calls read besides those of the target.

    What a call says, or is answered, of a linked record is known to whoever set it up.
    """

    _inherit = "inbound.webhook.handler"

    def _reached_models(self):
        """The models of linked records, by their technical names.

        :rtype: set[str]
        """
        self.ensure_one()
        target = self.env.get(self.model_name)
        paths = [*self._paths_of_answers(), *self._paths_of_look_ups()]
        paths += self.mapping_ids.field_id.mapped("name")
        return {name for path in paths for name in models_on(target, path)}

    def _paths_of_answers(self):
        if self.method == "get":
            yield from self._returned_paths()
            yield from self._order_path()
        for response in self.response_ids:
            try:
                names = response._configured(lenient=True).names()
            except EngineError:
                # What cannot be sent says nothing.
                continue
            yield from (name.removeprefix("record.") for name in names)

    def _paths_of_look_ups(self):
        try:
            domain = parse_domain(self.match_domain or "")
        except InvalidSetup:
            return
        for path, _operator, _value in conditions_of(domain):
            yield path
