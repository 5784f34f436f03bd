"""The steps of a call, one function each.

A step takes the ``Run``, leaves a line in its trace, and ends the call by returning an
outcome. What it raises, ``walk`` makes an outcome of.
"""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, LockError, UserError

from ..engine.body import parse_body, parse_header_value, parse_query
from ..engine.conditions import evaluate
from ..engine.dumping import dump
from ..engine.errors import EngineError
from ..engine.extract import extract as extract_parameters
from ..engine.items import is_item_path
from ..engine.outcomes import Outcome
from ..engine.values import MISSING
from ..failure_kinds import CONFLICTS
from . import applying, failing, fulfilling, look_up_answers
from .business_env import default_env_restored
from .conflicts import Conflict
from .link_allowance import LinkAllowance
from .run import Processed, words_of


def take(steps, run):
    """Take steps until one of them ends the call.

    :param steps: pairs of a name in the trace and a function, in order
    :param Run run: the call
    :rtype: Processed
    """
    with default_env_restored(run.env):
        outcome = walk(steps, run)
    return Processed(
        outcome,
        run.trace,
        spec=run.spec,
        call=run.call,
        parameters=None if run.values is None else dump(run.values),
        record=run.applied and run.applied.remaining,
        findings=run.findings,
    )


def walk(steps, run):
    """The outcome of steps; what they raise becomes one, too, but for conflicts."""
    try:
        for run.step, step in steps:
            outcome = step(run)
            if outcome:
                break
        # What waits for the commit, constraints and hooks, fails here if it does, where
        # the call can still say so.
        run.env.cr.flush()
    except (LockError, *CONFLICTS):
        raise
    except EngineError as error:
        outcome = failing.refused_by_engine(run, error)
    except (AccessError, UserError) as error:
        outcome = failing.refused_by_odoo(run, error)
    except IntegrityError as error:
        outcome = failing.refused_by_database(run, error)
    except Exception as error:
        outcome = failing.stopped(run, error)
    return outcome


def say_who_calls(run):
    """Say what the door found out about who sends the call.

    It is not found out again: a call that waited, or is replayed, may be older than its
    signature is good for, and what it proved itself by is not kept.
    """
    call = run.call
    if call.authenticated_by:
        secret = call.authenticated_by
        run.trace.passed("authenticate", "authentic", secret=secret)
    elif run.spec.credentials and call.kind != "call":
        run.trace.noted("authenticate", "not_asked")


def parse(run):
    """Read the body and the query."""
    request, limits, charset = run.request, run.spec.limits, run.spec.charset
    run.allowance = LinkAllowance(run.spec.max_links, run.spec.max_new_links)
    run.query = parse_query(request.readable_query(), limits, charset)
    if run.spec.has_query_for_body(request):
        run.payload, kind = run.query, "query"
    else:
        run.payload = parse_body(
            request.body,
            request.header("Content-Type"),
            expected=run.spec.body_type,
            content_encoding=request.header("Content-Encoding"),
            limits=limits,
            charset=charset,
        )
        kind = run.payload.kind
    run.trace.passed("parse", "parsed", kind=kind)
    beside = run.query.notes if run.payload is not run.query else ()
    for note in (*run.payload.notes, *beside):
        is_of_text = note.is_noteworthy or note.code == "query_undecodable"
        if is_of_text or note not in beside:
            run.note("parse", note)


def extract(run):
    """Find the parameters and convert them."""
    run.extraction = extraction = read_parameters(run)
    if extraction.refusals:
        # What the handler does not want may have another shape.
        outcome = check_conditions(run)
        if outcome:
            run.values = extraction.values
            return outcome
        extraction.check()
    run.values = extraction.values
    run.trace.passed("extract", "extracted", parameters=extraction.lines)
    for note in extraction.notes:
        run.note("extract", note.unless_needed(run.spec.needed))
    return None


def read_parameters(run):
    """What the call, or the item at hand, says of its parameters.

    :rtype: Extraction
    """
    request, charset = run.request, run.spec.charset
    return extract_parameters(
        run.spec.parameters,
        run.payload,
        run.query,
        lambda name: parse_header_value(request.header(name), charset),
        run.spec.context,
        run.item,
    )


def accept(run):
    """Have the call wait in the queue."""
    return _wait(run, Outcome("accepted"))


