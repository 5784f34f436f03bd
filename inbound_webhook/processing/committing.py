"""The commit of a call: what comes after it cannot change the answer."""

import logging

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo.tools import SQL
from odoo.tools.misc import Callbacks

from ..log_masking import log_failure

_logger = logging.getLogger(__name__)


class _Guarded(Callbacks):
    """Functions that wait for a commit, of which none keeps the next from running."""

    __slots__ = ()

    def run(self):
        """Call all functions, and log those that fail."""
        while self._funcs:
            function = self._funcs.popleft()
            try:
                function()
            except Exception as error:
                log_failure(_logger, "A step after the commit of a call failed", error)
        self.clear()


def commit(env):
    """Commit what a call did. Once that is done, nothing raises any more.

    Odoo runs what waits for the commit (waking crons, sending e-mails, another addon's
    calls of other systems) before it answers, and answers 500 where that fails, as it
    does while there is no further connection to the database. A sender that is told so
    sends again what is done already.

    :raise Exception: it could not be committed, and is not
    """
    cr = env.cr
    cr.flush()
    invalidated = _tell_other_workers(env)
    waiting, guarded = cr.postcommit, _Guarded()
    guarded._funcs, guarded.data = waiting._funcs, waiting.data
    cr.postcommit = guarded
    try:
        cr.commit()  # pylint: disable=invalid-commit
    finally:
        cr.postcommit = waiting
    _have_told(env.registry, invalidated)


def _tell_other_workers(env):
    """Have them forget what they cached, once this is committed.

    ``Registry.signal_changes`` (odoo/orm/registry.py) does it after the commit, over
    one more connection.

    :return: what is to be forgotten: names of caches, or ``registry``
    """
    registry = env.registry
    names = sorted(registry.cache_invalidated)
    if registry.registry_invalidated:
        names = ["registry"]
    for name in names:
        table = SQL.identifier(f"orm_signaling_{name}")
        env.cr.execute(SQL("INSERT INTO %s DEFAULT VALUES", table))
    return names


def _have_told(registry, names):
    """Remember what was told, so that Odoo does not tell it again."""
    if names == ["registry"]:
        registry.registry_sequence += 1
        registry.registry_invalidated = False
        names = ()
    for name in names:
        registry.cache_sequences[name] += 1
    registry.cache_invalidated.clear()


def commit_row(call, progress):
    """Commit the row of a call before it is processed.

    :param Progress progress: where it is kept
    """
    progress.call_id, progress.row = call.id, (call, call._known())
    # What was recorded must survive what comes next.
    call.env.cr.commit()  # pylint: disable=invalid-commit
    progress.recall_row()


def commit_unacknowledged(env):
    """Commit what nobody has been told of yet, without waiting for the disk."""
    env.flush_all()
    env.cr.execute(SQL("SET LOCAL synchronous_commit TO off"))
    env.cr.commit()  # pylint: disable=invalid-commit


def in_own_transaction(env, statement):
    """Execute a statement that counts, in a transaction of its own.

    It sees what others have committed up to then (READ COMMITTED), so two that count in
    one row wait for each other for as long as the statement takes, and none of them
    fails. What a call does takes longer, and begins after it with a new snapshot.

    :param env: whose transaction has done nothing yet but read; that one ends
    :param SQL statement: gives rows
    :return: the rows
    """
    cr = env.cr
    cr.rollback()
    # Not in tests: there, all cursors share one transaction, which is never over.
    if cr.connection.info.transaction_status == TRANSACTION_STATUS_IDLE:
        statement = SQL(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            " SET LOCAL synchronous_commit TO off; %s",
            statement,
        )
    cr.execute(statement)
    rows = cr.fetchall()
    cr.commit()  # pylint: disable=invalid-commit
    return rows


def roll_back(env):
    """Undo all of this transaction, and what is remembered of it."""
    env.cr.rollback()
    env.transaction.reset()
    env.registry.reset_changes()
