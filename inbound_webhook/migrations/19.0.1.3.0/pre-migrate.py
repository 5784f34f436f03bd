"""Secrets are kept in other columns now."""


def migrate(cr, _version):
    """Remove the columns of what is only written now, and never was stored.

    Up to here nothing could be set there.
    """
    cr.execute(
        """
        ALTER TABLE inbound_webhook_handler
         DROP COLUMN IF EXISTS secret,
         DROP COLUMN IF EXISTS secret_next
        """
    )
