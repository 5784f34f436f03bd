"""Floods of refused calls: the first have a row each, the others are counted in one.

So a stranger who knows a URL cannot fill the disk. Only what is refused before anything
of it is read is counted so: of a call that failed otherwise, what it brought may be
needed.
"""

from odoo import fields

from ..engine import flood_tally
from ..engine.reasons import COUNTED
from ..engine.trace import Trace
from . import ending
from .run import Processed


def counted(env, request, progress, refusal):
    """Count a refused call with others like it, where there are many.

    :param IncomingRequest request: what came
    :param Outcome refusal: why it is not taken
    :return: what its sender is answered; None where it is to have a row of its own
    :rtype: Reply or None
    """
    if progress.call_id:
        return None
    row_id = flood_tally.counting_row(_key(env, progress, refusal), _this_hour())
    call = env["inbound.webhook.call"].browse(row_id)
    if not (call and call._count_one_more()):
        return None
    return ending.reply_to(
        call, Processed(refusal, Trace(), spec=progress.spec), request
    )


def note_row(call, progress, refusal):
    """Note that a refused call has a row of its own."""
    if refusal.reason in COUNTED:
        key = _key(call.env, progress, refusal)
        flood_tally.note_row(key, _this_hour(), call.id)


def _key(env, progress, refusal):
    return env.cr.dbname, progress.spec.id, refusal.reason


def _this_hour():
    return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
