"""Fields that hold what came with a call, and do not show it to everybody.

The value is masked where it is read from the record, so it is for every way that leads
there: forms, RPC, exports, downloads, code that computes something of it. Conditions,
orders and groups read the column: the model refuses them (``models/call/rights.py``).
"""

from odoo import fields

from ..engine.masking import MASK
from ..rights.personal_values import sees_personal_values
from .raw_bytes import RawBytes
from .rpc_json import RpcJson


class Personal(fields.Field):
    """What these fields have in common.

    ``mask`` is a function that makes of a value what others see of it; without one they
    see ``masked`` in its place.
    """

    is_personal = True
    mask = None
    masked = MASK

    def convert_to_record(self, value, record):
        value = super().convert_to_record(value, record)
        if not value or sees_personal_values(record.env):
            return value
        return self.mask(value) if self.mask else self.masked


class PersonalChar(Personal, fields.Char):
    """A short text."""


class PersonalText(Personal, fields.Text):
    """A text."""


class PersonalJson(Personal, RpcJson):
    """A tree."""


class PersonalBytes(Personal, RawBytes):
    """Bytes, of which others see none."""

    masked = False
