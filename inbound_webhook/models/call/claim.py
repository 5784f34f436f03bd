from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...processing.conflicts import Conflict


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
    expires_at = fields.Datetime()

    _fingerprint_unique = models.UniqueIndex("(handler_id, fingerprint)")

    @api.model
    def _claim(self, call, handler_id, marks, content_digest):
        """Claim what a call has in common with its repeats, unless earlier ones do.

        Two calls at once: the second one waits for the first. If the first commits,
        PostgreSQL raises a serialization failure here (cursors are REPEATABLE READ),
        and the caller begins again with a new snapshot that shows the claim. If it
        fails, its claim is gone and the second one goes on.

        :param list[Mark] marks: what is claimed
        :param str content_digest: fingerprint of the whole call
        :return: the claims of earlier calls (whose rows may be purged) by fingerprint;
            of marks that are not in there, this call has made them
        :raise TwinCommitted: the transaction is lost; begin it again
        """
        try:
            claimed = self._insert(call, handler_id, marks, content_digest)
        except SerializationFailure as error:
            raise TwinCommitted from error
        held = {mark.fingerprint for mark in marks} - claimed
        if not held:
            return {}
        claims = self.search_fetch(
            [("handler_id", "=", handler_id), ("fingerprint", "in", list(held))],
            ["call_id", "content_digest", "claimed_at", "fingerprint"],
        )
        return {claim.fingerprint: claim for claim in claims}

    def _insert(self, call, handler_id, marks, content_digest):
        """The fingerprints that were claimed."""
        # The clock of the database: that of a call has no fractions of a second, and
        # those of several servers differ. In one order, or two calls with the same
        # marks could wait for each other.
        seconds = {mark.fingerprint: mark.seconds for mark in marks}
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_claim AS claim
                            (handler_id, fingerprint, content_digest, call_id,
                             claimed_at, expires_at)
                     SELECT %(handler)s, mark.fingerprint, %(content)s, %(call)s,
                            moment.now, moment.now + mark.seconds * interval '1 second'
                       FROM (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now) moment,
                            unnest(%(fingerprints)s, %(seconds)s)
                            AS mark(fingerprint, seconds)
                   ORDER BY mark.fingerprint
                ON CONFLICT (handler_id, fingerprint) DO UPDATE
                        SET content_digest = EXCLUDED.content_digest,
                            call_id = EXCLUDED.call_id,
                            claimed_at = EXCLUDED.claimed_at,
                            expires_at = EXCLUDED.expires_at
                      WHERE claim.claimed_at + (EXCLUDED.expires_at
                            - EXCLUDED.claimed_at) <= EXCLUDED.claimed_at
                  RETURNING fingerprint
                """,
                handler=handler_id,
                content=content_digest,
                call=call.id,
                fingerprints=list(seconds),
                seconds=list(seconds.values()),
            ),
            log_exceptions=False,
        )
        return {fingerprint for (fingerprint,) in self.env.cr.fetchall()}

    def _pass_on(self, call):
        """Have a later call with the same fingerprint hold the claim, from now on."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE inbound_webhook_claim
                   SET call_id = %(call)s, claimed_at = moment.now,
                       expires_at = moment.now + (expires_at - claimed_at)
                  FROM (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now) moment
                 WHERE id = %(claim)s
                """,
                call=call.id,
                claim=self.id,
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
        """Remove the claims that are over."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM inbound_webhook_claim"
                " WHERE expires_at < clock_timestamp() AT TIME ZONE 'UTC'"
            )
        )
        self.invalidate_model()
