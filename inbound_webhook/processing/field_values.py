"""What a parameter's value becomes in a field of a record.

Links are looked up (``linked_records``), everything else is converted.
"""

from functools import partial

from odoo.fields import Command
from odoo.tools import html_sanitize, plaintext2html

from ..engine.errors import ValueRefused
from ..engine.phrases import _lt
from ..engine.readable import Lines
from ..engine.transforms.html import HtmlText
from ..engine.types import convert
from ..engine.types.datetime import Moment
from ..engine.values import is_empty, refused, to_json
from ..engine.written import bare, one_line
from .field_bounds import check_number, check_text
from .field_rules import check_rules
from .file_values import file_value
from .linked_records import LARGEST_ID, linked_record
from .world_names import installed_languages, language_choice

#: Type of the engine for each type of field that holds one plain value.
PLAIN_TYPES = {
    "char": "text",
    "text": "text",
    "html": "text",
    "integer": "integer",
    "float": "decimal",
    "monetary": "money",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}
#: The id of no record.
NOWHERE = -1

#: Types of fields that a call can fill.
WRITABLE_TYPES = frozenset(
    {*PLAIN_TYPES, "selection", "many2one", "many2many", "binary"}
)


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
    allowance=None,
):
    """The value to write into a field.

    :param model: empty recordset, in the environment of the handler's user
    :param value: a parameter's converted value or a constant's text; not None
    :param context: the engine's ``ValueContext``
    :param create_missing: make the record that a relation names and that is missing
    :param Scope scope: among which records a link is looked up; None for all
    :param leave_out: takes the error of one of several values, where the others are
        written without it; None where it refuses all of them
    :param LinkAllowance allowance: how many records the call may link to
    :return: a value for ``create`` or ``write``
    :raise ValueRefused: the value does not fit the field
    """
    field = model._fields[field_name]
    if field.type == "binary":
        return file_value(model, field, value, context)
    _check_is_no_object(field, value)
    if field.type in ("many2one", "many2many"):
        find = partial(
            linked_record,
            model.env[field.comodel_name],
            scope=scope,
            create_missing=create_missing,
            country=context.country_code,
            allowance=allowance,
        )
        if field.type == "many2one":
            return find(value).id
        items = convert(to_json(value), "list", context) or []
        items = _named_once(items)
        if isinstance(value, list):
            items = [_as_name(item) for item in items]
        most = allowance.most if allowance else len(items)
        if len(items) > most:
            if leave_out is None:
                raise allowance.too_many(items)
            leave_out(allowance.too_many(items))
        return list(_links(find, items[:most], leave_out))
    if field_name == "id":
        return _id(value, context)
    if field.type == "selection":
        converted = _selection_key(model, field, value, context.country_code)
    else:
        converted = _plain_value(model, field, value, context)
    check_rules(model, field, converted, value)
    return converted


def _as_name(item):
    """An item of a list as a text, where it is a whole number.

    The tag 2026 goes before the one with that id, as in a text: only a parameter of the
    type Integer says that it is an id.
    """
    is_whole = isinstance(item, int) and not isinstance(item, bool)
    return str(item) if is_whole else item


def _named_once(items):
    """The items that say something, each of them once."""
    # Programs write false where they have no value.
    said = [item for item in items if not is_empty(item) and item is not False]
    return list({repr(item): item for item in said}.values())


def _links(find, items, leave_out):
    """Commands that link what each item names.

    :param find: takes an item, gives a record
    """
    for item in items:
        try:
            found = find(item)
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
    if isinstance(value, Moment) and type_name == "date":
        return value.day_meant
    plain = convert(to_json(value), type_name, context)
    _check_is_no_object(field, plain)
    if field.type in ("integer", "float", "monetary"):
        check_number(model, field, plain or 0, value)
    if isinstance(plain, str):
        came = plain
        plain = one_line(came) if field.type == "char" else came
        check_text(model, field, plain, came)
    if field.type == "html" and plain:
        is_html = isinstance(value, HtmlText)
        return html_sanitize(plain) if is_html else plaintext2html(plain)
    return plain


def _check_is_no_object(field, value):
    """:raise ValueRefused: the lines of an object or a list are to be a name, or one
    line
    """
    if isinstance(value, Lines) and field.type not in ("text", "html"):
        raise refused(
            value,
            _lt("one value; it is an object or a list, for a field of several lines"),
        )


def _selection_key(model, field, value, country):
    """The choice that a text names: by its key, or as any language calls it."""
    text = bare(one_line(str(to_json(value))))
    for lang in (None, *installed_languages(model.env)):
        env = model.with_context(lang=lang).env if lang else model.env
        choices = field._description_selection(env)
        for key, label in choices:
            if text.casefold() in (str(key).casefold(), label.casefold()):
                return key
    keys = [key for key, _label in choices]
    if language := language_choice(model.env, text, keys, country):
        return language
    raise refused(value, _lt("one of the choices of %(field)s", field=field.name))
