from odoo import api, fields, models
from odoo.tools import SQL


class InboundWebhookAssignment(models.Model):
    """When a member of a sales team was last given a record.

    A row for each member, which stays: two calls at once that would give to the same
    one meet at it, and PostgreSQL has the second begin again (cursors are REPEATABLE
    READ). What becomes of the records themselves, lost, merged or given to somebody
    else, makes no difference.
    """

    _name = "inbound.webhook.assignment"
    _description = "Inbound Webhook Assignment"
    _log_access = False

    team_id = fields.Many2one("crm.team", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    given_at = fields.Datetime(required=True)

    _member_unique = models.UniqueIndex("(team_id, user_id)")

    @api.model
    def _take(self, team, members):
        """Take the turn of the member who has waited longest; new ones go first.

        :param team: a sales team
        :param members: those of its members whose turn it may be
        :return: the member, none where there are none
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inbound_webhook_assignment (team_id, user_id, given_at)
                     SELECT %(team)s, member.id, clock_timestamp() AT TIME ZONE 'UTC'
                       FROM unnest(%(members)s::integer[]) AS member(id)
                  LEFT JOIN inbound_webhook_assignment last
                         ON last.team_id = %(team)s AND last.user_id = member.id
                   ORDER BY last.given_at NULLS FIRST, member.id
                      LIMIT 1
                ON CONFLICT (team_id, user_id)
              DO UPDATE SET given_at = EXCLUDED.given_at
                  RETURNING user_id
                """,
                team=team.id,
                members=members.ids,
            ),
            # Another call may be at the same turn, and that is in order.
            log_exceptions=False,
        )
        row = self.env.cr.fetchone()
        return members.browse(row)
