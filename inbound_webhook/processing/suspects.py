"""Which values of a call it may be that Odoo refuses a record over.

Rules of models and of the database name their fields. An error that is raised elsewhere
names none, but often what is wrong: the value, or its label.
"""

from ..engine.values import is_empty, to_json
from ..words.violations import is_violation, text_of
from .field_rules import words_of_sql

#: A shorter text is in a sentence by chance.
_SHORTEST_MENTIONED = 3


def suspected(saving, error):
    """What a call says that may be to blame for an error, most suspect first.

    Where a rule names its fields, or a sentence the value, it is nothing else, and
    nothing at all where these refuse the call.

    :param saving: its ``said`` are the mappings that have a say, each with its value;
        its ``target`` is an empty recordset
    :param Exception error: what Odoo said of the record
    :rtype: list
    """
    target = saving.target
    # What is mapped last matters least, and a record is found again by its keys.
    said = sorted(reversed(saving.said), key=lambda item: item[0].is_match_key)
    named = _fields_of_rule(target, error)
    blamed = [item for item in said if item[0].field in named]
    if not blamed:
        text = _bare(text_of(error))
        blamed = [item for item in said if _is_mentioned(item[1], text)]
    found = [item for item in blamed or said if _may_be_left_out(item[0])]
    if not blamed:
        found.sort(key=lambda item: not _is_labelled(target, item[0], error))
    return found


def place_of(error):
    """What tells an error from another one: its rule, or where it is raised."""
    if is_violation(error):
        return error.diag.constraint_name
    if named := getattr(error, "inbound_webhook_fields", None):
        return named
    trail = error.__traceback__
    while trail and trail.tb_next:
        trail = trail.tb_next
    return trail and (trail.tb_frame.f_code, trail.tb_lineno)


def _may_be_left_out(mapping):
    return mapping.on_invalid != "refuse" and mapping.field != "id"


def _fields_of_rule(target, error):
    """The fields that a rule is about, as far as it says so."""
    if is_violation(error):
        return _fields_of_constraint(target, error.diag)
    model, names = getattr(error, "inbound_webhook_fields", (None, frozenset()))
    return names if model in (target._name, *target._inherits) else frozenset()


def _fields_of_constraint(target, diag):
    tables = {name: target.env[name]._table for name in target._inherits}
    if diag.table_name not in (target._table, *tables.values()):
        return frozenset()
    if diag.column_name:
        return frozenset({diag.column_name})
    target.env.cr.execute(
        """
        SELECT pg_get_constraintdef(oid) FROM pg_constraint
         WHERE conname = %(name)s AND conrelid = to_regclass(%(table)s)
         UNION ALL
        SELECT pg_get_indexdef(indexrelid) FROM pg_index
         WHERE indexrelid = to_regclass(%(name)s)
        """,
        {"name": diag.constraint_name, "table": diag.table_name},
    )
    rules = [rule.partition("(")[2] for [rule] in target.env.cr.fetchall()]
    words = frozenset().union(*map(words_of_sql, rules))
    return words & target._fields.keys()


def _is_mentioned(value, text):
    if is_empty(value) or isinstance(value, bool):
        return False
    said = _bare(str(to_json(value)))
    return len(said) >= _SHORTEST_MENTIONED and said in text


def _is_labelled(target, mapping, error):
    label = _bare(target._fields[mapping.field]._description_string(target.env))
    return bool(label) and label in _bare(text_of(error))


def _bare(text):
    """The letters and digits of a text: numbers are written with other signs."""
    return "".join(filter(str.isalnum, text)).casefold()
