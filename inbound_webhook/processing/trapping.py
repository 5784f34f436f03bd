"""Calls that a program has filled in, where it was to be a person.

Whoever wrote it could send the same with the trap and without, and compare. So a call
that fills in the trap is told what any other would be, as far as that is known without
looking at a record: what is wrong with its values, that it was too fast, that the
handler does not want it, and else that it is well. Of what was done, a handler with a
trap says nothing to anybody (``Outcome.without_record``).
"""

from dataclasses import replace

from ..engine.bots import seconds_taken
from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from . import applying, items, repeats, steps
from .run import Findings


def keep_bots_out(run):
    """End a call of a program.

    A replay is processed: whoever asks for it has looked.
    """
    if run.call.kind == "replay":
        return None
    bots, is_query = run.spec.bots, run.query is run.payload
    is_sprung = bots.is_sprung(run.payload)
    # What is said of a call may name what else it brings: not that, of either.
    run.payload = bots.without_trap(run.payload)
    run.query = run.payload if is_query else run.query
    if not is_sprung:
        return _too_fast(run)
    told = steps.walk(_as_any_other(run), run)
    # It is no first call that others could repeat.
    run.findings = Findings()
    run.trace.stopped("parse", "trapped", field=bots.trap)
    return replace(
        told,
        reason="trapped",
        told_as=told.told_as or told.reason,
        detail=told.message
        and _lt(
            "The trap field is filled in, as programs do. The sender was told what "
            "anybody is: %(said)s",
            said=told.message,
        ),
        results=None,
        result_details=None,
        notes=[],
    )


def _too_fast(run):
    bots, payload = run.spec.bots, run.payload
    if not bots.seconds:
        return None
    if bots.is_too_fast(payload):
        message = _lt("It was sent sooner than a person fills in a form.")
    elif seconds_taken(payload) is None and run.call.kind == "call":
        message = _lt(
            "The form does not say how long it was filled in. Scripts have to be "
            "switched on."
        )
    else:
        return None
    run.fail("too_fast", message)
    return Outcome("too_fast", message=message)


def _as_any_other(run):
    """The steps that tell how a call would end, and do nothing."""
    extract = items.extract if run.spec.split_path else steps.extract
    way = [
        ("parse", _too_fast),
        ("parse", repeats.fingerprint),
        ("extract", extract),
    ]
    if run.may_wait and run.well == "done":
        way.append(("queue", steps.fall_in))
    if run.well == "done":
        way.append(("conditions", _check_conditions))
    return [*way, ("apply", _check_said), ("apply", _all_is_well)]


def _check_conditions(run):
    if not run.spec.split_path:
        return steps.check_conditions(run)
    return items.check_each(run, steps.check_conditions)


def _check_said(run):
    if not run.spec.split_path:
        return steps.check_said(run)
    return items.check_each(run, steps.check_said)


def _all_is_well(run):
    applying.check_runs(run)
    return Outcome(run.well)
