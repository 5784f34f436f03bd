from odoo import fields, models
from odoo.tools import SQL


class InboundWebhookRehearsalSeal(models.Model):
    """A table that no row can be committed to: what it refers to is never there.

    PostgreSQL looks when a transaction is to be committed, and not before, so the
    transaction of a rehearsal works as any other, and then has no other end than to be
    rolled back. The table is always empty.
    """

    _name = "inbound.webhook.rehearsal.seal"
    _description = "Inbound Webhook Rehearsal Seal"
    _log_access = False

    missing_id = fields.Integer(required=True)

    _never_committed = models.Constraint(
        "FOREIGN KEY (missing_id) REFERENCES inbound_webhook_rehearsal_seal (id) "
        "DEFERRABLE INITIALLY DEFERRED",
        "A test of an inbound webhook saves nothing.",
    )

    def _put_on(self, cr):
        """Make a transaction one that cannot be committed.

        :param cr: its cursor, of Odoo or of psycopg2
        """
        statement = SQL(
            "INSERT INTO %s (missing_id) VALUES (-1)", SQL.identifier(self._table)
        )
        cr.execute(statement.code, statement.params)
