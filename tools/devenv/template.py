"""A database with all that the addon depends on, kept and copied for each use."""

import ast
import hashlib

from . import atomic, places
from .console import step


def database(bench):
    """The name of the template, made where it is not there.

    It is another one for another Odoo and for other dependencies of the addon.
    """
    depends = _depends()
    start = f"{bench.prefix}_template_"
    name = start + _key(bench.odoo, depends)
    with atomic.lock(start + "database"):
        present = bench.databases.names()
        if name not in present:
            for outdated in present:
                if outdated.startswith(start):
                    bench.databases.drop(outdated)
            places.need_space(places.state(), 1)
            step("Make a database with CRM and demo data (about a minute)")
            part = f"{start}part"
            bench.change_modules(part, ["-i", ",".join(depends)], "template")
            bench.databases.rename(part, name)
    return name


def _key(odoo, depends):
    made_from = [str(odoo.root), odoo.version, *depends]
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:8]


def _depends():
    manifest = ast.literal_eval((places.ADDON / "__manifest__.py").read_text())
    return manifest["depends"]
