"""Json fields that every client of Odoo's can read."""

from odoo import fields

#: What XML-RPC calls an integer has 32 bits.
_MOST, _LEAST = 2**31 - 1, -(2**31)


class RpcJson(fields.Json):
    """A Json field without what XML-RPC cannot carry, as it is read from outside.

    That has neither "no value" (Odoo avoids it in its own answers, but does not look
    into Json) nor long integers: one of them, and the whole record cannot be read.
    Members of objects without a value are left out, long integers are texts.
    """

    def convert_to_read(self, value, record, use_display_name=True):
        value = super().convert_to_read(value, record, use_display_name)
        return _carried(value)


def _carried(value):
    if isinstance(value, dict):
        return {
            name: _carried(member)
            for name, member in value.items()
            if member is not None
        }
    if isinstance(value, list):
        return [False if member is None else _carried(member) for member in value]
    is_long = type(value) is int and not _LEAST <= value <= _MOST
    return str(value) if is_long else value
