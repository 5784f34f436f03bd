import psycopg2
from psycopg2 import errors
from psycopg2.pool import PoolError

from odoo.exceptions import AccessError, ConcurrencyError, LockError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from ..failure_kinds import CONFLICT, OUTAGE, VALUE, kind_of


@tagged("post_install", "-at_install")
class TestFailureKinds(TransactionCase):
    """Whether sending a call again is of any use, by what it failed with."""

    def assert_kind(self, kind, *kinds_of_errors, **options):
        for error in kinds_of_errors:
            with self.subTest(error.__name__):
                self.assertEqual(kind_of(error("a"), **options), kind)

    def test_other_transactions(self):
        self.assert_kind(
            CONFLICT,
            errors.SerializationFailure,
            errors.DeadlockDetected,
            errors.LockNotAvailable,
            ConcurrencyError,
            LockError,
        )

    def test_what_the_server_lacks(self):
        self.assert_kind(
            OUTAGE,
            psycopg2.OperationalError,
            psycopg2.InterfaceError,
            errors.QueryCanceled,
            errors.AdminShutdown,
            errors.DiskFull,
            errors.OutOfMemory,
            errors.TooManyConnections,
            errors.ConnectionFailure,
            PoolError,
        )

    def test_what_a_value_causes(self):
        self.assert_kind(
            VALUE,
            errors.NumericValueOutOfRange,
            errors.InvalidTextRepresentation,
            errors.StringDataRightTruncation,
            errors.DatetimeFieldOverflow,
            errors.CharacterNotInRepertoire,
            errors.UntranslatableCharacter,
            errors.ProgramLimitExceeded,
            errors.StatementTooComplex,
            OverflowError,
            RecursionError,
        )

    def test_our_own_mistakes(self):
        self.assert_kind(
            None,
            ValueError,
            KeyError,
            ZeroDivisionError,
            AccessError,
            UserError,
            errors.SyntaxError,
            errors.UndefinedColumn,
            errors.InFailedSqlTransaction,
            errors.UniqueViolation,
        )

    def test_in_code_of_an_administrator_only_the_database_knows(self):
        self.assert_kind(None, OverflowError, RecursionError, in_code=True)
        self.assert_kind(VALUE, errors.NumericValueOutOfRange, in_code=True)

    def test_what_code_raised_in_the_first_place(self):
        def fail():
            raise errors.NumericValueOutOfRange

        with self.assertRaises(ValueError) as raised:
            safe_eval("fail()", {"fail": fail})
        self.assertEqual(kind_of(raised.exception, in_code=True), VALUE)
