"""A name for a new record of which the call says none, so that it is not lost."""

#: What a model demands by a constraint of the database and not of the field.
REQUIRED_BY_CONSTRAINT = {"res.partner": ("name",)}
#: Fields by whose values people know a record, the best ones first.
_TELLING = (
    *("contact_name", "partner_name", "email_from", "email", "phone", "mobile"),
)


def needed_name(target, values, mappings):
    """The field of a new record that is to have its name, and would have none.

    Only where the handler says from what: it may not be there, or not fit.

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
    if not mapped or any(mapping.on_invalid == "refuse" for mapping in mapped):
        return None
    if computed_from(target, field, {item for item in values if values[item]}):
        return None
    return None if target.default_get([name]).get(name) else name


def is_demanded(target, name):
    """Whether the database demands a field that Odoo does not call required."""
    return name in REQUIRED_BY_CONSTRAINT.get(target._name, ())


def stand_in_name(values, handler_name):
    """What a record is called that has no name: by what else is known of it.

    :param dict values: what is to be written
    """
    found = (values.get(name) for name in _TELLING)
    return next((text for text in found if text), handler_name)


def computed_from(target, field, names):
    """Whether one of some fields may give a computed field its value."""
    depends = target.pool.field_depends.get(field, ())
    return any(path.partition(".")[0] in names for path in depends)
