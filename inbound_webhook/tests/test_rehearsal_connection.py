import contextlib
import io
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from operator import methodcaller

import psycopg2
from psycopg2.extensions import AsIs
from psycopg2.extras import RealDictCursor

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.netsvc import PostgreSQLHandler
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..processing.rehearsal.transaction import rehearsing

NAME = "made in a rehearsal"
INSERT = f'INSERT INTO res_partner_category (name) VALUES (\'{{"en_US": "{NAME}"}}\')'
ENDS = "saves or undoes changes by itself"
ANOTHER = "uses another connection"


def _executed(statement, *values):
    return lambda cr: cr.execute(statement, *values)


def _at_once(statement):
    return lambda cr: cr._cnx.cursor().execute(statement)


def _set(name, value):
    return lambda cr: setattr(cr.connection, name, value)


def _copy_expert(cr):
    cr.copy_expert("COPY res_country FROM STDIN; COMMIT", io.StringIO())


def _within(cr):
    with cr._cnx:
        cr.execute(INSERT)


def _as_a_cursor(cr):
    with cr:
        cr.execute(INSERT)


def _quoted_in_another_way(cr):
    cr.execute("SET standard_conforming_strings = off")
    # Two texts as they are read now; as usual, there would be a third, with COMMIT.
    cr.execute(r"SELECT '\' ; SELECT '; COMMIT; --'")


#: What code can try to have something saved, and none of it does.
ENDINGS = {
    "commit": methodcaller("commit"),
    "rollback": lambda cr: cr.rollback(),
    "close": lambda cr: cr.close(),
    "with the cursor": _as_a_cursor,
    "the connection's commit": lambda cr: cr._cnx.commit(),
    "the connection's commit, another way": lambda cr: cr.connection.commit(),
    "the connection's rollback": lambda cr: cr._cnx.rollback(),
    "with the connection": _within,
    "reset": lambda cr: cr._cnx.reset(),
    "session": lambda cr: cr._cnx.set_session(autocommit=True),
    "autocommit": _set("autocommit", True),
    "isolation": _set("isolation_level", 0),
    "isolation level": lambda cr: cr._cnx.set_isolation_level(0),
    "readonly": _set("readonly", False),
    "encoding": lambda cr: cr._cnx.set_client_encoding("LATIN1"),
    "two phases": lambda cr: cr._cnx.tpc_begin(cr._cnx.xid(1, "a", "b")),
    "COMMIT": _executed("COMMIT"),
    "bytes": _executed(b"COMMIT"),
    "composed": _executed(psycopg2.sql.SQL("COMMIT")),
    "a value": _executed("%s", [AsIs("COMMIT")]),
    "semicolon": _executed("; COMMIT"),
    "comment": _executed("/* a /* b */ */ COMMIT"),
    "line comment": _executed("-- a\nCOMMIT"),
    "second statement": _executed("SELECT 'a;'; END"),
    "rollback and insert": _executed(f"ROLLBACK; {INSERT}; COMMIT"),
    "rollback and begin": _executed(
        f"ROLLBACK; BEGIN READ WRITE; {INSERT}; COMMIT",
    ),
    "prepared": _executed("PREPARE TRANSACTION 'x'"),
    "a cursor of psycopg2": lambda cr: cr._obj.execute("COMMIT"),
    "another cursor of psycopg2": _at_once(f"{INSERT}; COMMIT"),
    "one of another kind": lambda cr: cr._cnx.cursor(
        cursor_factory=RealDictCursor
    ).execute("COMMIT"),
    "one with a name": lambda cr: cr._cnx.cursor("name").execute("SELECT 1; COMMIT"),
    "many": lambda cr: cr.executemany("COMMIT -- %s", [(1,)]),
    "values": lambda cr: cr.execute_values("SELECT * FROM (VALUES %s) a; END", [(1,)]),
    "a procedure": lambda cr: cr.callproc("now(); COMMIT; SELECT now"),
    "copy": _copy_expert,
    "quoted in another way": _quoted_in_another_way,
}


