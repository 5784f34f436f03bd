import math

from odoo import api, fields, models
from odoo.tools import SQL

from ...processing.committing import in_own_transaction


class InboundWebhookRate(models.Model):
    """How many calls a handler, or one address, may still send.

    One row for each: a bucket that holds as many calls as may come in a minute, and is
    filled again steadily. So nobody sends more than a minute's calls at once, however
    many workers there are, and a row that is a minute old says nothing any more.
    """

    _name = "inbound.webhook.rate"
    _description = "Inbound Webhook Rate"
    _log_access = False

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    address = fields.Char(required=True, help="Empty for the handler as a whole.")
    calls_left = fields.Float(required=True)
    counted_at = fields.Datetime(required=True)
    refused = fields.Integer(help="How many were, since the last that was taken.")

    _address_unique = models.UniqueIndex("(handler_id, address)")

    @api.model
    def _count(self, handler_id, address, limit):
        """Count a call, in a transaction of its own.

        :param str address: whose it is; empty for all that come to the handler
        :param int limit: calls a minute
        :return: 0 where the call is within the limit, else the seconds until one is
        :rtype: int
        """
        [[calls_left, refused]] = in_own_transaction(
            self.env,
            SQL(
                """
                INSERT INTO inbound_webhook_rate AS rate
                            (handler_id, address, calls_left, counted_at, refused)
                     VALUES (%(handler)s, %(address)s, %(limit)s - 1,
                             clock_timestamp() AT TIME ZONE 'UTC', 0)
                ON CONFLICT (handler_id, address) DO UPDATE
                        SET (calls_left, refused, counted_at) = (
                            SELECT CASE WHEN now.calls >= 1
                                        THEN now.calls - 1 ELSE now.calls END,
                                   CASE WHEN now.calls >= 1
                                        THEN 0 ELSE rate.refused + 1 END,
                                   greatest(rate.counted_at, EXCLUDED.counted_at)
                              FROM (SELECT least(%(limit)s, rate.calls_left
                                    + %(limit)s / 60.0::float8 * greatest(0,
                                      extract(epoch FROM EXCLUDED.counted_at
                                              - rate.counted_at)::float8)) AS calls
                                   ) AS now)
                  RETURNING calls_left, refused
                """,
                handler=handler_id,
                address=address,
                limit=limit,
            ),
        )
        return math.ceil((1 - calls_left) * 60 / limit) if refused else 0

    @api.model
    def _forget_full(self):
        """Remove what says nothing any more: buckets that are full again."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM inbound_webhook_rate WHERE counted_at"
                " < clock_timestamp() AT TIME ZONE 'UTC' - interval '1 minute'"
            )
        )
