"""Connections that nothing can commit, whatever the code that holds them tries.

The object that Odoo's cursors are made of is sealed, not the cursor: code reaches that
as well (``cr._cnx``, ``cr._obj``, ``cr.connection``). The connection refuses to end its
transaction, and its cursors refuse statements that would.
"""

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from psycopg2 import extensions
from psycopg2.errors import Error, ReadOnlySqlTransaction

from ...engine.statements import ends_transaction

#: What ends the transaction, or begins another: methods of psycopg2's connections.
_METHODS = (
    "commit",
    "reset",
    "rollback",
    "set_client_encoding",
    "set_isolation_level",
    "set_session",
    "tpc_begin",
    "tpc_commit",
    "tpc_prepare",
    "tpc_recover",
    "tpc_rollback",
)
#: A setting that says how quoted texts are read; the server tells its value.
_STRINGS = "standard_conforming_strings"
_SETTINGS = ("autocommit", "deferrable", "isolation_level")


@dataclass(frozen=True)
class Seal:
    """What a sealed connection does instead of what it refuses.

    :param refuse_end: called where the transaction would end; raises
    :param refuse_write: called where a transaction that may only be read would be
        written to; raises
    :param readonly: what the connection says of itself
    """

    refuse_end: Callable[[], NoReturn]
    refuse_write: Callable[[], NoReturn]
    readonly: bool | None


class _SealedCursor:
    def execute(self, *args, **options):
        statement = self.mogrify(*args, **options)
        self._check(statement)
        try:
            return super().execute(statement)
        except ReadOnlySqlTransaction:
            self.connection.seal.refuse_write()

    def executemany(self, query, vars_list):
        rows = list(vars_list)
        for row in rows:
            self._check(self.mogrify(query, row))
        return super().executemany(query, rows)

    def callproc(self, procname, *args):
        self._check(f"SELECT * FROM {procname}".encode())
        return super().callproc(procname, *args)

    def copy_expert(self, sql, *args, **options):
        self._check(self.mogrify(sql))
        return super().copy_expert(sql, *args, **options)

    def _check(self, statement):
        # Where the transaction is not the one any more that was begun, whatever ended
        # it, nothing holds back the next.
        connection, text = self.connection, statement.decode(errors="replace")
        is_over = (
            connection.get_transaction_status() == extensions.TRANSACTION_STATUS_IDLE
        )
        escapes = connection.info.parameter_status(_STRINGS) == "off"
        if is_over or ends_transaction(text, escapes):
            connection.seal.refuse_end()


class _SealedConnection:
    seal: Seal

    def cursor(self, name=None, cursor_factory=None, *args, **options):
        kind = cursor_factory or self.cursor_factory or extensions.cursor
        return super().cursor(name, _sealed(kind, _SealedCursor), *args, **options)

    @property
    def readonly(self):
        return self.seal.readonly

    @readonly.setter
    def readonly(self, _value):
        self.seal.refuse_end()


def _refused(self, *_args, **_options):
    self.seal.refuse_end()


def _unchangeable(name):
    return property(
        lambda self: getattr(super(_SealedConnection, self), name), _refused
    )


for _name in _METHODS:
    setattr(_SealedConnection, _name, _refused)
for _name in _SETTINGS:
    setattr(_SealedConnection, _name, _unchangeable(_name))


class _Spent:
    """Ends with its transaction: no other call is to find what was left in it."""

    def rollback(self):
        with contextlib.suppress(Error):
            extensions.connection.rollback(self)
        self.close()


@functools.cache
def _sealed(kind, by):
    return type(f"{by.__name__}{kind.__name__}", (by, kind), {})


def connection_of(cr):
    """The connection under a cursor of Odoo's."""
    return _innermost(cr)._cnx


def begin_afresh(cr):
    """Begin a transaction, after which all others of the connection are read-only.

    :param cr: a cursor of Odoo's, with nothing done yet
    """
    connection = connection_of(cr)
    # psycopg2 begins each transaction with what is set here.
    connection.set_session(readonly=True)
    cr.execute("SET TRANSACTION READ WRITE")


@contextlib.contextmanager
def sealed(cr, seal):
    """Seal the connection of a cursor, as long as this is open.

    :param cr: a cursor of Odoo's
    :param Seal seal: what is said instead
    """
    inner = _innermost(cr)
    connection, psycopg_cursor = inner._cnx, inner._obj
    kind = type(connection)
    connection.seal = seal
    connection.__class__ = _sealed(kind, _SealedConnection)
    inner._obj = connection.cursor()
    try:
        yield
    finally:
        inner._obj = psycopg_cursor
        connection.__class__ = kind
        del connection.seal


def spend(cr):
    """Have the connection of a cursor closed with it, and not used again."""
    connection = connection_of(cr)
    connection.__class__ = _sealed(type(connection), _Spent)


def _innermost(cr):
    """The cursor that has a connection: those of Odoo's tests are around another."""
    while "_cursor" in vars(cr):
        cr = cr._cursor
    return cr
