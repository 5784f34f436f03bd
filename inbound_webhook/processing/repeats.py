# A file for each subject: pylint: disable=consider-merging-classes-inherited
import json

from odoo import api, models

from ..engine import duplicates
from ..engine.errors import EngineError
from ..engine.extract import dump
from ..engine.outcomes import Outcome
from ..engine.phrases import _lt
from ..models.call.to_fix import SETTLED
from .conflicts import Conflict

#: What the trace says where a call lacks what its handler compares.
_LACKS = {"header": "no_delivery_id", "parameters": "no_duplicate_key"}
#: The newest calls that say whether a handler's calls bring it.
_LAST_CALLS = 10


class InboundWebhookProcessor(models.AbstractModel):
    """Whether a call repeats an earlier one, and what becomes of it then.

    By a delivery id, or by the values of chosen parameters, it does so whatever came
    between: that is how a sender tries again. Its answer is the first one's only where
    its content is, too, since whoever knows the URL can take an id in advance.

    By its content alone it does so while nothing newer was applied to the same record.
    Otherwise it undoes a change: from A to B, and back to A.
    """

    _inherit = "inbound.webhook.processor"

    def _fingerprint(self, run):
        """Find out what the call is compared by, once it is read."""
        handler = run.handler
        if not handler._protection_seconds():
            return
        request = run.request
        volatile = duplicates.ways(handler.volatile_fields or "")
        if volatile:
            content = duplicates.of_payload(
                request.method, run.query, run.payload, volatile
            )
            # Of a call that waited, the log may have masked the id: the row knows.
            if not run.call.queued and not handler._delivery_id(request):
                run.request_digest = content
        else:
            content = duplicates.of_request(
                request.method, request.query_string, request.body
            )
        headers = self._headers_read(run, volatile)
        run.content_digest = (
            duplicates.with_headers(content, headers) if headers else content
        )

    def _headers_read(self, run, volatile):
        """The headers that parameters read, but those that are left out, by name."""
        parameters = run.handler.parameter_ids
        by_header = parameters.filtered(lambda line: line.source == "header")
        names = {(line.path or line.name).lower() for line in by_header}
        names -= {way[0].lower() for way in volatile if len(way) == 1}
        return {name: run.request.header(name) for name in names}

    def _check_duplicate(self, run):
        handler = run.handler
        if handler.method != "post" or run.call.kind not in ("call", "replay"):
            return None
        seconds = handler._protection_seconds()
        if run.call.kind == "replay":
            return self._check_replay(run, seconds)
        if not seconds:
            return None
        chosen = self._chosen_fingerprint(run)
        if not chosen and handler.duplicate_mode in _LACKS:
            run.trace.noted("duplicate", _LACKS[handler.duplicate_mode])
        claim = self.env["inbound.webhook.claim"]._claim(
            run.call, chosen or run.content_digest, run.content_digest, seconds
        )
        if not claim:
            run.trace.passed("duplicate", "first")
            return None
        if not chosen and self._is_overtaken(run, claim):
            claim._pass_on(run.call)
            return None
        run.first_call_id = claim.call_id.id
        # Claims from before this version have no digest.
        if claim.content_digest not in (False, run.content_digest):
            return self._other_content(run)
        run.trace.stopped("duplicate", "duplicate", call=run.first_call_id or None)
        return Outcome("duplicate")

    def _check_replay(self, run, seconds):
        """Whether a call was dealt with while its replay was asked for.

        By another person's replay, or since its sender sent it again. One replay of a
        request at a time; those before are seen, since this begins again where it has
        waited.
        """
        original = run.call.replay_of_id
        request = f"request {original.request_digest or original.id} {run.handler.id}"
        if run.tries.turns and not run.tries.turns.take([request]):
            raise Conflict([request])
        by = original._dealt_with_since(run.tries.replays_known)
        if not by and seconds:
            by = self._claim_again(run, original, seconds)
        if not by:
            return None
        run.first_call_id = by.id
        code = "waits" if by.queued else "dealt_with"
        run.trace.stopped("duplicate", code, call=by.id)
        return Outcome("duplicate")

    def _claim_again(self, run, original, seconds):
        """Hold the claim for a replay, so that the sender's next try repeats that.

        :return: the call that has dealt with the same request, or that waits in the
            queue with it; none where the replay is to be processed
        """
        chosen = self._chosen_fingerprint(run)
        claim = self.env["inbound.webhook.claim"]._claim(
            run.call, chosen or run.content_digest, run.content_digest, seconds
        )
        if not claim or claim.content_digest not in (False, run.content_digest):
            return run.call.browse()
        first = claim.call_id
        if first.queued or original.attention == "open" and first.reason in SETTLED:
            return first
        claim._pass_on(run.call)
        return run.call.browse()

    def _chosen_fingerprint(self, run):
        """That of the delivery id or the chosen values, None where it has none."""
        handler = run.handler
        if handler.duplicate_mode == "header":
            delivery_id = handler._delivery_id(run.request)
            return duplicates.of_header(delivery_id) if delivery_id else None
        if handler.duplicate_mode == "parameters":
            values = handler._duplicate_values(dump(run.values))
            return duplicates.of_parameters(values) if values else None
        return None

    def _other_content(self, run):
        """End a call that has the id or the values of another, and other content."""
        by_id = run.handler.duplicate_mode == "header"
        first = run.first_call_id or None
        code = "id_reused" if by_id else "values_reused"
        run.trace.stopped("duplicate", code, call=first)
        if not by_id:
            return Outcome(code)
        # The id is another call's: by it, nobody would find what was swallowed.
        run.request_digest = run.content_digest
        detail = _lt(
            "Call %(call)s had the same delivery id and other content. If this is the "
            "right one, replay it.",
            call=first or "?",
        )
        return Outcome(code, detail=detail)

    def _is_overtaken(self, run, claim):
        """Whether something newer was applied to the record of an earlier call."""
        first = claim.call_id
        by = self._next_in_queue(run, first)
        if not by:
            changed = first._records_changed_since(claim.claimed_at) if first else {}
            if changed and self._is_about(run, first, changed):
                by = max(changed.values())
        if by:
            run.trace.passed("duplicate", "overtaken", call=first.id, by=by)
        return bool(by)

    def _next_in_queue(self, run, first):
        """The id of a call behind an earlier one in the queue, None for none."""
        keys = run.handler._queues_calls() and run.handler.mapping_ids._match_keys()
        return first._next_in_queue(self._ordering_key(run)).id if keys else None

    def _is_about(self, run, _first, changed):
        """Whether the call finds one of the records that were changed.

        Where it does not, which it never does without a match key, it could only make
        a second one.

        :param _first: the call that it would repeat
        :param changed: by ids of records
        """
        try:
            return self._found(run).id in changed
        except EngineError:
            # Said where the record is looked for.
            return True

    def _found(self, run):
        """The record that the match keys of a call find, or none."""
        writer = run.handler._business_env()["inbound.webhook.writer"]
        return writer._match(run.handler, run.values).record


