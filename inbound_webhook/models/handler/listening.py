import base64
import json
import time
from dataclasses import replace
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS
from odoo.tools import SQL

from ...engine.body.text import storable
from ...engine.headers_size import headers_within
from ...engine.masking import is_credential

#: How long a handler waits for a call.
LISTENING_TIME = timedelta(minutes=10)
#: Seconds for which it is kept by what the captured call proved itself.
_CAPTURED_KEPT = 24 * 3600
_NOT_KEPT = ("cookie", "proxy-authorization", "x-odoo-database")
#: Bytes of the headers that are kept of it.
_MOST_HEADERS = 16_384
_ADMINISTRATOR = "inbound_webhook.group_administrator"


class InboundWebhookHandler(models.Model):
    """Waiting for a call that shows what the sender sends.

    The handler's row is what waits: no window has to stay open, and a restart of the
    server ends nothing. The first call is kept and not applied.
    """

    _inherit = "inbound.webhook.handler"

    listening_until = fields.Datetime(readonly=True, copy=False, groups=_ADMINISTRATOR)
    is_listening = fields.Boolean(
        compute="_compute_is_listening", groups=_ADMINISTRATOR
    )
    captured_call_id = fields.Many2one(
        "inbound.webhook.call",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=_ADMINISTRATOR,
    )
    # What the captured call proved itself by, which no row of a call keeps: for the
    # check of Who May Call, and for no one to read.
    captured_request = fields.Json(copy=False, exportable=False, groups=NO_ACCESS)

    @api.depends("listening_until")
    def _compute_is_listening(self):
        for handler in self:
            handler.is_listening = handler._is_listening()

    # === ACTIONS ===

    def action_listen(self):
        """Wait for a call for ten minutes, unless one has come that nobody has seen."""
        self._lock_quietly()
        for handler in self:
            if not handler.captured_call_id:
                handler.sudo().write(
                    {
                        "listening_until": fields.Datetime.now() + LISTENING_TIME,
                        "captured_request": False,
                    }
                )

    def action_stop_listening(self):
        """Take calls as always again. One that has come meanwhile is shown."""
        self._lock_quietly()
        self.sudo().listening_until = False

    def action_dismiss_captured_call(self):
        """Be done with the call that came, and take calls as always."""
        self._lock_quietly()
        self.sudo().write(
            {
                "listening_until": False,
                "captured_call_id": False,
                "captured_request": False,
            }
        )

    def action_open_captured_call(self):
        """Show what the captured call brings, to make parameters of it."""
        self.ensure_one()
        return self.captured_call_id.action_use_as_sample()

    @api.readonly
    def listening_state(self):
        """What became of waiting, for the screen that shows it.

        :return: ``seconds_left`` (0 once the time is over), ``seconds_over`` (since
            then, where it is), ``captured`` (whether a call has come in), ``unproven``
            (why that one would be refused, or False), ``refused`` (why one that came
            was not taken, or False)
        :rtype: dict
        """
        self.ensure_one()
        until, now = self.listening_until, fields.Datetime.now()
        left = (until - now).total_seconds() if until else 0
        return {
            "seconds_left": max(0, round(left)),
            **({"seconds_over": round(-left)} if left < 0 else {}),
            "captured": bool(self.captured_call_id),
            "unproven": self._why_unproven(),
            "refused": until and self._refused_since(until - LISTENING_TIME),
        }

    def _refused_since(self, start):
        """Why the last call since then was refused, or False."""
        domain = [
            ("handler_id", "=", self.id),
            ("status", "=", "refused"),
            ("request_date", ">=", start),
        ]
        return self.env["inbound.webhook.call"].search(domain, limit=1).reason_text

    def _why_unproven(self):
        """Why the captured call did not prove who sent it, or False."""
        call = self.captured_call_id
        return call.reason == "captured_not_authentic" and call.reason_text

    # === BUSINESS METHODS ===

    def _lock_quietly(self):
        """Lock the rows before they are written.

        A call may be captured at this moment. Odoo begins again then, which is in order
        and nothing that the log has to complain of.
        """
        self.check_access("write")
        self.env.cr.execute(
            SQL(
                "SELECT FROM inbound_webhook_handler WHERE id IN %s FOR NO KEY UPDATE",
                tuple(self.ids) or (0,),
            ),
            log_exceptions=False,
        )

    def _is_listening(self):
        """Whether the next call is to be captured."""
        self.ensure_one()
        until = self.listening_until
        return bool(until) and until > fields.Datetime.now()

    def _end_listening(self, call):
        """Take a call as the one that was waited for, unless another is it already.

        Two calls at once: the second one waits here for the first to be committed.

        :return: whether it is the one; if not, the transaction may be lost
        """
        self.ensure_one()
        now = fields.Datetime.now()
        statement = SQL(
            """
            UPDATE inbound_webhook_handler
               SET listening_until = NULL, captured_call_id = %s
             WHERE id = %s AND listening_until > %s
            """,
            call.id,
            self.id,
            now,
        )
        try:
            self.env.cr.execute(statement, log_exceptions=False)
        except SerializationFailure:
            return False
        self.invalidate_recordset(["listening_until", "captured_call_id"], flush=False)
        return bool(self.env.cr.rowcount)

    def _keep_captured(self, call, raw, masked):
        """Keep what the captured call proved itself by, which its row leaves out.

        A statement of its own: the database logs one that meets another call, with all
        that it holds.

        :param call: its row
        :param IncomingRequest raw: the call as it came
        :param IncomingRequest masked: as the row has it
        """
        kept = {
            "call": call.id,
            "time": time.time(),
            "headers": _kept_headers(raw),
            "query": storable(raw.query_string),
        }
        if raw.body != masked.body:
            kept["body"] = base64.b64encode(raw.body).decode()
        self.env.cr.execute(
            SQL(
                "UPDATE inbound_webhook_handler SET captured_request = %s"
                " WHERE id = %s",
                json.dumps(kept),
                self.id,
            )
        )
        self.invalidate_recordset(["captured_request"], flush=False)

    def _captured(self):
        """The call that was captured last, as it came but for the handler's token.

        For whoever may change the handler.

        :return: an ``IncomingRequest``, and when it came, in seconds since 1970; None
            where there is none
        """
        self.ensure_one()
        self.check_access("write")
        kept = self.sudo().captured_request
        call = self.env["inbound.webhook.call"].browse(kept and kept["call"]).exists()
        if not call:
            return None
        request = replace(
            call._request(),
            headers=tuple((name, value) for name, value in kept["headers"]),
            query_string=kept["query"],
        )
        if "body" in kept:
            request = replace(request, body=base64.b64decode(kept["body"]))
        return request, kept["time"]

    @api.autovacuum
    def _gc_captured_requests(self):
        """Forget what captured calls proved themselves by."""
        self.env.cr.execute(
            SQL(
                "UPDATE inbound_webhook_handler SET captured_request = NULL"
                " WHERE captured_request IS NOT NULL"
                " AND (captured_request ->> 'time')::float < %s",
                time.time() - _CAPTURED_KEPT,
            )
        )
        self.invalidate_model(["captured_request"])


def _kept_headers(raw):
    """The headers that are kept of a captured call beside its row.

    Cookies are of the sender's browser and prove nothing here.
    """
    headers = [
        [storable(name), storable(value)]
        for name, value in raw.headers
        if name.lower() not in _NOT_KEPT
    ]
    return headers_within(headers, _MOST_HEADERS, is_credential)
