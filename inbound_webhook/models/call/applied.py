from psycopg2.errors import SerializationFailure

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .claim import TwinCommitted

#: What changes a record.
_CHANGES = ("created", "updated", "archived", "unarchived", "deleted")


class InboundWebhookCall(models.Model):
    """When a call was applied to its record, and what was applied to that since."""

    _inherit = "inbound.webhook.call"

    applied_date = fields.Datetime(
        string="Applied",
        readonly=True,
        help="When the transaction began that created or changed the record.",
    )

    def _applied_date(self, outcome):
        """When a call that ends with this outcome was applied, False if it was not.

        The database's clock, which Odoo has asked already for the date of the change.
        Two calls that change one record are never in transactions that overlap: the
        one that was applied later began later, too.
        """
        results = outcome.results or []
        operations = {outcome.operation, *(item.get("operation") for item in results)}
        if outcome.stands and not operations.isdisjoint(_CHANGES):
            return self.env.cr.now()
        return False

    def _next_in_queue(self, handler_id, ordering_key, ordering_rule):
        """A call that waits behind this one and may be about the same record.

        :param handler_id: of its handler
        :param ordering_key: what calls about that record have in common, or None
        :param ordering_rule: what that is made of
        """
        if not self or not ordering_key:
            return self.browse()
        domain = self._waiting_about(handler_id, ordering_key, ordering_rule)
        behind = domain & Domain("id", ">", self.id)
        return self.search(behind, order="id desc", limit=1)

    def _records_changed_since(self, claimed_at):
        """The records of this call that other calls, of any handler, changed later.

        Whoever is changing one of them is waited for.

        :param datetime claimed_at: when this call was taken in, which counts where it
            did not change its record itself
        :return: the id of the last such call by the id of the record
        :rtype: dict[int, int]
        :raise TwinCommitted: one was changed after this transaction began; begin again
        """
        self.ensure_one()
        model = self.res_model or self.handler_id.model_name
        target = self.env.get(model)
        if target is None:
            return {}
        query = _last_changes(
            table=SQL.identifier(target._table),
            model=model,
            changes=_CHANGES,
            since=self.applied_date or claimed_at,
            first=self.id,
        )
        try:
            self.env.cr.execute(query, log_exceptions=False)
        except SerializationFailure as error:
            raise TwinCommitted from error
        return dict(self.env.cr.fetchall())


def _last_changes(**values):
    """The last calls that changed the records of the ``first`` one later than that.

    The look at other calls takes the ids, so it begins when all are locked that are
    there.
    """
    return SQL(
        """
        WITH named AS (
            SELECT res_id AS id FROM inbound_webhook_call
             WHERE id = %(first)s AND res_model = %(model)s
             UNION
            SELECT res_id FROM inbound_webhook_call_item
             WHERE call_id = %(first)s AND res_model = %(model)s),
        locked AS (
            SELECT id FROM %(table)s
             WHERE id IN (SELECT id FROM named)
          ORDER BY id
               FOR NO KEY UPDATE),
        mine AS (
            SELECT array_agg(named.id) AS ids
              FROM named LEFT JOIN locked ON locked.id = named.id)
        SELECT res_id, max(id)
          FROM mine, LATERAL (
               SELECT res_id, id, applied_date
                 FROM inbound_webhook_call
                WHERE res_model = %(model)s AND res_id = ANY(mine.ids)
                UNION ALL
               SELECT item.res_id, call.id, call.applied_date
                 FROM inbound_webhook_call_item item
                 JOIN inbound_webhook_call call ON call.id = item.call_id
                WHERE item.res_model = %(model)s AND item.res_id = ANY(mine.ids)
                  AND item.operation IN %(changes)s) AS applied
         WHERE (applied_date, id) > (%(since)s, %(first)s) AND id != %(first)s
      GROUP BY res_id
        """,
        **values,
    )