class InboundWebhookHandler(models.Model):
    """What makes a call a repeat, and whether calls bring that."""

    _inherit = "inbound.webhook.handler"

    @api.depends("duplicate_mode", "duplicate_header", "protection_period")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from super()._warnings()
        if self._protection_seconds() and self.method == "post":
            yield from self._repeat_warnings()

    def _repeat_warnings(self):
        """What is said where calls lack what would make them repeats."""
        if self.duplicate_mode not in _LACKS:
            return
        calls = self._last_calls()
        lacking = calls.filtered(lambda call: not self._tells_repeats(call))
        words = {"lacking": len(lacking), "number": len(calls)}
        if lacking and self.duplicate_mode == "header":
            yield self.env._(
                "%(lacking)s of the last %(number)s calls came without the header "
                "%(header)s: of such a call, the whole request is compared to tell "
                "whether it is a duplicate.",
                header=self.duplicate_header,
                **words,
            )
        elif lacking:
            yield self.env._(
                "%(lacking)s of the last %(number)s calls came without a value for the "
                "duplicate keys: of such a call, the whole request is compared to tell "
                "whether it is a duplicate.",
                **words,
            )

    def _last_calls(self):
        """The last calls that were read, whoever may read what they brought."""
        domain = [
            ("handler_id", "=", self._origin.id),
            ("kind", "=", "call"),
            ("parameters", "!=", False),
        ]
        # No more is said of them than their number.
        return (
            self.env["inbound.webhook.call"]
            .sudo()
            .search_fetch(
                domain,
                ["headers", "parameters"],
                order="request_date desc, id desc",
                limit=_LAST_CALLS,
            )
        )

    def _tells_repeats(self, call):
        """Whether a call brought what the handler compares."""
        if self.duplicate_mode == "header":
            # By their names: the log may have masked what they hold.
            names = {name.lower() for name, value in call.headers or () if value}
            return not names.isdisjoint(map(str.lower, self._delivery_headers()))
        return bool(self._duplicate_values(json.loads(call.parameters)))

    def _duplicate_values(self, parameters):
        """The values that make a call a repeat, by name; none where it has none.

        :param dict parameters: JSON-safe values by name, of each a list where the
            handler makes one record of each item
        """
        names = self.parameter_ids.filtered("is_duplicate_key").mapped("name")
        values = {name: parameters.get(name) for name in names}
        for value in values.values():
            items = value if self.split_path and value else [value]
            if any(item is not None for item in items):
                return values
        return {}

    def _delivery_id(self, request):
        """The sender's id of a delivery.

        :param IncomingRequest request: the call
        :return: None where it has none, or the handler does not compare those
        """
        self.ensure_one()
        if self.duplicate_mode != "header":
            return None
        return request.first_header(self._delivery_headers())

    def _delivery_headers(self):
        """The names of the headers that may hold a delivery id, in their order."""
        return duplicates.header_names(self.duplicate_header or "")
