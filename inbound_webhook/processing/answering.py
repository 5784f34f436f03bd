"""What the sender of a call is answered: as its handler says, or plainly."""

import logging

from odoo.exceptions import AccessError

from ..engine.answers import default_reply
from ..engine.errors import EngineError, InvalidSetup
from ..engine.phrases import _lt
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure
from ..rights.answerable import field_obstacle
from .record_values import shown

_logger = logging.getLogger(__name__)


def reply(call, processed, request):
    """What the sender is answered.

    :param call: the row
    :param Processed processed: what became of the call
    :param IncomingRequest request: what came, None where nobody is shown a page
    :rtype: Reply
    """
    outcome = processed.outcome
    configured = processed.spec.answers.get(outcome.response)
    if configured:
        made = _made_or_noted(configured, call, processed)
        if made:
            return made
    # Its values are for nobody but the sender of the same content.
    if outcome.reason == "duplicate" and processed.findings.first_reply:
        return processed.findings.first_reply
    return default_reply(outcome, call.id, request)


def _made_or_noted(configured, call, processed):
    """The configured reply; where it cannot be made, a note in the trace says so.

    The call goes on all the same: what it did is worth more than how it is said.

    :param configured: a ``ConfiguredResponse``, or why there is none
    :rtype: Reply or None
    """
    try:
        return _made(configured, call, processed)
    except Exception as error:
        if kind_of(error) in (CONFLICT, OUTAGE):
            raise
        message = _lt(
            "The answer could not be made as it is configured, so the sender got the "
            "plain one. %(reason)s",
            reason=_reason(error),
        )
        processed.trace.noted("answer", "plain_answer", message=message)
    return None


def _made(configured, call, processed):
    if isinstance(configured, EngineError):
        # The same one each time: it would gather the traces of all of them.
        raise configured.with_traceback(None)
    outcome = processed.outcome
    values = {
        **(processed.parameters or {}),
        "call.id": call.id,
        "call.status": outcome.call_status,
        "call.operation": outcome.operation,
        "call.error": outcome.message,
    }
    # What does not stand was rolled back: there is no record to read.
    if outcome.stands and processed.record:
        names = [name for name in configured.names() if name.startswith("record.")]
        values |= _values_of(processed.record, names)
    return configured.render(values)


def _values_of(record, names):
    """What placeholders stand for, read with the rights of the handler's user.

    :param record: in the environment of that user
    :raise InvalidSetup: a field cannot be answered
    """
    if not names:
        return {}
    fields_by_name = {name: name.removeprefix("record.") for name in names}
    for field_name in fields_by_name.values():
        obstacle = field_obstacle(record, field_name)
        if obstacle:
            raise InvalidSetup("answer_field", obstacle, field=field_name)
    # A field that is computed may fail in the database, and must not take along what
    # the call did.
    with record.env.cr.savepoint():
        record.check_access("read")
        return {
            name: shown(record, field_name)
            for name, field_name in fields_by_name.items()
        }


def _reason(error):
    """Why an answer could not be made, in a sentence."""
    if isinstance(error, EngineError):
        return error.phrase
    if isinstance(error, AccessError):
        return _lt("The user of this webhook may not read the record.")
    log_failure(_logger, "The answer to an inbound call cannot be made", error)
    return _lt(
        "The fields of the record failed with %(kind)s.", kind=type(error).__name__
    )
