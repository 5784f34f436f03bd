from odoo import api, models

from ...engine.body import parse_body
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
        payload = suspects and self._last_payload()
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

    def _last_payload(self):
        """The body of the last call that has one; None where it cannot be read."""
        # Whoever set a path up may know whether there is a key of that name.
        calls_sudo = self.env["inbound.webhook.call"].sudo()
        domain = [("handler_id", "in", self._origin.ids), ("kind", "=", "call")]
        kept = [("body_size", ">", 0), ("body_left_out", "=", False)]
        call_sudo = calls_sudo.search([*domain, *kept], limit=1)
        if not call_sudo:
            return None
        request = call_sudo._request()
        try:
            return parse_body(
                request.body,
                request.header("Content-Type"),
                expected=self.body_type,
                content_encoding=request.header("Content-Encoding"),
                limits=self._limits(),
            )
        except EngineError:
            return None

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
