"""Claims say themselves when they are over."""


def migrate(cr, _version):
    """Have those that are there end with the protection period of their handlers."""
    cr.execute(
        """
        ALTER TABLE inbound_webhook_claim
         ADD COLUMN IF NOT EXISTS expires_at timestamp without time zone
        """
    )
    cr.execute(
        """
        UPDATE inbound_webhook_claim claim
           SET expires_at = claim.claimed_at + handler.protection_period
               * CASE handler.protection_period_unit
                 WHEN 'seconds' THEN interval '1 second'
                 WHEN 'minutes' THEN interval '1 minute'
                 WHEN 'hours' THEN interval '1 hour'
                 ELSE interval '1 day' END
          FROM inbound_webhook_handler handler
         WHERE handler.id = claim.handler_id AND claim.expires_at IS NULL
        """
    )
