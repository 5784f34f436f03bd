"""The steps of a call, one function each.

A step takes the ``Run``, leaves a line in its trace, and ends the call by returning an
outcome. What it raises, ``walk`` makes an outcome of.
"""

import contextlib

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, LockError, UserError

from ..engine.body import parse_body, parse_query
from ..engine.body.payload import files_in
from ..engine.bots import seconds_taken
from ..engine.conditions import evaluate
from ..engine.dumping import dump
from ..engine.errors import EngineError, KeyMissing
from ..engine.extract import extract as extract_parameters
from ..engine.items import is_item_path
from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from ..engine.previews import previewer
from ..engine.values import MISSING
from ..failure_kinds import CONFLICTS
from . import attachments, failing, look_up_answers, writing
from .business_env import business_env, default_env_restored
from .call_context import CALL_CONTEXT_KEY, CallContext, call_context
from .conflicts import Conflict
from .event_order import older_phrase
from .file_values import content_to_hold
from .link_allowance import LinkAllowance
from .odd_values import Trials
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


def keep_bots_out(run):
    """End a call that a program has filled in, where it was to be a person.

    A replay is processed: whoever asks for it has looked.
    """
    bots, payload = run.spec.bots, run.payload
    if run.call.kind == "replay":
        return None
    if bots.is_sprung(payload):
        # For the answer, and for whoever looks whether it was a person after all.
        with contextlib.suppress(EngineError):
            extract(run)
        run.trace.stopped("parse", "trapped", field=bots.trap)
        # As if all were well: who sent it is not to learn otherwise.
        return Outcome("trapped", told_as=run.well)
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
    return extract_parameters(
        run.spec.parameters,
        run.payload,
        run.query,
        run.request.header,
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
    earlier = run.call._waiting_before(ordering_key(run))
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


def apply(run):
    """Find the record, and write it, as the handler's user."""
    spec = run.spec
    _check_runs(run)
    context = CallContext(
        run.call, spec, run.values, run.payload.value, allowance=run.allowance
    )
    context.tell(run.notes)
    env = business_env(run.env, spec.runner, **{CALL_CONTEXT_KEY: context})
    if run.item is MISSING:
        run.rest = run.call._rest().get(None)
    emptied = run.extraction.emptied
    if spec.method == "get":
        run.applied = _looked_up(env, run)
    elif run.rest:
        with _trials(run) as trials:
            run.applied = writing.complete(
                env, spec, run.call, run.values, emptied, run.rest, trials
            )
        attachments.attach(run.applied.record, _files_left(run))
    else:
        run.applied = _saved(env, run)
        if not run.applied.is_ignored:
            attachments.attach(run.applied.remaining, _files(run))
    applied, model = run.applied, spec.record.model
    for note in applied.notes:
        run.note("apply", note, model=model)
    if spec.listing:
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


def fulfil(run):
    """Run the automation rules of the handler."""
    fired, failures = (), ()
    if run.spec.rules and run.rest:
        # They have run on this record, and what they did is not done twice.
        run.trace.noted("fulfil", "rules_left_out")
    elif run.spec.rules and not run.applied.remaining:
        run.trace.noted("fulfil", "record_gone")
    elif run.spec.rules and run.request.method == "HEAD":
        # It asks for the head of an answer, and for nothing to be done.
        run.trace.noted("fulfil", "not_fired")
    elif run.spec.rules and _looks_at_links(run):
        run.trace.noted("fulfil", "not_meant", by=previewer(run.request))
    elif run.spec.rules:
        fired, failures = _run_rules(run)
    if fired:
        run.trace.passed("fulfil", "fired", rules=fired)
    for note in call_context(run.applied.record.env).notes:
        run.trace.noted("fulfil", note)
    for failure in failures:
        run.trace.noted(
            "fulfil", "rule_failed", message=failure.sentence, **failure.details()
        )


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
    ("apply", apply),
    ("fulfil", fulfil),
    ("answer", answer),
)


def _looked_up(env, run):
    try:
        return writing.look_up(env, run.spec, run.values)
    except KeyMissing as error:
        raise run.extraction.instead_of(error) from error


def _saved(env, run):
    emptied, silence = run.extraction.emptied, _silence(run)
    try:
        with _trials(run) as trials:
            return writing.save(
                env, run.spec, run.call, run.values, emptied, silence, trials
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


def _silence(run):
    """Why no record is made of a call that says nothing of it; None where it does.

    Where the handler makes one of fixed values alone, that a call came says it all.
    """
    record = run.spec.record
    names = {name for mapping in record.mappings for name in mapping.names}
    if not names or _files(run):
        return None
    names.add(record.external_id)
    speaking = [item for item in run.spec.parameters if item.name in names]
    return run.extraction.silence(speaking)


def _files(run):
    """The files of a call that its record gets, each as an attachment.

    Not those that a field is to hold, whatever becomes of that, nor those that are none
    of what they say.
    """
    target, values = run.env[run.spec.record.model], run.values
    held = {
        content_to_hold(values.get(mapping.parameter))
        for mapping in run.spec.record.mappings
        if mapping.source == "parameter"
        and target._fields[mapping.field].type == "binary"
    }
    unfit = [item.value for item in run.extraction.unconverted.values()]
    elsewhere = held | {file.content for file in files_in(unfit)}
    found = [*run.payload.files, *files_in(values.values())]
    return [file for file in found if file.content not in elsewhere]


def _files_left(run):
    """As :func:`_files`, those that were left out before."""
    values = run.values.items()
    left = [value for name, value in values if name in run.rest.parameters]
    files = {file.content for file in files_in(left)}
    return [file for file in _files(run) if file.content in files]


def _run_rules(run):
    """Run the rules of the handler on the record, or on each that was found.

    :return: ids of those that did their work, and what went wrong in others
    """
    rules = run.env["base.automation"].browse(run.spec.rules)
    fired, failures = {}, []
    for applied in run.applied.each:
        if run.spec.listing:
            run.check_time()
        ran, failed = rules._fire_on_inbound_webhook(applied)
        fired |= dict.fromkeys(ran)
        failures += failed
    return [*fired], failures


def _looks_at_links(run):
    """Whether a look-up was opened by what shows links to people, or indexes them."""
    is_sent = run.call.kind == "call" and run.request.method == "GET"
    return is_sent and previewer(run.request)


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
    _check_runs(run)
    run.findings.ordering_key = ordering_key(run)
    run.trace.passed("queue", outcome.reason)
    return outcome


def _check_runs(run):
    """:raise InvalidSetup: the handler cannot run as its user any more"""
    if run.spec.runner.obstacle:
        run.handler._check_runs()
