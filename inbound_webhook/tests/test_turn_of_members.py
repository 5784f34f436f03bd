from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from .common import InboundWebhookCase
from .real_cursors import RealCursorsMixin


@tagged("post_install", "-at_install")
class TestTurnOfMembers(RealCursorsMixin, InboundWebhookCase):
    """Whose turn it is, for workers with connections of their own."""

    def setUp(self):
        super().setUp()
        # What the database has anyway: the test's own transaction may hold others.
        self.members = self.env.ref("base.user_root") + self.env.ref("base.user_admin")
        self.team = self.env.ref("sales_team.team_sales_department")
        self.addCleanup(self.remove_turns)

    def remove_turns(self):
        env = self.real_env()
        mine = [("team_id", "=", self.team.id)]
        env["inbound.webhook.assignment"].search(mine).unlink()
        env.cr.commit()

    def turns(self, env):
        domain = [("team_id", "=", self.team.id)]
        return env["inbound.webhook.assignment"].search_count(domain)

    def take(self, env):
        turns = env["inbound.webhook.assignment"]
        return turns._take(self.team.with_env(env), self.members.with_env(env)).id

    def test_a_call_that_began_before_another_took_its_turn_begins_again(self):
        one, other = self.real_env(), self.real_env()
        self.assertEqual(self.turns(other), 0)
        taken = [self.take(one)]
        one.cr.commit()
        with self.assertRaises(SerializationFailure):
            self.take(other)
        other.cr.rollback()
        taken.append(self.take(other))
        self.assertEqual(taken, self.members.ids)

    def test_also_once_all_have_had_one(self):
        one, other = self.real_env(), self.real_env()
        for _member in self.members:
            self.take(one)
        one.cr.commit()
        self.assertEqual(self.turns(other), 2)
        taken = [self.take(one)]
        one.cr.commit()
        with self.assertRaises(SerializationFailure):
            self.take(other)
        other.cr.rollback()
        taken.append(self.take(other))
        self.assertEqual(taken, self.members.ids)
