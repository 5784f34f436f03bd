"""The tests of the engine: plain Python, without Odoo and without a database."""

import os

from . import node_env, places, pytest_run, python_env
from .console import step

FOLDER = places.ADDON / "tests" / "engine"


def run():
    """Run them.

    :return: :class:`pytest_run.Counts`
    """
    interpreter = python_env.python("test")
    packages = node_env.node_modules()
    (node,), _variables = node_env.runner()
    step("Tests of the engine")
    return pytest_run.run(
        interpreter,
        # Above this folder pytest would import the addon, which needs Odoo.
        [f"--confcutdir={FOLDER}", FOLDER],
        os.environ
        | {
            "PYTHONPATH": str(places.ADDON),
            "NODE": node,
            "NODE_MODULES": str(packages),
        },
    )
