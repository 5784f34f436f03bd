"""The PostgreSQL that is used: the one that the environment names, or a private one."""

import os
from contextlib import nullcontext

from . import cluster

NAMING = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")


def running():
    """Keep a server up, and stop it afterwards where it is the private one.

    :return: context manager of the variables by which clients find the server
    """
    named = named_by_environment()
    return nullcontext(named) if named else cluster.running()


def named_by_environment():
    """The variables that name a server, none where the private one is meant."""
    return {name: os.environ[name] for name in NAMING if os.environ.get(name)}
