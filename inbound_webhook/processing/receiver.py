import logging
from functools import partial

from psycopg2.errors import ForeignKeyViolation

from odoo import api, models
from odoo.tools import SQL

from ..engine.answers import default_reply
from ..engine.framing import body_refusal
from ..engine.outcomes import (
    RETRY_AFTER_SWITCHED_OFF,
    Outcome,
)
from ..engine.phrases import _lt
from ..engine.trace import Trace
from ..failure_kinds import CONFLICT, kind_of
from ..log_masking import masked_statements
from .attempts import Attempt
from .committing import commit
from .run import Processed
from .turns import turns
from .unfinished import end_elsewhere

_logger = logging.getLogger(__name__)


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
        :param Attempt attempt: where what is known of the call is kept
        :rtype: Reply
        """
        attempt.token = token
        handler = self._handler(token)
        if not handler:
            return _unknown_url()
        limits = handler.max_body_size, handler.max_body_seconds
        if reader.waits:
            # No transaction is open while the body comes. The handler may be switched
            # off, deleted or given another URL meanwhile.
            self._roll_back()
        request = reader.read(*limits)
        with masked_statements(), turns(self.env.cr) as attempt.tries.turns:
            try:
                reply = self._take_in_or_begin_again(token, request, attempt)
                # Here, and not after the endpoint: what Odoo does after its own commit
                # could have another answer sent.
                commit(self.env)
            except Exception as error:
                if kind_of(error) != CONFLICT:
                    raise
                # Odoo would begin again, with a body that is read already: with none.
                self._roll_back()
                reply = self._end_unanswered(attempt, error)
                commit(self.env)
        return reply

    def _handler(self, token):
        return self.env["inbound.webhook.handler"]._find_by_token(token)

    def _take_in_or_begin_again(self, token, request, attempt):
        """Take the call in; where its handler is changed meanwhile, once more.

        :rtype: Reply
        """
        while True:
            handler = self._handler(token)
            if not handler:
                return _unknown_url()
            attempt.tries.queue = f"handler {handler.id}"
            try:
                return self._take_in(handler, handler._masked(request), attempt)
            except Exception as error:
                # The handler of a row that cannot be written was just deleted.
                is_gone = isinstance(error, ForeignKeyViolation)
                if not (is_gone or kind_of(error) == CONFLICT):
                    raise
                self._roll_back()
                if not attempt.tries.begin_again(error):
                    raise

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
        return self._answer(call, request, refusal, attempt)

    def _answer(self, call, request, refusal, attempt):
        """Have a call processed whose row is committed, unless it is refused.

        :rtype: Reply
        """
        end = partial(self._end, call, request, attempt)
        force = partial(self._end_by_force, call, request, attempt)
        if refusal:
            return self._conclude(_refused(refusal), end, force, attempt)
        processor = self.env["inbound.webhook.processor"]
        take = partial(processor._process, call, request, attempt.tries)
        return self._try(take, end, force, attempt)

    def _is_waited_for(self, handler, refusal, attempt):
        """Whether a call is to be captured: also at a handler that is switched off."""
        is_whole = not refusal or refusal.reason == "switched_off"
        # A call that begins again came before the handler listened.
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
        end = partial(self._end, call, request, attempt)
        force = partial(self._end_anew, handler, request, attempt)
        processed = Processed(Outcome("captured"), trace)
        return self._conclude(processed, end, force, attempt)

    def _accept(self, handler, request, attempt):
        """Put a call in the queue, which answers it.

        :rtype: Reply
        """
        calls = self.env["inbound.webhook.call"]
        processor = self.env["inbound.webhook.processor"]

        def admit():
            call = calls._record_arrival(handler, request)
            return processor._admit(call, request, attempt.tries)

        def end(processed):
            if processed.outcome.stands:
                call = processed.call
                call._enqueue(processed.ordering_key)
            else:
                # The first row was rolled back with the rest.
                call = calls._record_arrival(handler, request)
            return self._end(call, request, attempt, processed)

        force = partial(self._end_anew, handler, request, attempt)
        return self._try(admit, end, force, attempt)

    @api.model
    def _replay(self, original):
        """Process a call once more, with a row of its own.

        A replay of a replay is one of the call that came: what it holds is the same.

        :param original: a call
        :return: the new call
        """
        first = original.replay_of_id or original
        attempt = Attempt()
        attempt.tries.replays_known = frozenset(first._replays_done().ids)
        return self._process_now(
            original.handler_id,
            original._request(),
            attempt,
            kind="replay",
            replay_of_id=first.id,
            request_digest=original.request_digest,
        )

    @api.model
    @masked_statements()
    def _process_now(self, handler, request, attempt=None, **values):
        """Process a call that a person at the screen asks for.

        Whether the handler is switched on, or queues its calls, does not matter. The
        cursor is committed or rolled back: one such call for each transaction.

        :param IncomingRequest request: the call
        :param values: what its row says of where it comes from
        :return: the call
        """
        attempt = attempt or Attempt()
        attempt.tries.queue = f"handler {handler.id}"
        request = handler._masked(request)
        call = self.env["inbound.webhook.call"]._record_arrival(
            handler, request, **values
        )
        self._commit_unacknowledged()
        attempt.call_id = call.id
        refusal = self._method_refusal(handler, request)
        try:
            with turns(self.env.cr) as attempt.tries.turns:
                self._answer(call, request, refusal, attempt)
                commit(self.env)
        except Exception as error:
            # The connection is gone, or the commit failed: nothing else ends the row.
            end_elsewhere(self.env.registry, attempt, error)
            raise
        return call

    def _commit_unacknowledged(self):
        # Nobody has been told that the call is safe yet, and the commit at the end
        # of the call flushes this one to disk too: waiting for the disk twice would
        # buy nothing.
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL synchronous_commit TO off"))
        # What was recorded must survive what comes next.
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


def _refused(outcome):
    trace = Trace()
    trace.failed("receive", outcome.reason, message=outcome.message)
    return Processed(outcome, trace)


def _unknown_url():
    return default_reply(Outcome("unknown_url", message="Not found"), None)
