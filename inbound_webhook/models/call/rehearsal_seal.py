from odoo import fields, models
from odoo.tools import SQL


class InboundWebhookRehearsalSeal(models.Model):
    """A table that no row can be committed to: what it refers to is never there.

    PostgreSQL looks when a transaction is to be committed, and not before, so the
    transaction of a rehearsal works as any other, and then has no other end than to be
    rolled back. The table is always empty.

    A reference is not looked at for a row that code has deleted meanwhile. So there is
    a trigger as well, which asks nothing: its function is one of PostgreSQL's own,
    which no code of Odoo's role can replace, and which always fails here, being made
    for another kind of trigger.
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

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                DROP TRIGGER IF EXISTS %(name)s ON %(table)s;
                CREATE CONSTRAINT TRIGGER %(name)s AFTER INSERT ON %(table)s
                    DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
                """,
                name=SQL.identifier(f"{self._table}_kept"),
                table=SQL.identifier(self._table),
            )
        )

    def _put_on(self, cr):
        """Make a transaction one that cannot be committed.

        :param cr: its cursor, of Odoo or of psycopg2
        """
        statement = SQL(
            "INSERT INTO %s (missing_id) VALUES (-1)", SQL.identifier(self._table)
        )
        cr.execute(statement.code, statement.params)
