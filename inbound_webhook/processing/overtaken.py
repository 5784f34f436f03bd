"""Whether a call of the same content takes back what was done since: A, B, and A again.

It is a repeat of the first one only while nothing newer was applied to its record.
"""

from ..engine.errors import EngineError
from . import finding, items, steps
from .business_env import business_env


def is_overtaken(run, claim):
    """Whether something newer was applied to the record of an earlier call.

    Of a call with several items, those that nothing newer was applied to are left
    alone.

    :param Run run: the call that has the same content
    :param claim: that of the earlier one
    :rtype: bool
    """
    first = claim.call_id
    by = _next_in_queue(run, first)
    if not by:
        changed = first._records_changed_since(claim.claimed_at) if first else {}
        if changed and _is_about(run, first, changed):
            by = max(changed.values())
    if by:
        run.trace.passed("duplicate", "overtaken", call=first.id, by=by)
    elif _is_about_another(run, first):
        run.trace.passed("duplicate", "another_record", call=first.id)
    else:
        return False
    return True


def _is_about_another(run, first):
    """Whether a call finds a record, though the first one has deleted its own.

    Who is told that it is deleted must not find it there.
    """
    done = first.item_ids if run.spec.split_path else first
    if "deleted" not in done.mapped("operation"):
        return False
    parts = run.parts if run.spec.split_path else [run]
    return any(_finds_one(part) for part in parts if not part.outcome)


def _finds_one(run):
    try:
        return bool(_found(run))
    except EngineError:
        # Said where the record is looked for.
        return True


def _next_in_queue(run, first):
    """The id of a call behind an earlier one in the queue, None for none."""
    if not (run.may_wait and run.spec.record.keys):
        return None
    rule = run.spec.ordering_rule
    return first._next_in_queue(run.spec.id, steps.ordering_key(run), rule).id


def _is_about(run, first, changed):
    """Whether the call finds one of the records that were changed.

    Where it does not, which it never does without a match key, it could only make a
    second one; unless a call has deleted the first.

    :param first: the call that it would repeat
    :param changed: by ids of records
    """
    if run.spec.split_path:
        return _items_are_about(run, first, changed)
    try:
        found = _found(run)
        return found.id in changed or not found and _is_deleted(run, changed)
    except EngineError:
        # Said where the record is looked for.
        return True


def _is_deleted(run, changed):
    """Whether a call deleted one of the records that were changed."""
    last = run.call.browse(changed.values())
    return "deleted" in last.mapped("operation")


def _items_are_about(run, first, changed):
    """Leave alone what was done of an item that nothing newer was applied to."""
    done = first.item_ids.filtered(lambda item: item.status == "success")
    positions, about = set(done.mapped("position")), False
    for position, part in enumerate(run.parts, 1):
        if part.outcome or position not in positions:
            continue
        try:
            found = _found(part)
        except EngineError:
            about = True
            continue
        if found.id in changed:
            about = True
        else:
            items.leave(part, found)
    return about


def _found(run):
    """The record that the match keys of a call find, or none."""
    env = business_env(run.env, run.spec.runner)
    return finding.find(env, run.spec, run.values).record
