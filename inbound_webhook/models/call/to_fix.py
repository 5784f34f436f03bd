import ast
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.masking import without_values_in_phrase
from ...engine.reasons import REASONS, SETTLED
from ...fields.personal import PersonalChar, PersonalJson, PersonalText
from ...words.phrases import worded

#: Methods of link previews, monitors and browsers: they carry nothing to be done.
PROBES = ("HEAD", "OPTIONS")
#: How far back is looked for calls that were dealt with at the moment they failed.
_OVERLOOKED_WITHIN = timedelta(hours=1)


class InboundWebhookCall(models.Model):
    """What is to fix: calls that failed, and that nothing has settled since.

    A sender that got an error sends the same call again, and people replay what
    failed. Either settles all earlier ones: replaying those as well would apply the
    same call twice.
    """

    _inherit = "inbound.webhook.call"

    attention = fields.Selection(
        [("open", "To fix"), ("settled", "Settled"), ("dismissed", "Dismissed")],
        readonly=True,
        help="What became of a call that failed. It is settled when a replay "
        "succeeds, or when its sender sends it again and that succeeds.",
    )
    to_fix_reason = fields.Selection(
        selection="_selection_to_fix_reason",
        string="Reason",
        readonly=True,
        help="Why the call failed, or its last replay.",
    )
    to_fix_message = PersonalText(string="Last Error Message", readonly=True)
    to_fix_phrase = PersonalJson(readonly=True, mask=without_values_in_phrase)
    to_fix_text = fields.Text(string="What Went Wrong", compute="_compute_to_fix_text")
    # Whoever guesses what came can make it, too.
    request_digest = PersonalChar(readonly=True)

    _to_fix_idx = models.Index("(handler_id, request_digest) WHERE attention = 'open'")

    @api.model
    def _selection_to_fix_reason(self):
        return self._fields["reason"]._description_selection(self.env)

    @api.depends("to_fix_message", "to_fix_phrase")
    @api.depends_context("lang", "uid")
    def _compute_to_fix_text(self):
        for call in self:
            message = call.to_fix_phrase or call.to_fix_message
            call.to_fix_text = worded(self.env, message) if message else False

    # === ACTIONS ===

    def action_dismiss(self):
        """Take calls out of those that are to fix. They stay in the log."""
        self._check_may_handle()
        to_fix = self.sudo().filtered(lambda call: call.attention == "open")
        to_fix.attention = "dismissed"

    def action_open_handler(self):
        """Open the handler, where most of what went wrong is mended."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "inbound.webhook.handler",
            "res_id": self.handler_id.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS ===

    def _check_may_handle(self):
        """Whoever may change a handler decides what becomes of its calls.

        :raise AccessError: for anyone else
        """
        self.check_access("read")
        self.handler_id.check_access("write")

    def _list_to_fix(self):
        """List calls as ones to fix, where somebody has to look at them."""
        for call in self:
            if not REASONS[call.reason].is_to_fix:
                continue
            original = call.replay_of_id or call
            is_open = original.attention == "open" or call._is_to_fix()
            if is_open or call._leaves_open(original):
                original.attention = "open"
                original.to_fix_reason = call.reason
                original.to_fix_message = call.error_message
                original.to_fix_phrase = call.error_phrase

    def _leaves_open(self, original):
        """Whether a replay dealt with a call, but for what it left out."""
        is_noted = self.reason == "done_with_notes" and self.kind == "replay"
        return is_noted and original.attention != "dismissed"

    def _settling(self, reason, digests):
        """What settles the calls with the same request that are to fix.

        A statement on a small index, which mostly finds nothing.

        :param str reason: why this one ended
        :param digests: fingerprints of what it brought
        :return: a statement whose rows are the others that are settled by it; None
            where such an end settles nothing
        :rtype: SQL or None
        """
        if reason not in SETTLED or self.kind not in ("call", "replay"):
            return None
        return SQL(
            """
            UPDATE inbound_webhook_call SET attention = 'settled'
             WHERE attention = 'open' AND kind IN ('call', 'replay')
               AND handler_id = %s AND request_digest = ANY(%s) AND id != %s
         RETURNING id
            """,
            self.handler_id.id,
            [digest for digest in digests if digest],
            self.id,
        )

    def _is_to_fix(self):
        """Whether somebody has to look at this call, which failed."""
        if self.kind != "call" or self.method in PROBES:
            return False
        # Its sender did not wait for the answer.
        since = [("id", ">", self.id), ("request_date", ">=", self.request_date)]
        return not self._same_request([("reason", "in", SETTLED), *since])

    @api.model
    def _settle_overlooked(self):
        """Settle what was dealt with in the moment in which it failed.

        Of two transactions at once neither sees what the other one writes: a call that
        fails while its sender's next try succeeds stays open, and so does a repeat that
        fails while the first call succeeds.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE inbound_webhook_call failed
                   SET attention = 'settled'
                 WHERE attention = 'open' AND kind = 'call'
                   AND reason NOT IN ('partly_done', 'id_reused', 'done_with_notes')
                   AND request_date > %(since)s
                   AND (EXISTS (
                       SELECT FROM inbound_webhook_call done
                        WHERE done.handler_id = failed.handler_id
                          AND done.request_date >= failed.request_date
                          AND done.request_digest = failed.request_digest
                          AND done.kind IN ('call', 'replay')
                          AND done.reason IN %(settled)s AND done.id > failed.id)
                    OR EXISTS (
                       SELECT FROM inbound_webhook_claim claim
                         JOIN inbound_webhook_call done ON done.id = claim.call_id
                        WHERE claim.handler_id = failed.handler_id
                          AND done.request_digest = failed.request_digest
                          AND done.reason IN %(settled)s
                          AND claim.expires_at > failed.request_date))
             RETURNING id
                """,
                since=fields.Datetime.now() - _OVERLOOKED_WITHIN,
                settled=SETTLED,
            )
        )
        self.browse(call_id for (call_id,) in rows).invalidate_recordset()

    def _replays_done(self):
        """The replays of this call that have dealt with it."""
        domain = [("replay_of_id", "=", self.id), ("reason", "in", SETTLED)]
        return self.search(domain, order="id")

    def _dealt_with_since(self, replays_known):
        """The call that dealt with this one while its replay was asked for.

        :param replays_known: ids of those that had done so before
        :return: empty where nothing did
        """
        self.ensure_one()
        replays = self._replays_done()
        meanwhile = replays.filtered(lambda call: call.id not in replays_known)
        if meanwhile or self.attention != "settled":
            return meanwhile[:1]
        later = [("reason", "in", SETTLED), ("id", ">", self.id)]
        return self._same_request(later) or self

    def _same_request(self, domain):
        """The newest call of this handler with the same request, or none.

        :param domain: what else it must be
        """
        if not self.request_digest:
            return self.browse()
        mine = [
            ("handler_id", "=", self.handler_id.id),
            ("request_digest", "=", self.request_digest),
            ("kind", "in", ("call", "replay")),
        ]
        return self.search([*mine, *domain], limit=1)


class InboundWebhookHandler(models.Model):
    """Its calls that are to fix."""

    _inherit = "inbound.webhook.handler"

    to_fix_count = fields.Integer(string="To Fix", compute="_compute_to_fix_count")

    @api.depends("call_ids.attention")
    def _compute_to_fix_count(self):
        open_calls = [("attention", "=", "open"), ("handler_id", "in", self.ids)]
        counts = dict(
            self.env["inbound.webhook.call"]._read_group(
                open_calls, ["handler_id"], ["__count"]
            )
        )
        for handler in self:
            handler.to_fix_count = counts.get(handler._origin, 0)

    def action_open_to_fix(self):
        """Open the calls of this handler that are to fix."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inbound_webhook.action_inbound_webhook_to_fix"
        )
        context = ast.literal_eval(action["context"])
        return {**action, "context": {**context, "search_default_handler_id": self.id}}
