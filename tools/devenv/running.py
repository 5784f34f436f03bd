"""Runs Odoo for a person: with demo data, until Ctrl-C."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import shell, welcome, workbench
from .console import Stop, step

ANSWERS_WITHIN = 180  # seconds, of which a slow machine needs a part


def run(_arguments):
    """Start Odoo with the addon and wait for Ctrl-C."""
    port = _port()
    with workbench.ready() as bench:
        bench.make_run_database()
        step("Start Odoo")
        with odoo(bench, bench.run_database, port, "odoo") as process:
            welcome.show(bench, port)
            with contextlib.suppress(KeyboardInterrupt):
                process.wait()
                shell.stop("Odoo ended by itself.", "odoo")
            step("Stop")
    return 0


def _port():
    try:
        port = int(os.environ.get("PORT", "8069"))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((_interface(), port))
    except (ValueError, OverflowError):
        raise Stop(f"PORT={os.environ['PORT']} is no port number.") from None
    except OSError as error:
        raise Stop(
            f"port {port} cannot be used ({error.strerror}): choose another one "
            "with make run PORT=8070"
        ) from None
    return port


def _interface():
    # Anyone who reaches it is an administrator here, so it takes a word to open it.
    return os.environ.get("INTERFACE", "127.0.0.1")


@contextlib.contextmanager
def odoo(bench, database, port, log_name):
    """Keep an Odoo with one process up, from its first answer on.

    :return: the process
    """
    command = bench.odoo.command(
        *("-d", database, f"--db-filter=^{database}$"),
        *(f"--http-port={port}", f"--http-interface={_interface()}"),
        *("--workers=0", "--max-cron-threads=1"),
    )
    with (
        shell.log(log_name).open("wb") as log,
        shell.session(
            command, env=bench.odoo.variables, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        _wait_for_answer(process, port, log_name)
        yield process


def _wait_for_answer(process, port, log_name):
    until = time.monotonic() + ANSWERS_WITHIN
    while not _answers(port):
        if process.poll() is not None:
            shell.stop("Odoo did not start.", log_name)
        if time.monotonic() > until:
            shell.stop(f"Odoo does not answer on port {port}.", log_name)
        time.sleep(0.2)


def _answers(port):
    try:
        url = f"http://127.0.0.1:{port}/web/login"
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
