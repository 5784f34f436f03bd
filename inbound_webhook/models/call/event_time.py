from odoo import api, fields, models
from odoo.tools import SQL


class InboundWebhookEventTime(models.Model):
    """Of when the event was by which a handler last wrote a record, or a field of it.

    Senders try again, and deliver in no order. What is older than what was written last
    would undo it.
    """

    _name = "inbound.webhook.event.time"
    _inherit = "inbound.webhook.beside.record"
    _description = "Inbound Webhook Event Time"
    _log_access = False

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    field_name = fields.Char(required=True, help="Empty: of the whole record.")
    event_time = fields.Datetime(required=True)

    _place_unique = models.UniqueIndex("(handler_id, res_model, res_id, field_name)")

    @api.model
    def _of_record(self, handler_id, record):
        """When the events were, by the name of the field; that of the record by "".

        To the microsecond, which the ORM does not keep.

        :param record: of which a call is about to write
        :rtype: dict[str, datetime]
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT field_name, event_time FROM inbound_webhook_event_time
                 WHERE handler_id = %s AND res_model = %s AND res_id = %s
                """,
                handler_id,
                record._name,
                record.id,
            )
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _keep(self, handler_id, record, names, moment):
        """Keep when an event was that wrote a record.

        Of two at once, the second meets a conflict, and begins again.

        :param names: of the fields; "" for the whole record
        :param datetime moment: in UTC, without a tzinfo
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_event_time AS held
                            (handler_id, res_model, res_id, field_name, event_time)
                     SELECT %s, %s, %s, name, %s FROM unnest(%s) name
                ON CONFLICT (handler_id, res_model, res_id, field_name)
                  DO UPDATE SET event_time = EXCLUDED.event_time
                      WHERE held.event_time < EXCLUDED.event_time
                """,
                handler_id,
                record._name,
                record.id,
                moment,
                sorted(names),
            ),
            log_exceptions=False,
        )
        self._keeps_some_now()

    def _follow(self, gone, record):
        """The latest time counts: the record has values of all that were merged.

        The times of those that are gone go with the next clean-up.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_event_time AS held
                            (handler_id, res_model, res_id, field_name, event_time)
                     SELECT handler_id, res_model, %s, field_name, max(event_time)
                       FROM inbound_webhook_event_time
                      WHERE res_model = %s AND res_id = ANY(%s)
                   GROUP BY handler_id, res_model, field_name
                ON CONFLICT (handler_id, res_model, res_id, field_name)
                  DO UPDATE SET event_time = EXCLUDED.event_time
                      WHERE held.event_time < EXCLUDED.event_time
                """,
                record.id,
                record._name,
                gone.ids,
            )
        )
