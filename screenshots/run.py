"""All of it: calls sent, pictures taken."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import calls

SCRIPT = Path(__file__).with_name("take.cjs")


@dataclass(frozen=True)
class Site:
    """A running Odoo with demo data.

    :param port: on this machine
    :param handlers: ``{name: {"id", "token"}}``, and ``"secret"`` of those that sign
    :param query: runs a statement in its database
    :param browser: path of a Chromium or Chrome
    :param node: command line and environment that run a script with Playwright
    """

    port: int
    handlers: dict[str, dict]
    query: Callable[[str], str]
    browser: str
    node: tuple[list[str], dict[str, str]]


def run(site, folder):
    """Send calls and take the pictures.

    :param folder: where they go
    :return: whether all of them were taken
    """
    calls.send_all(site)
    site.query(calls.SPREAD)
    command, variables = site.node
    told = {
        "port": site.port,
        "handlers": site.handlers,
        "browser": site.browser,
        "folder": str(folder),
        # Several with commas between; one that is empty is all of them.
        "only": os.environ.get("ONLY", "").split(","),
    }
    done = subprocess.run(
        [*command, str(SCRIPT), json.dumps(told)], env={**os.environ, **variables}
    )
    return done.returncode == 0
