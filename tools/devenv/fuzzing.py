"""Thousands of generated calls to a running Odoo."""

import functools
import importlib
import random
import sys

from . import (
    atomic,
    free_port,
    node_env,
    odoo_log,
    places,
    running,
    shell,
    told_by_odoo,
    variables,
    workbench,
)
from .address import LOOPBACK, Address
from .console import step
from .databases import named

FOLDER = places.CLONE / "fuzz"
LOG = "fuzz"


def run(_arguments):
    """Send calls and check what came of them.

    :return: exit status, 0 only where everything was as it has to be
    """
    seed = variables.number("SEED", random.randrange(10**9))
    count = variables.number("COUNT", 10_000)
    database = named("fuzz")
    with workbench.ready() as bench, atomic.lock(database):
        bench.install_addon(database, "fuzz_install")
        try:
            return _run(bench, database, seed, count)
        finally:
            bench.databases.drop(database)


def _run(bench, database, seed, count):
    # A package beside this one, which knows nothing of it.
    sys.path.append(str(places.CLONE))
    fuzz = importlib.import_module("fuzz.run")
    handlers = told_by_odoo.told(bench, database, FOLDER / "handlers.py", "HANDLERS")
    wild = told_by_odoo.told(
        bench, database, FOLDER / "wild_handlers.py", "WILD", FUZZ_SEED=str(seed)
    )
    port, log = free_port.find(), shell.log(LOG)
    step(f"Start Odoo (its log: {log})")
    with running.odoo(bench, database, Address(LOOPBACK, port), LOG):
        site = fuzz.Site(
            port=port,
            packages=str(node_env.node_modules()),
            query=functools.partial(bench.databases.query, database),
            complaints=functools.partial(odoo_log.complaints, log),
            wild=wild,
            **handlers,
        )
        return 0 if fuzz.run(site, seed, count) else 1
