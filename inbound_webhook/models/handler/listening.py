# A file for each subject: pylint: disable=consider-merging-classes-inherited
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

#: How long a handler waits for a call.
LISTENING_TIME = timedelta(minutes=10)
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

    @api.depends("listening_until")
    def _compute_is_listening(self):
        for handler in self:
            handler.is_listening = handler._is_listening()

    # === ACTIONS ===

    def action_listen(self):
        """Wait for a call for ten minutes, unless one has come that nobody has seen."""
        for handler in self:
            if not handler.captured_call_id:
                handler.listening_until = fields.Datetime.now() + LISTENING_TIME

    def action_stop_listening(self):
        """Take calls as always again. One that has come meanwhile is shown."""
        self.listening_until = False

    def action_dismiss_captured_call(self):
        """Be done with the call that came, and take calls as always."""
        self.write({"listening_until": False, "captured_call_id": False})

    def action_open_captured_call(self):
        """Show what the captured call brings, to make parameters of it."""
        self.ensure_one()
        return self.captured_call_id.action_use_as_sample()

    @api.readonly
    def listening_state(self):
        """What became of waiting, for the screen that shows it.

        :return: ``seconds_left`` (0 once the time is over), ``seconds_over`` (since
            then, where it is), ``captured`` (whether a call has come in), ``refused``
            (why one that came was not taken, or False)
        :rtype: dict
        """
        self.ensure_one()
        until, now = self.listening_until, fields.Datetime.now()
        left = (until - now).total_seconds() if until else 0
        return {
            "seconds_left": max(0, round(left)),
            **({"seconds_over": round(-left)} if left < 0 else {}),
            "captured": bool(self.captured_call_id),
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

    # === BUSINESS METHODS ===

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
