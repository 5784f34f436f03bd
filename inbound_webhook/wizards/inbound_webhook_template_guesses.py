from odoo import models

from ..authoring.guesses import type_for_field
from .target_fields import guessed_fields


class InboundWebhookTemplate(models.TransientModel):
    """Guesses which field each value fills, and which parameter it may be now."""

    _inherit = "inbound.webhook.template"

    def _add_guesses(self, lines, proposals):
        """Put the guessed fields into the lines.

        :return: values of the lines for the fields that would be empty
        """
        handler = self.handler_id
        guesses = guessed_fields(handler, proposals, self._taken())
        ids = self.env["ir.model.fields"]._get_ids(handler.model_name)
        has_key = any(handler.mapping_ids.mapped("is_match_key"))
        for guess in guesses.mapped:
            if self.method == "get" and self._is_link(guess.field):
                # Many records have one language or country: it finds any of them.
                continue
            for part, position in enumerate(guess.parameters):
                lines[position] |= {
                    "field_id": ids[guess.field],
                    "part": part,
                    "is_match_key": self._is_key(guess, has_key),
                    "makes_records": guess.makes_records,
                }
                if lines[position]["state"] == "new":
                    lines[position]["type"] = type_for_field(
                        lines[position]["type"], self._field(guess.field).type
                    )
        # A fixed name alone would make a record of each call, whatever that is about.
        says_something = guesses.mapped or handler.mapping_ids
        fixed = [
            {"field_id": ids[name], "value": text}
            for name, text in guesses.fixed.items()
        ]
        return fixed + [
            {
                "field_id": ids[name],
                "value": " ".join(
                    f"{{{{ {lines[position]['name']} }}}}" for position in positions
                )
                or (handler.name if says_something else False),
            }
            for name, positions in guesses.needed.items()
        ]

    def _taken(self):
        """Names of the fields that the handler fills already."""
        return set(self.handler_id.mapping_ids._writes().field_id.mapped("name"))

    def _add_replacements(self, lines, proposals, mapped, gone):
        """Say of new values which parameter that is gone they may be: renamed.

        That is the one whose field they would fill, or that had the same sample.
        """
        new = [line for line in lines if line["state"] == "new"]
        self._add_those_of_fields(lines, new, proposals, mapped, gone)
        replaced = {line.get("replaces_id") for line in new}
        for parameter in gone:
            same = [
                line
                for line in new
                if line["has_value"]
                and line["type"] == parameter.type
                and line["sample_value"] == parameter.sample_value
                and not line.get("replaces_id")
            ]
            if len(same) == 1 and parameter.id not in replaced:
                same[0] |= {"replaces_id": parameter.id}
        for line in new:
            if line.get("replaces_id"):
                line |= {"field_id": False, "is_match_key": False}

    def _add_those_of_fields(self, lines, new, proposals, mapped, gone):
        """Of new values, those that would fill the field of one that is gone."""
        fields_of_gone = {mapped[item].name: item for item in gone if item in mapped}
        if not fields_of_gone:
            return
        taken = self._taken() - set(fields_of_gone)
        for guess in guessed_fields(self.handler_id, proposals, taken).mapped:
            line = lines[guess.parameters[0]]
            parameter = fields_of_gone.get(guess.field)
            if parameter and len(guess.parameters) == 1 and line in new:
                line |= {"replaces_id": parameter.id}

    def _is_link(self, field_name):
        return self._field(field_name).relational

    def _field(self, name):
        return self.env[self.handler_id.model_name]._fields[name]

    def _is_key(self, guess, has_key):
        return self.method == "get" or (guess.is_match_key and not has_key)
