from odoo import api, models


class InboundWebhookHandler(models.Model):
    """Fields that several lines of the mapping fill, of which one counts."""

    _inherit = "inbound.webhook.handler"

    @api.depends("mapping_ids.constant", "mapping_ids.sequence")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from super()._warnings()
        for mappings in self._filled_twice():
            if mappings[-1]._says_always_the_same():
                yield self.env._(
                    "Several lines of the tab Mapping fill the field %s, and the last "
                    "one is a fixed value, which always counts: what the others say "
                    "is never written. Choose Only if empty for the last one, and it "
                    "stands in where the others say nothing.",
                    mappings.field_id.field_description,
                )

    def _hints(self):
        for mappings in self._filled_twice():
            if not mappings[-1]._says_always_the_same():
                yield self.env._(
                    "Several lines of the tab Mapping fill the field %s. Where a call "
                    "has a value for more than one of them, the last one counts.",
                    mappings.field_id.field_description,
                )
        yield from super()._hints()

    def _filled_twice(self):
        """The mappings that fill one field, for each where some overwrite others.

        Those that a card of the gallery has are meant.
        """
        mappings = self.mapping_ids._writes().filtered("field_id").sorted("sequence")
        meant = self.sender_id.sudo().line_ids.grouped("field_name")
        for field, several in mappings.grouped("field_id").items():
            if len(several) <= len(meant.get(field.name, ())):
                continue
            counted = several.filtered(
                lambda item, first=several[0]: (
                    item == first or item.policy not in ("if_empty", "append")
                )
            )
            if len(counted) > 1:
                yield counted


class InboundWebhookMapping(models.Model):
    _inherit = "inbound.webhook.mapping"

    def _says_always_the_same(self):
        """Whether it is a fixed value that each call has."""
        is_written = self.policy in ("always", "also_empty") and not self.is_match_key
        is_fixed = self.value_source == "constant" and "{{" not in (self.constant or "")
        return is_fixed and is_written
