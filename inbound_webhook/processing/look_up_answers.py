"""What a look-up answers: fields of the record that it found, or a list of records."""

from ..engine.errors import InvalidSetup
from ..engine.listing import within_answer
from ..engine.outcomes import Outcome
from ..rights.answerable import path_obstacle
from .linked_values import for_systems

#: Ids of what was found, in the trace.
_NAMED = 20
#: HTTP status of a list without records: it is a list, which its reader goes through.
_EMPTY_LIST = 200


def list_found(run):
    """Say which records were found; of none, end the call."""
    applied = run.applied
    details = {"model": run.spec.record.model, **applied.match.details()}
    if not applied.record:
        run.trace.stopped("apply", "not_found", **details)
        return Outcome(
            "not_found",
            operation="not_found",
            model=run.spec.record.model,
            records=[],
            own_status=_EMPTY_LIST,
        )
    ids = applied.record.ids
    run.trace.passed(
        "apply",
        "listed",
        count=len(ids),
        more=applied.match.has_more,
        ids=ids[:_NAMED],
        **details,
    )
    return None


def answer(run):
    """What a look-up answers that found something."""
    records, spec = run.applied.record, run.spec
    if spec.listing and spec.rules:
        # One of them may have deleted some.
        records = run.applied.record = records.exists()
    for path in spec.returned:
        obstacle = path_obstacle(records, path, rights=False)
        if obstacle:
            raise InvalidSetup("answer_field", obstacle, field=path)
    read = for_systems(records, spec.returned)
    read.say(run.trace)
    outcome = Outcome(
        "done",
        operation=run.applied.operation,
        model=records._name,
        shortened=read.shortened,
    )
    if not spec.listing:
        outcome.record_id, [outcome.data] = records.id, read.rows
        return outcome
    rows = [
        {"id": record.id, **row} for record, row in zip(records, read.rows, strict=True)
    ]
    outcome.records = within_answer(rows)
    is_cut = len(outcome.records) < len(rows)
    outcome.has_more = run.applied.match.has_more or is_cut
    return outcome
