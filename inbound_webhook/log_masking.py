"""Keeps tokens and the values of calls out of the server's log.

The web server logs the address of each request, and that of a handler is a secret.
The database layer logs a statement that fails with all its values, and those of a
call are personal data.
"""

import contextlib
import contextvars
import logging
import re
import traceback

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

# What is no trouble of the server: a conflict, after which Odoo tries again, a rule of
# the database that refuses values, and what a test refuses; the row of the call, or the
# test, says which.
_IN_ORDER = (IntegrityError, UserError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
_ADDRESS = re.compile(r"(/inbound/)[^\s\"']+")
_masking_statements = contextvars.ContextVar("inbound_webhook_masking", default=False)


@contextlib.contextmanager
def masked_statements():
    """Log failing SQL statements without their text, as long as this is open."""
    token = _masking_statements.set(True)
    try:
        yield
    finally:
        _masking_statements.reset(token)


def log_failure(logger, what, error):
    """Log an unexpected exception without its message, which may hold such values.

    :param str what: what failed, and where
    """
    stack = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", what, type(error).__qualname__, stack)


def _mask_address(record):
    message = record.getMessage()
    if "/inbound/" in message:
        record.msg, record.args = _ADDRESS.sub(r"\1***", message), ()
    return True


def _mask_statement(record):
    if _masking_statements.get() and record.levelno >= logging.ERROR:
        errors = [arg for arg in record.args or () if isinstance(arg, Exception)]
        if any(isinstance(error, _IN_ORDER) for error in errors):
            return False
        kinds = ", ".join(type(error).__name__ for error in errors)
        record.msg, record.args = "A statement of an inbound call failed: %s", (kinds,)
    return True


def install():
    """Put the filters in place; once is enough."""
    logging.getLogger("werkzeug").addFilter(_mask_address)
    logging.getLogger("odoo.sql_db").addFilter(_mask_statement)
