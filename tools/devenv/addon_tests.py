"""The tests of the addon in Odoo, browser tours among them, on a fresh database."""

from . import (
    atomic,
    browser,
    engine_tests,
    node_env,
    odoo_pytest,
    places,
    senders,
    workbench,
)
from .console import step

_LOG = "tests"


def run():
    """Run them.

    :return: :class:`pytest_run.Counts`
    """
    browser.need()
    path = senders.need()
    packages = node_env.node_modules()
    with workbench.ready() as bench, atomic.lock(bench.test_database):
        try:
            bench.install_addon(bench.test_database, _LOG)
            step("Tests of the addon")
            return odoo_pytest.run(
                bench,
                bench.test_database,
                [*_folders(), f"--ignore={engine_tests.FOLDER}"],
                _LOG,
                {"NODE_MODULES": str(packages), "PATH": path},
            )
        finally:
            bench.databases.drop(bench.test_database)


def _folders():
    """Those of the addon, and of what Odoo installs by itself with it."""
    return [addon / "tests" for addon in (places.ADDON, *places.GLUE)]
