"""In which currency the amounts of a record are, as it will be.

That is for Odoo to say: a field of the record, its company, or what either is computed
from.
"""

from contextlib import suppress

from odoo.exceptions import AccessError

from ..engine.phrases import Term, _lt
from ..engine.values import MISSING, refused
from .new_owner import owner_of_new


def currency_field_of(target, name):
    """The field that says in which currency another one is.

    :param target: recordset of the record's model
    :return: its name; None where the field is of no currency
    """
    model_field = target._fields[name]
    if model_field.type != "monetary":
        return None
    return model_field.get_currency_field(target)


def check_currency(target, name, amount, currency, is_said):
    """Refuse an amount that is in another currency than the record has.

    Its number would be another amount there.

    :param name: of the field of the amount
    :param Amount amount: as it came
    :param currency: the one that the record has; empty for none
    :param is_said: whether the call fills the field of the currency
    :raise ValueRefused: the two are not the same
    """
    if not is_in(amount, currency):
        reason = _lt(
            "%(amount)s is not in the currency of the record, %(currency)s.",
            amount=amount.written,
            currency=currency.name,
        )
        field = target._fields[currency_field_of(target, name)]
        if field.store and not (field.readonly or is_said):
            reason = _lt(
                "%(reason)s With its currency mapped to %(field)s, both are written.",
                reason=reason,
                field=Term(repr(field.name), f"{target._name}:{field.name}"),
            )
        expected = _lt("an amount in %(currency)s", currency=currency.name)
        raise refused(
            amount, expected, reason, code="currency_differs", received=amount.written
        )


def in_currency_of(records, name, amount):
    """Those of some records that have an amount in its currency.

    :param name: of the field of the amount
    """
    of_field = currency_field_of(records, name)
    return records.filtered(lambda record: is_in(amount, record[of_field]))


def is_in(amount, currency):
    """Whether an amount can be one of a currency; of none known, any can."""
    return not (amount.may_be and currency) or currency.name in amount.may_be


def currency_of_record(record, name, said, told):
    """The currency that a field of a record has, with what a call says of the record.

    :param record: empty for a new one
    :param name: of the field of the currency
    :param said: names of the fields that the call says something of
    :param told: takes such a name and gives the value; ``MISSING`` where there is none
    :return: empty where none is known
    """
    values = {other: told(other) for other in telling(record, name, said)}
    values = {other: value for other, value in values.items() if value is not MISSING}
    # Odoo may ask of what this user may not see.
    with suppress(AccessError):
        if record and not values:
            return record[name]
        return _as_it_will_be(record, values)[name]._origin
    return record.env["res.currency"]


def telling(record, name, said):
    """Those of some fields that decide about the field of a currency, or are it.

    :param said: names of fields
    """
    fields = record._fields
    return [
        other
        for other in said
        if other == name
        or fields[name] in record.pool.get_dependent_fields(fields[other])
    ]


def _as_it_will_be(record, values):
    """The record with values that are not written yet."""
    draft = record.new({}, origin=record)
    if not record:
        values = {**owner_of_new(record), **values}
    for name, value in values.items():
        draft[name] = value
    return draft
