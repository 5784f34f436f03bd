"""Records with the same phone number, in whatever spelling."""

from dataclasses import dataclass
from typing import Any

from odoo.fields import Domain

from ..engine.phone import PhoneNumber, read_phone, split_phone, with_plus

_SANITIZED = "phone_sanitized"
_TYPED = "phone_mobile_search"
#: The last digits of a number are the same with a prefix and without.
_ENOUGH = 6
#: How people write the extension of a number that no numbering plan knows, once blanks
#: and dots are out of it.
_EXTENSION_MARKS = ("ext", "x", "#", "extension", ";ext=")


@dataclass(frozen=True)
class PhoneKey:
    """A phone number to look for.

    Odoo keeps the number of a record as its numbering plan has it, without the
    extension, in ``phone_sanitized``, with an index. What no plan knows is looked for
    by its digits as they were typed, with the index of ``phone_mobile_search``. An
    extension is part of the number: at one switchboard, two are two people.

    :param MappingSpec mapping: the match key
    :param target: empty recordset
    :param ValueContext context: where the handler works
    :param number: what is looked for
    :param is_planned: whether a numbering plan knows it
    :param unread: the text that it stands in, where Odoo reads no number in that (an
        extension of another language, a remark): stored so, it is found only so
    """

    mapping: Any
    target: Any
    context: Any
    number: PhoneNumber
    is_planned: bool
    unread: str = ""

    @classmethod
    def of(cls, mapping, target, context, value):
        """The key of a value of a mapping; None for what is no phone number."""
        number = read_phone(mapping.canonical(value, context) or "")
        if number is None:
            return None
        is_planned = _is_planned(number.number, context)
        unread = "" if _is_planned(value, context) else value
        return cls(mapping, target, context, number, is_planned, unread)

    @property
    def field(self):
        """Name of the field that holds the number."""
        return self.mapping.field

    def domain(self):
        """Records among which those with this number are."""
        if not self._is_known_to_odoo():
            # The last digits in their order, whatever is between them.
            digits = self.number.number.removeprefix("+") + self.number.extension
            return Domain(self.field, "=ilike", "%".join(["", *digits[-_ENOUGH:], ""]))
        if self.is_planned:
            known = Domain(_SANITIZED, "=", self.number.number)
            return (
                known | Domain(self.field, "=", self.unread) if self.unread else known
            )
        # Its SQL reads the table.
        self.target.flush_model([self.field])
        return Domain.OR(Domain(_TYPED, "=", text) for text in self._typed())

    def is_same(self, record):
        """Whether a record has this number, with this extension."""
        there = record[self.field] or ""
        if self.is_planned and self._is_known_to_odoo():
            _number, extension = split_phone(there) or ("", "")
            return extension == self.number.extension
        number = read_phone(self.mapping.canonical(there, self.context) or "")
        return number is not None and _dialled(number) == _dialled(self.number)

    def _is_known_to_odoo(self):
        numbers = self.target._phone_get_number_fields()
        return _TYPED in self.target._fields and self.field in numbers

    def _typed(self):
        number, extension = self.number.number, self.number.extension
        if not extension:
            return [number]
        return [f"{number}{mark}{extension}" for mark in _EXTENSION_MARKS]


def _is_planned(number, context):
    """Whether a phone number without its extension is one of a numbering plan."""
    return bool(context.format_phone(number, context.country_code))


def _dialled(number):
    """Digits and extension."""
    return with_plus(number.number), number.extension
