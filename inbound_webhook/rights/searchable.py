"""Which domains a user may look for records by."""

from psycopg2 import Error as DatabaseError

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..engine.match_domain import conditions_of
from ..engine.phrases import _lt

_NUMBERS = ("integer", "float", "monetary")
_DAYS = ("date", "datetime")


def domain_obstacle(model, domain):
    """Why records cannot be looked for by a domain.

    :param model: empty recordset, in the environment of the user who looks
    :param list domain: as ``engine.match_domain`` parses it
    :return: a sentence, or None where nothing is in the way
    :rtype: Phrase or None
    """
    return fields_obstacle(model, domain) or _failure_of(model, domain)


def fields_obstacle(model, domain):
    """As :func:`domain_obstacle`, by the fields alone: nothing is looked for."""
    for path, _operator, value in conditions_of(domain):
        obstacle = _obstacle_on(model, path, value)
        if obstacle:
            return obstacle
    return None


def _obstacle_on(model, path, value):
    """The first field of a path that this user cannot look by."""
    names = path.split(".")
    for number, name in enumerate(names, 1):
        field = model._fields.get(name)
        if field is None:
            return _lt(
                "There is no field %(field)r (%(model)s).",
                field=name,
                model=model._name,
            )
        is_open = model.has_access("read") and model._has_field_access(field, "read")
        if not is_open:
            return _lt(
                "The user of this webhook may not read the field %(field)r.", field=name
            )
        if not field._description_searchable:
            return _lt("Nothing can be looked for by the field %(field)r.", field=name)
        if field.relational:
            model = model.env[field.comodel_name]
        elif number < len(names) and field.type not in _DAYS:
            return _lt("The field %(field)r leads nowhere.", field=name)
        elif number < len(names):
            # A part of a date, which Odoo knows.
            return None
    values = value if isinstance(value, list) else [value]
    if field.type in _NUMBERS and any(isinstance(item, str) for item in values):
        return _lt("The field %(field)r holds numbers.", field=name)
    return None


def _failure_of(model, domain):
    """What goes wrong where it is looked for by that."""
    try:
        with model.env.cr.savepoint(), mute_logger("odoo.sql_db"):
            model.search(Domain(domain), limit=1)
    except (ValueError, TypeError, UserError, DatabaseError) as error:
        return _lt(
            "Nothing can be looked for by it (%(kind)s).", kind=type(error).__name__
        )
    return None
