# A file for each subject: pylint: disable=consider-merging-classes-inherited
import logging

from psycopg2 import IntegrityError

from odoo import api, models

from ..engine.answers import default_reply
from ..engine.outcomes import RETRY_AFTER_OUTAGE, Outcome
from ..engine.phrases import _lt
from ..engine.request import Reply
from ..engine.trace import Trace
from ..failure_kinds import CONFLICT, OUTAGE, kind_of
from ..log_masking import log_failure, masked_statements
from .conflicts import Conflict
from .run import Processed

_logger = logging.getLogger(__name__)


class InboundWebhookReceiver(models.AbstractModel):
    """The one end of every call, which nothing that goes wrong keeps from it.

    Of what stands, answer and last values of the row are made in the transaction of the
    effects; of what does not, after these are rolled back. Where neither can be, the
    call ends with constants.
    """

    _inherit = "inbound.webhook.receiver"

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
                        return self._written(end, processed, attempt)
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
                return self._written(end, processed, attempt)
            except Exception as error:
                if self._begins_again(error, attempt):
                    continue
                outcome = _stopped(error).outcome
            self._roll_back()
            return force(outcome)

    def _written(self, end, processed, attempt):
        processed.begun_again = attempt.tries.number - 1
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
        :raise Conflict: somebody has deleted its row; nothing of the call is done, and
            it begins again with another one
        """
        reply = default_reply(outcome, call.id, request)
        if not call._record_end_by_force(outcome):
            attempt.call_id = None
            raise Conflict
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
