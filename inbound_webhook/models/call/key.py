from odoo import api, fields, models
from odoo.tools import SQL

from ...processing.conflicts import Conflict

#: Longer than any transaction lasts, in whose snapshot a row may be missing.
_KEPT = "-1d"


class InboundWebhookKey(models.Model):
    """Who makes the record of a key: of two calls at once the database lets one.

    A record is looked for, and made where there is none. These are two steps, and what
    another call makes between them a snapshot does not show. So whoever makes a record
    writes down its keys first, in the same transaction. The row stays, so that one
    whose snapshot is older meets a conflict and begins again with a new one, in which
    it finds the record.
    """

    _name = "inbound.webhook.key"
    _description = "Inbound Webhook Key"
    _log_access = False

    digest = fields.Char(required=True)
    claimed_at = fields.Datetime(required=True)

    _digest_unique = models.UniqueIndex("(digest)")

    @api.model
    def _become_maker(self, digests):
        """Be the one who makes the records of some keys.

        Nobody waits here, so there is no order in which keys have to be claimed: where
        another transaction is at one of them, this one gives way. The advisory lock
        says so, since the unique index alone would wait.

        :param digests: as :func:`~..engine.keys.key_digest` makes them
        :raise Conflict: another call makes, or has just made, one of these records;
            the transaction is to be rolled back
        :raise psycopg2.errors.SerializationFailure: the same
        """
        wanted = sorted(set(digests))
        if not wanted:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_key (digest, claimed_at)
                     SELECT digest, %s FROM unnest(%s) digest
                      WHERE pg_try_advisory_xact_lock(hashtextextended(digest, 0))
                ON CONFLICT (digest) DO UPDATE SET claimed_at = EXCLUDED.claimed_at
                """,
                fields.Datetime.now(),
                wanted,
            ),
            log_exceptions=False,
        )
        if self.env.cr.rowcount < len(wanted):
            raise Conflict(made=wanted)

    @api.autovacuum
    def _gc_old(self):
        """Forget the keys of records that are in every snapshot by now."""
        self.search([("claimed_at", "<", _KEPT)]).unlink()
