import logging
import time
from dataclasses import dataclass, field
from functools import partial

from psycopg2 import IntegrityError
from psycopg2.errors import ForeignKeyViolation

from odoo import api, models
from odoo.tools import SQL

from ..engine.answers import default_reply
from ..engine.framing import body_refusal
from ..engine.outcomes import (
    RETRY_AFTER_OUTAGE,
    RETRY_AFTER_SWITCHED_OFF,
    Outcome,
)
from ..engine.phrases import _lt
from ..engine.request import Reply
from ..engine.trace import Trace
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure, masked_statements
from ..processing.committing import commit
from ..processing.conflicts import Tries
from ..processing.turns import turns
from .inbound_webhook_processor import Processed

_logger = logging.getLogger(__name__)


@dataclass
class Attempt:
    """What is known of a call while it is taken in, also where that fails.

    :param call_id: id of its row, once that is committed
    :param tries: how often it was begun
    :param started: ``time.monotonic()`` of the first time, in seconds
    :param token: the last part of its URL, None where it did not come by that
    :param ended_id: id of the row in which its end was written last
    :param reply: what is answered where that end is committed
    """

    call_id: int | None = None
    tries: Tries = field(default_factory=Tries)
    started: float = field(default_factory=time.monotonic)
    token: str | None = None
    ended_id: int | None = None
    reply: Reply | None = None

    @property
    def duration_ms(self):
        """How long the call has taken."""
        return round((time.monotonic() - self.started) * 1000)


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
        refusal = self._method_refusal(handler, request)
        with turns(self.env.cr) as attempt.tries.turns:
            self._answer(call, request, refusal, attempt)
            commit(self.env)
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

    # === THE END ===

    @api.model
    def _try(self, take, end, force, attempt):
        """Have steps of a call taken, and its end written with what they did.

        Of what stands, the end is written in the transaction of its effects: where it
        cannot be, nothing is left of either. What does not stand is rolled back before
        its end is written.

        :param take: function that takes the steps and returns what became of the call,
            None where it is not ours any more
        :param end: function that takes that ``Processed``, writes the last values of
            the row and returns the reply
        :param force: function that ends the call with an ``Outcome`` of constants where
            nothing else can be written, and returns the reply
        :param Attempt attempt: how often it may begin again
        :rtype: Reply
        """
        with masked_statements():
            while True:
                try:
                    processed = take()
                    if processed is None:
                        return None
                    if processed.outcome.stands:
                        return self._written(end, processed)
                except Exception as error:
                    if self._begins_again(error, attempt):
                        continue
                    processed = _stopped(error)
                break
            self._roll_back()
            processed.trace.undo()
            return self._conclude(processed, end, force, attempt)

    def _begins_again(self, error, attempt):
        """Whether a call that met another one begins again, with a new snapshot."""
        if kind_of(error) != CONFLICT:
            return False
        self._roll_back()
        return attempt.tries.begin_again(error)

    def _conclude(self, processed, end, force, attempt):
        """Write the end of a call of which nothing is to be rolled back any more.

        As :meth:`_try`.
        """
        while True:
            try:
                if processed.violation:
                    self.env["inbound.webhook.processor"]._explain_violation(processed)
                return self._written(end, processed)
            except Exception as error:
                if self._begins_again(error, attempt):
                    continue
                outcome = _stopped(error).outcome
            self._roll_back()
            return force(outcome)

    def _written(self, end, processed):
        reply = end(processed)
        # Now, where it can still be written otherwise, and while what the row holds is
        # kept out of the log.
        self.env.cr.flush()
        return reply

    def _end(self, call, request, attempt, processed):
        token = attempt.token or call.handler_id.token
        reply = self._reply(call, processed, request).masked(token)
        call._record_end(processed, attempt.duration_ms, reply, token, request)
        attempt.ended_id, attempt.reply = call.id, reply
        return reply

    def _end_by_force(self, call, request, attempt, outcome):
        """End a call with nothing but what is known to be storable.

        :param Outcome outcome: its texts are constants
        :rtype: Reply
        """
        reply = default_reply(outcome, call.id, request)
        call._record_end_by_force(outcome)
        attempt.ended_id, attempt.reply = call.id, reply
        return reply

    def _end_anew(self, handler, request, attempt, outcome):
        """As :meth:`_end_by_force`, of a call whose row was rolled back."""
        call = self.env["inbound.webhook.call"]._record_arrival(handler, request)
        return self._end_by_force(call, request, attempt, outcome)

    @api.model
    def _end_unanswered(self, attempt, error):
        """End a call that nothing else could, as where its commit failed.

        Takes a new transaction. What is committed already stays, and is what the sender
        is told.

        :param Attempt attempt: what is known of the call
        :param Exception error: why it was not answered
        :rtype: Reply
        """
        call = self.env["inbound.webhook.call"].browse(
            attempt.ended_id or attempt.call_id
        )
        if attempt.reply and call._has_ended():
            return attempt.reply
        outcome = _stopped(error).outcome
        if not call.exists():
            return default_reply(outcome, None)
        return self._end_by_force(call, None, attempt, outcome)

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.transaction.reset()
        self.env.registry.reset_changes()

    def _reply(self, call, processed, request=None):
        """What the sender is answered.

        :param IncomingRequest request: what came, None where nobody is shown a page
        :rtype: Reply
        """
        outcome = processed.outcome
        responses = call.handler_id.response_ids
        response = responses.filtered(lambda item: item.outcome == outcome.response)
        if response:
            reply = response._render_or_note(call, processed)
            if reply:
                return reply
        first = call.browse(processed.first_call_id)
        # Its values are for nobody but the sender of the same content.
        if outcome.reason == "duplicate" and first.response_code:
            headers = tuple(tuple(pair) for pair in first.response_headers or ())
            return Reply(first.response_code, headers, first.response_body or "")
        return default_reply(outcome, call.id, request)


