"""The tests of the addon in Odoo, browser tours among them, on a fresh database."""

from . import (
    atomic,
    browser,
    engine_tests,
    node_env,
    odoo_log,
    places,
    pytest_run,
    senders,
    shell,
    workbench,
)
from .console import step
from .pytest_run import Counts

# Odoo and its packages use much that is deprecated; it is the addon's that counts.
_WARNINGS = (
    "ignore::DeprecationWarning\n"
    rf"default::DeprecationWarning:odoo\.addons\.{places.PROJECT}"
)


def run():
    """Run them; what Odoo complains about in its log is a failure, too.

    :return: :class:`pytest_run.Counts`
    """
    browser.need()
    path = senders.need()
    packages = node_env.node_modules()
    with workbench.ready() as bench, atomic.lock(bench.test_database):
        log = shell.log("tests")
        try:
            bench.install_addon(bench.test_database, "tests")
            step("Tests of the addon")
            counts = pytest_run.run(
                bench.odoo.python,
                _arguments(bench, log),
                bench.odoo.variables | {"NODE_MODULES": str(packages), "PATH": path},
            )
        finally:
            bench.databases.drop(bench.test_database)
    return counts + _complaints(log)


def _arguments(bench, log):
    folder = places.ADDON / "tests"
    name = bench.test_database
    return [
        *(folder, f"--ignore={engine_tests.FOLDER}", "--odoo-http"),
        *(f"--odoo-database={name}", "--odoo-log-level=info"),
        *(_odoo_s(option) for option in bench.odoo.options()),
        _odoo_s(f"--db-filter=^{name}$"),
        _odoo_s(f"--logfile={log}"),
        _odoo_s("--http-interface=127.0.0.1"),
        _odoo_s(f"--screenshots={places.state() / 'screenshots'}"),
        # A failure shows what was logged with it, down to this level.
        *("-o", "log_level=WARNING"),
        *("-o", f"filterwarnings={_WARNINGS}"),
    ]


def _odoo_s(option):
    """One of Odoo's options, as pytest-odoo passes it on."""
    return f"--odoo-extra={option.removeprefix('--')}"


def _complaints(log):
    found = odoo_log.complaints(log)
    if not found:
        return Counts(0, 0)
    step(f"Odoo complained in its log ({log})")
    for entry in found:
        print(entry)
    return Counts(0, len(found))
