"""Keeps the translations of the addon in step with its texts."""

from . import atomic, places, told_by_odoo, workbench
from .console import detail
from .databases import named

SCRIPT = places.CLONE / "tools" / "odoo_terms.py"


def run(_arguments):
    """Write the template anew, and add to each translation what it lacks."""
    database = named("terms")
    with workbench.ready() as bench, atomic.lock(database):
        bench.install_addon(database, "terms_install")
        try:
            told = told_by_odoo.told(bench, database, SCRIPT, "TERMS")
        finally:
            bench.databases.drop(database)
    detail(f"{told['texts']} texts")
    for language, missing in told["missing"].items():
        detail(f"{language}: {missing} not translated")
    return 0
