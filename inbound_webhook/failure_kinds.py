"""What an exception says of a call: whether sending it again is of any use.

The one place that tells them apart. A *conflict* is another transaction's change, and
the call is taken again at once; an *outage* is the database's or the server's trouble,
and its sender sends it again later; a *value* is what the call brings, and the same
call would fail again. All else is a failure of ours (None).
"""

import re

import psycopg2
from psycopg2 import errors
from psycopg2.pool import PoolError

from odoo.exceptions import ConcurrencyError, LockError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

CONFLICT = "conflict"
OUTAGE = "outage"
VALUE = "value"

#: After these a call begins again.
CONFLICTS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)
#: Data that do not fit, and limits that nothing configures (an index takes no longer
#: key), which psycopg2 counts among the operational errors.
_OF_VALUES = (
    psycopg2.DataError,
    errors.ProgramLimitExceeded,
    errors.StatementTooComplex,
    errors.TooManyColumns,
    errors.TooManyArguments,
)
#: What Python says of a value that nothing can be computed with.
_OF_PYTHON = (OverflowError, RecursionError, UnicodeError)
_OUTAGES = (psycopg2.OperationalError, psycopg2.InterfaceError, PoolError)
_INDEX = re.compile(r"(?P<table>\w+?)__(?P<field>\w+)_index")


def kind_of(error, *, in_code=False):
    """What kind of failure an exception is.

    :param in_code: whether code of an administrator ran, whose own mistakes look like
        a value's
    :return: ``CONFLICT``, ``OUTAGE``, ``VALUE``, or None for a failure of ours
    """
    error = raised_in_code(error)
    if isinstance(error, (*CONFLICTS, LockError)):
        return CONFLICT
    if isinstance(error, _OF_VALUES):
        return VALUE
    if isinstance(error, _OUTAGES):
        return OUTAGE
    return VALUE if isinstance(error, _OF_PYTHON) and not in_code else None


def raised_in_code(error):
    """What was raised in the first place, where ``safe_eval`` made another of it."""
    while " while evaluating\n" in str(error) and error.__context__:
        error = error.__context__
    return error


def field_too_long(error, table):
    """The field whose value is longer than an index takes; None where that is not it.

    :param table: name of the table of the record
    """
    diag = getattr(error, "diag", None)
    index = diag and diag.table_name == table and diag.constraint_name
    found = _INDEX.fullmatch(index or "")
    return found and found["field"]
