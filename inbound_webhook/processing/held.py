"""Whether a record holds what a call says already, however it is written there."""

from odoo.fields import Command

from ..engine.phone_plans import read_phone
from .phone_country import country_of_record
from .phone_key import is_same_number


def is_held(spec, record, name, value):
    """Whether a field of a record has nothing new to hear.

    :param HandlerSpec spec: the handler
    :param record: in the environment of the handler's user
    :param str name: of the field
    :param value: as for ``write``
    :rtype: bool
    """
    return _holds(record, name, value) or _is_spelled_so(spec, record, name, value)


def _holds(record, name, value):
    """Whether a field has a value already; links count one by one."""
    model_field = record._fields[name]
    if model_field.type == "many2many":
        linked = {command[1] for command in value if command[0] == Command.LINK}
        if Command.clear() in value:
            return linked == set(record[name].ids)
        return linked <= set(record[name].ids)
    cached = model_field.convert_to_cache(value, record)
    return record[name] == model_field.convert_to_record(cached, record)


def _is_spelled_so(spec, record, name, value):
    """Whether a field has a number or an address already, as people write it.

    That of an address book says more to them than the digits of a machine.
    """
    there = record[name]
    mappings = (item for item in spec.record.mappings if not item.is_note)
    mapping = next((item for item in mappings if item.field == name), None)
    if not (mapping and isinstance(value, str) and value and there):
        return False
    if mapping.is_phone:
        number = read_phone(value, spec.context)
        return number is not None and is_same_number(
            record,
            there,
            number.in_country(country_of_record(record), spec.context),
            spec.context,
        )
    # A name before the address is something new.
    address = mapping.canonical(value, spec.context)
    return address == value and address == mapping.canonical(there, spec.context)
