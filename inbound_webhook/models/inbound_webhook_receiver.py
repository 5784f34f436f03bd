import time
from dataclasses import dataclass, field
from functools import partial

from psycopg2.errors import OperationalError

from odoo import api, models
from odoo.service.model import (
    MAX_TRIES_ON_CONCURRENCY_FAILURE,
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
)
from odoo.tools import SQL

from ..engine.answers import default_reply
from ..engine.framing import body_refusal
from ..engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from ..engine.phrases import _lt
from ..engine.request import IncomingRequest, Reply
from ..engine.trace import Trace
from ..log_masking import masked_statements
from .inbound_webhook_claim import TwinCommitted
from .inbound_webhook_processor import Processed


@dataclass
class Attempt:
    """What a call keeps while Odoo runs it again after a conflict.

    :param call_id: id of its row, once that is committed
    :param tries: how often it was begun
    :param request: what came, once that is read: it comes only once
    :param started: ``time.monotonic()`` of the first time, in seconds
    :param token: the last part of its URL, None where it did not come by that
    """

    call_id: int | None = None
    tries: int = 0
    request: IncomingRequest | None = None
    started: float = field(default_factory=time.monotonic)
    token: str | None = None


class InboundWebhookReceiver(models.AbstractModel):
    """Takes a call in, has it processed and answers it.

    Runs as superuser, on handlers and call rows only; the processor acts on business
    records as the handler's user. A call that is processed while its sender waits takes
    two transactions: the row is committed before anything can go wrong with the call,
    everything else is one more. One that is queued takes one: it has no effects yet.
    """

    _name = "inbound.webhook.receiver"
    _description = "Inbound Webhook Receiver"

    @api.model
    def _receive(self, token, reader, attempt):
        """Answer a call.

        :param str token: the last part of its URL
        :param reader: what reads the call: ``waits`` says whether a body has to come,
            ``read`` takes its largest size in bytes and how long it may take in seconds
            and gives an ``IncomingRequest``
        :param Attempt attempt: the same one each time Odoo runs this call again
        :rtype: Reply
        """
        attempt.tries += 1
        attempt.token = token
        handlers = self.env["inbound.webhook.handler"]
        handler = handlers._find_by_token(token)
        if handler and not attempt.request:
            limits = handler.max_body_size, handler.max_body_seconds
            if reader.waits:
                # No transaction is open while the body comes.
                self._roll_back()
            attempt.request = reader.read(*limits)
            if reader.waits:
                # It may have been switched off, deleted or given another URL meanwhile.
                handler = handlers._find_by_token(token)
        if not handler:
            return default_reply(Outcome("unknown_url", message="Not found"), None)
        request = handler._masked(attempt.request)
        with masked_statements():
            reply = self._take_in(handler, request, attempt)
            # Now, while what the row holds is kept out of the log.
            self.env.flush_all()
        return reply

    def _take_in(self, handler, request, attempt):
        refusal = self._refusal(handler, request)
        while self._is_waited_for(handler, refusal, attempt):
            captured = self._capture(handler, request, attempt)
            if captured:
                return captured
        if handler._queues_calls() and not refusal:
            return self._accept(handler, request, attempt)
        call = self.env["inbound.webhook.call"].browse(attempt.call_id)
        if not call:
            call = call._record_arrival(handler, request)
            self._commit_unacknowledged()
            attempt.call_id = call.id
        if refusal:
            processed = _refused(refusal)
        else:
            processed = self._process(call, request, attempt)
        return self._end(call, processed, attempt)

    def _is_waited_for(self, handler, refusal, attempt):
        """Whether a call is to be captured: also at a handler that is switched off."""
        is_whole = not refusal or refusal.reason == "switched_off"
        # A call that Odoo runs again came before the handler listened.
        return is_whole and not attempt.call_id and handler._is_listening()

    def _capture(self, handler, request, attempt):
        """Keep a call for the administrator to look at, and do nothing with it.

        One transaction: it has no effects that a row would have to survive.

        :rtype: Reply or None, where it is not this call that was waited for
        """
        calls = self.env["inbound.webhook.call"]
        call = calls._record_arrival(handler, request, kind="test")
        if not handler._end_listening(call):
            self._roll_back()
            return None
        trace = Trace()
        trace.stopped("receive", "captured")
        return self._end(call, Processed(Outcome("captured"), trace), attempt)

    def _accept(self, handler, request, attempt):
        """Put a call in the queue, which answers it.

        The commit of this transaction is the one that Odoo makes before it answers.

        :rtype: Reply
        """
        calls = self.env["inbound.webhook.call"]
        processor = self.env["inbound.webhook.processor"]

        def admit():
            call = calls._record_arrival(handler, request)
            return processor._admit(call, request)

        processed = self._try(admit, attempt)
        if processed.outcome.stands:
            call = processed.call
            call._enqueue(processed.ordering_key)
        else:
            # The first row was rolled back with the rest.
            call = calls._record_arrival(handler, request)
        return self._end(call, processed, attempt)

    @api.model
    def _replay(self, original):
        """Process a call once more, with a row of its own.

        A replay of a replay is one of the call that came: what it holds is the same.

        :param original: a call
        :return: the new call
        """
        return self._process_now(
            original.handler_id,
            original._request(),
            kind="replay",
            replay_of_id=(original.replay_of_id or original).id,
            request_digest=original.request_digest,
        )

    @api.model
    def _process_now(self, handler, request, **values):
        """Process a call that a person at the screen asks for.

        Whether the handler is switched on, or queues its calls, does not matter. The
        cursor is committed or rolled back: one such call for each transaction.

        :param IncomingRequest request: the call
        :param values: what its row says of where it comes from
        :return: the call
        """
        attempt = Attempt(tries=MAX_TRIES_ON_CONCURRENCY_FAILURE)
        request = handler._masked(request)
        call = self.env["inbound.webhook.call"]._record_arrival(
            handler, request, **values
        )
        self._commit_unacknowledged()
        refusal = self._method_refusal(handler, request)
        if refusal:
            processed = _refused(refusal)
        else:
            processed = self._process(call, request, attempt)
        self._end(call, processed, attempt)
        return call

    def _commit_unacknowledged(self):
        # Nobody has been told that the call is safe yet, and the commit at the end
        # of the call flushes this one to disk too: waiting for the disk twice would
        # buy nothing.
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL synchronous_commit TO off"))
        # The one commit of ours: what was recorded must survive what comes next.
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _refusal(self, handler, request):
        """How a call ends that must not be processed, or None."""
        refusal = self._method_refusal(handler, request)
        if refusal:
            return refusal
        # Who waits for a call has to learn why one that came was not taken.
        minds_body = handler.active or handler._is_listening()
        if request.body_problem and minds_body:
            return body_refusal(request.body_problem, handler.max_body_size)
        if not handler.active:
            return Outcome(
                "switched_off",
                message=_lt("This webhook is switched off."),
                headers={"Retry-After": str(RETRY_AFTER_SWITCHED_OFF)},
            )
        return None

    def _method_refusal(self, handler, request):
        allowed = handler.method.upper()
        if request.method == allowed:
            return None
        return Outcome(
            "method_not_allowed",
            message=_lt("This webhook takes %(method)s calls.", method=allowed),
            headers={"Allow": allowed},
        )

    def _process(self, call, request, attempt):
        processor = self.env["inbound.webhook.processor"]
        return self._try(partial(processor._process, call, request), attempt)

    @api.model
    def _try(self, take, attempt):
        """Have steps of a call taken; what does not stand leaves nothing behind.

        :param take: function that takes them and returns what became of the call
        :param Attempt attempt: the last of Odoo's tries ends the call
        :rtype: Processed
        :raise psycopg2.OperationalError: a conflict, for Odoo to run the call again
        """
        with masked_statements():
            while True:
                try:
                    processed = take()
                except TwinCommitted:
                    # Nothing was done yet, and a new snapshot shows the twin.
                    self._roll_back()
                    continue
                except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
                    if attempt.tries < MAX_TRIES_ON_CONCURRENCY_FAILURE:
                        raise
                    processed = _interrupted(error)
                except OperationalError as error:
                    processed = _interrupted(error)
                break
            if not processed.outcome.stands:
                self._roll_back()
                processed.trace.undo()
                if processed.violation:
                    processor = self.env["inbound.webhook.processor"]
                    processor._explain_violation(processed)
        return processed

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.transaction.reset()
        self.env.registry.reset_changes()

    def _end(self, call, processed, attempt):
        token = attempt.token or call.handler_id.token
        reply = self._reply(call, processed).masked(token)
        duration = round((time.monotonic() - attempt.started) * 1000)
        call._record_end(processed, duration, reply, token)
        return reply

    def _reply(self, call, processed):
        outcome = processed.outcome
        responses = call.handler_id.response_ids
        response = responses.filtered(lambda item: item.outcome == outcome.response)
        if response:
            return response._render(call, processed)
        first = call.browse(processed.first_call_id)
        if first.response_code:
            headers = tuple(tuple(pair) for pair in first.response_headers or ())
            return Reply(first.response_code, headers, first.response_body or "")
        return default_reply(outcome, call.id)


def _refused(outcome):
    trace = Trace()
    trace.failed("receive", outcome.reason, message=outcome.message)
    return Processed(outcome, trace)


def _interrupted(error):
    trace = Trace()
    kind = type(error).__name__
    message = _lt("The call met others at the same records too often. Send it again.")
    detail = _lt(
        "Other changes of the same records came between (%(kind)s).", kind=kind
    )
    trace.failed("apply", "interrupted", message=detail, error=kind)
    return Processed(Outcome("interrupted", message=message, detail=detail), trace)
