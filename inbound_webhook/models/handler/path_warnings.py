from odoo import api, models

from ...engine.did_you_mean import key_of_that_name, said_of_key
from ...engine.errors import EngineError
from ...engine.items import is_item_path, root_path, split_items
from ...engine.paths import look_up
from ...words.phrases import worded


class InboundWebhookHandler(models.Model):
    """Paths that are the name of a key, as the last call shows."""

    _inherit = "inbound.webhook.handler"

    @api.depends("parameter_ids.path", "parameter_ids.source", "split_path")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from super()._warnings()
        suspects = self.parameter_ids.filtered(_may_be_a_name)
        bodies = [body for body, _query in suspects and self._last_payloads(1)]
        payload = next(filter(None, bodies), None)
        if not payload:
            return
        for parameter in suspects:
            path = self._key_meant_by(parameter.path, payload)
            if path:
                yield self.env._(
                    "The parameter %(parameter)s finds nothing in the last call. "
                    "%(hint)s",
                    parameter=parameter.name,
                    hint=worded(self.env, said_of_key(parameter.path, path)),
                )

    def _key_meant_by(self, path, payload):
        if not is_item_path(path):
            if look_up(payload, path).values:
                return None
            return key_of_that_name(payload.value, path)
        try:
            item = next(iter(split_items(payload, self.split_path or "")), None)
        except EngineError:
            return None
        return key_of_that_name(item, root_path(path), "@")


def _may_be_a_name(parameter):
    path = parameter.path or ""
    return parameter.source == "body" and "[" not in path and bool({".", " "} & {*path})
