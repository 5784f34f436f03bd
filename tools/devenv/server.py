"""The PostgreSQL that is used: the one that the environment names, or a private one."""

import contextlib
import os

from . import cluster, postgres_programs, shell
from .console import Stop

NAMING = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")


@contextlib.contextmanager
def running():
    """Keep a server up, and stop it afterwards where it is the private one.

    :return: the variables by which PostgreSQL's clients find it
    """
    named = {name: os.environ[name] for name in NAMING if os.environ.get(name)}
    if not named:
        with cluster.running() as variables:
            yield variables
        return
    psql = postgres_programs.folder("psql") / "psql"
    if shell.output([psql, "-Xc", "", "postgres"]) is None:
        raise Stop(
            "PostgreSQL does not answer where PGHOST, PGPORT, PGUSER and PGPASSWORD "
            f"({', '.join(named)} set) say, or refuses this user the database postgres."
        )
    yield named
