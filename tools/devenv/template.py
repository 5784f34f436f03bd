"""A database with all that the addon depends on, kept and copied for each use."""

import ast
import hashlib

from . import atomic, places
from .console import step
from .databases import named


def database(bench):
    """The name of the template, made where it is not there.

    It is another one for another Odoo and for other dependencies of the addon.
    """
    depends = _depends()
    name = named(f"template_{_key(bench.odoo, depends)}")
    with atomic.lock(named("template")):
        if name not in bench.databases.names():
            bench.databases.drop_all("template_")  # they are outdated
            places.need_space(places.state(), 1)
            step("Make a database with CRM and demo data (about a minute)")
            part = named("template_part")
            bench.change_modules(part, ["-i", ",".join(depends)], "template")
            bench.databases.rename(part, name)
    return name


def _key(odoo, depends):
    made_from = [str(odoo.root), odoo.version, *depends]
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:8]


def _depends():
    manifest = ast.literal_eval((places.ADDON / "__manifest__.py").read_text())
    return manifest["depends"]
