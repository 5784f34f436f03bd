"""Rules of a model about a single field, asked before the database is.

What breaks one there loses the whole record: nothing could be left out any more.
"""

import re
from functools import lru_cache

from odoo.models import Constraint
from odoo.tools import SQL

from ..engine.phrases import _lt
from ..engine.values import description, refused

_CHECK = re.compile(r"\s*check\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_WORD = re.compile(r"[^\W\d]\w*")


def check_rules(model, field, converted, value):
    """Refuse a value that the database would refuse for its own sake.

    Rules about several fields of a record are left to the database, and which one of
    their values does not fit is found out by trying (``odd_values``). Only a field that
    has a rule takes a query.

    :param converted: the value for ``create`` or ``write``
    :param value: as it came, for the message
    :raise ValueRefused: a rule of the model about this field alone does not hold
    """
    for rule, condition in _rules(model, field):
        if not _holds(model, field, condition, converted):
            raise _refused(value, rule.get_error_message(model.with_context(lang=None)))


def _rules(model, field):
    """The rules about a field alone, each with its condition in SQL."""
    # Translated texts and values by company are no plain columns.
    if not field.store or not field.column_type or field.column_type[0] == "jsonb":
        return
    for rule in model._table_objects.values():
        if not isinstance(rule, Constraint):
            continue
        condition, words = _condition(rule.get_definition(model.pool))
        if words & model._fields.keys() == {field.name}:
            yield rule, condition


def words_of_sql(condition):
    """The words of a piece of SQL that may name columns."""
    words = _WORD.findall(_TEXT.sub("", condition))
    # PostgreSQL reads names in small letters, unless they are quoted.
    return frozenset({*words, *map(str.lower, words)})


@lru_cache
def _condition(definition):
    """The condition of a CHECK, and the words in it that may name columns."""
    check = _CHECK.fullmatch(definition)
    if not check:
        return None, frozenset()
    return check[1], words_of_sql(check[1])


def _holds(model, field, condition, converted):
    [[holds]] = model.env.execute_query(
        SQL(
            "SELECT %s FROM (SELECT CAST(%s AS %s) AS %s) AS %s",
            SQL(condition.replace("%", "%%")),
            field.convert_to_column(converted, model),
            SQL(field.column_type[0]),
            SQL.identifier(field.name),
            # Some write the table before the column.
            SQL.identifier(model._table),
        )
    )
    # What is unknown (NULL) breaks no rule.
    return holds is not False


def _refused(value, words):
    """The error of a value, in the words of the rule if it has any."""
    received = description(value)
    reason = words and _lt(
        "%(received)s cannot be saved: %(rule)s", received=received, rule=words
    )
    expected = _lt("a value that the field may have")
    return refused(value, expected, reason or None, received=received)
