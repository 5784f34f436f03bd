import json

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ...engine.body.text import storable
from ...engine.storing import storable_json, storable_text
from ...engine.trace_size import within_size
from ...processing.conflicts import RowDeleted
from ...words.phrases import reason_values

#: What is asked of a row while its call is under way. It is known without reading it.
_UNDER_WAY = (
    *("handler_id", "kind", "status", "request_date", "request_digest", "method"),
    *("content_type", "remote_addr", "query_string", "headers", "body_size"),
    *("body_left_out", "kept_size", "replay_of_id", "duplicate_of_id", "queued"),
    *("ordering_key", "attention", "begun_again", "reason", "operation"),
    "authenticated_by",
    *("res_model", "res_id", "response_code"),
)
#: One that was taken for interrupted may go on, and succeed.
_NOT_OPEN = SQL(
    "attention = CASE attention WHEN 'open' THEN 'settled' ELSE attention END"
)
_NONE = SQL("SELECT WHERE FALSE")
#: As SET LOCAL, in the statement that needs it: another one would be another trip.
_NOT_TO_DISK = SQL("set_config('synchronous_commit', 'off', TRUE)")


class InboundWebhookCall(models.Model):
    """The row of a call: written when the call comes, and once more when it ends.

    Both in plain SQL: the ORM looks for defaults, record rules, and what is computed
    from the row, of which there is nothing here, and each call would pay for it twice.
    What becomes of a call that waits in between is written in ``queue.py``.
    """

    _inherit = "inbound.webhook.call"

    @api.model
    def _record_arrival(
        self, spec, request, *, is_acknowledged=True, keeps="usual", **values
    ):
        """Write the row of a call that has just come in.

        :param HandlerSpec spec: its handler
        :param IncomingRequest request: what came
        :param is_acknowledged: whether this transaction ends what its sender is told
            of. The commit of one that does not need not wait for the disk: that of the
            next one flushes it too
        :param keeps: ``whole`` where the call may be read from its row, ``nothing``
            where it is over already; else ``usual``, what the handler's limits say
        :param values: more fields of the row
        :return: the call; what the row holds is known
        """
        row = {
            "handler_id": spec.id,
            "kind": "call",
            "status": "received",
            "request_date": fields.Datetime.now(),
            "request_digest": spec.request_digest(request),
            **self._arrival_values(spec, request, values.get("kind", "call"), keeps),
            **values,
        }
        return self._insert_row(row, is_acknowledged)

    def _known(self):
        """What the row holds just after it was written, of what is asked for.

        A commit has Odoo forget all of it; what nothing else changes need not be read
        again.

        :return: for :meth:`_recall`
        """
        self.ensure_one()
        return {name: self[name] for name in _UNDER_WAY}

    def _recall(self, known):
        """Take what is known of the row for what is in the database.

        :param dict known: as :meth:`_known` gives it
        """
        self._update_cache(known, validate=False)

    def _record_end(self, processed, duration_ms, reply=None, request=None):
        """Write how the call ended, or that it waits in the queue now.

        :param Processed processed: what became of it
        :param Reply reply: what is answered, None where it was answered before
        :param IncomingRequest request: what came, where the row may not have all of it
        :raise RowDeleted: there is no row any more
        """
        self.ensure_one()
        outcome, spec = processed.outcome, processed.spec
        items = self.env["inbound.webhook.call.item"]._values_of(
            outcome.each_result, outcome.result_details
        )
        values = {
            **self._outcome_values(processed),
            **_reply_values(reply),
            "duration_ms": duration_ms,
            "item_ids": items,
        }
        kept = self._end_values(spec.without_secrets(values), spec, request)
        items = kept.pop("item_ids", [])
        row = {**kept, **processed.row_values}
        digest = row.get("request_digest", self.request_digest)
        digests = [digest, processed.findings.content_digest]
        self._update_row(row, self._settling(outcome.reason, digests))
        if items:
            self.item_ids = [Command.clear(), *map(Command.create, items)]
        self._list_to_fix()

    def _outcome_values(self, processed):
        """What became of the call, as the row has it: nothing is masked yet."""
        outcome, findings = processed.outcome, processed.findings
        trace = storable_json(processed.trace.lines)
        values = {
            "status": outcome.call_status,
            "reason": outcome.reason,
            "operation": outcome.operation,
            "res_model": outcome.model if outcome.record_id else None,
            "res_id": outcome.record_id,
            **reason_values(outcome.detail or outcome.message),
            "trace": within_size(trace, processed.spec.kept.trace),
            "duplicate_of_id": findings.first_call_id,
            "applied_date": self._applied_date(outcome),
            **self._begun_again_values(processed),
            **self._left_out_values(outcome),
        }
        if processed.parameters is not None:
            parameters = json.dumps(processed.parameters, ensure_ascii=False)
            values["parameters"] = storable(parameters)
        if findings.request_digest and self.kind == "call":
            values["request_digest"] = findings.request_digest
        return values

    def _begun_again_values(self, processed):
        """How often it was begun anew, in this attempt and those before.

        Most calls never are, and need not be read for it.
        """
        if not processed.begun_again:
            return {}
        return {"begun_again": self.begun_again + processed.begun_again}

    def _record_end_by_force(self, outcome):
        """Write how a call ended where nothing else could be written.

        One statement and no value of the call: neither the ORM nor what came is trusted
        any more.

        :param Outcome outcome: its texts are constants
        :return: whether the row is still there
        """
        self.ensure_one()
        message = outcome.detail or outcome.message
        self.env.cr.execute(
            SQL(
                """
                UPDATE inbound_webhook_call
                   SET status = %(status)s, reason = %(reason)s,
                       operation = NULL, res_model = NULL, res_id = NULL,
                       response_code = %(code)s,
                       error_message = %(message)s, error_phrase = NULL,
                       to_fix_reason = %(reason)s, to_fix_message = %(message)s,
                       to_fix_phrase = NULL,
                       attention = CASE kind WHEN 'call' THEN 'open' END,
                       queued = FALSE, next_attempt_date = NULL
                 WHERE id = %(id)s
                """,
                status=outcome.call_status,
                reason=outcome.reason,
                code=outcome.http_status,
                message=storable_text(message),
                id=self.id,
            )
        )
        is_there = bool(self.env.cr.rowcount)
        self.env["inbound.webhook.claim"]._release(self)
        self.invalidate_recordset(flush=False)
        return is_there

    def _has_ended(self):
        """Whether the database has the end of this call."""
        self.env.cr.execute(
            SQL(
                "SELECT FROM inbound_webhook_call WHERE id = %s AND reason IS NOT NULL",
                self.id or 0,
            )
        )
        return bool(self.env.cr.rowcount)

    # === STATEMENTS ===

    @api.model
    def _insert_row(self, values, is_acknowledged):
        """Write a new row.

        :param dict values: for ``create``
        :param is_acknowledged: as :meth:`_record_arrival` takes it
        :return: the call; what the row holds is known
        """
        columns = [self._fields[name] for name in values]
        self.env.cr.execute(
            SQL(
                "INSERT INTO inbound_webhook_call (%s) VALUES (%s) RETURNING id, %s",
                SQL(", ").join(SQL.identifier(field.name) for field in columns),
                SQL(", ").join(
                    field.convert_to_column_insert(
                        values[field.name], self, values, validate=False
                    )
                    for field in columns
                ),
                SQL("NULL") if is_acknowledged else _NOT_TO_DISK,
            )
        )
        call_id, _set = self.env.cr.fetchone()
        call = self.browse(call_id)
        empty = dict.fromkeys(_UNDER_WAY, False)
        call._update_cache({**empty, **values}, validate=False)
        return call

    def _update_row(self, values, settling):
        """Change the row, and settle others in the same trip to the database.

        :param dict values: for ``write``
        :param settling: as :meth:`_settling` gives it
        :raise RowDeleted: there is no row any more
        """
        # What was written by way of the ORM comes first.
        self.flush_recordset()
        assignments = [
            SQL(
                "%s = %s",
                SQL.identifier(name),
                self._fields[name].convert_to_column(value, self, validate=False),
            )
            for name, value in values.items()
        ]
        if settling:
            assignments.append(_NOT_OPEN)
        self.env.cr.execute(
            SQL(
                """
                WITH settled AS (%s)
                UPDATE inbound_webhook_call SET %s WHERE id = %s
                RETURNING EXISTS (SELECT FROM settled)
                """,
                settling or _NONE,
                SQL(", ").join(assignments),
                self.id,
            ),
            # Whoever asked for it says what went wrong.
            log_exceptions=False,
        )
        if not self.env.cr.rowcount:
            raise RowDeleted
        (has_settled,) = self.env.cr.fetchone()
        self._update_cache(values, validate=False)
        if has_settled:
            self.invalidate_model(["attention"])


def _reply_values(reply):
    """The answer, as the row has it; nothing of one that was given before."""
    if not reply:
        return {}
    return {
        "response_code": reply.status,
        "response_headers": storable_json(reply.headers),
        "response_body": storable(reply.body),
    }