def _refused(outcome):
    trace = Trace()
    trace.failed("receive", outcome.reason, message=outcome.message)
    return Processed(outcome, trace)


def _unknown_url():
    return default_reply(Outcome("unknown_url", message="Not found"), None)


def _stopped(error):
    """What becomes of a call that an exception stopped.

    :rtype: Processed
    """
    kind = kind_of(error)
    if kind == CONFLICT:
        return _interrupted(
            error,
            _lt("The call met others at the same records too often. Send it again."),
            _lt(
                "Other changes of the same records came between (%(kind)s).",
                kind=type(error).__name__,
            ),
        )
    if kind == OUTAGE:
        return _interrupted(
            error,
            _lt("The server could not finish this call. Send it again."),
            _lt(
                "The database did not answer, or broke off (%(kind)s).",
                kind=type(error).__name__,
            ),
        )
    if isinstance(error, IntegrityError) and not _is_of_ours(error):
        # A rule that the database looks at as it commits.
        message = _lt("The record cannot be saved with these values.")
        trace = Trace()
        trace.failed("apply", "rejected", message=message)
        return Processed(Outcome("rejected", message=message), trace)
    log_failure(_logger, "The end of an inbound call cannot be written", error)
    message = _lt("The webhook failed.")
    detail = _lt(
        "What became of the call could not be written, so nothing of it was kept: "
        "%(kind)s.",
        kind=type(error).__name__,
    )
    trace = Trace()
    trace.failed("answer", "failed", message=detail)
    return Processed(Outcome("failed", message=message, detail=detail), trace)


def _interrupted(error, message, detail):
    trace = Trace()
    trace.failed("apply", "interrupted", message=detail, error=type(error).__name__)
    outcome = Outcome(
        "interrupted",
        message=message,
        detail=detail,
        headers={"Retry-After": str(RETRY_AFTER_OUTAGE)},
    )
    return Processed(outcome, trace)


def _is_of_ours(violation):
    """Whether it is a row of this addon that the database refuses."""
    return (violation.diag.table_name or "").startswith("inbound_webhook_")
