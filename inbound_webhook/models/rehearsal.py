"""A transaction in which a call is processed for real and nothing of it is left.

It is a transaction of its own, and no part of the one at hand: what waits for a commit
(e-mails, calls of other URLs, notifications), what the ORM remembers and who the
default user is go with it, whatever the code of an action did to them.
"""

import contextlib
import contextvars
import re
from dataclasses import dataclass, field

from odoo.exceptions import UserError

_current = contextvars.ContextVar("inbound_webhook_rehearsal", default=None)
_ENDS_TRANSACTION = re.compile(
    r"\s*(commit|end|abort|prepare\s+transaction|rollback(?!(\s+\w+)?\s+to\b))\b",
    re.IGNORECASE,
)


@dataclass
class Ran:
    """A server action that ran.

    :param action_id: which one
    :param is_own: it belongs to the webhook, and is not set off by the record's change
    :param is_held: it would reach other systems, and was not run
    :param error: why it failed, in words
    """

    action_id: int
    is_own: bool
    is_held: bool = False
    error: str | None = None


@dataclass
class Rehearsal:
    """What is told of a rehearsal beside the call's own trace.

    :param actions: what ran, in order
    :param mails: ``{"subject", "to"}`` of each e-mail that would be sent
    """

    actions: list[Ran] = field(default_factory=list)
    mails: list[dict[str, str]] = field(default_factory=list)


def current_rehearsal():
    """The ``Rehearsal`` that runs, None outside of one.

    Kept beside the environments, since the code of an action can make new ones.
    """
    return _current.get()


@contextlib.contextmanager
def rehearsing(env):
    """Give a cursor whose transaction cannot be committed, and the ``Rehearsal``.

    :param env: of the person who is told why something is refused
    """
    rehearsal, cr = Rehearsal(), env.registry.cursor()
    token = _current.set(rehearsal)
    try:
        _refuse_to_end(cr, env)
        yield cr, rehearsal
    finally:
        _current.reset(token)
        for name in ("commit", "rollback", "execute"):
            vars(cr).pop(name, None)
        cr.rollback()
        cr.close()
        # Caches that are shared by all transactions may hold what was undone.
        env.registry.reset_changes()


def _refuse_to_end(cr, env):
    """Have the code of actions told that it cannot end the transaction."""
    sentence = env._(
        "A test cannot show this action: it saves or undoes changes by itself "
        "(commit or rollback), so that they would be there for good. Nothing was saved."
    )
    execute = cr.execute

    def refuse():
        raise UserError(sentence)

    def execute_unless_it_ends(query, *args, **options):
        if _ENDS_TRANSACTION.match(getattr(query, "code", query)):
            refuse()
        return execute(query, *args, **options)

    cr.commit = cr.rollback = refuse
    cr.execute = execute_unless_it_ends
