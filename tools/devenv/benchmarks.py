"""How many calls a second, beside what Odoo has itself."""

import functools
import importlib
import sys

from . import (
    atomic,
    odoo_log,
    places,
    shell,
    told_by_odoo,
    variables,
    workbench,
    wrk,
)
from .console import step
from .databases import named

FOLDER = places.CLONE / "benchmarks"
LOG = "bench"
# Written by hand, for comparison; it is installed nowhere else.
HANDWRITTEN = "handwritten_webhook"


def run(_arguments):
    """Print the figures; none of them is good or bad.

    :return: exit status, 0 only where all the work was done that was measured
    """
    # Many short ones: what else the machine does then slows down all ways alike.
    rounds = variables.number("ROUNDS", 15, least=2)
    calls = variables.number("CALLS", 40, least=1)
    benchmark, program = _benchmark(), wrk.program()
    modes = variables.chosen("MODE", benchmark.MODES, ["workers"])
    shell.log(LOG).unlink(missing_ok=True)
    with workbench.ready() as bench, atomic.lock(named(LOG)):
        done = [_run(bench, benchmark, program, mode, rounds, calls) for mode in modes]
    return 0 if all(done) and _quiet() else 1


def _run(bench, benchmark, program, mode, rounds, calls):
    database, log = named(LOG), shell.log(LOG)
    addons = f"--addons-path={bench.odoo.addons_path},{FOLDER / 'addons'}"
    bench.install_addon(database, "bench_install")
    try:
        receivers = told_by_odoo.told(
            bench,
            database,
            FOLDER / "receivers.py",
            "RECEIVERS",
            BENCH_CALLS=str(calls),
        )
        bench.change_modules(database, [addons, "-i", HANDWRITTEN], "bench_install")
        options = [addons, "--max-cron-threads=0"]
        # No filter of databases: with one, Odoo asks PostgreSQL for all at each call.
        command = bench.odoo.command("-d", database)
        step(f"Start Odoo (its log: {log})")
        server = benchmark.Server(command, bench.odoo.variables, log, mode, options)
        with server.running():
            load = benchmark.Load(program, server.port)
            query = functools.partial(bench.databases.query, database)
            site = benchmark.Site(server, load, receivers, query)
            return benchmark.run(site, rounds, calls)
    finally:
        bench.databases.drop(database)


def _benchmark():
    # A package beside this one, which knows nothing of it.
    sys.path.append(str(places.CLONE))
    return importlib.import_module("benchmarks.run")


def _quiet():
    """Whether Odoo had nothing to complain about."""
    found = odoo_log.complaints(shell.log(LOG))
    print(*found, sep="\n")
    return not found
