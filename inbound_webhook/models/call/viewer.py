import contextlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...authoring.proposals import propose_parameter
from ...authoring.readings import Observed, with_readings
from ...authoring.viewer import for_viewer
from ...engine.body import parse_body, parse_query
from ...engine.body.text import storable
from ...engine.errors import EngineError, UnreadableBody
from ...engine.items import split_items
from ...engine.phrases import _lt
from ...engine.types import TYPES
from ...fields.rpc_json import RpcJson
from ...rights.personal_values import sees_personal_values
from ...words.phrases import worded
from ...words.trace import as_text, explained, why_ended
from ..kinds import kinds_of


class InboundWebhookCall(models.Model):
    """What the screens show of a call, beside the columns of its row."""

    _inherit = "inbound.webhook.call"

    explanation = fields.Text(compute="_compute_explanation")
    explanation_lines = RpcJson(
        string="Explanation in Steps", compute="_compute_explanation"
    )
    why = fields.Char(
        compute="_compute_why",
        help="Why the call did not do what its sender asked for, or not all of it.",
    )
    body_text = fields.Text(string="Body as Text", compute="_compute_body_text")
    query_pairs = RpcJson(string="Query in Pairs", compute="_compute_query_pairs")
    parameter_pairs = RpcJson(
        string="Parameters in Pairs", compute="_compute_parameter_pairs"
    )

    # === COMPUTE METHODS ===

    @api.depends("trace", "res_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_explanation(self):
        for call in self:
            lines = call._trace_with_merges()
            call.explanation_lines = explained(self.env, lines, call.handler_id)
            call.explanation = as_text(call.explanation_lines or [])

    @api.depends("status", "error_message", "error_phrase", "more_like_it", "queued")
    @api.depends_context("lang", "uid")
    def _compute_why(self):
        # No dependency, or the list would read the traces of all its rows.
        unsaid = self.filtered(
            lambda call: not call.reason_text
            and call.status in ("duplicate", "ignored", "refused", "error")
        )
        unsaid.fetch(["trace"])
        for call in self:
            words = call.reason_text
            if call in unsaid:
                words = why_ended(self.env, call.trace)
            elif call.queued and not words:
                words = call._what_it_waits_for()
            call.why = words and words.strip().partition("\n")[0]
            if call.more_like_it:
                call.why = self.env._(
                    "%(why)s And %(count)s more like it.",
                    why=call.why or "",
                    count=call.more_like_it,
                )

    def _what_it_waits_for(self):
        if self.handler_id.active:
            return self.env._("Waits for its turn.")
        return self.env._("Waits until it is switched on.")

    @api.depends("body")
    @api.depends_context("uid")
    def _compute_body_text(self):
        for call in self:
            text = call._raw_body().decode("utf-8", "replace")
            call.body_text = storable(_laid_out(text))

    @api.depends("query_string")
    @api.depends_context("uid")
    def _compute_query_pairs(self):
        for call in self:
            query = call.query_string or ""
            try:
                pairs = parse_query(query, charset=call.handler_id.charset).fields
            except EngineError:
                pairs = [("", query)]
            call.query_pairs = [list(pair) for pair in pairs]

    @api.depends("parameters")
    @api.depends_context("uid")
    def _compute_parameter_pairs(self):
        for call in self:
            parameters = json.loads(call.parameters or "{}")
            call.parameter_pairs = [
                [name, "" if value is None else _as_text(value)]
                for name, value in parameters.items()
            ]

    # === THE BODY ===

    @api.readonly
    def read_body(self):
        """The body for the viewer.

        :return: its ``kind`` (json, xml, form or empty; False where it cannot be read),
            its ``tree`` as ``authoring.viewer`` writes it, and the ``reason`` why it
            cannot be read
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        if not sees_personal_values(self.env):
            return {"kind": False, "tree": None, "reason": self._not_shown()}
        try:
            payload = self._payload()
        except EngineError as error:
            return {"kind": False, "tree": None, "reason": worded(self.env, error)}
        tree = for_viewer(payload.value)
        return {"kind": payload.kind, "tree": tree, "reason": False}

    @api.readonly
    def path_in_body(self, key_path):
        """The path that a parameter of the handler takes to a value of the body.

        :param list key_path: the keys and indexes that lead to the value
        :rtype: str
        """
        self.ensure_one()
        self.check_access("read")
        if not sees_personal_values(self.env):
            raise AccessError(self._not_shown())
        return self._proposal(key_path).path

    def make_parameter(self, key_path):
        """Make a parameter of a value of the body, unless its handler has it.

        :param list key_path: the keys and indexes that lead to the value
        :return: ``type`` and ``message`` of a notification that says what was done
        :rtype: dict
        """
        self.ensure_one()
        handler = self.handler_id
        # Before the handler's lines are read: its readers may not change them.
        handler.check_access("write")
        present = handler.parameter_ids
        proposal = self._proposal(key_path, present.mapped("name"))
        same = present.filtered(lambda item: item._reads_body_at(proposal.path))
        if same:
            words = self.env._(
                "%(handler)s has a parameter for this already: %(name)s.",
                handler=handler.name,
                name=same[0].name,
            )
            return {"type": "warning", "message": words}
        sequence = max(present.mapped("sequence"), default=0) + 1
        values = present._values_of_proposal(proposal)
        made = present.create(
            {"handler_id": handler.id, "sequence": sequence, **values}
        )
        words = self.env._(
            "%(handler)s has a new parameter: %(name)s (%(type)s). Map it to a field "
            "to use it.",
            handler=handler.name,
            name=made.name,
            type=dict(made._fields["type"]._description_selection(self.env))[made.type],
        )
        return {"type": "success", "message": words}

    def _not_shown(self):
        return self.env._(
            "What calls bring is shown to those who have the right to see personal "
            "values."
        )

    def _payload(self):
        """The body as its handler would read it today.

        :rtype: Payload
        :raise EngineError: it cannot be read
        """
        if self.erased_date:
            raise UnreadableBody("erased", _lt("The body of this call was erased."))
        if self.body_left_out:
            said = _lt(
                "The log did not keep the body (%(size)s bytes).", size=self.body_size
            )
            raise UnreadableBody("body_left_out", said)
        request, handler = self._request(), self.handler_id
        return parse_body(
            request.body,
            request.header("Content-Type"),
            expected=handler.body_type,
            content_encoding=request.header("Content-Encoding"),
            limits=handler._limits(),
            charset=handler.charset,
        )

    def _proposal(self, key_path, taken=()):
        """The parameter for a value of the body.

        :rtype: ProposedParameter
        """
        payload, split_path = self._payload(), self.handler_id.split_path
        items = None
        if split_path:
            # Without its list the whole body is all there is to point into.
            with contextlib.suppress(EngineError):
                items = split_items(payload, split_path)
        types = kinds_of(self.env, TYPES)
        context = self.handler_id._value_context()
        proposal = propose_parameter(
            payload.value, tuple(key_path), taken, items, types, context
        )
        [completed] = with_readings([Observed(proposal, (proposal.sample,))], context)
        return completed


def _laid_out(text):
    """JSON laid out for reading; any other text as it is."""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _as_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
