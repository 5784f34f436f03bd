from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.reasons import NO_CALLS, OF_BOTS
from ..call.to_fix import PROBES

#: The newest calls that say whether a handler fails.
_LAST_CALLS = 10
#: Days before the last call that say how often calls come.
_HABIT_DAYS = 28
#: On how many of them calls must have come for their absence to mean something.
_REGULAR_DAYS = 7
_SHORTEST_SILENCE = timedelta(days=2)
_FAILED = ("refused", "error")
#: Reasons that say nothing of the handler.
_SAYS_NOTHING = ("switched_off", "dropped", *OF_BOTS)


class InboundWebhookHandler(models.Model):
    """Whether something is wrong with the calls of a handler that is switched on.

    It **fails** when its last call failed, and so did at least half of its last ten:
    one call that fails among many is the sender's trouble, and one that succeeds says
    that things are right again.

    It is **silent** when its last call is more than two days ago, and more than twice
    as long as the longest pause of the four weeks before that call. A sender who rests
    on weekends has pauses of three days, so it takes more than six. Handlers that had
    calls on fewer than seven days of those weeks have no habit to break.

    Tests and replays do not count: they are an administrator's own. Nor do calls that
    were refused or dropped while the handler was switched off, or that were but a link
    preview or a monitor; and one that failed counts no longer once it is settled or
    dismissed.
    """

    _inherit = "inbound.webhook.handler"

    health = fields.Selection(
        [("failing", "Failing"), ("silent", "Silent")],
        compute="_compute_health",
        search="_search_health",
    )
    health_reason = fields.Char(compute="_compute_health")

    @api.depends("active", "call_ids")
    def _compute_health(self):
        switched_on = self.filtered("active")
        signs = switched_on._signs_of_health()
        for handler in self:
            last_call, statuses, days = signs.get(handler._origin.id, (None, (), ()))
            handler.health, handler.health_reason = (
                self._failing(statuses)
                or self._silent(last_call, days)
                or (False, False)
            )

    def _search_health(self, operator, value):
        if operator != "in":
            # Odoo's way to say: negate "in", and refuse what is neither.
            return NotImplemented
        wrong = self.search([("active", "=", True)]).filtered("health")
        found = wrong.filtered(lambda handler: handler.health in value)
        domain = Domain("id", "in", found.ids)
        return domain | Domain("id", "not in", wrong.ids) if False in value else domain

    def _failing(self, statuses):
        """The mark of a handler that fails, None for none.

        :param statuses: of its last calls, the newest first
        """
        failed = [status for status in statuses if status in _FAILED]
        if not failed or statuses[0] not in _FAILED or len(failed) * 2 < len(statuses):
            return None
        if len(statuses) == 1:
            return "failing", self.env._("The last call failed.")
        reason = self.env._(
            "%(failed)s of the last %(number)s calls failed, the very last one too.",
            failed=len(failed),
            number=len(statuses),
        )
        return "failing", reason

    def _silent(self, last_call, days):
        """The mark of a handler that calls have ceased to come to, None for none.

        :param datetime last_call: when the last one came
        :param days: the days on which calls came, as numbers of days before that
        """
        if len(days) < _REGULAR_DAYS:
            return None
        pauses = [
            later - earlier for earlier, later in zip(days, days[1:], strict=False)
        ]
        silence = fields.Datetime.now() - last_call
        if silence <= max(_SHORTEST_SILENCE, timedelta(2 * max(pauses))):
            return None
        reason = self.env._(
            "No call for %(silence)s days. The longest pause before was %(pause)s "
            "day(s).",
            silence=silence.days,
            pause=max(pauses),
        )
        return "silent", reason

    def _signs_of_health(self):
        """What the log says of each handler that had calls, by its id.

        One query, each part of which an index answers with a few rows, however many
        calls there are.

        :return: ``(date of the last call, statuses, days)`` as the marks take them
        """
        if not self.ids:
            return {}
        self.env["inbound.webhook.call"].flush_model(
            ["handler_id", "request_date", "kind", "status", "reason", "attention"]
        )
        query = SQL(
            """
            SELECT handler.id, newest.request_date, recent.statuses, habit.days
              FROM unnest(%(ids)s) AS handler(id)
              JOIN LATERAL (%(newest)s) AS newest ON TRUE
             CROSS JOIN LATERAL (%(recent)s) AS recent
             CROSS JOIN LATERAL (%(habit)s) AS habit
            """,
            ids=self.ids,
            newest=_newest_call(),
            recent=_last_statuses(),
            habit=_days_with_calls(),
        )
        return {
            handler_id: (last_call, statuses or [], days or [])
            for handler_id, last_call, statuses, days in self.env.execute_query(query)
        }


def _is_a_call():
    """What makes a row one of the calls of ``handler``."""
    return SQL(
        "handler_id = handler.id AND kind = 'call' AND coalesce(reason, '') != ALL(%s)",
        list(NO_CALLS),
    )


def _newest_call():
    """When the last call of ``handler`` came; no row where none did."""
    return SQL(
        """
        SELECT request_date
          FROM inbound_webhook_call
         WHERE %s
         ORDER BY request_date DESC
         LIMIT 1
        """,
        _is_a_call(),
    )


def _last_statuses():
    """How the last calls of ``handler`` ended that say something of it."""
    return SQL(
        """
        SELECT array_agg(status ORDER BY request_date DESC, id DESC) AS statuses
          FROM (SELECT id, request_date, status, reason, attention, method
                  FROM inbound_webhook_call
                 WHERE %(is_a_call)s AND coalesce(reason, '') != ALL(%(idle)s)
                 ORDER BY request_date DESC, id DESC
                 LIMIT %(last_calls)s) AS call
         WHERE status != 'received'
           AND coalesce(attention, 'open') = 'open'
           AND (status != 'refused' OR method IS NULL OR method != ALL(%(probes)s))
        """,
        is_a_call=_is_a_call(),
        last_calls=_LAST_CALLS,
        idle=list(_SAYS_NOTHING),
        probes=list(PROBES),
    )


def _days_with_calls():
    """How many days before ``newest`` each day was that had calls of ``handler``."""
    return SQL(
        """
        SELECT array_agg(ago ORDER BY ago) AS days
          FROM generate_series(0, %(habit_days)s - 1) AS ago
         WHERE EXISTS (
               SELECT
                 FROM inbound_webhook_call
                WHERE %(is_a_call)s
                  AND request_date <= newest.request_date - ago * interval '1 day'
                  AND request_date
                      > newest.request_date - (ago + 1) * interval '1 day')
        """,
        is_a_call=_is_a_call(),
        habit_days=_HABIT_DAYS,
    )
