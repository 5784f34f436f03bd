"""Bytes in the database as bytes."""

import base64
import binascii

import psycopg2

from odoo import fields
from odoo.exceptions import UserError


class RawBytes(fields.Binary):
    """A binary field whose column holds the bytes themselves.

    Odoo's own column holds the text of their base64, a third more. Whoever reads or
    writes the field uses base64, as with any other. A ``memoryview`` holds bytes as
    they are: the database gives such, and code may write one.
    """

    attachment = False

    def convert_to_column(self, value, record, values=None, validate=True):
        if not value:
            return None
        return psycopg2.Binary(self._raw(value, record))

    def get_column_update(self, record):
        # Odoo's own takes what is remembered for what is stored.
        return self.convert_to_column(super().get_column_update(record), record)

    def convert_to_cache(self, value, record, validate=True):
        if isinstance(value, memoryview):
            return value
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        if isinstance(value, memoryview):
            return base64.b64encode(value) if value else False
        return super().convert_to_record(value, record)

    def _raw(self, value, record):
        if isinstance(value, memoryview):
            return value
        try:
            return base64.b64decode(value)
        except (binascii.Error, ValueError) as error:
            message = record.env._("%s takes the text of base64.", self.name)
            raise UserError(message) from error
