"""What the sender of a call is answered: as its handler says, or plainly."""

import logging
from functools import partial

from odoo.exceptions import AccessError

from ..engine.answer_page import is_sent_by_browser
from ..engine.answers import default_reply
from ..engine.errors import EngineError, InvalidSetup
from ..engine.phrases import _lt
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure
from ..rights.answerable import path_obstacle
from ..words.phrases import worded
from .linked_values import for_people

_logger = logging.getLogger(__name__)


def reply(call, processed, request):
    """What the sender is answered.

    :param call: the row
    :param Processed processed: what became of the call
    :param IncomingRequest request: what came, None where nobody is shown a page
    :rtype: Reply
    """
    made = (_made_or_noted(make, processed) for make in _ways(call, processed, request))
    reply = next(filter(None, made), None)
    if reply:
        return reply
    if processed.spec.hides_what_is_done:
        return default_reply(processed.outcome.without_record(), None, request)
    return default_reply(processed.outcome, call.id, request)


def _ways(call, processed, request):
    """What makes the answer, the first one that can."""
    outcome, spec = processed.outcome, processed.spec
    is_visitor = request and is_sent_by_browser(request) and not outcome.has_own_answer
    page = partial(_page, call, processed)
    if is_visitor and spec.pages.say_of(outcome):
        yield page
    configured = spec.answers.get(outcome.response)
    if configured:
        yield partial(_made, configured, call, processed)
    # Its values are for nobody but the sender of the same content.
    if outcome.reason == "duplicate" and processed.findings.first_reply:
        yield lambda: processed.findings.first_reply
    if is_visitor:
        yield page


def _made_or_noted(make, processed):
    """A reply as it is configured; where it cannot be made, the trace says so.

    The call goes on all the same: what it did is worth more than how it is said.

    :param make: makes the reply
    :rtype: Reply or None
    """
    try:
        return make()
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


def _page(call, processed):
    """What a visitor of a website reads, in the language of the handler's pages."""
    pages = processed.spec.pages
    # A language can be switched off while a handler still has it.
    is_there = call.env["res.lang"]._get_data(code=pages.lang)
    env = call.with_context(lang=pages.lang if is_there else "en_US").env
    values = _values(call, processed)
    return pages.reply(processed.outcome, values, partial(worded, env))


def _made(configured, call, processed):
    if isinstance(configured, EngineError):
        # The same one each time: it would gather the traces of all of them.
        raise configured.with_traceback(None)
    values = _values(call, processed)
    # What does not stand was rolled back: there is no record to read.
    if processed.outcome.stands and processed.record:
        names = [name for name in configured.names() if name.startswith("record.")]
        values |= _values_of(processed, names)
    return configured.render(values)


def _values(call, processed):
    """What placeholders stand for, but for fields of the record."""
    outcome = processed.outcome
    count = None if outcome.records is None else len(outcome.records)
    return {
        **(processed.parameters or {}),
        "call.id": call.id,
        "call.status": outcome.told_status,
        "call.operation": outcome.operation,
        "call.error": outcome.message,
        "call.records": outcome.records,
        "call.count": count,
        "call.more": outcome.has_more if outcome.records is not None else None,
    }


def _values_of(processed, names):
    """What placeholders stand for, read with the rights of the handler's user.

    Of a list, each stands for the values of all records.

    :raise InvalidSetup: a field cannot be answered
    """
    if not names:
        return {}
    record = processed.record
    paths = {name: name.removeprefix("record.") for name in names}
    for path in paths.values():
        obstacle = path_obstacle(record, path)
        if obstacle:
            raise InvalidSetup("answer_field", obstacle, field=path)
    # A field that is computed may fail in the database, and must not take along what
    # the call did.
    with record.env.cr.savepoint():
        record.check_access("read")
        read = for_people(record, paths.values())
    read.say(processed.trace)
    if processed.outcome.records is not None:
        return {name: [row[path] for row in read.rows] for name, path in paths.items()}
    return {name: read.rows[0][path] for name, path in paths.items()}


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
