"""Runs Odoo for a person: with demo data, until Ctrl-C."""

import contextlib
import subprocess
import time
import urllib.error
import urllib.request

from . import address, shell, welcome, workbench
from .console import step

ANSWERS_WITHIN = 180  # seconds, of which a slow machine needs a part


def run(_arguments):
    """Start Odoo with the addon and wait for Ctrl-C."""
    where = address.chosen()
    with workbench.ready() as bench:
        bench.make_run_database()
        step("Start Odoo")
        with odoo(bench, bench.run_database, where, "odoo") as process:
            welcome.show(bench, where)
            with contextlib.suppress(KeyboardInterrupt):
                process.wait()
                shell.stop("Odoo ended by itself.", "odoo")
            step("Stop")
    return 0


@contextlib.contextmanager
def odoo(bench, database, where, log_name):
    """Keep an Odoo with one process up, from its first answer on.

    :param Address where: what it listens on
    :return: the process
    """
    command = bench.odoo.command(
        *("-d", database, f"--db-filter=^{database}$"),
        *(f"--http-port={where.port}", f"--http-interface={where.host}"),
        *("--workers=0", "--max-cron-threads=1"),
    )
    with (
        shell.log(log_name).open("wb") as log,
        shell.session(
            command, env=bench.odoo.variables, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        _wait_for_answer(process, where, log_name)
        yield process


def _wait_for_answer(process, where, log_name):
    until = time.monotonic() + ANSWERS_WITHIN
    while not _answers(where):
        if process.poll() is not None:
            shell.stop("Odoo did not start.", log_name)
        if time.monotonic() > until:
            shell.stop(f"Odoo does not answer at {where.reached_at}.", log_name)
        time.sleep(0.2)


def _answers(where):
    try:
        # Not by way of a proxy that the environment names: it is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{where.reached_at}/web/login", timeout=60) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
