"""Calls that a person at the screen has processed: replays, and tests for real."""

from ..log_masking import masked_statements
from . import one_call
from .committing import commit, commit_row
from .gates.method import method_refusal
from .progress import Progress
from .turns import turns
from .unfinished import end_elsewhere


def replay(original):
    """Process a call once more, with a row of its own.

    A replay of a replay is one of the call that came: what it holds is the same.

    :param original: a call, in superuser mode
    :return: the new call
    """
    first = original.replay_of_id or original
    progress = Progress()
    progress.tries.replays_known = frozenset(first._replays_done().ids)
    return process_now(
        original.handler_id,
        original._request(),
        progress,
        kind="replay",
        replay_of_id=first.id,
        request_digest=original.request_digest,
    )


@masked_statements()
def process_now(handler, request, progress=None, **values):
    """Process a call whether its handler is switched on, or queues its calls, or not.

    The cursor is committed or rolled back: one such call for each transaction.

    :param handler: the handler, in superuser mode
    :param IncomingRequest request: the call
    :param values: what its row says of where it comes from
    :return: the call
    """
    env, progress = handler.env, progress or Progress()
    spec = handler._found().spec
    progress.belongs_to(spec)
    request = spec.masked(request)
    calls = env["inbound.webhook.call"]
    values["event_type"] = spec.event_type(request)
    call = calls._record_arrival(spec, request, is_acknowledged=False, **values)
    commit_row(call, progress)
    refusal = method_refusal(spec, request)
    try:
        with turns(env.cr) as progress.tries.turns:
            one_call.answer_now(call, request, progress, refusal)
            commit(env)
    except Exception as error:
        # The connection is gone, or the commit failed: nothing else ends the row.
        end_elsewhere(env.registry, progress, error)
        raise
    return call
