"""The tests of the addon in Odoo, browser tours among them, on fresh databases.

One Odoo keeps one core busy: where all tests run, two of them share the files, each
with a database of its own.
"""

import contextlib

from . import (
    atomic,
    browser,
    node_env,
    odoo_pytest,
    places,
    pytest_run,
    senders,
    shell,
    workbench,
)
from .console import step
from .databases import named

_LOG, _OTHER_LOG = "tests", "other_tests"


def run():
    """Run them.

    :return: :class:`pytest_run.Counts`
    """
    browser.need()
    path = senders.need()
    variables = {"NODE_MODULES": str(node_env.node_modules()), "PATH": path}
    with workbench.ready() as bench, atomic.lock(bench.test_database):
        other_database = named("other_test")
        try:
            bench.install_addon(bench.test_database, _LOG)
            if pytest_run.chosen():
                step("Tests of the addon")
                return odoo_pytest.run(
                    bench, bench.test_database, _files(), _LOG, variables
                )
            bench.databases.copy(bench.test_database, other_database)
            return _in_halves(bench, other_database, variables)
        finally:
            bench.databases.drop(bench.test_database)
            bench.databases.drop(other_database)


def _in_halves(bench, other_database, variables):
    files, said = _files(), shell.log("other_tests_said")
    shell.log(_OTHER_LOG).unlink(missing_ok=True)
    halves = (
        (bench.test_database, files[::2], _LOG, variables),
        (other_database, files[1::2], _OTHER_LOG, variables, (), said),
    )
    step(f"Tests of the addon, half of them at the same time in {said}")
    with contextlib.ExitStack() as stack:
        here, there = (
            stack.enter_context(odoo_pytest.under_way(bench, *half)) for half in halves
        )
        counts = here()
        step("Tests of the other half")
        return counts + there()


def _files():
    """Those of the addon, and of what Odoo installs by itself with it."""
    folders = [addon / "tests" for addon in (places.ADDON, *places.GLUE)]
    return [file for folder in folders for file in sorted(folder.glob("test_*.py"))]
