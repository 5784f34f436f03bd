from odoo import models

from ...authoring.tick_boxes import table_of_sentence
from ...engine.transforms import makes_another_number

_NUMBERS = ("integer", "float", "monetary")


class InboundWebhookMapping(models.Model):
    """What a mapping makes of values that nobody may have meant."""

    _inherit = "inbound.webhook.mapping"

    def _warnings(self):
        """Sentences for whoever sets the handler up."""
        for mapping in self:
            about = {
                "parameter": mapping.parameter_id.name,
                "field": mapping.field_id.field_description,
            }
            if mapping._changes_amounts():
                yield self.env._(
                    "Digits Only takes points, commas and minus signs away: of "
                    '"1,234.50" it leaves 123450 in the field "%s". Take the type '
                    "Amount of Money for the parameter instead, and no transform.",
                    about["field"],
                )
            if mapping._says_sentence():
                yield self.env._(
                    "The parameter %(parameter)s says a sentence, and the field "
                    '"%(field)s" is yes or no. Under Transform, take Another Value for '
                    "Each, with: %(table)s",
                    table=table_of_sentence(mapping._sample()),
                    **about,
                )
            elif mapping._loses_no():
                yield self.env._(
                    "The parameter %(parameter)s is a Text, in which false means that "
                    'there is no value: the field "%(field)s" is left as it is then. '
                    "Take the type Yes/No.",
                    **about,
                )
            if mapping._reads_no_file():
                yield self.env._(
                    'The field "%(field)s" holds a file, and the parameter '
                    "%(parameter)s is none. Take the type File, which knows more ways "
                    "to send one.",
                    **about,
                )

    def _reads_no_file(self):
        is_file = self.parameter_id.type == "file" or not self.parameter_id
        return self.field_id.ttype == "binary" and not is_file

    def _changes_amounts(self):
        if self.transform != "digits_only":
            return False
        # Not for everybody to read; that it is an amount may be said.
        sample = self.sudo().parameter_id.sample_value or self.constant
        return self.field_id.ttype in _NUMBERS or makes_another_number(
            self.transform, sample
        )

    def _loses_no(self):
        return (
            self.field_id.ttype == "boolean"
            and self.parameter_id.type == "text"
            and not self.transform
        )

    def _says_sentence(self):
        """Whether a box says a sentence, which nobody has said the meaning of."""
        is_box = self.field_id.ttype == "boolean" and not self.transform
        return is_box and bool(table_of_sentence(self._sample()))

    def _sample(self):
        """The sample of the parameter, as far as the reader may see it."""
        parameter = self.parameter_id
        field = parameter._fields["sample_value"]
        return (
            parameter.sample_value if parameter._has_field_access(field, "read") else ""
        )
