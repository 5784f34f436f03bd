"""Records with the same phone number, in whatever spelling."""

from dataclasses import dataclass
from typing import Any

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.phone_validation.models.mail_thread_phone import PHONE_REGEX_PATTERN

from ..engine.phone import as_dialled, split_phone
from ..engine.phone_plans import (
    PhoneText,
    numbers_anywhere,
    read_phone,
    ways_to_dial,
)
from .phone_country import country_of_record

_SANITIZED = "phone_sanitized"
#: The last digits of a number are the same with a prefix and without.
_ENOUGH = 6
#: Of so many digits, few numbers have more behind them.
_LONG = 7


@dataclass(frozen=True)
class PhoneKey:
    """A phone number to look for.

    Numbers are compared as Odoo normalises them, for the country of the record at hand.
    Odoo keeps what it makes of them in ``phone_sanitized``, without the extension and
    with an index (``models/odoo/mail_thread_phone.py``). What it can read no number in
    (of no numbering plan, with ``poste 12`` behind it) is looked for as it was typed,
    with the index that Odoo has for its own search of numbers. An extension is part of
    the number: at one switchboard, two are two people.

    :param field: name of the field that holds the number
    :param target: empty recordset
    :param ValueContext context: where the handler works
    :param number: what is looked for
    :param typed: the text that it came in
    """

    field: str
    target: Any
    context: Any
    number: PhoneText
    typed: str

    @classmethod
    def of(cls, mapping, target, context, value, country):
        """The key of a value of a mapping; None for what is no phone number.

        :param country: gives the ISO code of the country that the call says its record
            to be of, None where it says none
        """
        if not isinstance(value, str):
            return None
        number = value if isinstance(value, PhoneText) else read_phone(value, context)
        if number is None:
            return None
        if not number.is_told:
            number = number.in_country(country(), context)
        return cls(mapping.field, target, context, number, str(value))

    @property
    def fields(self):
        """Names of the fields that are read of each record."""
        known = [_SANITIZED] if self._is_known_to_odoo() else []
        return [self.field, *known]

    def domain(self):
        """Records among which those with this number are."""
        if not self._is_known_to_odoo():
            # The last digits in their order, whatever is between them.
            phone = self.number.phone
            digits = phone.number.removeprefix("+") + phone.extension
            return Domain(self.field, "=ilike", "%".join(["", *digits[-_ENOUGH:], ""]))
        numbers = {self.number.phone.number}
        if not self.number.is_told:
            numbers |= numbers_anywhere(self.number.dialled)
        return Domain(_SANITIZED, "in", sorted(numbers)) | Domain.custom(
            to_sql=self._is_typed
        )

    def among(self, records):
        """Those of some records that have this number, with this extension.

        Where nobody says of which country it is, those that have it as one of the
        handler's company go before those that have it as one of their own country.
        """
        found = records.filtered(lambda record: self._is_of(record, self.number))
        if found or self.number.is_told:
            return found
        return records.filtered(
            lambda record: self._is_of(
                record, self.number.in_country(country_of_record(record), self.context)
            )
        )

    def _is_of(self, record, number):
        there = record[self.field] or ""
        if self._is_the_one_of(record) and record[_SANITIZED] == number.phone.number:
            parts = split_phone(there)
            return (parts[1] if parts else "") == number.phone.extension
        return is_same_number(record, there, number, self.context)

    def _is_the_one_of(self, record):
        """Whether Odoo has normalised this field of a record, and no other."""
        return self._is_known_to_odoo() and (
            [name for name in record._phone_get_number_fields() if record[name]]
            == [self.field]
        )

    def _is_known_to_odoo(self):
        numbers = self.target._phone_get_number_fields()
        return _SANITIZED in self.target._fields and self.field in numbers

    def _is_typed(self, model, alias, query):
        """SQL: whether a number stands there as it is dialled, maybe with more behind.

        In the words of the index that Odoo has.
        """
        column = model._field_to_sql(alias, self.field, query)
        typed, same = (
            SQL("regexp_replace(%s::text, %s, '', 'g')", text, PHONE_REGEX_PATTERN)
            for text in (column, self.typed)
        )
        ways = ways_to_dial(self.number.phone.number)
        if dialled := as_dialled(self.number.dialled):
            ways |= ways_to_dial(dialled)
        return SQL(
            "(%s IS NOT NULL AND (%s = %s OR %s))",
            column,
            typed,
            same,
            SQL(" OR ").join(_begins_with(typed, way) for way in sorted(ways)),
        )


def is_same_number(record, text, number, context):
    """Whether a text of a record is a phone number.

    :param PhoneText number: of a country that is told, or of that of the company
    :param ValueContext context: where the handler works
    """
    there = read_phone(text, context)
    if there is None:
        return False
    if not there.is_told:
        there = there.in_country(country_of_record(record), context)
    return there.compared == number.compared


def _begins_with(expression, digits):
    """SQL that a btree index answers, in whatever order the database has its texts."""
    if len(digits) < _LONG or not digits.strip("+9"):
        return SQL("%s = %s", expression, digits)
    rest = digits.rstrip("9")
    end = rest[:-1] + str(int(rest[-1]) + 1)
    return SQL("(%s >= %s AND %s < %s)", expression, digits, expression, end)
