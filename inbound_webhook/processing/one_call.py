"""One call, from the door to its answer. All else is called from here, in this order.

    receive      whose URL it is; the body is read; whether the call is taken
    handshake    a sender that asks something besides its calls: answered, and the end
    authenticate whether it is from who may call, by its bytes
    (row)        written and committed before anything can go wrong
    parse        the body and the query, as trees; whether a program filled in a form
    extract      the parameters, converted
    duplicate    whether it repeats an earlier call: the end, with that one's answer
    queue        of a handler that queues, or keeps what comes while it is off, or has
                 calls waiting about the same record: the end for now, answered 202
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
from . import ending, floods, items, repeats, steps, trapping
from .capturing import capture, waits_for
from .committing import commit, commit_row, roll_back
from .conflicts import Tries
from .gates import admission_of
from .handshaking import shake_hands
from .run import Run
from .turns import turns


def receive(env, token, reader, progress):
    """Answer a call.

    :param env: as superuser, for handlers and call rows alone; what the call does to
        business records is done as the handler's user
    :param str token: the last part of its URL
    :param reader: ``head`` is the call without a body; ``waits`` says whether one has
        to come; ``read`` takes its largest size in bytes and the seconds that it may
        take, and gives an ``IncomingRequest``
    :param Progress progress: where it is kept how far the call has come
    :rtype: Reply
    """
    progress.token = token
    try:
        limits = env["inbound.webhook.handler"]._body_limits(digest_of_token(token))
    except LookupError:
        return ending.unknown_url(reader.head)
    if reader.waits:
        # No transaction is open while the body comes. The handler may be switched off,
        # deleted or given another URL meanwhile.
        roll_back(env)
    request = reader.read(*limits)
    # Its patience begins here: the body may have taken longer than that.
    progress.tries = Tries()
    with masked_statements(), turns(env.cr) as progress.tries.turns:
        try:
            reply = _take_in(env, token, request, progress)
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
    return progress.shared(reply, request.header("Origin"))


def _take_in(env, token, request, progress):
    """Answer a call; once more, where its handler is changed meanwhile."""
    while True:
        found = env["inbound.webhook.handler"]._found_by_token(token)
        if not found:
            return ending.unknown_url(request)
        progress.belongs_to(found.spec)
        try:
            return _dispatch(env, found, request, progress)
        except Exception as error:
            # The handler of a row that cannot be written was just deleted.
            is_gone = isinstance(error, ForeignKeyViolation)
            if not (is_gone or kind_of(error) == CONFLICT):
                raise
            roll_back(env)
            if not progress.tries.begin_again(error):
                raise


def _dispatch(env, found, raw, progress):
    """Have a call kept to be looked at, queued, refused or processed; or a handshake
    answered."""
    admission = admission_of(env, found, raw, progress)
    is_call = admission.kind == "call"
    if is_call and waits_for(found, raw, admission.refusal, progress):
        return capture(env, found.spec, raw, progress, admission)
    # From here on, nothing has what the call proved itself by.
    spec, request, refusal = found.spec, found.spec.masked(raw), admission.refusal
    known = {"authenticated_by": admission.secret, "kind": admission.kind}
    if found.by_old_url:
        known["by_old_url"] = True
    if admission.handshake:
        return shake_hands(env, spec, request, progress, admission, known)
    if not refusal:
        known["event_type"] = spec.event_type(request)
    if (spec.queues or found.keeps) and not refusal:
        return _queue(env, found, request, progress, known)
    counted = refusal and floods.counted(env, request, progress, refusal)
    if counted:
        return counted
    call = env["inbound.webhook.call"].browse(progress.call_id)
    if not call:
        keeps = _kept_of(found, refusal)
        call = call._record_arrival(
            spec, request, is_acknowledged=False, keeps=keeps, **known
        )
        commit_row(call, progress)
    reply = answer_now(call, request, progress, refusal, found.has_waiting)
    if refusal:
        floods.note_row(call, progress, refusal)
    return reply


def _kept_of(found, refusal):
    """How much the row of a call keeps that does not wait from the first."""
    if refusal and refusal.reason == "dropped":
        return "nothing"
    # It may come to wait: then it is read from its row.
    return "whole" if found.has_waiting else "usual"


def _queue(env, found, request, progress, known):
    """Have a call wait, which answers it. It has no effects yet: one commit.

    :param Found found: its handler
    :param dict known: what its row says of how it came
    """
    calls, spec = env["inbound.webhook.call"], found.spec
    arrive = partial(calls._record_arrival, spec, request, keeps="whole", **known)

    def take():
        return admit(
            arrive(), spec, request, progress.tries, progress.guards, found.active
        )

    def end(processed):
        call = processed.call
        if processed.outcome.stands:
            _take_place(call, processed, found.active)
        else:
            # The first row was rolled back with the rest.
            call = arrive()
        return ending.end(call, request, progress, processed)

    force = partial(ending.end_anew, env, spec, request, progress)
    return try_(env, take, end, force, progress)


def _take_place(call, processed, is_on=True):
    """Have the end of a call make its row its place in the queue."""
    key = processed.findings.ordering_key
    rule = processed.spec.ordering_rule
    processed.row_values = call._enqueue(key, rule, is_on)


def answer_now(call, request, progress, refusal, has_waiting=False):
    """Have a call processed whose row is committed, unless it is refused.

    :param Outcome refusal: how it ends in place of being processed, or None
    :param bool has_waiting: whether calls of its handler wait, which it must not
        overtake if they are about the same record
    :rtype: Reply
    """

    def end(processed):
        if processed.outcome.call_status == "received":
            _take_place(call, processed)
        return ending.end(call, request, progress, processed)

    force = partial(ending.end_by_force, call, request, progress)
    if refusal:
        processed = ending.not_taken(refusal)
        return ending.conclude(call.env, processed, end, force, progress)
    tries, guards = progress.tries, progress.guards
    take = partial(process, call, progress.spec, request, tries, guards, has_waiting)
    return try_(call.env, take, end, force, progress)


def try_(env, take, end, force, progress):
    """Have steps of a call taken, and its end written with what they did.

    Of what stands, the end is written in the transaction of its effects: where it
    cannot be, nothing is left of either. What does not stand is rolled back before its
    end is written.

    :param take: takes the steps and gives the ``Processed``, None where the call is not
        ours any more
    :param end: takes that, writes the last values of the row and gives the reply
    :param force: takes an ``Outcome`` of constants, ends the call with it where nothing
        else can be written, and gives the reply
    :rtype: Reply
    """
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
        roll_back(env)
        progress.recall_row()
        processed.trace.undo()
        return ending.conclude(env, processed, end, force, progress)


def process(call, spec, request, tries=None, guards=(), has_waiting=False):
    """Take a call the whole way, while its sender waits.

    Nothing is committed and nothing rolled back: what does not stand has to be rolled
    back by the caller.

    :param Tries tries: how often it began; None where it is only rehearsed
    :param guards: marks of what it proved itself by, that no other call may have
    :param bool has_waiting: whether it may have to wait behind others
    :rtype: Processed
    :raise Conflict: begin again, in a new transaction
    :raise psycopg2.OperationalError: a conflict or a lost database
    """
    queue = [("queue", steps.fall_in)] if has_waiting else []
    way = [*_reading(spec), ("duplicate", repeats.check), *queue, *_acting(spec)]
    run = Run(call.env, call, spec, request, tries, guards, may_wait=has_waiting)
    return steps.take(way, run)


def admit(call, spec, request, tries=None, guards=(), is_on=True):
    """Take a call, as :func:`process`, as far as it goes before it waits.

    :param bool is_on: whether it waits for its turn alone
    """
    wait = steps.accept if is_on else steps.keep
    said = ("extract", partial(items.check_each, step=steps.check_said))
    if not spec.split_path:
        said = ("extract", steps.check_said)
    way = [*_reading(spec), said, ("duplicate", repeats.check), ("queue", wait)]
    known = {"may_wait": True, "well": "accepted"}
    return steps.take(way, Run(call.env, call, spec, request, tries, guards, **known))


def work(call, spec, tries=None):
    """Take a call, as :func:`process`, the rest of the way; its row says what came."""
    way = [*_reading(spec), ("queue", steps.recall), *_acting(spec)]
    return steps.take(way, Run(call.env, call, spec, call._request(), tries))


def _reading(spec):
    """Steps from the bytes to the values of a call, with their names in the trace."""
    extract = items.extract if spec.split_path else steps.extract
    return [
        ("authenticate", steps.say_who_calls),
        ("parse", steps.parse),
        ("parse", trapping.keep_bots_out),
        ("parse", repeats.fingerprint),
        ("extract", extract),
    ]


def _acting(spec):
    """Steps from the values of a call to its effects and outcome."""
    return items.ACTING if spec.split_path else steps.ACTING
