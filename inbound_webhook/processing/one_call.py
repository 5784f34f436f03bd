"""One call, from the door to its answer. All else is called from here, in this order.

    receive      whose URL it is; the body is read; whether the call is taken
    authenticate whether it is from who may call, by its bytes
    (row)        written and committed before anything can go wrong
    parse        the body and the query, as trees
    extract      the parameters, converted
    duplicate    whether it repeats an earlier call: the end, with that one's answer
    queue        of a handler that queues: the end for now, answered 202
    conditions   whether the handler wants it
    turn         calls about the same record, one after the other
    apply        the record is found and written
    fulfil       automation rules run on it
    answer       what is said of it
    (end)        the row says how it ended

**Committed** is the row, and then all that the call did together with its end: never
one without the other. **Rolled back** is whatever does not stand, before its end is
written. **Tried again**, from the first step on, is a call that met another one at the
same records (``conflicts.py`` says for how long). **Answered** is what the end says,
after the commit, and nothing that fails after that changes it.
"""

from functools import partial

from psycopg2.errors import ForeignKeyViolation

from ..engine.tokens import digest_of_token
from ..failure_kinds import CONFLICT, kind_of
from ..log_masking import masked_statements
from . import ending, items, repeats, steps
from .capturing import capture, waits_for
from .committing import commit, commit_row, roll_back
from .refusing import admission_of
from .run import Run
from .turns import turns


def receive(env, token, reader, progress):
    """Answer a call.

    Runs as superuser, on handlers and call rows only; what the call does to business
    records is done as the handler's user.

    :param env: as superuser
    :param str token: the last part of its URL
    :param reader: what reads the call: ``waits`` says whether a body has to come,
        ``read`` takes its largest size in bytes and how long it may take in seconds and
        gives an ``IncomingRequest``
    :param Progress progress: where it is kept how far the call has come
    :rtype: Reply
    """
    progress.token = token
    handlers = env["inbound.webhook.handler"]
    try:
        limits = handlers._body_limits(digest_of_token(token))
    except LookupError:
        return ending.unknown_url()
    if reader.waits:
        # No transaction is open while the body comes. The handler may be switched off,
        # deleted or given another URL meanwhile.
        roll_back(env)
    request = reader.read(*limits)
    with masked_statements(), turns(env.cr) as progress.tries.turns:
        try:
            reply = _take_in_or_begin_again(env, token, request, progress)
            # Here, and not after the endpoint: what Odoo does after its own commit
            # could have another answer sent.
            commit(env)
        except Exception as error:
            if kind_of(error) != CONFLICT:
                raise
            # Odoo would begin again, with a body that is read already: with none.
            roll_back(env)
            reply = ending.end_unanswered(env, progress, error)
            commit(env)
    return reply


def answer_now(call, request, progress, refusal=None):
    """Have a call processed whose row is committed, unless it is refused.

    :param call: the row
    :param Progress progress: how far it has come
    :param Outcome refusal: how it ends in place of being processed
    :rtype: Reply
    """
    end = partial(ending.end, call, request, progress)
    force = partial(ending.end_by_force, call, request, progress)
    if refusal:
        processed = ending.not_taken(refusal)
        return ending.conclude(call.env, processed, end, force, progress)
    take = partial(process, call, progress.spec, request, progress.tries)
    return try_(call.env, take, end, force, progress)


def process(call, spec, request, tries=None):
    """Take a call the whole way, while its sender waits.

    Nothing is committed and nothing rolled back here. An outcome that does not stand
    has to be rolled back by the caller.

    :param call: the row
    :param HandlerSpec spec: its handler
    :param IncomingRequest request: what came
    :param Tries tries: how often it began; None where it is only rehearsed
    :rtype: Processed
    :raise Conflict: begin again, in a new transaction
    :raise psycopg2.OperationalError: a conflict or a lost database
    """
    way = [*_reading(spec), ("duplicate", repeats.check), *_acting(spec)]
    return steps.take(way, Run(call.env, call, spec, request, tries))


def admit(call, spec, request, tries=None):
    """Take a call as far as it goes before it waits in the queue.

    As :func:`process`. Nothing but the claim of its fingerprint is written.
    """
    way = [*_reading(spec), ("duplicate", repeats.check), ("queue", steps.accept)]
    return steps.take(way, Run(call.env, call, spec, request, tries))


