"""What a parameter's value becomes in a field of a record.

Links are looked up (``linked_records``), everything else is converted.
"""

from odoo.fields import Command
from odoo.tools import html_sanitize, plaintext2html

from ..engine.errors import ValueRefused
from ..engine.phrases import _lt
from ..engine.transforms.html import HtmlText
from ..engine.types import convert
from ..engine.values import is_empty, refused, to_json
from .field_bounds import check_number, check_text
from .linked_records import LARGEST_ID, linked_record

#: Type of the engine for each type of field that holds one plain value.
PLAIN_TYPES = {
    "char": "text",
    "text": "text",
    "html": "text",
    "integer": "integer",
    "float": "decimal",
    "monetary": "decimal",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}
#: The id of no record.
NOWHERE = -1

#: Types of fields that a call can fill.
WRITABLE_TYPES = frozenset({*PLAIN_TYPES, "selection", "many2one", "many2many"})


def is_writable(field):
    """Whether a call can fill a field.

    :param field: record of ``ir.model.fields``
    """
    return field.ttype in WRITABLE_TYPES and field.store and not field.readonly


def field_value(
    model,
    field_name,
    value,
    context,
    *,
    create_missing=False,
    scope=None,
    leave_out=None,
):
    """The value to write into a field.

    :param model: empty recordset, in the environment of the handler's user
    :param value: a parameter's converted value or a constant's text; not None
    :param context: the engine's ``ValueContext``
    :param create_missing: make the record that a relation names and that is missing
    :param Scope scope: among which records a link is looked up; None for all
    :param leave_out: takes the error of one of several values, where the others are
        written without it; None where it refuses all of them
    :return: a value for ``create`` or ``write``
    :raise ValueRefused: the value does not fit the field
    """
    field = model._fields[field_name]
    if field.type == "selection":
        return _selection_key(model, field, value)
    if field.type == "many2one":
        related = model.env[field.comodel_name]
        return linked_record(related, value, scope, create_missing).id
    if field.type == "many2many":
        related = model.env[field.comodel_name]
        items = convert(to_json(value), "list", context) or []
        return list(_links(related, items, scope, create_missing, leave_out))
    if field_name == "id":
        return _id(value, context)
    return _plain_value(model, field, value, context)


def _links(related, items, scope, create_missing, leave_out):
    """Commands that link what each item names."""
    for item in items:
        # Programs write false where they have no value.
        if is_empty(item) or item is False:
            continue
        try:
            found = linked_record(related, item, scope, create_missing)
        except ValueRefused as error:
            if leave_out is None:
                raise
            leave_out(error)
        else:
            yield Command.link(found.id)


def _id(value, context):
    """Odoo's own number of a record, to look it up by."""
    number = convert(to_json(value), "integer", context)
    if number is None or 0 < number <= LARGEST_ID:
        return number
    return NOWHERE


def _plain_value(model, field, value, context):
    type_name = PLAIN_TYPES[field.type]
    if value is False and type_name != "boolean":
        # Somebody said no; that it stands for nothing is for parameters to know.
        value = "false"
    plain = convert(to_json(value), type_name, context)
    if field.type in ("integer", "float", "monetary"):
        check_number(model, field, plain or 0, value)
    if isinstance(plain, str):
        check_text(model, field, plain)
    if field.type == "html" and plain:
        is_html = isinstance(value, HtmlText)
        return html_sanitize(plain) if is_html else plaintext2html(plain)
    return plain


def _selection_key(model, field, value):
    text = str(to_json(value)).strip().casefold()
    for key, label in field._description_selection(model.env):
        if text in (str(key).casefold(), label.casefold()):
            return key
    raise refused(value, _lt("one of the choices of %(field)s", field=field.name))
