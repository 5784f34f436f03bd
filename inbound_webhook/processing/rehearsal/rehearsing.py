"""Takes a call through all its steps and undoes all of it.

The steps are those of a real call, in the environment of a real call, up to the answer.
That the handler is switched off does not matter.
"""

from dataclasses import dataclass

from odoo import SUPERUSER_ID

from ...engine.request import Reply
from ...log_masking import masked_statements
from .. import failing, one_call
from ..ending import reply_to
from ..run import Processed
from ..undo import undoable
from .transaction import Rehearsal, rehearsing


@dataclass
class Rehearsed:
    """What would become of a call.

    :param processed: its outcome, trace and parameters; its records are gone
    :param reply: what the sender would be answered
    :param names: display names of its records by model and id
    :param rehearsal: what it would set in motion
    """

    processed: Processed
    reply: Reply
    names: dict[tuple[str, int], str]
    rehearsal: Rehearsal


def rehearse(handler, request):
    """Find out what would become of a call.

    :param handler: as the database has it: what is not saved is not seen
    :param IncomingRequest request: the call
    :rtype: Rehearsed
    :raise psycopg2.OperationalError: a conflict, for Odoo to ask again
    """
    with rehearsing(handler.env) as (cr, rehearsal):
        # As superuser without a context, like the door.
        env = handler.env(cr=cr, user=SUPERUSER_ID, su=True, context={})
        with masked_statements():
            taken = _taken(handler.with_env(env), request)
    return Rehearsed(*taken, rehearsal)


def _taken(handler, request):
    env, spec = handler.env, handler._found().spec
    request = spec.masked(request)
    call = env["inbound.webhook.call"]._record_arrival(spec, request, kind="test")
    with undoable(env.cr) as undo:
        processed, reply = _processed(call, spec, request)
        if not processed.outcome.stands:
            undo()
            processed.trace.undo()
    if processed.findings.violation:
        failing.explain_violation(env, processed)
    names = _names(env, processed) if processed.outcome.stands else {}
    return processed, reply or reply_to(call, processed, request), names


def _processed(call, spec, request):
    """Have the steps taken, those of the background too.

    :return: what became of the call, and what its sender was answered before that
    """
    if not spec.queues:
        return one_call.process(call, spec, request), None
    processed = one_call.admit(call, spec, request)
    if not processed.outcome.stands:
        return processed, None
    reply = reply_to(call, processed, request)
    call._record_end(processed, 0, reply)
    return one_call.work(call, spec), reply


def _names(env, processed):
    names = {}
    for line in processed.trace.lines:
        if line["step"] != "apply" or "model" not in line:
            continue
        ids = line.get("ids") or filter(None, [line.get("id")])
        for record in env[line["model"]].browse(ids).exists():
            names[record._name, record.id] = record.display_name
    return names
