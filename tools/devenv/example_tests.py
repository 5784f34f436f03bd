"""The tests of the example addon, which only they install."""

from . import atomic, odoo_pytest, places, workbench
from .console import step
from .databases import named

NAME = "inbound_webhook_example"
FOLDER = places.CLONE / "examples"
_LOG = "example_tests"


def run():
    """Run them, with a database that has the addon, and one beside it that has not.

    :return: :class:`pytest_run.Counts`
    """
    with_it, without_it = named("example"), named("no_example")
    with workbench.ready() as bench, atomic.lock(with_it):
        addons = f"--addons-path={bench.odoo.addons_path},{FOLDER}"
        try:
            bench.install_addon(without_it, _LOG)
            bench.databases.copy(without_it, with_it)
            step("Install the example")
            bench.change_modules(with_it, [addons, "-i", NAME], _LOG)
            step("Tests of the example")
            return odoo_pytest.run(
                bench,
                with_it,
                [FOLDER / NAME / "tests"],
                _LOG,
                {"DATABASE_WITHOUT_EXAMPLE": without_it},
                [addons],
            )
        finally:
            bench.databases.drop(with_it)
            bench.databases.drop(without_it)
