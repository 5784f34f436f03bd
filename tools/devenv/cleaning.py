"""Removes what the commands made."""

import shutil

from . import cluster, places
from .console import detail, step


def run(arguments):
    """Remove this clone's state, and with ``--all`` the shared cache."""
    step("Clean")
    if places.state_path().exists():
        cluster.stop()
    _remove(places.state_path())
    if arguments.all:
        _remove(places.cache())
    else:
        detail(f"downloads stay in {places.cache()}: make clean-all removes them")
    return 0


def _remove(folder):
    if folder.exists():
        shutil.rmtree(folder)
        detail(f"removed {folder}")
