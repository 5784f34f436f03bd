"""Which value of a call goes to which field of a record."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from .errors import ValueRefused
from .notes import Note, Rest
from .parameters import OnInvalid
from .phone import with_plus
from .transforms import apply_transform, makes_another_number
from .types import convert
from .types.email import in_letters
from .value_sources import find_value_source
from .values import ValueContext, is_empty, to_json
from .written import one_line

#: Where Odoo keeps an e-mail address in one spelling, by the field a mapping names.
NORMALISED_ADDRESSES = {
    "email": "email_normalized",
    "email_from": "email_normalized",
}
#: Types of fields whose texts keep their lines.
_SEVERAL_LINES = ("text", "html")
#: Fields that hold a phone number whatever the type of the parameter.
_PHONE_FIELDS = ("phone", "mobile")
#: What becomes of the field of a record that is there already; of ``note``, the value
#: goes into the chatter, and the field is what it is called by.
Policy = Literal["always", "also_empty", "if_empty", "on_create", "append", "note"]


@dataclass(frozen=True)
class MappingSpec:
    """One mapping, as a handler describes it.

    :param field: name of the field of the record
    :param field_type: Odoo's name of its type
    :param source: name of what the value is taken from (``value_sources``)
    :param parameter: name of the parameter
    :param parameter_type: name of its type
    :param constant: text with placeholders
    :param joins_previous_key: whether it counts only with the match key before it
    :param policy: what becomes of the field of a record that is there already
    :param transform: name of what is done to the value, empty for nothing
    :param argument: what the transform needs
    :param create_missing: whether a linked record that is missing is made
    :param on_invalid: what becomes of a value that the field or the look-up does not
        take
    """

    field: str
    field_type: str = "char"
    source: str = "parameter"
    parameter: str = ""
    parameter_type: str = "text"
    constant: str = ""
    is_match_key: bool = False
    joins_previous_key: bool = False
    policy: Policy = "always"
    transform: str = ""
    argument: str = ""
    create_missing: bool = False
    on_invalid: OnInvalid = "refuse"

    @property
    def is_phone(self) -> bool:
        """Whether the field holds phone numbers, which have many spellings."""
        return self.field_type == "char" and (
            self.field in _PHONE_FIELDS or self.parameter_type == "phone"
        )

    @property
    def is_note(self) -> bool:
        """Whether its field is not written: the value goes into the chatter."""
        return self.policy == "note"

    @property
    def adds(self) -> bool:
        """Whether nothing that is there is lost by it, however late it comes."""
        return self.policy in ("note", "append")

    @property
    def names(self) -> set[str]:
        """The parameters that the value is made of."""
        return find_value_source(self.source).names(self)

    def transformed(self, parameters: dict[str, Any]) -> Any:
        """The value as it is to be written, but for what its field makes of it.

        :param parameters: converted parameters by name
        :return: a converted value or a constant's text, None for none
        """
        value = self._value(parameters)
        if not self.transform:
            return value
        return apply_transform(self.transform, value, self.argument)

    def empties(self, emptied: Collection[str]) -> bool:
        """Whether a call that brings no value for it empties the field.

        :param emptied: names of the parameters that the call brings without a value
        """
        return self.policy == "also_empty" and self.names and self.names <= set(emptied)

    def is_said(
        self, parameters: dict[str, Any], emptied: Collection[str] = ()
    ) -> bool:
        """Whether a call says something of the field; also that it is to be empty.

        :param parameters: converted parameters by name
        :param emptied: names of those that the call brings without a value
        """
        value = self.transformed(parameters)
        is_emptied = value is not None and self.policy == "also_empty"
        return not is_empty(value) or is_emptied or bool(self.empties(emptied))

    def is_left(self, rest: Rest) -> bool:
        """Whether it is among what a call left out."""
        if not self.names.isdisjoint(rest.parameters):
            return True
        if self.is_note:
            return (self.field, self.parameter or None) in rest.refused
        return self.field in rest.fields

    def note(self, parameters: dict[str, Any]) -> Note | None:
        """What is worth knowing of what becomes of a value."""
        value = self._value(parameters)
        if not self.transform or not makes_another_number(self.transform, value):
            return None
        written = apply_transform(self.transform, value)
        details = {"field": self.field, "received": value, "written": written}
        return Note("another_number", details)

    def canonical(self, value: Any, context: ValueContext) -> str | None:
        """An e-mail address or phone number in one spelling, None for anything else."""
        if self.is_phone:
            try:
                return convert(value, "phone", context)
            except ValueRefused:
                return None
        if self.field in NORMALISED_ADDRESSES and context.normalize_email:
            address = context.normalize_email(value)
            return in_letters(address) if address else None
        return None

    def in_one_spelling(self, value: Any, context: ValueContext) -> str | None:
        """A value of the field as a text that is the same for all its spellings."""
        if is_empty(value):
            return None
        text = str(to_json(value))
        # As the field holds it, or the same call would make its record again.
        text = text.strip() if self.field_type in _SEVERAL_LINES else one_line(text)
        text = self.canonical(text, context) or text.casefold()
        return with_plus(text) if self.is_phone else text

    def _value(self, parameters: dict[str, Any]) -> Any:
        return find_value_source(self.source).value(self, parameters)
