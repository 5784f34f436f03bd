"""A name for a new record of which the call says none, so that it is not lost."""

from contextlib import suppress

from odoo.exceptions import AccessError

#: What a model demands by a constraint of the database and not of the field.
REQUIRED_BY_CONSTRAINT = {"res.partner": ("name",)}
#: Fields by whose values people know a record, the best ones first.
_TELLING = (
    *("contact_name", "partner_name", "email_from", "email", "phone", "mobile"),
)


def needed_name(target, values, mappings):
    """The field of a new record that is to have its name, and would have none.

    Only where the handler says from what, which may not be there or not fit, or where
    Odoo makes it of another value on the screen: what is saved without it is refused by
    the database before Odoo computes it.

    :param target: empty recordset
    :param dict values: what is to be written
    :param mappings: those of the handler that have a say
    :return: the name of the field, None where there is nothing to do
    """
    name = target._rec_name
    field = target._fields.get(name)
    if field is None or field.type not in ("char", "text") or values.get(name):
        return None
    if not (field.required or is_demanded(target, name)):
        return None
    mapped = [mapping for mapping in mappings if mapping.field == name]
    if any(mapping.on_invalid == "refuse" for mapping in mapped):
        return None
    is_computed = computed_from(target, field, _filled(values))
    if not (mapped or is_computed) or (is_computed and field.precompute):
        return None
    return None if target.default_get([name]).get(name) else name


def is_demanded(target, name):
    """Whether the database demands a field that Odoo does not call required."""
    return name in REQUIRED_BY_CONSTRAINT.get(target._name, ())


def stand_in_name(target, name, values, handler_name):
    """What a record is called that has no name: as Odoo calls it, or by what else is
    known of it.

    :param target: as :func:`needed_name` takes it
    :param str name: of the field
    :param dict values: what is to be written
    """
    if computed_from(target, target._fields[name], _filled(values)):
        # Odoo may ask of what this user may not see.
        with suppress(AccessError):
            if computed := target.new(values)[name]:
                return computed
    found = (values.get(item) for item in _TELLING)
    return next((text for text in found if text), handler_name)


def computed_from(target, field, names):
    """Whether one of some fields may give a computed field its value."""
    depends = target.pool.field_depends.get(field, ())
    return any(path.partition(".")[0] in names for path in depends)


def _filled(values):
    return {name for name, value in values.items() if value}
