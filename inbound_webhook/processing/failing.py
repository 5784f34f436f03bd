"""What is said of a call that a step could not take further: outcome and trace."""

import logging

from psycopg2 import DatabaseError
from psycopg2.errors import NotNullViolation

from odoo.exceptions import AccessError

from ..engine.errors import AmbiguousMatch
from ..engine.outcomes import Outcome, outcome_of
from ..engine.phrases import _lt, joined
from ..failure_kinds import CONFLICT, OUTAGE, VALUE, field_too_long, kind_of
from ..log_masking import log_failure
from ..rights.login_contacts import LoginContactProtected
from ..words.failures import failing_rule, failure_of, in_rule
from ..words.phrases import field_term, model_term
from ..words.violations import unfit_value, violated_rule
from .conflicts import Conflict
from .odd_values import look_closer

_logger = logging.getLogger(__name__)


def refused_by_engine(run, error):
    """The engine says no: to the call, or to what the handler asks of it."""
    details = {name: value for name, value in error.details.items() if name != "lines"}
    outcome = outcome_of(error)
    outcome.message = run.say(outcome.message)
    said = error.phrase
    if isinstance(error, AmbiguousMatch):
        said = _ambiguity(run, error)
        outcome.detail = run.say(said)
        details["model"] = run.spec.record.model
    run.fail(error.code, said, **details)
    return outcome


def _ambiguity(run, error):
    """Which setting has the call refused, for whoever may change it."""
    model = run.spec.record.model
    names = error.details["fields"]
    return _lt(
        "%(count)s records of “%(model)s” have this value in %(fields)s, and the "
        "handler says to refuse such calls: see If Several Match in its tab "
        "Mapping.",
        count=error.details["count"],
        model=model_term(run.env, model),
        fields=joined([field_term(run.env, model, name) for name in names]),
    )


def refused_by_odoo(run, error):
    """Odoo says no: the user may not, or the record would not be valid.

    :raise CareNeeded: it is to be tried without a value
    """
    look_closer(run, error)
    if isinstance(error, AccessError):
        reason = "access_denied"
        message = _lt("The user of this webhook is not allowed to do that.")
    else:
        reason = "rejected"
        message = _lt("The record cannot be saved with these values.")
    if isinstance(error, LoginContactProtected):
        message = error.phrase
    failure = failure_of(run.env, error, run.handler)
    run.fail(reason, failure.sentence, **failure.details())
    detail = run.say(failure.sentence)
    return Outcome(reason, message=run.say(message), detail=detail)


def refused_by_database(run, error):
    """The database says no. In Odoo's words it is said after the rollback.

    :raise Conflict: another call may have been quicker with the same value
    :raise CareNeeded: it is to be tried without a value
    """
    if run.tries and run.tries.may_pass(error):
        raise Conflict from error
    look_closer(run, error)
    run.findings.violation = error
    message = _lt("The record cannot be saved with these values.")
    missing = error.diag.column_name
    target = run.env[run.spec.record.model]
    if isinstance(error, NotNullViolation) and error.diag.table_name == target._table:
        message = _lt(
            "The record cannot be saved without the field %(field)r.", field=missing
        )
    too_long = field_too_long(error, target._table)
    if too_long:
        message = _lt("The field %(field)r cannot hold so long a text.", field=too_long)
    rule = failing_rule(error)
    run.fail("rejected", message, **({"rule": rule} if rule else {}))
    return Outcome("rejected", message=run.say(message))


def explain_violation(env, processed):
    """Add to the outcome which rule of the database was broken, in Odoo's words.

    They are read from the database, so this takes a transaction that works.

    :param processed: a ``Processed`` (or run) whose findings have a ``violation``
    """
    handler = env["inbound.webhook.handler"].browse(processed.spec.id)
    line = processed.trace.lines[-1]
    sentence = violated_rule(env, processed.findings.violation, handler)
    detail = in_rule(line.get("rule"), sentence)
    processed.outcome.detail = detail
    processed.trace.reword(detail)


def stopped(run, error):
    """What became of a call that an exception stopped which no step expects.

    :raise psycopg2.OperationalError: a conflict or a lost database
    """
    kind = kind_of(error, in_code=run.step == "fulfil")
    if kind in (CONFLICT, OUTAGE):
        raise error
    if isinstance(error, DatabaseError) and kind == VALUE:
        return refused_by_database(run, error)
    if kind == VALUE:
        return _unfit(run, error)
    return _failed(run, error)


def _unfit(run, error):
    """A value that nothing can be computed with: the same call would fail again.

    :raise CareNeeded: it is to be tried without that value
    """
    look_closer(run, error)
    message = _lt("The record cannot be saved with these values.")
    detail = unfit_value(error)
    run.fail("rejected", detail)
    return Outcome("rejected", message=run.say(message), detail=run.say(detail))


def _failed(run, error):
    where = f"Inbound call {run.call.id} failed at the step {run.step}"
    log_failure(_logger, where, error)
    failure = failure_of(run.env, error, run.handler)
    run.fail("failed", failure.sentence, **failure.details())
    message = _lt("The webhook failed.")
    detail = run.say(failure.sentence)
    return Outcome("failed", message=run.say(message), detail=detail)
