"""The pictures of the README and the docs."""

import importlib
import sys

from . import (
    atomic,
    browser,
    free_port,
    node_env,
    places,
    running,
    told_by_odoo,
    workbench,
)
from .address import LOOPBACK, Address
from .console import step
from .databases import named

FOLDER = places.CLONE / "screenshots"
PICTURES = places.CLONE / "docs" / "images"


def run(_arguments):
    """Take the pictures anew, from an Odoo with demo data.

    :return: exit status, 0 only where all of them were taken
    """
    browser.need()
    database = named("screenshots")
    with workbench.ready() as bench, atomic.lock(database):
        bench.install_addon(database, "screenshots_install")
        try:
            return _run(bench, database)
        finally:
            bench.databases.drop(database)


def _run(bench, database):
    # A package beside this one, which knows nothing of it.
    sys.path.append(str(places.CLONE))
    screenshots = importlib.import_module("screenshots.run")
    handlers = told_by_odoo.told(bench, database, FOLDER / "handlers.py", "HANDLERS")
    port = free_port.find()
    step("Take the pictures")
    with running.odoo(bench, database, Address(LOOPBACK, port), "screenshots"):
        site = screenshots.Site(
            port=port,
            handlers=handlers,
            query=lambda statement: bench.databases.query(database, statement),
            browser=browser.found(),
            node=node_env.runner(),
        )
        return 0 if screenshots.run(site, PICTURES) else 1
