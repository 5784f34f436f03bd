"""Where PostgreSQL's programs are; obtains them where the system has none."""

import re
import shutil
from pathlib import Path

from . import apt_install, places, python_env, shell
from .console import Stop

OLDEST = 13  # what Odoo asks for


def folder(needed, major=None):
    """The folder of PostgreSQL's programs, of the newest version that is there.

    :param needed: a program that has to be in it
    :param major: the only major version that will do, None for any
    """
    for source in (_on_system, _from_apt, _from_wheel):
        fitting = [
            (version, path)
            for path in source()
            if (path / needed).exists()
            and (version := _version(path / needed)) >= OLDEST
            and major in (None, version)
        ]
        if fitting:
            return max(fitting)[1]
    if major:
        raise Stop(
            f"the databases were made by PostgreSQL {major}, which is gone: install "
            "it again, or have make clean remove the databases."
        )
    raise Stop(
        "PostgreSQL is not there and cannot be obtained: install the package "
        "postgresql, or name a server with PGHOST, PGPORT, PGUSER and PGPASSWORD."
    )


def _on_system():
    # Debian keeps all but the clients out of the PATH.
    found = set(Path("/usr/lib/postgresql").glob("*/bin"))
    if initdb := shutil.which("initdb"):
        found.add(Path(initdb).resolve().parent)
    return found


def _from_apt():
    if not apt_install.possible():
        return []
    # The package makes and starts a cluster of its own unless told not to.
    told = Path("/etc/postgresql-common/createcluster.d/inbound_webhook.conf")
    if apt_install.install("postgresql-common"):
        told.parent.mkdir(exist_ok=True)
        told.write_text("create_main_cluster = false\n")
        try:
            apt_install.install("postgresql")
        finally:
            told.unlink()
    return _on_system()


def _from_wheel():
    if places.is_root():
        # The server cannot run as root, and no other account can look into the cache.
        return []
    environment = python_env.python("postgres").parents[1]
    return environment.glob("lib/python*/site-packages/*/pginstall*/bin")


def _version(program):
    numbers = re.search(r"(\d+)\.\d+", shell.output([program, "--version"]) or "")
    return int(numbers[1]) if numbers else 0
