"""A transaction in which a call is processed for real and nothing of it is left.

It is a transaction of its own, and no part of the one at hand: what waits for a commit
(e-mails, calls of other URLs, notifications), what the ORM remembers and who the
default user is go with it, whatever the code of an action did to them.
"""

import contextlib
import contextvars
from dataclasses import dataclass, field

from odoo.exceptions import UserError

from .seal import Seal, begin_afresh, connection_of, sealed, spend

_current = contextvars.ContextVar("inbound_webhook_rehearsal", default=None)


@dataclass
class Ran:
    """A server action that ran.

    :param action_id: which one
    :param is_own: it belongs to the webhook, and is not set off by the record's change
    :param is_held: it would have effects at once, and was not run
    :param error: why it failed, in words
    """

    action_id: int
    is_own: bool
    is_held: bool = False
    error: str | None = None


@dataclass
class Rehearsal:
    """What is told of a rehearsal beside the call's own trace.

    :param words: what is said of each thing that code cannot do here, by its name
    :param actions: what ran, in order
    :param mails: ``{"subject", "to"}`` of each e-mail that would be sent
    :param refusals: what was said, whether or not the code went on after it
    """

    words: dict[str, str]
    actions: list[Ran] = field(default_factory=list)
    mails: list[dict[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def refuse(self, what):
        """Have code told that it cannot do something in a test.

        :param str what: a key of ``words``
        :raise UserError: always
        """
        self.refusals.append(self.words[what])
        raise UserError(self.words[what])


def current_rehearsal():
    """The ``Rehearsal`` that runs, None outside of one.

    Kept beside the environments, since the code of an action can make new ones.
    """
    return _current.get()


def outside_of_rehearsal(run, *args):
    """What a function returns that is no part of what is tried out."""
    context = contextvars.copy_context()
    context.run(_current.set, None)
    return context.run(run, *args)


@contextlib.contextmanager
def rehearsing(env):
    """Give a cursor whose transaction cannot be committed, and the ``Rehearsal``.

    :param env: of the person who is told why something is refused
    """
    rehearsal = Rehearsal(_words(env))
    with contextlib.ExitStack() as ends:
        # Caches that are shared by all transactions may hold what was undone.
        ends.callback(env.registry.reset_changes)
        cr = ends.enter_context(_transaction(env, rehearsal))
        ends.callback(_current.reset, _current.set(rehearsal))
        yield cr, rehearsal


@contextlib.contextmanager
def _transaction(env, rehearsal):
    cr = env.registry.cursor()
    # Tests of Odoo have one connection for all cursors.
    is_separate = connection_of(cr) is not connection_of(env.cr)
    try:
        with contextlib.ExitStack() as ends:
            seal = _seal(cr, rehearsal)
            if is_separate:
                ends.enter_context(_only_read(env, rehearsal))
                begin_afresh(cr)
            env["inbound.webhook.rehearsal.seal"]._put_on(cr)
            ends.enter_context(_without_end(cr, seal))
            yield cr
    finally:
        # Code that waits for a rollback has effects of its own.
        cr.prerollback.clear()
        cr.postrollback.clear()
        if is_separate:
            spend(cr)
        cr.rollback()
        cr.close()


@contextlib.contextmanager
def _without_end(cr, seal):
    """Have the code of actions told that it cannot end the transaction."""
    cr.commit = cr.rollback = cr.close = seal.refuse_end
    try:
        with sealed(cr, seal):
            yield
    finally:
        for name in ("commit", "rollback", "close"):
            del vars(cr)[name]


@contextlib.contextmanager
def _only_read(env, rehearsal):
    """Keep code from the transaction at hand, which is committed after the test.

    It is not its own, but code finds it in the web request.
    """
    cr = env.cr
    env.flush_all()
    # What is set here ends with the savepoint.
    savepoint = cr.savepoint(flush=False)
    try:
        cr.execute("SET TRANSACTION READ ONLY")
        with sealed(cr, _seal(cr, rehearsal)):
            yield
    finally:
        savepoint.close(rollback=True)


def _seal(cr, rehearsal):
    return Seal(
        refuse_end=lambda: rehearsal.refuse("end"),
        refuse_write=lambda: rehearsal.refuse("connection"),
        readonly=cr.readonly,
    )


def _words(env):
    return {
        "end": env._(
            "A test cannot show this action: it saves or undoes changes by itself "
            "(commit or rollback), so that they would be there for good. Nothing was "
            "saved."
        ),
        "connection": env._(
            "A test cannot show this action: it uses another connection to the "
            "database, whose changes would be there for good. Nothing was saved."
        ),
        "thread": env._(
            "A test cannot show this action: it goes on beside the call (in a thread), "
            "and its changes would be there for good. Nothing was saved."
        ),
    }
