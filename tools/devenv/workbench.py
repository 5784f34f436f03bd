"""Odoo, its database server and the databases of this clone, ready for use."""

import contextlib

from . import atomic, odoo, odoo_log, places, server, shell, template
from .console import Stop, step
from .databases import Databases, named


@contextlib.contextmanager
def ready():
    """Keep a database server up for an Odoo.

    :return: a :class:`Workbench`
    """
    root, python = odoo.obtain()
    with server.running() as variables:
        yield Workbench(odoo.Odoo(root, python, variables))


class Workbench:
    """What the commands work with.

    :param used_odoo: the Odoo that makes and changes the databases
    """

    def __init__(self, used_odoo):
        self.odoo = used_odoo
        self.databases = Databases(used_odoo.variables)
        self.run_database = named("run")
        self.test_database = named("test")

    def make_run_database(self):
        """Make the database of ``make run`` where it is not there."""
        with atomic.lock(self.run_database):
            if self.run_database not in self.databases.names():
                part = named("run_part")
                self.install_addon(part, "install")
                self.databases.rename(part, self.run_database)

    def need_run_database(self):
        """Stop where ``make run`` has not made its database yet."""
        if self.run_database not in self.databases.names():
            raise Stop("there is no database yet: make run makes it.")

    def install_addon(self, database, log_name):
        """Make a database, replacing what has its name, with the addon installed."""
        self.databases.copy(template.database(self), database)
        step("Install the addon")
        self.change_modules(database, ["-i", places.PROJECT], log_name)
        # Odoo only warns about an addon that it cannot install.
        state = self.databases.query(
            database,
            f"SELECT state FROM ir_module_module WHERE name = '{places.PROJECT}'",
        )
        if state != "installed":
            shell.stop("Odoo did not install the addon.", log_name)

    def change_modules(self, database, arguments, log_name):
        """Have Odoo install or update modules.

        :raise Stop: it failed; the message names the log
        """
        log = shell.log(log_name)
        log.unlink(missing_ok=True)
        try:
            shell.quiet(
                self.odoo.command("-d", database, *arguments, "--with-demo")
                + ["--no-http", "--stop-after-init"],
                failure=f"Odoo failed at {' '.join(arguments)}.",
                log_name=log_name,
                env=self.odoo.variables,
            )
        except Stop:
            print(*odoo_log.complaints(log), sep="\n")
            raise
