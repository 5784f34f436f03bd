from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.reasons import NO_CALLS
from ...fields.rpc_json import RpcJson

#: Where the count of calls stops: beyond it a number says no more, and takes longer.
MOST_COUNTED = 10_000
#: Days of the chart, today among them.
CHART_DAYS = 7
#: The parts of a bar, by the status of a call.
_PARTS = {
    "success": "success",
    "duplicate": "ignored",
    "ignored": "ignored",
    "refused": "refused",
    "error": "error",
    "received": "waiting",
}


class InboundWebhookHandler(models.Model):
    """How many calls came, and when: figures that stay fast in a log of millions."""

    _inherit = "inbound.webhook.handler"

    call_count = fields.Integer(
        string="Calls",
        compute="_compute_calls",
        help="How many calls came. Beyond 10,000 they are not counted on.",
    )
    last_call_date = fields.Datetime(string="Last Call", compute="_compute_calls")
    call_chart = RpcJson(
        string="Last 7 Days",
        compute="_compute_call_chart",
        help="The calls of the last 7 days by how they ended.",
    )

    @api.depends("call_ids")
    def _compute_calls(self):
        calls = self.env["inbound.webhook.call"]
        calls.flush_model(["handler_id", "request_date"])
        # The order has the database take the index of both columns for each handler,
        # also where most calls of the log are another's.
        query = SQL(
            """
            SELECT handler.id, counted.number, newest.request_date
              FROM unnest(%(ids)s) AS handler(id)
             CROSS JOIN LATERAL (
                   SELECT count(*) AS number
                     FROM (SELECT
                             FROM inbound_webhook_call
                            WHERE handler_id = handler.id
                            ORDER BY request_date DESC
                            LIMIT %(most)s) AS bounded
                   ) AS counted
              LEFT JOIN LATERAL (
                   SELECT request_date
                     FROM inbound_webhook_call
                    WHERE handler_id = handler.id
                    ORDER BY request_date DESC
                    LIMIT 1
                   ) AS newest ON TRUE
            """,
            ids=self.ids,
            most=MOST_COUNTED,
        )
        rows = self.env.execute_query(query) if self.ids else []
        by_handler = {handler_id: figures for handler_id, *figures in rows}
        for handler in self:
            count, last = by_handler.get(handler._origin.id, (0, False))
            handler.call_count, handler.last_call_date = count, last

    @api.depends("call_ids")
    @api.depends_context("tz")
    def _compute_call_chart(self):
        today = fields.Date.context_today(self)
        days = [today - timedelta(ago) for ago in reversed(range(CHART_DAYS))]
        counts = self._calls_by_day(days[0])
        for handler in self:
            by_day = counts[handler._origin.id]
            handler.call_chart = [
                {"day": fields.Date.to_string(day), **by_day[day]} for day in days
            ]

    def _calls_by_day(self, first_day):
        """Numbers of calls: by handler's id, by day, by part of a bar.

        Only what senders sent: tests and replays are an administrator's own, and what
        browsers, monitors and link previews ask is no call.

        :param date first_day: of the reader's time zone
        """
        # The days of the grouping are those of the context's zone.
        calls = self.env["inbound.webhook.call"].with_context(tz=self.env.tz.zone)
        groups = calls._read_group(
            [
                ("handler_id", "in", self.ids),
                ("request_date", ">=", self._start_of(first_day)),
                ("kind", "=", "call"),
                ("reason", "not in", NO_CALLS),
            ],
            ["handler_id", "request_date:day", "status"],
            ["__count"],
        )
        counts = defaultdict(lambda: defaultdict(_no_calls))
        for handler, day, status, count in groups:
            counts[handler.id][day.date()][_PARTS[status]] += count
        return counts

    def _start_of(self, day):
        """When a day of the reader begins, as the database has it."""
        start = self.env.tz.localize(datetime.combine(day, time.min))
        return start.astimezone(pytz.utc).replace(tzinfo=None)


def _no_calls():
    return dict.fromkeys(_PARTS.values(), 0)
