from odoo import api, models


class InboundWebhookHandler(models.Model):
    """What becomes of calls that wait when match keys change meanwhile."""

    _inherit = "inbound.webhook.handler"

    @api.depends(
        "external_system",
        "mapping_ids.joins_previous_key",
        "mapping_ids.parameter_id",
        "mapping_ids.sequence",
    )
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from super()._warnings()
        saved = self._origin
        if saved.waiting_count and self._what_finds() != saved._what_finds():
            yield self.env._(
                "%s call(s) wait, in the order of the match keys as they were. Calls "
                "that come after this change wait until all of these are through, "
                "whatever record they are about.",
                saved.waiting_count,
            )

    def _what_finds(self):
        """By what records are found, to be compared."""
        keys = [
            (
                mapping.field_id._origin.id,
                mapping.parameter_id._origin.id,
                mapping.joins_previous_key,
            )
            for mapping in self.mapping_ids.sorted("sequence")
            if mapping.is_match_key
        ]
        parameter = self.external_id_parameter_id._origin
        return keys, parameter.id, parameter and (self.external_system or "")