@tagged("post_install", "-at_install")
class TestRehearsalConnection(TransactionCase):
    """Nothing of a rehearsal is saved, with real connections to PostgreSQL."""

    def setUp(self):
        super().setUp()
        # That of a web request, as far as the rehearsal knows.
        self.outer = self.connect()
        self.outer_env = api.Environment(self.outer, SUPERUSER_ID, {})
        self.outer.execute("SELECT 1")

    def connect(self):
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        return cr

    def saved(self):
        """What another connection sees of it."""
        cr = self.connect()
        cr.execute(
            "SELECT count(*) FROM res_partner_category WHERE name->>'en_US' = %s",
            [NAME],
        )
        return cr.fetchone()[0]

    def rehearsing(self):
        return rehearsing(self.outer_env)

    @mute_logger("odoo.sql_db")
    def test_nothing_ends_the_transaction(self):
        for name, attempt in ENDINGS.items():
            with self.subTest(name):
                with self.rehearsing() as (cr, rehearsal):
                    cr.execute(INSERT)
                    with self.assertRaisesRegex(UserError, ENDS):
                        attempt(cr)
                self.assertIn(ENDS, rehearsal.refusals[0])
                self.assertEqual(self.saved(), 0)

    @mute_logger("odoo.sql_db")
    def test_code_that_goes_on_after_it_was_refused_saves_nothing(self):
        for name, attempt in ENDINGS.items():
            with self.subTest(name):
                with self.rehearsing() as (cr, _rehearsal):
                    for step in (attempt, _executed(INSERT), attempt):
                        with contextlib.suppress(Exception):
                            step(cr)
                self.assertEqual(self.saved(), 0)

    @mute_logger("odoo.sql_db")
    def test_postgresql_itself_refuses_what_would_get_past_that(self):
        plain = psycopg2.extensions
        for name, end in {
            "commit": plain.connection.commit,
            "statement": lambda it: plain.cursor.execute(it.cursor(), "COMMIT"),
            "early": lambda it: plain.cursor.execute(
                it.cursor(), "SET CONSTRAINTS ALL IMMEDIATE"
            ),
        }.items():
            with self.subTest(name), self.rehearsing() as (cr, _rehearsal):
                cr.execute(INSERT)
                with self.assertRaises(psycopg2.errors.ForeignKeyViolation):
                    end(cr._cnx)
            self.assertEqual(self.saved(), 0)

    @mute_logger("odoo.sql_db")
    def test_also_where_code_has_taken_the_seal_away(self):
        plain = psycopg2.extensions
        for away in (
            "DELETE FROM inbound_webhook_rehearsal_seal",
            "UPDATE inbound_webhook_rehearsal_seal SET missing_id = id",
        ):
            with self.subTest(away), self.rehearsing() as (cr, _rehearsal):
                cr.execute(INSERT)
                cr.execute(away)
                with self.assertRaises(psycopg2.Error):
                    plain.connection.commit(cr._cnx)
            self.assertEqual(self.saved(), 0)
        for away in ("DROP TABLE", "TRUNCATE", "ALTER TABLE"):
            rest = " DISABLE TRIGGER ALL" if away == "ALTER TABLE" else ""
            with self.subTest(away), self.rehearsing() as (cr, _rehearsal):
                with self.assertRaises(psycopg2.Error):
                    cr.execute(f"{away} inbound_webhook_rehearsal_seal{rest}")

    @mute_logger("odoo.sql_db")
    def test_where_the_transaction_is_lost_nothing_follows_it(self):
        plain = psycopg2.extensions
        with self.rehearsing() as (cr, rehearsal):
            plain.connection.rollback(cr._cnx)
            with self.assertRaisesRegex(UserError, ENDS):
                cr.execute(INSERT)
            self.assertTrue(rehearsal.refusals)
            # What psycopg2 begins now can only be read.
            with self.assertRaises(psycopg2.errors.ReadOnlySqlTransaction):
                plain.cursor.execute(cr._obj, INSERT)
        self.assertEqual(self.saved(), 0)

    @mute_logger("odoo.sql_db")
    def test_a_procedure_that_commits_fails_as_ever(self):
        with self.rehearsing() as (cr, _rehearsal):
            with self.assertRaises(psycopg2.errors.InvalidTransactionTermination):
                cr.execute("DO $$ BEGIN COMMIT; END $$")

    def test_what_code_does_within_the_transaction_works(self):
        with self.rehearsing() as (cr, rehearsal):
            cr.execute("CREATE TEMP TABLE reached (word text, number int)")
            cr.execute_values(
                "INSERT INTO reached VALUES %s", [("a; COMMIT;", 1), ("100%", 2)]
            )
            cr.executemany("INSERT INTO reached VALUES (%s, %s)", [("c", 3), ("d", 4)])
            cr.copy_from(io.StringIO("e\t5\n"), "reached")
            cr.copy_expert("COPY reached FROM STDIN", io.StringIO("f\t6\n"))
            cr.execute("SELECT word FROM reached WHERE word LIKE 'a%%' OR %s", [False])
            self.assertEqual(cr.fetchall(), [("a; COMMIT;",)])
            cr.execute("SELECT word FROM reached WHERE word LIKE '1%'")
            self.assertEqual(cr.dictfetchall(), [{"word": "100%"}])
            with cr._cnx.cursor("named") as named:
                named.execute("SELECT number FROM reached ORDER BY number")
                self.assertEqual([row[0] for row in named], [1, 2, 3, 4, 5, 6])
            with cr._cnx.cursor(cursor_factory=RealDictCursor) as rows:
                rows.execute("SELECT max(number) AS last FROM reached")
                self.assertEqual(rows.fetchone()["last"], 6)
            with contextlib.suppress(ZeroDivisionError), cr.savepoint():
                cr.execute("DELETE FROM reached")
                raise ZeroDivisionError
            cr.callproc("abs", [-3])
            self.assertEqual(cr.fetchone(), (3,))
            file = io.StringIO()
            cr.copy_to(file, "reached")
            self.assertEqual(len(file.getvalue().splitlines()), 6)
            self.assertIs(cr.readonly, False)
        self.assertEqual(rehearsal.refusals, [])

    def test_no_other_connection_is_opened(self):
        dbname = self.env.cr.dbname
        for name, connect in {
            "registry": lambda: self.env.registry.cursor(),
            "to read": lambda: self.env.registry.cursor(readonly=True),
            "pool": lambda: self.env["res.partner"].pool.cursor(),
            "database": lambda: db_connect(dbname).cursor(),
            "another database": lambda: db_connect("postgres").cursor(),
        }.items():
            with self.subTest(name), self.rehearsing() as (_cr, rehearsal):
                with self.assertRaisesRegex(UserError, ANOTHER):
                    connect()
                self.assertEqual(len(rehearsal.refusals), 1)

    def test_no_thread_is_started(self):
        ran = []
        with ThreadPoolExecutor(1) as pool:
            pool.submit(ran.append, "before").result()
            with self.rehearsing() as (_cr, rehearsal):
                for start in (
                    threading.Thread(target=ran.append, args=("thread",)).start,
                    threading.Timer(0, ran.append, ("timer",)).start,
                    lambda: pool.submit(ran.append, "pool"),
                ):
                    with self.assertRaisesRegex(UserError, "goes on beside the call"):
                        start()
            self.assertEqual(len(rehearsal.refusals), 3)
        self.assertEqual(ran, ["before"])

    @mute_logger("odoo.sql_db")
    def test_the_transaction_at_hand_can_only_be_read(self):
        """Code finds that in the web request."""
        with self.rehearsing():
            self.assertTrue(self.outer_env["res.users"].search_count([]))
            with self.assertRaisesRegex(UserError, ENDS):
                self.outer.commit()
            with self.assertRaisesRegex(UserError, ANOTHER):
                self.outer.execute(INSERT)
        # And is as it was afterwards.
        self.outer.execute(INSERT)
        self.outer.execute("SELECT 1")
        self.assertEqual(self.outer.fetchone(), (1,))
        self.outer.rollback()
        self.assertEqual(self.saved(), 0)

    def test_nobody_uses_its_connection_afterwards(self):
        with self.rehearsing() as (cr, _rehearsal):
            connection = cr._cnx
            cr.execute("SET lock_timeout = 1")
        self.assertTrue(connection.closed)
        self.assertTrue(cr.closed)
        after = self.connect()
        self.assertIsNot(after._cnx, connection)

    def test_that_it_ends_with_an_exception_does_not_matter(self):
        fails = self.assertRaises(ZeroDivisionError)
        with fails, self.rehearsing() as (cr, _rehearsal):
            connection = cr._cnx
            cr.execute(INSERT)
            raise ZeroDivisionError
        self.assertTrue(connection.closed)
        self.assertEqual(self.saved(), 0)
        with self.rehearsing() as (cr, _rehearsal):
            cr.execute("SELECT 1")

    @mute_logger("odoo.sql_db")
    def test_code_that_closes_the_connection_saves_nothing(self):
        with self.rehearsing() as (cr, _rehearsal):
            cr.execute(INSERT)
            cr._cnx.close()
            with self.assertRaises(psycopg2.InterfaceError):
                cr.execute(INSERT)
        self.assertEqual(self.saved(), 0)

    def test_what_waits_for_the_end_does_not_happen(self):
        happened = []
        with self.rehearsing() as (cr, _rehearsal):
            for name in ("postcommit", "prerollback", "postrollback"):
                getattr(cr, name).add(lambda name=name: happened.append(name))
        self.assertEqual(happened, [])

    def test_the_server_log_is_written_where_it_is_a_table(self):
        line = "inbound webhook: the log of a rehearsal"
        record = logging.LogRecord("odoo", logging.INFO, "a.py", 1, line, (), None, "a")
        handler = PostgreSQLHandler()
        threading.current_thread().dbname = self.env.cr.dbname
        with self.rehearsing() as (_cr, rehearsal):
            handler.emit(record)
        cr = self.connect()
        cr.execute("DELETE FROM ir_logging WHERE message = %s", [line])
        self.assertEqual(cr.rowcount, 1)
        cr.commit()  # pylint: disable=invalid-commit
        self.assertEqual(rehearsal.refusals, [])

    def test_a_rehearsal_in_a_rehearsal_is_refused(self):
        with self.rehearsing(), self.assertRaisesRegex(UserError, ANOTHER):
            with self.rehearsing():
                self.fail()

    def test_the_seal_is_never_there(self):
        with self.rehearsing():
            pass
        self.assertFalse(self.env["inbound.webhook.rehearsal.seal"].search_count([]))
