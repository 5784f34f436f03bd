from dataclasses import replace

from odoo import models

from ..engine.errors import EngineError, OutOfTime
from ..engine.items import check_item_count, split_items
from ..engine.outcomes import REASONS, Outcome
from ..engine.phrases import Phrase, _lt
from ..engine.trace import Trace
from ..engine.values import to_json
from .run import item_phrase
from .undo import undoable

#: Failed items whose messages the row of the call repeats.
FAILURES_SHOWN = 5


class InboundWebhookProcessor(models.AbstractModel):
    """Calls that hold several records: one of each item of a list in the body.

    The items share the call: its row, its fingerprint, its answer. Each is a run of its
    own through the steps that a call with one record takes.
    """

    _inherit = "inbound.webhook.processor"

    def _reading(self, handler):
        steps = super()._reading(handler)
        if handler.split_path:
            steps["extract"] = self._extract_items
        return steps

    def _acting(self, handler):
        if not handler.split_path:
            return super()._acting(handler)
        return {
            "turn": self._take_turn,
            "apply": self._act_on_items,
            "answer": self._answer_for_items,
        }

    # === STEPS ===

    def _extract_items(self, run):
        items = split_items(run.payload, run.handler.split_path)
        if not items:
            run.trace.stopped("parse", "no_items")
            return Outcome("ignored")
        run.trace.passed("parse", "split", items=len(items))
        check_item_count(len(items), run.handler.max_items)
        run.parts = [replace(run, item=item, trace=Trace(), parts=[]) for item in items]
        done = run.call._items_done()
        for number, part in enumerate(run.parts, 1):
            run.number = None
            run.check_time()
            run.number, part.step = number, "extract"
            if number in done:
                self._leave(part)
                continue
            try:
                self._extract(part)
            except EngineError as error:
                if run.handler.split_mode == "all":
                    raise
                part.outcome = self._refused(part, error)
        run.number = None
        run.values = {
            name: [to_json((part.values or {}).get(name)) for part in run.parts]
            for name in run.handler.parameter_ids.mapped("name")
        }
        return None

    def _key_digests(self, run):
        if not run.parts:
            return super()._key_digests(run)
        digests = []
        for part in run.parts:
            if not part.outcome:
                digests += super()._key_digests(part)
        return digests

    def _act_on_items(self, run):
        alone, begun = run.handler.split_mode == "each", False
        for number, part in enumerate(run.parts, 1):
            try:
                if not part.outcome:
                    # One item is always begun, or a replay would come no further.
                    if begun:
                        part.check_time()
                    begun, run.number = True, number
                    act = self._act_alone if alone else self._act_or_fail
                    part.outcome = act(part, self._acting_on_record())
            except OutOfTime as error:
                if not alone:
                    raise
                part.step = "apply"
                part.outcome = self._refused(part, error)
            finally:
                run.step = part.step
                lines = part.trace.lines
                run.trace.lines += [{**line, "item": number} for line in lines]
                # Its environment goes with it: each look-up of one passes through all.
                part.applied = None
        run.number = None

    def _act_or_fail(self, part, steps):
        """Act on an item; where it fails, the whole call does."""
        for part.step, step in steps.items():
            outcome = step(part)
            if outcome:
                break
        return outcome

    def _act_alone(self, part, steps):
        """Act on an item; where it fails, what it did is undone, and no more."""
        with undoable(self.env.cr) as undo:
            part.outcome = self._outcome(steps, part)
            if not part.outcome.stands:
                undo()
                part.trace.undo()
        if part.violation:
            self._explain_violation(part)
        return part.outcome

    def _answer_for_items(self, run):
        outcomes = [part.outcome for part in run.parts]
        results = [self._result(outcome) for outcome in outcomes]
        details = [outcome.detail for outcome in outcomes]
        failed = [item for item in outcomes if REASONS[item.reason].leaves_work]
        if not any(outcome.stands for outcome in outcomes):
            # What may pass has the sender try again.
            first = sorted(failed, key=lambda outcome: not outcome.may_pass)
            return replace(
                (first or outcomes)[0], results=results, result_details=details
            )
        operations = {outcome.operation for outcome in outcomes}
        return Outcome(
            "partly_done" if failed else "done",
            operation=operations.pop() if len(operations) == 1 else None,
            detail=self._failures(outcomes) if failed else None,
            results=results,
            result_details=details,
        )

    # === ITEMS ===

    def _is_about(self, run, first, changed):
        """Leave alone what was done of an item that nothing newer was applied to."""
        if not run.handler.split_path:
            return super()._is_about(run, first, changed)
        done = first.item_ids.filtered(lambda item: item.status == "success")
        positions, about = set(done.mapped("position")), False
        for position, part in enumerate(run.parts, 1):
            if part.outcome or position not in positions:
                continue
            if super()._is_about(part, first, changed):
                about = True
            else:
                self._leave(part, self._found(part))
        return about

    def _leave(self, part, record=None):
        """Do nothing about an item that was processed before.

        :param record: the one that it is about, where that is known
        """
        said = _lt("It was processed before.")
        part.trace.noted("extract", "done", message=said)
        part.outcome = Outcome("ignored", message=said)
        if record:
            part.outcome = Outcome(
                "done", "unchanged", model=record._name, record_id=record.id
            )

    def _failures(self, outcomes):
        """Which items failed, and why, for the call log."""
        lines = [
            item_phrase(number, outcome.detail or outcome.message)
            for number, outcome in enumerate(outcomes, 1)
            if REASONS[outcome.reason].leaves_work
        ]
        heading = _lt(
            "%(failed)s of %(count)s items failed.",
            failed=len(lines),
            count=len(outcomes),
        )
        more = len(lines) - FAILURES_SHOWN
        rest = [_lt("... and %(count)s more", count=more)] if more > 0 else []
        return Phrase.of_lines([heading, *lines[:FAILURES_SHOWN], *rest])

    def _result(self, outcome):
        result = {"status": outcome.call_status}
        if outcome.stands:
            result |= {
                "operation": outcome.operation,
                "model": outcome.model,
                "id": outcome.record_id,
            }
        elif outcome.message:
            result["error"] = outcome.message
        return result

    def _ordering_key(self, run):
        """Calls of several records are processed one after the other."""
        if run.handler.split_path:
            return f"handler {run.handler.id}"
        return super()._ordering_key(run)
