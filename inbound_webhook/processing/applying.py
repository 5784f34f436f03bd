"""A call is applied to its record, as the user of its handler."""

import contextlib

from ..engine.errors import KeyMissing
from ..engine.outcomes import Outcome
from ..engine.values import MISSING
from . import attachments, look_up_answers, writing
from .business_env import business_env
from .call_context import CALL_CONTEXT_KEY, CallContext
from .event_order import older_phrase
from .odd_values import Trials


def apply(run):
    """Find the record, and write it, as the handler's user."""
    check_runs(run)
    run.applied = applied = _applied(run, _env_of_user(run))
    _attach(run)
    model = run.spec.record.model
    for note in applied.notes:
        run.note("apply", note, model=model)
    if run.spec.listing:
        return look_up_answers.list_found(run)
    details = {"model": model, "id": applied.record.id or None}
    details |= applied.match.details()
    if applied.operation == "not_found":
        run.trace.stopped("apply", "not_found", **details)
        return Outcome("not_found", operation="not_found")
    if applied.older:
        run.trace.stopped("apply", "older", **details, **applied.older)
        return Outcome("older", detail=older_phrase(applied.older))
    if applied.is_ignored:
        run.trace.stopped("apply", applied.operation, **details)
        return Outcome("ignored")
    run.trace.passed("apply", applied.operation, changes=applied.changes, **details)
    return None


def check_runs(run):
    """:raise InvalidSetup: the handler cannot run as its user any more"""
    if run.spec.runner.obstacle:
        run.handler._check_runs()


def _env_of_user(run):
    """The environment of the handler's user, which knows of the call."""
    context = CallContext(
        run.call, run.spec, run.values, run.payload.value, allowance=run.allowance
    )
    context.tell(run.notes)
    return business_env(run.env, run.spec.runner, **{CALL_CONTEXT_KEY: context})


def _applied(run, env):
    """What was done: all that the call says, or what was left out before.

    :rtype: Applied
    """
    if run.item is MISSING:
        run.rest = run.call._rest().get(None)
    if run.spec.method == "get":
        return _looked_up(env, run)
    return _completed(env, run) if run.rest else _saved(env, run)


def _attach(run):
    """Attach the files of a call that wrote its record."""
    if run.spec.method == "get" or run.applied.is_ignored:
        return
    files = attachments.files_left if run.rest else attachments.files_of
    attachments.attach(run.applied.remaining, files(run))


def _completed(env, run):
    emptied, rest = run.extraction.emptied, run.rest
    with _trials(run) as trials:
        return writing.complete(
            env, run.spec, run.call, run.values, emptied, rest, trials
        )


def _looked_up(env, run):
    try:
        return writing.look_up(env, run.spec, run.values)
    except KeyMissing as error:
        raise run.extraction.instead_of(error) from error


def _saved(env, run):
    emptied, silent = run.extraction.emptied, silence(run)
    try:
        with _trials(run) as trials:
            return writing.save(
                env, run.spec, run.call, run.values, emptied, silent, trials
            )
    except KeyMissing as error:
        raise run.extraction.instead_of(error) from error


@contextlib.contextmanager
def _trials(run):
    """What leaves out what Odoo refuses, where that is looked for.

    The trace says where it was in vain.
    """
    trials = Trials(run) if run.is_careful and run.spec.record.may_leave_out else None
    try:
        yield trials
    finally:
        if trials and trials.in_vain:
            model = run.spec.record.model
            run.trace.noted("apply", "in_vain", fields=trials.in_vain, model=model)


def silence(run):
    """Why no record is made of a call that says nothing of it; None where it does.

    Where the handler makes one of fixed values alone, that a call came says it all. The
    sender's id says which record is meant, and nothing of it.
    """
    record = run.spec.record
    names = {name for mapping in record.mappings for name in mapping.names}
    if not names or attachments.files_of(run):
        return None
    speaking = [item for item in run.spec.parameters if item.name in names]
    return run.extraction.silence(speaking)
