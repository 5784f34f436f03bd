"""Whether calls survive each other and kill -9, with real processes."""

import contextlib
import importlib
import sys

from . import atomic, odoo_log, places, shell, told_by_odoo, variables, workbench
from .console import step
from .databases import named

FOLDER = places.CLONE / "resilience"


def run(_arguments):
    """Run the scenarios: all of them, or ``ONLY`` some, in each or one ``MODE``.

    :return: exit status, 0 only where everything came out as it has to
    """
    rounds, scenarios = variables.number("ROUNDS", 20), _scenarios()
    names = variables.chosen("ONLY", scenarios.SCENARIOS)
    modes = variables.chosen("MODE", scenarios.MODES)
    database = named("resilience")
    with workbench.ready() as bench, atomic.lock(database):
        bench.install_addon(database, "resilience")
        try:
            start = _starter(bench, database, scenarios)
            passed = scenarios.run(start, rounds, names, modes)
            return 0 if passed and _quiet(shell.log("resilience")) else 1
        finally:
            bench.databases.drop(database)


def _starter(bench, database, scenarios):
    """A function that keeps a server up in a mode, with the handlers at hand."""
    for name in ("resilience", "resilience_noisy"):
        shell.log(name).unlink(missing_ok=True)
    handlers = told_by_odoo.told(bench, database, FOLDER / "handlers.py", "HANDLERS")
    command = bench.odoo.command("-d", database, f"--db-filter=^{database}$")

    @contextlib.contextmanager
    def start(mode, options, complaints_count):
        log = shell.log("resilience" if complaints_count else "resilience_noisy")
        step(f"Start Odoo with {' '.join([mode, *options])} (its log: {log})")
        server = scenarios.Server(command, bench.odoo.variables, log, mode, options)
        with server.running():
            query = bench.databases.query
            yield scenarios.Site(server, handlers, database, query)

    return start


def _scenarios():
    # A package beside this one, which knows nothing of it.
    sys.path.append(str(places.CLONE))
    return importlib.import_module("resilience.scenarios")


def _quiet(log):
    """Whether Odoo had nothing to complain about; it cannot say that it was killed."""
    found = odoo_log.complaints(log) if log.exists() else []
    for entry in found:
        print(entry)
    return not found
