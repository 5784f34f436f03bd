"""What is said where the database refuses a record."""

from psycopg2 import DatabaseError, IntegrityError
from psycopg2.errors import CheckViolation, NotNullViolation, NumericValueOutOfRange

from ..engine.phrases import _lt, joined
from ..engine.templates import compile_template
from ..failure_kinds import field_too_long
from .phrases import field_term, model_term

#: Fields that a constraint of the database demands, by its name there.
_DEMANDING = {"res_partner_check_name": "name"}


def violated_rule(env, violation, handler):
    """Which rule of the database a record breaks.

    It is read from the database, so this takes a transaction that works.

    :param env: environment that may read the handler
    :param psycopg2.DatabaseError violation: what the database said
    :param handler: of the call
    :return: a sentence, in Odoo's words unless it is a field that has no value
    :rtype: str
    """
    tables = {model._table: name for name, model in env.registry.items()}
    model = env.get(tables.get(violation.diag.table_name), env["base"])
    too_long = field_too_long(violation, model._table)
    if too_long in model._fields:
        return _lt(
            "The field “%(field)s” of “%(model)s” cannot hold so long a text.",
            field=field_term(env, model._name, too_long),
            model=model_term(env, model._name),
        )
    if not isinstance(violation, IntegrityError):
        return unfit_value(violation)
    field = missing_field(violation)
    if field in model._fields:
        return _missing(env, model, field, handler)
    return model._sql_error_to_message(violation)


def is_violation(error):
    """Whether the database says that a record breaks one of its rules."""
    return isinstance(error, IntegrityError)


def text_of(error):
    """What an exception of Odoo says; nothing where the database does."""
    if isinstance(error, DatabaseError):
        return ""
    return str(error.args[0] if error.args else error)


def unfit_value(error):
    """What is said of a value that neither Odoo nor the database can work with.

    :param Exception error: of the kind ``failure_kinds.VALUE``
    :rtype: Phrase
    """
    if isinstance(error, OverflowError | NumericValueOutOfRange):
        return _lt("A number is larger than its field can hold.")
    return _lt(
        "A value of the call is more than Odoo can work with (%(kind)s).",
        kind=type(error).__name__,
    )


def missing_field(violation):
    """The field whose value is missing, None where the database minds another thing.

    :rtype: str or None
    """
    if isinstance(violation, NotNullViolation):
        return violation.diag.column_name
    if isinstance(violation, CheckViolation):
        return _DEMANDING.get(violation.diag.constraint_name)
    return None


def _missing(env, model, field, handler):
    label, target = field_term(env, model._name, field), model_term(env, model._name)
    writing = handler.mapping_ids._writes()
    mapping = writing.filtered(lambda item: item.field_id.name == field)[:1]
    if model._name != handler.model_name:
        return _lt(
            "The field “%(field)s” of “%(model)s” is required, and nothing filled it.",
            field=label,
            model=target,
        )
    if not mapping:
        return _lt(
            "The field “%(field)s” of “%(model)s” is required, and nothing fills it: "
            "map a parameter to it, or give it a fixed value, in the tab Mapping.",
            field=label,
            model=target,
        )
    names = _parameters(mapping)
    if not names:
        return _lt(
            "The field “%(field)s” of “%(model)s” is required, and its fixed value "
            "left it empty: see the tab Mapping.",
            field=label,
            model=target,
        )
    return _lt(
        "The field “%(field)s” of “%(model)s” is required, and the call brought no "
        "value for the parameter that fills it (%(parameters)s). Have the sender send "
        "it, or give the parameter a default.",
        parameters=joined(names),
        field=label,
        model=target,
    )


def _parameters(mapping):
    if mapping.value_source == "parameter":
        return [mapping.parameter_id.name]
    return sorted(compile_template(mapping.constant or "").names)