def work(call, spec, tries=None):
    """Take a call the rest of the way, after it waited in the queue.

    As :func:`process`; what came is read from the row.
    """
    way = [*_reading(spec), ("queue", steps.recall), *_acting(spec)]
    return steps.take(way, Run(call.env, call, spec, call._request(), tries))


def _reading(spec):
    """Steps from the bytes to the values of a call, with their names in the trace."""
    extract = items.extract if spec.split_path else steps.extract
    return [
        ("authenticate", steps.say_who_calls),
        ("parse", steps.parse),
        ("parse", repeats.fingerprint),
        ("extract", extract),
    ]


def _acting(spec):
    """Steps from the values of a call to its effects and outcome."""
    return items.ACTING if spec.split_path else steps.ACTING


def try_(env, take, end, force, progress):
    """Have steps of a call taken, and its end written with what they did.

    Of what stands, the end is written in the transaction of its effects: where it
    cannot be, nothing is left of either. What does not stand is rolled back before its
    end is written.

    :param take: function that takes the steps and returns what became of the call, None
        where it is not ours any more
    :param end: function that takes that ``Processed``, writes the last values of the
        row and returns the reply
    :param force: function that ends the call with an ``Outcome`` of constants where
        nothing else can be written, and returns the reply
    :param Progress progress: how often it may begin again
    :rtype: Reply
    """
    with masked_statements():
        while True:
            try:
                processed = take()
                if processed is None:
                    return None
                if processed.outcome.stands:
                    return ending.written(env, end, processed, progress)
            except Exception as error:
                if ending.begins_again(env, error, progress):
                    continue
                processed = ending.cut_short(error)
            break
        roll_back(env)
        progress.recall_row()
        processed.trace.undo()
        return ending.conclude(env, processed, end, force, progress)


def _take_in_or_begin_again(env, token, request, progress):
    """Take the call in; where its handler is changed meanwhile, once more.

    :rtype: Reply
    """
    while True:
        found = env["inbound.webhook.handler"]._found_by_token(token)
        if not found:
            return ending.unknown_url()
        progress.belongs_to(found.spec)
        try:
            return _take_in(env, found, request, progress)
        except Exception as error:
            # The handler of a row that cannot be written was just deleted.
            is_gone = isinstance(error, ForeignKeyViolation)
            if not (is_gone or kind_of(error) == CONFLICT):
                raise
            roll_back(env)
            if not progress.tries.begin_again(error):
                raise


def _take_in(env, found, raw, progress):
    proof = admission_of(found, raw, progress.arrived)
    # From here on, nothing has what the call proved itself by.
    request, refusal = found.spec.masked(raw), proof.refusal
    while waits_for(found, refusal, progress):
        captured = capture(env, found.spec, raw, progress, proof)
        if captured:
            return captured
        # Another call was the one. Whoever listened again meanwhile waits for the next.
        found = env["inbound.webhook.handler"]._found_by_token(progress.token)
        if not found:
            return ending.unknown_url()
    if found.spec.queues and not refusal:
        return _accept(env, found.spec, request, progress, proof)
    call = env["inbound.webhook.call"].browse(progress.call_id)
    if not call:
        call = call._record_arrival(
            found.spec,
            request,
            is_acknowledged=False,
            authenticated_by=proof.secret,
        )
        commit_row(call, progress)
    return answer_now(call, request, progress, refusal)


def _accept(env, spec, request, progress, proof):
    """Put a call in the queue, which answers it. It has no effects yet: one commit.

    :rtype: Reply
    """
    calls = env["inbound.webhook.call"]
    known = {"authenticated_by": proof.secret}

    def take():
        call = calls._record_arrival(spec, request, **known)
        return admit(call, spec, request, progress.tries)

    def end(processed):
        if processed.outcome.stands:
            call = processed.call
            processed.row_values = call._enqueue(processed.findings.ordering_key)
        else:
            # The first row was rolled back with the rest.
            call = calls._record_arrival(spec, request, **known)
        return ending.end(call, request, progress, processed)

    force = partial(ending.end_anew, env, spec, request, progress)
    return try_(env, take, end, force, progress)