def keep(run):
    """Have the call wait until its handler is switched on again."""
    return _wait(run, Outcome("kept"))


def fall_in(run):
    """Have the call wait behind one about the same record that waits already."""
    if run.spec.method != "post":
        return None
    rule = run.spec.ordering_rule
    earlier = run.call._waiting_before(run.spec.id, ordering_key(run), rule)
    if not earlier:
        return None
    run.trace.noted("queue", "behind", call=earlier.id)
    return _wait(run, Outcome("accepted"))


def ordering_key(run):
    """What the call has in common with those that it must not overtake, or None."""
    spec = run.spec
    if spec.split_path:
        # Calls of several records are processed one after the other.
        return f"handler {spec.id}"
    return spec.record.ordering_key(spec.id, run.values, spec.context)


def recall(run):
    """Keep what the trace says of the time before: that is not found out again."""
    run.trace.lines += [
        line for line in run.call.trace if line["step"] in ("duplicate", "queue")
    ]


def check_conditions(run):
    """End a call that the handler does not want."""
    spec = run.spec
    if not spec.conditions:
        return None
    values = run.extraction.for_conditions
    verdict = evaluate(spec.conditions, values, spec.types, spec.context)
    if verdict.matched:
        run.trace.passed("conditions", "met", conditions=verdict.lines)
        return None
    run.trace.stopped("conditions", "not_met", conditions=verdict.lines)
    return Outcome("ignored")


def is_unwanted(run):
    """Whether the handler does not want a call of which no item can be found.

    That is so where its conditions do not hold whatever there would be in an item.
    """
    spec = run.spec
    extraction = read_parameters(run)
    unknown = {item.name for item in spec.parameters if is_item_path(item.place)}
    verdict = evaluate(
        spec.conditions, extraction.for_conditions, spec.types, spec.context, unknown
    )
    if verdict.matched:
        return False
    run.trace.stopped("conditions", "not_met", conditions=verdict.lines)
    return True


def check_said(run):
    """Refuse a call that says nothing, as far as that is known without any record.

    :raise EngineError: it has nothing to find a record by, and nothing to make one of
    """
    spec = run.spec
    record = spec.record
    if spec.method != "post" or record.digests(run.values, spec.context):
        return None
    if record.makes:
        error = applying.silence(run)
        mapped = [item for item in record.mappings if not item.is_note]
        emptied = run.extraction.emptied
        if any(item.is_said(run.values, emptied) for item in mapped):
            error = None
    else:
        error = run.extraction.instead_of(record.key_missing(spec.parameters))
    if not error:
        return None
    # What the handler does not want need not say anything.
    outcome = check_conditions(run)
    if outcome:
        return outcome
    raise error


def take_turn(run):
    """Have other calls about the same record wait, or wait for them.

    :raise Conflict: one of them is under way
    """
    turns = run.tries and run.tries.turns
    # A call has taken those of its items together.
    if turns and run.item is MISSING:
        digests = _key_digests(run)
        if not turns.take(digests):
            raise Conflict(digests)


def answer(run):
    """Say what was done, and of a look-up, what was found."""
    if run.spec.method == "get":
        return look_up_answers.answer(run)
    record, notes = run.applied.record, run.notes
    return Outcome(
        "done_with_notes" if notes else "done",
        operation=run.applied.operation,
        model=record._name,
        record_id=record.id,
        notes=notes,
        detail=words_of(notes),
    )


#: Steps from the values of a call to one record and what follows, by their names in the
#: trace, where taking turns is a part of finding the record.
ACTING = (
    ("conditions", check_conditions),
    ("apply", take_turn),
    ("apply", applying.apply),
    ("fulfil", fulfilling.fulfil),
    ("answer", answer),
)


def _key_digests(run):
    """What stands for the records that the call is about, by each of their keys."""
    if run.spec.method != "post":
        return []
    runs = [part for part in run.parts if not part.outcome] if run.parts else [run]
    return [
        digest
        for each in runs
        for digest in run.spec.record.digests(each.values, run.spec.context)
    ]


def _wait(run, outcome):
    applying.check_runs(run)
    run.findings.ordering_key = ordering_key(run)
    run.trace.passed("queue", outcome.reason)
    return outcome
