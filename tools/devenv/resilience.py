"""Whether calls survive twins and kill -9, with real processes."""

import importlib
import os
import sys

from . import atomic, odoo_log, places, shell, told_by_odoo, workbench
from .console import Stop, step
from .databases import named

FOLDER = places.CLONE / "resilience"


def run(_arguments):
    """Run every scenario.

    :return: exit status, 0 only where everything came out as it has to
    """
    rounds = _rounds()
    database = named("resilience")
    with workbench.ready() as bench, atomic.lock(database):
        bench.install_addon(database, "resilience")
        try:
            return _run(bench, database, rounds)
        finally:
            bench.databases.drop(database)


def _run(bench, database, rounds):
    scenarios = _scenarios()
    log = shell.log("resilience")
    log.unlink(missing_ok=True)
    handlers = told_by_odoo.told(bench, database, FOLDER / "handlers.py", "HANDLERS")
    step(f"Start Odoo (its log: {log})")
    command = bench.odoo.command("-d", database, f"--db-filter=^{database}$")
    with scenarios.Server(command, bench.odoo.variables, log).running() as server:
        site = scenarios.Site(server, handlers, database, bench.databases.query)
        passed = scenarios.run(site, rounds)
    return 0 if passed and _quiet(log) else 1


def _scenarios():
    # A package beside this one, which knows nothing of it.
    sys.path.append(str(places.CLONE))
    return importlib.import_module("resilience.scenarios")


def _rounds():
    try:
        return int(os.environ.get("ROUNDS", "20"))
    except ValueError:
        raise Stop(f"ROUNDS={os.environ['ROUNDS']} is no number.") from None


def _quiet(log):
    """Whether Odoo had nothing to complain about; it cannot say that it was killed."""
    found = odoo_log.complaints(log)
    for entry in found:
        print(entry)
    return not found
