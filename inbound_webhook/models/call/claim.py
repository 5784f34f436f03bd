import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...processing.conflicts import Conflict
from ...processing.guarded import guarded

_logger = logging.getLogger(__name__)


class TwinCommitted(Conflict):
    """Another call with the same fingerprint has just been committed."""


class InboundWebhookClaim(models.Model):
    """Which call came first with a fingerprint: what makes others duplicates of it.

    A claim is written in the transaction that holds the effects of its call, so it
    exists exactly when they do: a call that failed leaves none, and its retry is
    processed. That of a queued call is written when the call is accepted, and released
    when it fails. It is a table of its own because the window expires, which a unique
    index on the calls cannot, and because the log may be purged before it ends.
    """

    _name = "inbound.webhook.claim"
    _description = "Inbound Webhook Claim"
    _log_access = False

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    fingerprint = fields.Char(required=True)
    content_digest = fields.Char()
    call_id = fields.Many2one("inbound.webhook.call", ondelete="set null", index=True)
    claimed_at = fields.Datetime(required=True)

    _fingerprint_unique = models.UniqueIndex("(handler_id, fingerprint)")

    @api.model
    def _claim(self, call, handler_id, fingerprint, content_digest, seconds):
        """Claim a fingerprint for a call, unless an earlier call holds it.

        Two calls at once: the second one waits for the first. If the first commits,
        PostgreSQL raises a serialization failure here (cursors are REPEATABLE READ),
        and the caller begins again with a new snapshot that shows the claim. If it
        fails, its claim is gone and the second one goes on.

        :param str content_digest: fingerprint of the whole call
        :param int seconds: how long a claim holds
        :return: the claim of an earlier call (whose row may be purged), none if this
            one has made it
        :raise TwinCommitted: the transaction is lost; begin it again
        """
        try:
            claimed = self._insert(
                call, handler_id, fingerprint, content_digest, seconds
            )
        except SerializationFailure as error:
            raise TwinCommitted from error
        if claimed:
            return self.browse()
        return self.search_fetch(
            [
                ("handler_id", "=", handler_id),
                ("fingerprint", "=", fingerprint),
            ],
            ["call_id", "content_digest", "claimed_at"],
        )

    def _insert(self, call, handler_id, fingerprint, content_digest, seconds):
        # The clock of the database: that of a call has no fractions of a second, and
        # those of several servers differ.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_claim AS claim
                            (handler_id, fingerprint, content_digest, call_id,
                             claimed_at)
                     VALUES (%(handler)s, %(fingerprint)s, %(content)s, %(call)s,
                             clock_timestamp() AT TIME ZONE 'UTC')
                ON CONFLICT (handler_id, fingerprint) DO UPDATE
                        SET content_digest = EXCLUDED.content_digest,
                            call_id = EXCLUDED.call_id,
                            claimed_at = EXCLUDED.claimed_at
                      WHERE claim.claimed_at
                            <= EXCLUDED.claimed_at - %(seconds)s * interval '1 second'
                  RETURNING id
                """,
                handler=handler_id,
                fingerprint=fingerprint,
                content=content_digest,
                call=call.id,
                seconds=seconds,
            ),
            log_exceptions=False,
        )
        return self.env.cr.rowcount == 1

    def _pass_on(self, call):
        """Have a later call with the same fingerprint hold the claim, from now on."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE inbound_webhook_claim
                   SET call_id = %s, claimed_at = clock_timestamp() AT TIME ZONE 'UTC'
                 WHERE id = %s
                """,
                call.id,
                self.id,
            )
        )
        self.invalidate_recordset()

    @api.model
    def _release(self, call):
        """Give up the claim of a call that failed after it waited in the queue.

        Both its row and its claim were committed when it was accepted.
        """
        self.search([("call_id", "=", call.id)]).unlink()

    @api.autovacuum
    def _gc_expired(self):
        """Remove the claims whose protection period has ended."""
        for handler in self.env["inbound.webhook.handler"].search(
            [("active", "in", (True, False))]
        ):
            what = f"The clean-up of claims of handler {handler.id}"
            with guarded(self.env.cr, _logger, what):
                self.search(
                    [
                        ("handler_id", "=", handler.id),
                        ("claimed_at", "<", f"-{handler._protection_seconds()}S"),
                    ]
                ).unlink()
