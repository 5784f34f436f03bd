from odoo import fields, models
from odoo.tools import SQL

from ...processing.committing import in_own_transaction


class InboundWebhookCall(models.Model):
    """Refused calls that have no row of their own, since too many came."""

    _inherit = "inbound.webhook.call"

    more_like_it = fields.Integer(
        readonly=True,
        help="Calls that were refused for the same reason in the same hour, and have "
        "no row of their own.",
    )

    def _count_one_more(self):
        """Count another call with this one, in a transaction of its own.

        :return: whether the row is still there
        """
        self.ensure_one()
        rows = in_own_transaction(
            self.env,
            SQL(
                """
                UPDATE inbound_webhook_call
                   SET more_like_it = coalesce(more_like_it, 0) + 1
                 WHERE id = %s
             RETURNING id
                """,
                self.id,
            ),
        )
        return bool(rows)
