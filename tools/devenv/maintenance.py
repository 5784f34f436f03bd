"""Commands for the database of ``make run``."""

from . import places, shell, workbench
from .console import detail, step


def odoo_shell(_arguments):
    """Open Odoo's Python shell."""
    with workbench.ready() as bench:
        bench.need_run_database()
        command = bench.odoo.command(
            *("-d", bench.run_database, "--no-http"), subcommand="shell"
        )
        return shell.interactive(command, env=bench.odoo.variables)


def psql(_arguments):
    """Open PostgreSQL's shell."""
    with workbench.ready() as bench:
        bench.need_run_database()
        return bench.databases.shell(bench.run_database)


def update(_arguments):
    """Have Odoo load the addon anew, after its models, views or data changed."""
    with workbench.ready() as bench:
        bench.need_run_database()
        step("Update the addon")
        bench.change_modules(bench.run_database, ["-u", places.PROJECT], "update")
        detail("a server that runs meanwhile sees changed Python code after a restart")
    return 0
