"""Handlers from before values could be left out go on as they were."""

_LINES = ("inbound_webhook_parameter", "inbound_webhook_mapping")


def migrate(cr, _version):
    """Have values that do not fit refuse the call, and no word mean nothing.

    What is there already was set up with that in mind.
    """
    for table in _LINES:
        cr.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS on_invalid varchar")
        cr.execute(f"UPDATE {table} SET on_invalid = 'refuse' WHERE on_invalid IS NULL")
    cr.execute(
        "ALTER TABLE inbound_webhook_handler"
        " ADD COLUMN IF NOT EXISTS nothing_words text"
    )
