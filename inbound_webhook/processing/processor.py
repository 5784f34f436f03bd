import contextlib
import logging

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError, LockError, UserError

from ..engine.body import parse_body, parse_query
from ..engine.conditions import evaluate
from ..engine.errors import EngineError, InvalidSetup
from ..engine.extract import dump, extract
from ..engine.outcomes import Outcome
from ..engine.values import MISSING
from ..failure_kinds import (
    CONFLICTS,
)
from ..rights.answerable import field_obstacle
from .call_context import CALL_CONTEXT_KEY, CallContext, call_context
from .conflicts import Conflict
from .record_values import answered
from .run import Processed, Run

_logger = logging.getLogger(__name__)


@contextlib.contextmanager
def _default_env_restored(env):
    """Undo what ``_business_env`` does to the transaction, once the call is through."""
    transaction = env.transaction
    default_env = transaction.default_env
    try:
        yield
    finally:
        transaction.default_env = default_env


class InboundWebhookProcessor(models.AbstractModel):
    """Takes a call from its bytes to its effects, one step after the other.

    Needs no web request: all it knows of the call is an ``IncomingRequest``. Each
    step leaves a line in the trace, and ends the call by returning its outcome.
    """

    _name = "inbound.webhook.processor"
    _description = "Inbound Webhook Processor"

    @api.model
    def _process(self, call, request, tries=None):
        """Take a call the whole way, while its sender waits.

        Nothing is committed and nothing rolled back here. An outcome that does not
        stand has to be rolled back by the caller.

        :param call: its row
        :param IncomingRequest request: what came
        :param Tries tries: how often it began; None where it is only rehearsed
        :rtype: Processed
        :raise Conflict: begin again, in a new transaction
        :raise psycopg2.OperationalError: a conflict or a lost database
        """
        duplicate = {"duplicate": self._check_duplicate}
        handler = call.handler_id
        steps = {**self._reading(handler), **duplicate, **self._acting(handler)}
        return self._take(steps, Run(call, handler, request, tries))

    @api.model
    def _admit(self, call, request, tries=None):
        """Take a call as far as it goes before it waits in the queue.

        As :meth:`_process`. Nothing but the claim of its fingerprint is written.
        """
        duplicate = {"duplicate": self._check_duplicate}
        handler = call.handler_id
        steps = {**self._reading(handler), **duplicate, "queue": self._accept}
        return self._take(steps, Run(call, handler, request, tries))

    @api.model
    def _work(self, call, tries=None):
        """Take a call the rest of the way, after it waited in the queue.

        As :meth:`_process`; what came is read from the row.
        """
        handler, recall = call.handler_id, {"queue": self._recall}
        steps = {**self._reading(handler), **recall, **self._acting(handler)}
        return self._take(steps, Run(call, handler, call._request(), tries))

    def _reading(self, _handler):
        """Steps from the bytes to the values of a call, by name."""
        return {"parse": self._parse, "extract": self._extract}

    def _acting(self, _handler):
        """Steps from the values of a call to its effects and outcome, by name."""
        return self._acting_on_record()

    def _acting_on_record(self):
        """Steps from the values to one record and what follows, by name."""
        return {
            "conditions": self._check_conditions,
            "turn": self._take_turn,
            "apply": self._apply,
            "trail": self._leave_trail,
            "fulfil": self._fulfil,
            "answer": self._success,
        }

    def _take(self, steps, run):
        """Take steps until one of them ends the call.

        :param dict steps: methods by their names in the trace, in order
        :rtype: Processed
        """
        with _default_env_restored(self.env):
            outcome = self._outcome(steps, run)
        return Processed(
            outcome,
            run.trace,
            call=run.call,
            parameters=None if run.values is None else dump(run.values),
            record=run.applied and run.applied.record,
            first_call_id=run.first_call_id,
            ordering_key=run.ordering_key,
            violation=run.violation,
            request_digest=run.request_digest,
            content_digest=run.content_digest,
        )

    def _outcome(self, steps, run):
        try:
            for run.step, step in steps.items():
                outcome = step(run)
                if outcome:
                    break
            # What waits for the commit, constraints and hooks, fails here if it
            # does, where the call can still say so.
            self.env.cr.flush()
        except (LockError, *CONFLICTS):
            raise
        except EngineError as error:
            outcome = self._refused(run, error)
        except (AccessError, UserError) as error:
            outcome = self._rejected(run, error)
        except IntegrityError as error:
            outcome = self._violated(run, error)
        except Exception as error:
            outcome = self._stopped(run, error)
        return outcome

    # === STEPS ===

    def _parse(self, run):
        request, handler = run.request, run.handler
        limits = handler._limits()
        run.query = parse_query(request.readable_query(), limits)
        run.payload = parse_body(
            request.body,
            request.header("Content-Type"),
            expected=handler.body_type,
            content_encoding=request.header("Content-Encoding"),
            limits=limits,
        )
        self._fingerprint(run)
        run.trace.passed("parse", "parsed", kind=run.payload.kind)
        for note in run.payload.notes:
            run.trace.noted("parse", note.code, **note.details)

    def _extract(self, run):
        extraction = extract(
            run.handler.parameter_ids._specs(),
            run.payload,
            run.query,
            run.request.header,
            run.handler._value_context(),
            run.item,
        )
        run.values = extraction.values
        run.trace.passed("extract", "extracted", parameters=extraction.lines)

    def _accept(self, run):
        run.handler._check_runs()
        run.ordering_key = self._ordering_key(run)
        run.trace.passed("queue", "accepted")
        return Outcome("accepted")

    def _ordering_key(self, run):
        return run.handler.mapping_ids._ordering_key(run.values)

    def _recall(self, run):
        """Keep what the trace says of the time before: that is not found out again."""
        run.trace.lines += [
            line for line in run.call.trace if line["step"] in ("duplicate", "queue")
        ]

    def _check_conditions(self, run):
        conditions = run.handler.condition_ids
        if not conditions:
            return None
        types = {item.name: item.type for item in run.handler.parameter_ids}
        context = run.handler._value_context()
        verdict = evaluate(conditions._specs(), run.values, types, context)
        if verdict.matched:
            run.trace.passed("conditions", "met", conditions=verdict.lines)
            return None
        run.trace.stopped("conditions", "not_met", conditions=verdict.lines)
        return Outcome("ignored")

    def _take_turn(self, run):
        """Have other calls about the same record wait, or wait for them.

        :raise Conflict: one of them is under way
        """
        turns = run.tries and run.tries.turns
        # A call has taken those of its items together.
        if turns and run.item is MISSING:
            digests = self._key_digests(run)
            if not turns.take(digests):
                raise Conflict(digests)

    def _key_digests(self, run):
        """What stands for the record that the call is about, by each of its keys."""
        if run.handler.method != "post":
            return []
        return run.handler.mapping_ids._key_digests(run.values)

    def _apply(self, run):
        handler = run.handler
        handler._check_runs()
        context = CallContext(run.call, run.values, run.payload.value)
        env = handler._business_env(**{CALL_CONTEXT_KEY: context})
        writer = env["inbound.webhook.writer"]
        # The handler's own lines are set up by its administrator; the user that a
        # call runs as need not be able to read them.
        if handler.method == "get":
            run.applied = writer._look_up(handler, run.values)
        else:
            [run.applied] = writer._apply(handler, [run.values])
            writer._attach(run.applied.record, run.payload.files)
        applied = run.applied
        for code, note in applied.notes:
            run.trace.noted("apply", code, model=handler.model_name, **note)
        details = {
            "model": handler.model_name,
            "id": applied.record.id or None,
            **applied.match.details(),
        }
        if applied.operation == "not_found":
            run.trace.stopped("apply", "not_found", **details)
            return Outcome("not_found", operation="not_found")
        run.trace.passed("apply", applied.operation, changes=applied.changes, **details)
        return None

    def _leave_trail(self, run):
        if run.handler.note_on_record and run.applied.changes:
            run.applied.record._note_inbound_webhook_call(run.call, run.applied)

    def _fulfil(self, run):
        rules = self.env["base.automation"]
        fired, failures = rules._fire_on_inbound_webhook(run.handler, run.applied)
        if fired:
            run.trace.passed("fulfil", "fired", rules=fired)
        for note in call_context(run.applied.record.env).notes:
            run.trace.noted("fulfil", note)
        for failure in failures:
            run.trace.noted(
                "fulfil", "rule_failed", message=failure.sentence, **failure.details()
            )

    def _success(self, run):
        record = run.applied.record
        data = None
        if run.handler.method == "get":
            names = run.handler.return_field_ids.mapped("name")
            for name in names:
                obstacle = field_obstacle(record, name, rights=False)
                if obstacle:
                    raise InvalidSetup("answer_field", obstacle, field=name)
            record.fetch(names)
            data = {name: answered(record, name) for name in names}
        return Outcome(
            "done",
            operation=run.applied.operation,
            model=record._name,
            record_id=record.id,
            data=data,
        )
