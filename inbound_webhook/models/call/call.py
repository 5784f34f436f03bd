import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.masking import (
    names_of_pairs,
    without_values,
    without_values_in_phrase,
    without_values_in_trace,
)
from ...engine.request import IncomingRequest
from ...fields.personal import (
    PersonalBytes,
    PersonalChar,
    PersonalJson,
    PersonalText,
)
from ...words.phrases import worded


class InboundWebhookCall(models.Model):
    """One call: what came, what was done, what was answered.

    A slim row without chatter or access log columns: one is written for each call,
    and a log of millions has to stay fast. ``row.py`` writes it.
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
            ("done_with_notes", "Done, with notes"),
            ("partly_done", "Some items failed"),
            ("not_found", "Nothing found"),
            ("duplicate", "Duplicate"),
            ("id_reused", "Same delivery id, other content"),
            ("values_reused", "Same values, other content"),
            ("replayed", "Sent before, and changed"),
            ("key_reused", "Same idempotency key, other content"),
            ("key_unclear", "Idempotency key not clear"),
            ("under_way", "The first one is under way"),
            ("ignored", "Ignored"),
            ("older", "Older than what is written"),
            ("captured", "Kept to look at"),
            ("captured_not_authentic", "Kept to look at, not authentic"),
            ("accepted", "Waits in the queue"),
            ("kept", "Kept until it is switched on"),
            ("dropped", "Dropped while switched off"),
            ("erased", "Erased before its turn"),
            ("handshake", "Handshake"),
            ("trapped", "Taken for a program"),
            ("too_fast", "Sent too fast"),
            ("handshake_refused", "Handshake not answered"),
            ("handshake_failed", "Handshake not finished"),
            ("unknown_url", "Unknown URL"),
            ("asked", "Asked what is taken"),
            ("probed", "Asked whether the URL is there"),
            ("previewed", "Only looked at"),
            ("address_refused", "Address not allowed"),
            ("origin_refused", "Website not allowed"),
            ("not_authentic", "Not authentic"),
            ("not_verifiable", "No secret to check it by"),
            ("address_limited", "Too many of one address"),
            ("rate_limited", "Too many"),
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
            ("archived", "Archived"),
            ("unarchived", "Brought back"),
            ("deleted", "Deleted"),
            ("found", "Found"),
            ("not_found", "Not found"),
        ],
        readonly=True,
    )
    response_code = fields.Integer(string="Answer", readonly=True, aggregator=False)
    response_headers = PersonalJson(readonly=True, mask=names_of_pairs)
    response_body = PersonalText(string="Answer Body", readonly=True)
    remote_addr = PersonalChar(string="Address", readonly=True)
    authenticated_by = fields.Selection(
        selection="_selection_authenticated_by",
        string="Proved By",
        readonly=True,
        help="The secret by which the call proved who sent it.",
    )
    event_type = fields.Char(
        readonly=True,
        help="The sender's name of what happened, such as invoice.paid, where its "
        "scheme says where that stands.",
    )
    content_type = PersonalChar(readonly=True)
    query_string = PersonalChar(string="Query", readonly=True)
    body = PersonalBytes(readonly=True)
    body_size = fields.Integer(string="Size", readonly=True)
    parameters = PersonalText(readonly=True, mask=without_values)
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
    error_message = PersonalText(readonly=True)
    error_phrase = PersonalJson(readonly=True, mask=without_values_in_phrase)
    reason_text = fields.Text(string="Why It Failed", compute="_compute_reason_text")
    trace = PersonalJson(readonly=True, mask=without_values_in_trace)
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

    @api.model
    def _selection_authenticated_by(self):
        return [
            ("secret", self.env._("The secret")),
            ("secret_next", self.env._("The next secret")),
        ]

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
    @api.depends_context("lang", "uid")
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
        self.check_access("read")
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
        if self.body_left_out or self.reason == "dropped":
            # What is not there would be listed as gone.
            raise UserError(self.env._("The log does not have what this call brought."))
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": self.handler_id.id, "call_id": self.id}
        )
        return template.action_read()

    def action_open(self):
        """Open the call."""
        self.ensure_one()
        self.check_access("read")
        return self._action_open()

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
