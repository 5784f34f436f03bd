import base64
import json
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...engine.body.text import storable
from ...engine.masking import mask_token_in_tree
from ...engine.request import IncomingRequest
from ...engine.storing import storable_json, storable_text
from ...engine.trace_size import within_size
from ...fields.raw_bytes import RawBytes
from ...fields.rpc_json import RpcJson
from ...processing.conflicts import RowDeleted
from ...words.phrases import reason_values, worded

_logger = logging.getLogger(__name__)


class InboundWebhookCall(models.Model):
    """One call: what came, what was done, what was answered.

    A slim row without chatter or access log columns: one is written for each call,
    and a log of millions has to stay fast. Only the files of this folder write rows.
    """

    _name = "inbound.webhook.call"
    _description = "Inbound Webhook Call"
    _order = "id desc"
    _log_access = False
    _rec_name = "id"

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, readonly=True, ondelete="cascade"
    )
    request_date = fields.Datetime(
        string="Date", required=True, readonly=True, default=fields.Datetime.now
    )
    kind = fields.Selection(
        [
            ("call", "Call"),
            ("test", "Test"),
            ("handshake", "Handshake"),
            ("replay", "Replay"),
        ],
        required=True,
        readonly=True,
        default="call",
    )
    method = fields.Char(readonly=True)
    status = fields.Selection(
        [
            ("received", "Received"),
            ("success", "Success"),
            ("duplicate", "Duplicate"),
            ("ignored", "Ignored"),
            ("refused", "Refused"),
            ("error", "Error"),
        ],
        required=True,
        readonly=True,
        default="received",
    )
    reason = fields.Selection(
        [
            ("done", "Done"),
            ("partly_done", "Some items failed"),
            ("not_found", "Nothing found"),
            ("duplicate", "Duplicate"),
            ("id_reused", "Same delivery id, other content"),
            ("values_reused", "Same values, other content"),
            ("ignored", "Ignored"),
            ("captured", "Kept to look at"),
            ("accepted", "Waits in the queue"),
            ("unknown_url", "Unknown URL"),
            ("method_not_allowed", "Wrong method"),
            ("switched_off", "Switched off"),
            ("too_large", "Too large"),
            ("timed_out", "Did not arrive in time"),
            ("unreadable", "Cannot be read"),
            ("unsupported", "Format not supported"),
            ("length_required", "Length not given"),
            ("value_refused", "A value does not fit"),
            ("key_missing", "Nothing to look up by"),
            ("record_missing", "No record has this ID"),
            ("ambiguous", "Several records match"),
            ("access_denied", "Not allowed"),
            ("rejected", "Cannot be saved"),
            ("misconfigured", "Handler not set up rightly"),
            ("failed", "Unexpected error"),
            ("interrupted", "Interrupted"),
            ("out_of_time", "Took too long"),
        ],
        string="Outcome",
        readonly=True,
        help="How the call ended, more exactly than its status says.",
    )
    operation = fields.Selection(
        [
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("found", "Found"),
            ("not_found", "Not found"),
        ],
        readonly=True,
    )
    response_code = fields.Integer(string="Answer", readonly=True, aggregator=False)
    response_headers = RpcJson(readonly=True)
    response_body = fields.Text(string="Answer Body", readonly=True)
    remote_addr = fields.Char(string="Address", readonly=True)
    content_type = fields.Char(readonly=True)
    query_string = fields.Char(string="Query", readonly=True)
    body = RawBytes(readonly=True)
    body_size = fields.Integer(string="Size", readonly=True)
    parameters = fields.Text(readonly=True)
    res_model = fields.Char(string="Record Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record Id", model_field="res_model", readonly=True, aggregator=False
    )
    record_name = fields.Char(
        string="Record",
        compute="_compute_record_name",
        search="_search_record_name",
    )
    item_ids = fields.One2many(
        "inbound.webhook.call.item", "call_id", string="Items", readonly=True
    )
    error_message = fields.Text(readonly=True)
    error_phrase = RpcJson(readonly=True)
    reason_text = fields.Text(string="Why It Failed", compute="_compute_reason_text")
    trace = RpcJson(readonly=True)
    duration_ms = fields.Integer(string="Duration (ms)", readonly=True)
    begun_again = fields.Integer(
        readonly=True,
        aggregator=False,
        help="How often the call was begun anew, since others were at the same records"
        " in the same moment.",
    )
    duplicate_of_id = fields.Many2one(
        "inbound.webhook.call",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    replay_of_id = fields.Many2one(
        "inbound.webhook.call",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    replay_ids = fields.One2many("inbound.webhook.call", "replay_of_id")

    duplicate_ids = fields.One2many(
        "inbound.webhook.call", "duplicate_of_id", string="Duplicates"
    )
    duplicate_count = fields.Integer(
        string="Number of Duplicates", compute="_compute_duplicate_count"
    )

    _request_date_idx = models.Index("(request_date DESC, id DESC)")
    _handler_idx = models.Index("(handler_id, request_date DESC)")
    _record_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    # === COMPUTE METHODS ===

    @api.depends("handler_id")
    def _compute_display_name(self):
        for call in self:
            call.display_name = self.env._("Call %s", call.id)

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_record_name(self):
        self.record_name = False
        for model, calls in self.grouped("res_model").items():
            if not model or model not in self.env:
                continue
            # A list shows many calls: one look-up for all records of a model.
            records = self.env[model].browse(calls.mapped("res_id")).exists()
            names = {
                record.id: record.display_name
                for record in records._filtered_access("read")
            }
            for call in calls:
                call.record_name = names.get(call.res_id, False)

    def _search_record_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            # Odoo's way to say: ask for the opposite, and negate that.
            return NotImplemented
        domains = []
        if operator == "in" and False in value:
            domains.append(
                Domain("res_id", "=", False) & Domain("item_ids", "=", False)
            )
            value = [name for name in value if name]
        if value:
            for model in self._readable_models():
                domains += self._domains_of_records(model, operator, value)
        return Domain.OR(domains)

    @api.depends("error_message", "error_phrase")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        for call in self:
            reason = call.error_phrase or call.error_message
            call.reason_text = worded(self.env, reason) if reason else False

    @api.depends("duplicate_ids")
    def _compute_duplicate_count(self):
        groups = self._read_group(
            [("duplicate_of_id", "in", self.ids)], ["duplicate_of_id"], ["__count"]
        )
        counts = {first.id: count for first, count in groups}
        for call in self:
            call.duplicate_count = counts.get(call.id, 0)

    # === ACTIONS ===

    def action_open_record(self):
        """Open the record that this call created, updated or found."""
        self.ensure_one()
        record = self._record()
        if not record:
            raise UserError(
                self.env._("The record of this call is not there any more.")
            )
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_open_duplicates(self):
        """Open the calls that were swallowed as duplicates of this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Duplicates"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("duplicate_of_id", "=", self.id)],
        }

    def action_use_as_sample(self):
        """Show what the call brings, to make parameters and mappings of it."""
        self.ensure_one()
        self.handler_id.check_access("write")
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": self.handler_id.id, "call_id": self.id}
        )
        return template.action_read()

    def _action_open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS ===

    def _record(self):
        """The record of the call, with the rights of whoever asks; may be empty."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists()

    @api.model
    def _domains_of_records(self, model, operator, value):
        """Calls, and calls with an item, whose record has such a name.

        The records are a sub-query, with the reader's rules: they may be many.
        """
        target = self.env[model].with_context(active_test=False)
        records = target._search([("display_name", operator, value)])
        touched = Domain("res_model", "=", model) & Domain("res_id", "in", records)
        return touched, Domain("item_ids", "any", touched)

    def _raw_body(self):
        """The bytes of the body as they came."""
        self.ensure_one()
        # The web client asks for the sizes of binary fields in place of their values.
        return base64.b64decode(self.with_context(bin_size=False).body or b"")

    def _request(self):
        """The call as it came over the wire, its credentials masked.

        :rtype: IncomingRequest
        """
        self.ensure_one()
        return IncomingRequest(
            method=self.method,
            headers=tuple((name, value) for name, value in self.headers or []),
            query_string=self.query_string or "",
            body=self._raw_body(),
            remote_addr=self.remote_addr or "",
        )

    @api.model
    def _record_arrival(self, spec, request, **values):
        """Write the row of a call that has just come in.

        :param HandlerSpec spec: its handler
        :param IncomingRequest request: what came
        :param values: more fields of the row
        """
        # Odoo looks for defaults of a company, and reads the user to know which.
        company = {"allowed_company_ids": [spec.runner.company_id]}
        call = self.with_context(**company).create(
            {
                "handler_id": spec.id,
                "request_digest": spec.request_digest(request),
                **self._arrival_values(spec, request, values.get("kind", "call")),
                **values,
            }
        )
        return self.browse(call.id)

    def _known(self):
        """What the row holds just after it was written, but the body.

        A commit has Odoo forget all of it; what nothing else changes need not be read
        again.

        :return: for :meth:`_recall`
        """
        self.ensure_one()
        stored = (field for field in self._fields.values() if field.column_type)
        names = [field.name for field in stored if field.store]
        return {name: self[name] for name in names if name not in ("id", "body")}

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
        lines = processed.trace.lines
        values = {
            "status": outcome.call_status,
            "reason": outcome.reason,
            "operation": outcome.operation,
            "res_model": outcome.model,
            "res_id": outcome.record_id,
            **reason_values(outcome.detail or outcome.message),
            "trace": within_size(storable_json(lines), spec.kept.trace),
            "duplicate_of_id": processed.first_call_id,
            "duration_ms": duration_ms,
            "applied_date": self._applied_date(outcome),
            **self._begun_again_values(processed),
        }
        if processed.parameters is not None:
            parameters = json.dumps(processed.parameters, ensure_ascii=False)
            values["parameters"] = storable(parameters)
        if processed.request_digest and self.kind == "call":
            values["request_digest"] = processed.request_digest
        if outcome.results:
            items = self.env["inbound.webhook.call.item"]._values_of(
                outcome.results, outcome.result_details
            )
            values["item_ids"] = [Command.clear(), *map(Command.create, items)]
        if reply:
            values |= {
                "response_code": reply.status,
                "response_headers": storable_json(reply.headers),
                "response_body": storable(reply.body),
            }
        values = mask_token_in_tree(values, spec.token)
        self.write(self._end_values(values, spec, request))
        self.flush_recordset()
        if not self.env.cr.rowcount:
            raise RowDeleted
        self._follow_up(processed.content_digest)

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
