from odoo import api, fields, models
from odoo.tools import SQL


class InboundWebhookExternalId(models.Model):
    """Which record here is the one that another system has under an id of its own.

    The id itself is not kept, but what stands for it: some systems take the address of
    a person for one.
    """

    _name = "inbound.webhook.external.id"
    _inherit = "inbound.webhook.beside.record"
    _description = "Inbound Webhook External Id"
    _log_access = False

    digest = fields.Char(required=True)
    system = fields.Char(required=True)

    _digest_unique = models.UniqueIndex("(digest)")
    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _record_id(self, digest):
        """The id of the record that an id of another system stands for, or None.

        :param str digest: as ``engine.mapping.RecordSpec`` makes it
        """
        self.env.cr.execute(
            SQL(
                "SELECT res_id FROM inbound_webhook_external_id WHERE digest = %s",
                digest,
            )
        )
        row = self.env.cr.fetchone()
        return row[0] if row else None

    @api.model
    def _known_otherwise(self, system, digest, records):
        """Those of some records that the same system has under another id."""
        self.env.cr.execute(
            SQL(
                """
                SELECT res_id FROM inbound_webhook_external_id
                 WHERE system = %s AND res_model = %s AND res_id = ANY(%s)
                       AND digest != %s
                """,
                system,
                records._name,
                records.ids,
                digest,
            )
        )
        return records.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _keep(self, system, digest, record):
        """Keep that an id of another system stands for a record from now on.

        Of two calls at once, the second meets a conflict, and begins again.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_external_id
                            (digest, system, res_model, res_id)
                     VALUES (%s, %s, %s, %s)
                ON CONFLICT (digest) DO UPDATE SET res_id = EXCLUDED.res_id
                """,
                digest,
                system,
                record._name,
                record.id,
            ),
            log_exceptions=False,
        )
        self._keeps_some_now()

    def _follow(self, gone, record):
        """Several ids may stand for one record: its system may know it twice."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE inbound_webhook_external_id SET res_id = %s
                 WHERE res_model = %s AND res_id = ANY(%s)
                """,
                record.id,
                record._name,
                gone.ids,
            )
        )
