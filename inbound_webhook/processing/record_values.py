"""Fields of records as JSON: for people to read, and for systems to use."""

import base64
import math

from odoo import models
from odoo.tools import html2plaintext, human_size
from odoo.tools.mimetypes import guess_mimetype

from ..engine.values import to_json


def shown(record, name):
    """A field's value as a person reads it: records by their display names.

    Of a file, what it is.
    """
    value = record[name]
    if record._fields[name].type == "binary":
        return _shown_file(value)
    if isinstance(value, models.BaseModel):
        names = value.mapped("display_name")
        single = record._fields[name].type == "many2one"
        return (names[0] if names else None) if single else names
    return shown_value(record, name)


def shown_value(record, name):
    """As :func:`shown`, of a field that leads to no records."""
    if record._fields[name].type == "html" and record[name]:
        return html2plaintext(record[name])
    return answered_value(record, name)


def shown_of_new(record, name, written):
    """As :func:`shown`, of a record that was just made.

    Odoo remembers what it has written but for HTML and files (``_create`` in
    odoo/orm/models.py), which would have to be read for it.

    :param written: the value that the field was given
    """
    model_field = record._fields[name]
    if model_field.type == "binary":
        return _shown_file(written)
    if model_field.type == "html":
        return html2plaintext(model_field.convert_to_cache(written, record) or "")
    return shown(record, name)


def _shown_file(value):
    if not value:
        return None
    content = base64.b64decode(value)
    return f"{guess_mimetype(content)}, {human_size(len(content))}"


def answered_value(record, name):
    """The value of a field that leads to no records, as another system uses it."""
    value = record[name]
    if value is False and record._fields[name].type != "boolean":
        return None
    if isinstance(value, float) and not math.isfinite(value):
        # JSON has no word for it.
        return None
    return to_json(value)
