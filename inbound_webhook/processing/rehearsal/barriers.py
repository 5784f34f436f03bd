"""Bars the ways out of a rehearsal beside its connection: other cursors and threads.

Odoo has no hook for these, and code of actions gets at them in many ways, as
``env.registry.cursor()``, ``self.pool.cursor()`` and ``odoo.sql_db.db_connect()``. So
what all of them go through is extended for the whole process. Outside of a rehearsal it
works as ever.
"""

import functools
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from odoo.netsvc import PostgreSQLHandler
from odoo.sql_db import BaseCursor

from .transaction import current_rehearsal, outside_of_rehearsal


def install():
    """Put the barriers in place; once is enough."""
    BaseCursor.__init__ = _opening(BaseCursor.__init__)
    Thread.start = _starting(Thread.start)
    ThreadPoolExecutor.submit = _starting(ThreadPoolExecutor.submit)
    # The server's log may be a table, and is none of what code does.
    PostgreSQLHandler.emit = _outside(PostgreSQLHandler.emit)


def _opening(initialize):
    @functools.wraps(initialize)
    def initialize_unless_rehearsing(self, *args, **options):
        initialize(self, *args, **options)
        rehearsal = current_rehearsal()
        if rehearsal:
            # For Odoo's cursors, which complain when they are not closed.
            self._closed = True
            rehearsal.refuse("connection")

    return initialize_unless_rehearsing


def _starting(start):
    @functools.wraps(start)
    def start_unless_rehearsing(self, *args, **options):
        rehearsal = current_rehearsal()
        if rehearsal:
            # It would not know of the rehearsal, nor end with it.
            rehearsal.refuse("thread")
        return start(self, *args, **options)

    return start_unless_rehearsing


def _outside(method):
    @functools.wraps(method)
    def run_outside(*args):
        return outside_of_rehearsal(method, *args)

    return run_outside
