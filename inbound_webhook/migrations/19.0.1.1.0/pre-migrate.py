"""Rows from before there were bounds: numbers within them, bodies as bytes."""

from odoo.tools.sql import column_exists, table_exists

from odoo.addons.inbound_webhook.engine.bounds import BOUNDS, LONGEST_PROTECTION
from odoo.addons.inbound_webhook.engine.duplicates import UNIT_SECONDS

_TABLES = (
    "inbound_webhook_handler",
    "inbound_webhook_parameter",
    "inbound_webhook_mapping",
    "inbound_webhook_condition",
    "inbound_webhook_response",
    "inbound_webhook_sender",
    "inbound_webhook_sender_line",
    "inbound_webhook_sender_condition",
    "ir_act_server",
)


def migrate(cr, version):
    """Have each number at the end of its range that it was beyond.

    A database that holds others could not check them.
    """
    for table in _TABLES:
        for name, bound in BOUNDS.items():
            if column_exists(cr, table, name):
                _clamp(cr, table, name, bound)
        if column_exists(cr, table, "protection_period"):
            _clamp_protection(cr, table)
    if table_exists(cr, "inbound_webhook_call"):
        # They were the text of base64.
        cr.execute(
            "UPDATE inbound_webhook_call"
            " SET body = decode(encode(body, 'escape'), 'base64')"
            " WHERE body IS NOT NULL"
        )


def _clamp(cr, table, name, bound):
    cr.execute(
        f"UPDATE {table} SET {name} = greatest(least({name}, %s), %s)"
        f" WHERE {name} NOT BETWEEN %s AND %s",
        [bound.highest, bound.lowest, bound.lowest, bound.highest],
    )


def _clamp_protection(cr, table):
    for unit, seconds in UNIT_SECONDS.items():
        cr.execute(
            f"UPDATE {table} SET protection_period = %s"
            " WHERE protection_period_unit = %s AND protection_period > %s",
            [LONGEST_PROTECTION // seconds, unit, LONGEST_PROTECTION // seconds],
        )
