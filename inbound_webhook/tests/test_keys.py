from contextlib import closing

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from ..processing.conflicts import Conflict


@tagged("post_install", "-at_install")
class TestKeys(TransactionCase):
    """Of two transactions that make the record of a key, one gives way."""

    def setUp(self):
        super().setUp()
        self.first, self.second = self.keys(), self.keys()
        self.addCleanup(self.forget)

    def keys(self):
        """The model in a transaction of its own, with a connection of its own."""
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        # From here on it sees nothing that is committed later.
        cr.execute("SELECT 1")
        return api.Environment(cr, SUPERUSER_ID, {})["inbound.webhook.key"]

    def forget(self):
        for keys in (self.first, self.second):
            keys.env.cr.rollback()
        with closing(db_connect(self.env.cr.dbname).cursor()) as cr:
            cr.execute("DELETE FROM inbound_webhook_key WHERE digest LIKE 'test%'")
            cr.commit()  # pylint: disable=invalid-commit

    def test_while_the_other_is_under_way(self):
        self.first._become_maker(["test"])
        with self.assertRaises(Conflict):
            self.second._become_maker(["test"])

    def test_one_of_several(self):
        self.first._become_maker(["test b"])
        with self.assertRaises(Conflict):
            self.second._become_maker(["test a", "test b", "test c"])

    def test_in_any_order_without_waiting(self):
        self.first._become_maker(["test a"])
        self.second._become_maker(["test b"])
        with self.assertRaises(Conflict):
            self.first._become_maker(["test b"])
        with self.assertRaises(Conflict):
            self.second._become_maker(["test a"])

    def test_after_the_other_was_committed(self):
        self.first._become_maker(["test"])
        self.first.env.cr.commit()
        with self.assertRaises(SerializationFailure):
            self.second._become_maker(["test"])

    def test_a_key_that_is_known_for_long(self):
        self.first._become_maker(["test"])
        self.first.env.cr.commit()
        self.second.env.cr.rollback()
        self.second.env.cr.execute("SELECT 1")
        self.first._become_maker(["test"])
        self.first.env.cr.commit()
        with self.assertRaises(SerializationFailure):
            self.second._become_maker(["test"])

    def test_with_a_new_snapshot(self):
        self.first._become_maker(["test"])
        self.first.env.cr.commit()
        self.second.env.cr.rollback()
        self.second._become_maker(["test"])
        self.second.env.cr.execute("SELECT 1")
        self.assertEqual(self.second.env.cr.fetchone(), (1,))

    def test_after_the_other_was_rolled_back(self):
        self.first._become_maker(["test"])
        self.first.env.cr.rollback()
        self.second._become_maker(["test"])
        with self.assertRaises(Conflict):
            self.first._become_maker(["test"])

    def test_twice_in_one_transaction(self):
        self.first._become_maker(["test", "test"])
        self.first._become_maker(["test"])
        with self.assertRaises(Conflict):
            self.second._become_maker(["test"])

    def test_old_keys_are_forgotten(self):
        keys = self.env["inbound.webhook.key"]
        keys._become_maker(["test old", "test new"])
        old = keys.search([("digest", "=", "test old")])
        old.claimed_at = "2020-01-01 00:00:00"
        keys._gc_old()
        left = keys.search([("digest", "like", "test")]).mapped("digest")
        self.assertEqual(left, ["test new"])
