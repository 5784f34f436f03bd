"""Keeps tokens and the values of calls out of the server's log.

The web server logs the address of each request, and that of a handler is a secret: who
knows it can send calls. Others log it too: the dump of all threads, the profiler, an
addon that says what it was asked for. So addresses are masked in each line of the log,
wherever it comes from and goes to. The database layer logs statements with all their
values, and those of a call are personal data.
"""

import contextlib
import contextvars
import logging
import re
import traceback

from psycopg2 import IntegrityError

from odoo.exceptions import UserError

from .engine.masking import mask_addresses, mask_request_lines
from .failure_kinds import CONFLICT, VALUE, kind_of

#: The loggers of Odoo's web servers, whose lines are about requests.
_WEB_SERVERS = ("werkzeug", "longpolling")
_DATABASE = "odoo.sql_db"
#: How the database layer says that it ran a statement.
_QUERY = "[%.3f ms] query: %s"
_OUR_TABLES = "inbound_webhook_"
_STATEMENT = re.compile(
    r"\s*(?P<verb>\w+)(?:.*?(?:INTO|FROM|UPDATE)\s+\"?(?P<table>\w+))?",
    re.IGNORECASE | re.DOTALL,
)
_masking_statements = contextvars.ContextVar("inbound_webhook_masking", default=False)


@contextlib.contextmanager
def masked_statements():
    """Log SQL statements without their values, as long as this is open."""
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


class _MaskingFactory:
    """Makes records of the log without addresses of handlers.

    A filter would be the place for it, but those of a logger do not see what loggers
    below it say, and those of a handler see nothing of the handlers that come later.

    :param make: the factory in place
    """

    def __init__(self, make):
        self._make = make

    def __call__(self, name, *args, **kwargs):
        record = self._make(name, *args, **kwargs)
        if name == _DATABASE and _masking_statements.get():
            return record  # the filter leaves nothing of it that could be masked
        mask = mask_request_lines if name in _WEB_SERVERS else mask_addresses
        # A message that cannot be formatted is for the handlers to complain about.
        with contextlib.suppress(Exception):
            message = record.getMessage()
            masked = mask(message)
            if masked != message:
                record.msg, record.args = masked, ()
        if record.exc_info:
            # As handlers write it, once for all of them; they keep what is there.
            text = logging.Formatter().formatException(record.exc_info)
            masked = mask(text)
            if masked != text:
                record.exc_text = masked
        return record


def _is_in_order(error):
    """Whether an error is no trouble of the server, and the row of the call says it.

    A conflict, after which a call begins again; values that the database refuses; and
    what a test refuses, which says so itself.
    """
    if isinstance(error, IntegrityError | UserError):
        return True
    return kind_of(error) in (CONFLICT, VALUE)


def _mask_statement(record):
    if record.msg == _QUERY:
        _mask_query(record)
        return True
    if not _masking_statements.get():
        _mask_failing_row(record)
        return True
    if record.levelno >= logging.ERROR:
        if any(map(_is_in_order, _errors(record))):
            return False
        kinds = _kinds(record)
        record.msg, record.args = "A statement of an inbound call failed: %s", (kinds,)
    return True


def _mask_query(record):
    """Leave out the values of a statement of a call, and of any on our tables: who sets
    a handler up writes its token.
    """
    milliseconds, statement = record.args
    if _masking_statements.get() or _OUR_TABLES in statement:
        named = _STATEMENT.match(statement)
        record.args = (milliseconds, " ".join(filter(None, named.groups())))


def _mask_failing_row(record):
    """Leave out the values of a statement on our tables that failed.

    What the database says of one that breaks a constraint quotes the whole row: of a
    handler, its token and its secrets.
    """
    if record.levelno < logging.ERROR:
        return
    if any(_OUR_TABLES in str(arg) for arg in record.args or ()):
        message = "A statement on the tables of webhooks failed: %s"
        record.msg, record.args = message, (_kinds(record),)


def _errors(record):
    return [arg for arg in record.args or () if isinstance(arg, Exception)]


def _kinds(record):
    return ", ".join(type(error).__name__ for error in _errors(record))


def install():
    """Put both in place; once is enough."""
    logging.setLogRecordFactory(_MaskingFactory(logging.getLogRecordFactory()))
    logging.getLogger(_DATABASE).addFilter(_mask_statement)
