"""Removes what the commands made."""

import os
import shutil

from . import cluster, places, server
from .console import detail, step
from .databases import Databases


def run(arguments):
    """Remove this clone's databases and state, with ``--all`` the shared cache too."""
    step("Clean")
    if server.named_by_environment():
        Databases(os.environ).drop_all()
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
