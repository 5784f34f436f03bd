from odoo import api, fields, models
from odoo.tools import SQL

#: Rows that one step of the clean-up removes.
GONE_BATCH = 10_000


class InboundWebhookBesideRecord(models.AbstractModel):
    """What is kept of records of any model, beside them and until they are gone."""

    _name = "inbound.webhook.beside.record"
    _description = "Kept Beside a Record by Inbound Webhooks"

    res_model = fields.Char(required=True)
    res_id = fields.Integer(required=True)

    @api.model
    def _hand_over(self, gone, record):
        """Keep what is kept of records that people merge for the one that stays.

        Whoever merges them needs no right on webhooks.

        :param gone: the records that are merged into another one, of its model
        :param record: the one that stays
        """
        for name in self.env.registry.descendants([self._name], "_inherit"):
            kept = self.env[name].sudo()
            if not kept._abstract and self._has_rows(kept):
                kept.flush_model()
                kept._follow(gone, record)
                kept.invalidate_model()
        for name in ("inbound.webhook.call", "inbound.webhook.call.item"):
            rows = self.env[name].sudo()
            if self._has_rows(rows):
                rows._follow(gone, record)

    @api.model
    def _has_rows(self, rows):
        """Whether one table has any row.

        Asked once in a transaction, which sees what it saw first and what it writes
        itself: Odoo merges leads by the hundred when it assigns them.
        """
        answers = self.env.cr.cache.setdefault("inbound_webhook_has_rows", {})
        if rows._table not in answers:
            table = SQL.identifier(rows._table)
            self.env.cr.execute(SQL("SELECT EXISTS (SELECT FROM %s)", table))
            answers[rows._table] = self.env.cr.fetchone()[0]
        return answers[rows._table]

    @api.model
    def _keeps_some_now(self):
        """Say that this transaction has written to one table."""
        self.env.cr.cache.pop("inbound_webhook_has_rows", None)

    def _follow(self, gone, record):
        """Have what one table keeps of some records be of another one."""
        raise NotImplementedError

    @api.autovacuum
    def _gc_of_deleted(self):
        """Remove what is kept of records that are gone, some rows at a time.

        The database compares the tables: what is kept may be of millions.

        :return: how many rows were removed, and whether there may be more
        """
        if self._abstract:
            return 0, 0
        self.flush_model(["res_model", "res_id"])
        removed = 0
        for res_model in self._kept_models():
            removed += self._remove_gone(res_model, GONE_BATCH - removed)
            if removed == GONE_BATCH:
                break
        self.invalidate_model()
        return removed, int(removed == GONE_BATCH)

    def _kept_models(self):
        table = SQL.identifier(self._table)
        self.env.cr.execute(SQL("SELECT DISTINCT res_model FROM %s", table))
        return [name for (name,) in self.env.cr.fetchall()]

    def _remove_gone(self, res_model, limit):
        """Remove what is kept of records of one model that are gone."""
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM %s
                 WHERE id IN (SELECT kept.id FROM %s kept
                               WHERE kept.res_model = %s AND NOT %s LIMIT %s)
                """,
                table,
                table,
                res_model,
                self._is_there(res_model),
                limit,
            )
        )
        return self.env.cr.rowcount

    def _is_there(self, res_model):
        model = self.env.get(res_model)
        # Whoever removes an app takes its models and their records along.
        if model is None or model._abstract:
            return SQL("FALSE")
        return SQL(
            "EXISTS (SELECT FROM %s record WHERE record.id = kept.res_id)",
            SQL.identifier(model._table),
        )
