"""What a parameter's value becomes in a field of a record.

Values of calls never reach a relational field as lists or dicts, which Odoo would
take for commands: they are names, codes or ids that are looked up here, with the
rights of the handler's user.
"""

import re

from odoo.fields import Command, Domain
from odoo.tools import plaintext2html

from ..engine.errors import ValueRefused
from ..engine.phrases import _lt
from ..engine.types import convert
from ..engine.values import description, refused, to_json
from .field_bounds import check_key, check_number, check_text

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
_EXTERNAL_ID = re.compile(r"[a-z]\w*\.[\w.-]+", re.ASCII)

#: Types of fields that a call can fill.
WRITABLE_TYPES = frozenset({*PLAIN_TYPES, "selection", "many2one", "many2many"})


def is_writable(field):
    """Whether a call can fill a field.

    :param field: record of ``ir.model.fields``
    """
    return field.ttype in WRITABLE_TYPES and field.store and not field.readonly


def field_value(model, field_name, value, context, *, create_missing=False):
    """The value to write into a field.

    :param model: empty recordset, in the environment of the handler's user
    :param value: a parameter's converted value or a constant's text; not None
    :param context: the engine's ``ValueContext``
    :param create_missing: make the record that a relation names and that is missing
    :return: a value for ``create`` or ``write``
    :raise ValueRefused: the value does not fit the field
    """
    field = model._fields[field_name]
    try:
        if field.type == "selection":
            return _selection_key(model, field, value)
        if field.type == "many2one":
            related = model.env[field.comodel_name]
            return _related(related, value, create_missing).id
        if field.type == "many2many":
            related = model.env[field.comodel_name]
            items = convert(to_json(value), "list", context)
            return [
                Command.link(_related(related, item, create_missing).id)
                for item in items
            ]
        return _plain_value(model, field, value, context)
    except ValueRefused as error:
        raise ValueRefused(
            error.code,
            _lt(
                "The field %(field)r cannot hold its value: %(reason)s",
                field=field_name,
                reason=error.phrase,
            ),
            **{**error.details, "field": field_name},
        ) from error


def _plain_value(model, field, value, context):
    plain = convert(to_json(value), PLAIN_TYPES[field.type], context)
    if field.type in ("integer", "float", "monetary"):
        check_number(model, field, plain or 0, value)
    if isinstance(plain, str):
        check_text(model, field, plain)
    if field.type == "html" and plain:
        return plaintext2html(plain)
    return plain


def _selection_key(model, field, value):
    text = str(to_json(value)).strip().casefold()
    for key, label in field._description_selection(model.env):
        if text in (str(key).casefold(), label.casefold()):
            return key
    raise refused(value, _lt("one of the choices of %(field)s", field=field.name))


def _related(related, value, create_missing):
    """The record that a value names.

    By its id where it is a number; else by its external id (``base.be``), code, e-mail
    address, login or name, in this order.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        found = related.search([("id", "=", value)])
    else:
        found = _named(related, value)
    if len(found) == 1:
        return found
    if found:
        raise refused(
            value,
            _lt("the name of one record"),
            _lt(
                "There are several %(model)s called %(value)s.",
                model=related._description,
                value=description(value),
            ),
            code="relation_ambiguous",
        )
    if create_missing and isinstance(value, str) and value.strip():
        check_key(value.strip())
        return related.browse(related.name_create(value.strip())[0])
    raise refused(
        value,
        _name_of(related),
        _lt(
            "There is no %(model)s called %(value)s.",
            model=related._description,
            value=description(value),
        ),
        code="relation_missing",
    )


def _name_of(related):
    return _lt("the name of a %(model)s", model=related._description)


def _named(related, value):
    if not isinstance(value, str) or not value.strip():
        raise refused(value, _name_of(related))
    text = value.strip()
    if found := _by_external_id(related, text):
        return found
    for name in ("code", "email", "login", related._rec_name):
        field = related._fields.get(name)
        if field is None or not field._description_searchable:
            continue
        found = related.search(Domain(name, "=ilike", escaped(text)), limit=2)
        if found:
            return found
    return related


def _by_external_id(related, text):
    if not _EXTERNAL_ID.fullmatch(text):
        return related
    # Where it is, anyone may know; whether the user may see it, the search decides.
    data_sudo = related.env["ir.model.data"].sudo()
    model, res_id = data_sudo._xmlid_to_res_model_res_id(text)
    if model != related._name:
        return related
    return related.search(Domain("id", "=", res_id))


def escaped(text):
    """A text for the operators ``like`` and ``=ilike`` that stands for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
