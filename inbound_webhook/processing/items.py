"""Calls that hold several records: one of each item of a list in the body.

The items share the call: its row, its fingerprint, its answer. Each is a run of its own
through the steps that a call with one record takes.
"""

from dataclasses import replace
from functools import partial

from ..engine.errors import EngineError, OutOfTime, ValueRefused
from ..engine.items import check_item_count, is_blank, split_items
from ..engine.missing_list import check_list
from ..engine.outcomes import Outcome
from ..engine.phrases import Phrase, _lt
from ..engine.reasons import REASONS
from ..engine.trace import Trace
from ..engine.values import to_json
from . import failing, steps
from .run import Findings, item_phrase, words_of
from .undo import undoable

#: Failed items whose messages the row of the call repeats.
FAILURES_SHOWN = 5


def extract(run):
    """Find the parameters of each item, as far as it was not processed before."""
    try:
        items = split_items(run.payload, run.spec.split_path)
        if not items:
            check_list(run.payload, run.spec.split_path)
    except ValueRefused:
        if steps.is_unwanted(run):
            return Outcome("ignored")
        raise
    if not items:
        run.trace.stopped("parse", "no_items")
        return Outcome("ignored")
    run.trace.passed("parse", "split", items=len(items))
    check_item_count(len(items), run.spec.max_items)
    run.parts = [
        replace(run, item=item, trace=Trace(), findings=Findings(), parts=[], notes=[])
        for item in items
    ]
    _leave_blank(run.parts)
    done, rests = run.call._items_done(), run.call._rest()
    for number, part in enumerate(run.parts, 1):
        if part.outcome:
            continue
        run.number = None
        run.check_time()
        run.number, part.step = number, "extract"
        part.rest = rests.get(number)
        if number in done and not part.rest:
            leave(part)
            continue
        try:
            part.outcome = steps.extract(part)
        except EngineError as error:
            if run.spec.split_mode == "all":
                raise
            part.outcome = failing.refused_by_engine(part, error)
    run.number = None
    run.values = {
        name: [to_json((part.values or {}).get(name)) for part in run.parts]
        for name in run.spec.types
    }
    return None


def act(run):
    """Act on each item in turn."""
    alone, begun = run.spec.split_mode == "each", False
    act_on_one = _act_alone if alone else _act_or_fail
    for number, part in enumerate(run.parts, 1):
        try:
            if not part.outcome:
                # One item is always begun, or a replay would come no further.
                if begun:
                    part.check_time()
                begun, run.number = True, number
                part.outcome = act_on_one(part)
        except OutOfTime as error:
            if not alone:
                raise
            part.step = "apply"
            part.outcome = failing.refused_by_engine(part, error)
        finally:
            run.step = part.step
            lines = part.trace.lines
            run.trace.lines += [{**line, "item": number} for line in lines]
            # Its environment goes with it: each look-up of one passes through all.
            part.applied = None
    run.number = None


def check_each(run, step):
    """Take a step with each item that is not through.

    :param step: as those of a call; it does nothing that would have to be undone
    :return: the outcome, where nothing is left to be done about any item; or None
    """
    for number, part in enumerate(run.parts, 1):
        if part.outcome:
            continue
        run.number, part.step = number, run.step
        try:
            part.outcome = step(part)
        except EngineError as error:
            if run.spec.split_mode == "all":
                raise
            part.outcome = failing.refused_by_engine(part, error)
    run.number = None
    return answer(run) if all(part.outcome for part in run.parts) else None


def answer(run):
    """Say what became of the items, and of the call by that."""
    outcomes = [part.outcome for part in run.parts]
    results = [_result(outcome) for outcome in outcomes]
    details = [outcome.detail for outcome in outcomes]
    failed = [item for item in outcomes if REASONS[item.reason].is_failure]
    notes = run.notes + [
        note.of_item(number, partial(item_phrase, number))
        for number, outcome in enumerate(outcomes, 1)
        for note in outcome.notes
    ]
    if not any(outcome.stands for outcome in outcomes):
        # What may pass has the sender try again.
        first = sorted(failed, key=lambda outcome: not outcome.may_pass)
        return replace((first or outcomes)[0], results=results, result_details=details)
    operations = {outcome.operation for outcome in outcomes}
    stands = "done_with_notes" if notes else "done"
    return Outcome(
        "partly_done" if failed else stands,
        operation=operations.pop() if len(operations) == 1 else None,
        detail=_failures(outcomes) if failed else words_of(notes),
        notes=notes,
        results=results,
        result_details=details,
    )


def _leave_blank(parts):
    """Have nothing done about items without any value, where others have some."""
    blank = [part for part in parts if is_blank(part.item)]
    if len(blank) == len(parts):
        return
    for part in blank:
        part.trace.stopped("extract", "item_blank")
        part.outcome = Outcome("ignored")


def leave(part, record=None):
    """Do nothing about an item that was processed before.

    :param record: the one that it is about, where that is known
    """
    said = _lt("It was processed before.")
    part.trace.noted("extract", "done", message=said)
    part.outcome = Outcome("ignored", message=said)
    if record:
        part.outcome = Outcome(
            "done", "unchanged", model=record._name, record_id=record.id
        )


#: As ``steps.ACTING``, of the items.
ACTING = (("apply", steps.take_turn), ("apply", act), ("answer", answer))


def _act_or_fail(part):
    """Act on an item; where it fails, the whole call does."""
    for part.step, step in steps.ACTING:
        outcome = step(part)
        if outcome:
            break
    return outcome


def _act_alone(part):
    """Act on an item; where it fails, what it did is undone, and no more."""
    made = part.allowance.made
    with undoable(part.env.cr) as undo:
        outcome = steps.walk(steps.ACTING, part)
        if not outcome.stands:
            undo()
            part.trace.undo()
            part.allowance.made = made
    if part.findings.violation:
        part.outcome = outcome
        failing.explain_violation(part.env, part)
    return outcome


def _failures(outcomes):
    """Which items failed, and why, for the call log."""
    lines = [
        item_phrase(number, outcome.detail or outcome.message)
        for number, outcome in enumerate(outcomes, 1)
        if REASONS[outcome.reason].is_failure
    ]
    heading = _lt(
        "%(failed)s of %(count)s items failed.",
        failed=len(lines),
        count=len(outcomes),
    )
    more = len(lines) - FAILURES_SHOWN
    rest = [_lt("... and %(count)s more", count=more)] if more > 0 else []
    return Phrase.of_lines([heading, *lines[:FAILURES_SHOWN], *rest])


def _result(outcome):
    result = {"status": outcome.call_status}
    if outcome.stands:
        result |= {
            "operation": outcome.operation,
            "model": outcome.model,
            "id": outcome.record_id,
        }
    elif outcome.message:
        result["error"] = outcome.message
    return result
