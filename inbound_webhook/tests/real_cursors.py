from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect


class RealCursorsMixin:
    """Environments with a connection each, as workers have them.

    A test's own cursors share one transaction, so no two of them ever meet. What is
    committed here stays in the database: whoever makes it removes it.
    """

    def real_env(self):
        """An environment of the superuser with a connection and a transaction."""
        # Not the registry's: in tests that hands out the one of the test.
        cursor = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cursor.close)
        return api.Environment(cursor, SUPERUSER_ID, {})

    def remove_committed(self, records):
        """Have records that were committed by a real cursor removed at the end."""
        self.addCleanup(self._remove, records._name, records.ids)

    def _remove(self, model, ids):
        with db_connect(self.env.cr.dbname).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            env[model].browse(ids).exists().unlink()
