"""What is said of a call that failed: plain sentences, with Python's words apart.

Whoever mends it reads what failed and where that is set up. Exceptions carry what only
the place knows where they are raised: the rule that ran, the right that was missing.
"""

from dataclasses import dataclass
from typing import Any

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError

from ..engine.body.text import shortened, storable
from ..engine.phrases import Phrase, _lt
from ..failure_kinds import raised_in_code
from ..rights.login_contacts import LoginContactProtected
from .phrases import model_term
from .violations import text_of, violated_rule

_LONGEST_CAUSE = 200
_LONGEST_TECHNICAL = 2_000
_DENIED = {
    "read": _lt("The user “%(user)s” may not read records of “%(model)s”."),
    "write": _lt("The user “%(user)s” may not change records of “%(model)s”."),
    "create": _lt("The user “%(user)s” may not create records of “%(model)s”."),
    "unlink": _lt("The user “%(user)s” may not delete records of “%(model)s”."),
}
_DENIED_BY_RULE = {
    "read": _lt(
        "A record rule keeps the user “%(user)s” from reading this record of "
        "“%(model)s”."
    ),
    "write": _lt(
        "A record rule keeps the user “%(user)s” from changing this record of "
        "“%(model)s”."
    ),
    "create": _lt(
        "A record rule keeps the user “%(user)s” from creating this record of "
        "“%(model)s”."
    ),
    "unlink": _lt(
        "A record rule keeps the user “%(user)s” from deleting this record of "
        "“%(model)s”."
    ),
}


@dataclass(frozen=True)
class Denied:
    """A right that somebody lacks.

    :param operation: read, write, create or unlink
    :param model: technical name
    :param user: name of who lacks it
    :param by_rule: whether a record rule denies it, and not the access rights
    """

    operation: str
    model: str
    user: str
    by_rule: bool = False


@dataclass(frozen=True)
class Failure:
    """What is said of an exception.

    :param sentence: for whoever mends it
    :param technical: Python's own words, None where the sentence says it all
    :param rule: ``{"id", "name"}`` of the automation rule that failed, or None
    """

    sentence: str
    technical: str | None = None
    rule: dict[str, Any] | None = None

    def details(self):
        """For the line of the trace."""
        details = {"technical": self.technical, "rule": self.rule}
        return {name: value for name, value in details.items() if value}


def blame(error, rule_id, rule_name):
    """Note on an exception in which rule it was raised; the innermost one counts."""
    if not hasattr(error, "inbound_webhook_rule"):
        error.inbound_webhook_rule = {"id": rule_id, "name": rule_name}


def failing_rule(error):
    """The rule in which an exception was raised, None for none.

    :return: its ``id`` and ``name``
    """
    return getattr(error, "inbound_webhook_rule", None)


def failure_of(env, error, handler):
    """What is said of an exception.

    :param env: environment that may read the names of models; after a failure in the
        database, one whose transaction works again
    :param Exception error: anything that a step raised
    :param handler: of the call
    :rtype: Failure
    """
    rule = failing_rule(error)
    if isinstance(error, AccessError):
        sentence = _denied(env, error, handler)
        technical = _text_of(error)
    elif isinstance(error, UserError):
        sentence, technical = _text_of(error), None
    elif isinstance(error, IntegrityError):
        sentence, technical = violated_rule(env, error, handler), None
    else:
        sentence = _cause(error)
        technical = f"{type(error).__qualname__}: {error}"
    technical = technical and storable(technical[:_LONGEST_TECHNICAL])
    return Failure(in_rule(rule, sentence), technical, rule)


def in_rule(rule, sentence):
    """A sentence about a failure, with the rule in which it came about.

    :param rule: as :func:`failing_rule` gives it
    """
    if not rule:
        return sentence
    return _lt(
        "The rule “%(rule)s” failed: %(reason)s", rule=rule["name"], reason=sentence
    )


def _denied(env, error, handler):
    if isinstance(error, LoginContactProtected):
        return error.sentence
    denied = getattr(error, "inbound_webhook_denied", None)
    user = denied.user if denied else handler.user_id.name
    if denied:
        words = (_DENIED_BY_RULE if denied.by_rule else _DENIED)[denied.operation]
        what = Phrase(words.template, user=user, model=model_term(env, denied.model))
    else:
        what = _lt("The user “%(user)s” lacks a right that this takes.", user=user)
    return _lt(
        "%(what)s Give this user the right, or choose another one in the handler, in "
        "the tab Settings, at Runs As.",
        what=what,
    )


def _text_of(error):
    return storable(text_of(error))


def _cause(error):
    """The first line of what an exception says, without Odoo's wrapping of code."""
    error = raised_in_code(error)
    lines = str(error).strip().splitlines()
    if isinstance(error, LookupError) or not lines:
        lines = [f"{type(error).__name__}: {''.join(lines[:1])}"]
    return storable(shortened(lines[0], _LONGEST_CAUSE))
