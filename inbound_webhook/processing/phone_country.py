"""Of which country the phone numbers of a record are.

That is for Odoo to say (``_phone_get_country``), who asks the record and then the
contact that it links to. Here it is said of a record that is not written yet.
"""

from contextlib import suppress

from odoo.exceptions import AccessError

from ..engine.values import MISSING
from .belonging import owners_of


def country_of_numbers(record, known, said):
    """The country of the phone numbers of a record, as it will be.

    :param record: empty for a new one
    :param known: takes the name of a field and gives its value, as far as that is known
    :param said: names of the fields that the call says something of
    :return: ISO code, None where neither record nor call say one
    """
    # Odoo asks contacts that this user may not see as well.
    with suppress(AccessError):
        for countries in _countries(record, known, said):
            if countries:
                return countries[0].code
    return None


def country_of_record(record):
    """The country of the phone numbers of a record.

    :return: ISO code, None where the record says none
    """
    with suppress(AccessError):
        country = record._phone_get_country().get(record.id)
        return country.code if country else None
    return None


def _countries(record, known, said):
    name = record._phone_get_country_field()
    if name:
        yield _linked(record, name, known)
        yield from _brought(record, name, known, said)
    parent = record._fields.get("parent_id")
    if (
        name
        and not record
        and parent is not None
        and parent.comodel_name == record._name
    ):
        # A new contact gets the address of its company.
        yield _linked(record, "parent_id", known)[name]
    for link in record._mail_get_partner_fields():
        yield _linked(record, link, known).country_id


def _brought(record, name, known, said):
    """The countries that what the call links to belongs to: of a state, its own."""
    for link in said:
        if link != name and record._fields[link].type == "many2one":
            for owner in owners_of(record, link):
                if owner.name == name:
                    yield _linked(record, link, known)[owner.link]


def _linked(record, name, known):
    value = known(name)
    ids = () if value is MISSING else value
    return record.env[record._fields[name].comodel_name].browse(ids)
