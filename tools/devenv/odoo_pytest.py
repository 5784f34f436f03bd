"""Runs tests in Odoo.

What Odoo complains about in its log is a failure, too, and so is a token, a secret or a
planted personal value in any log.
"""

import contextlib
import os

from . import log_search, odoo_log, places, pytest_run, shell
from .console import step
from .pytest_run import Counts

# Odoo and its packages use much that is deprecated; it is the project's that counts.
_WARNINGS = (
    "ignore::DeprecationWarning\n"
    rf"default::DeprecationWarning:odoo\.addons\.{places.PROJECT}"
)


def run(bench, database, arguments, log_name, variables=None, options=()):
    """Run tests in a database.

    :param arguments: of pytest: where the tests are
    :param log_name: of Odoo's log
    :param variables: of the environment, beside those of Odoo
    :param options: of Odoo, beside those that all calls share
    :return: :class:`pytest_run.Counts`
    """
    call = (bench, database, arguments, log_name, variables, options)
    with under_way(*call) as counts:
        return counts()


@contextlib.contextmanager
def under_way(
    bench, database, arguments, log_name, variables=None, options=(), output=None
):
    """Begin to run tests, as :func:`run` does, while something else goes on.

    :param output: the path of a file that keeps what pytest says until the end
    :return: what waits for their end, and returns :class:`pytest_run.Counts`
    """
    log = shell.log(log_name)
    with (
        log_search.of_run(log) as search,
        pytest_run.under_way(
            bench.odoo.python,
            [*arguments, *_arguments(bench, database, log, options)],
            _with_plugins(bench.odoo.variables | (variables or {})) | search.variables,
            output,
        ) as counts,
    ):
        yield lambda: _with_complaints(counts(), search, bench, database, log)


def _with_complaints(counts, search, bench, database, log):
    if counts.passed + counts.failed:
        counts += Counts(0, search.complaints(bench.databases, database))
    return counts + _complaints(log)


def _with_plugins(variables):
    folders = [variables.get("PYTHONPATH"), str(log_search.PLUGINS)]
    return variables | {"PYTHONPATH": os.pathsep.join(filter(None, folders))}


def _arguments(bench, database, log, options):
    return [
        *("--odoo-http", f"--odoo-database={database}", "--odoo-log-level=info"),
        *("-p", log_search.PLUGIN),
        *(_odoo_s(option) for option in [*bench.odoo.options(), *options]),
        _odoo_s(f"--db-filter=^{database}$"),
        _odoo_s(f"--logfile={log}"),
        # Its own table is a log as well.
        *(_odoo_s(f"--log-db={database}"), _odoo_s("--log-db-level=info")),
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
