"""Installs packages of the system's own release, as root and with the system's apt."""

import os
import shutil
import subprocess

from . import places, shell
from .console import step

_VARIABLES = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def possible():
    """Whether this machine installs with apt and this account may."""
    return places.is_root() and shutil.which("apt-get") is not None


def install(*packages):
    """Install packages and what they need.

    :return: whether they are installed now
    """
    names = " ".join(packages)
    step(f"Install {names} with apt")
    shell.output(["apt-get", "update"], env=_VARIABLES)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    with shell.log("apt").open("ab") as log:
        done = subprocess.run(
            command,
            env=_VARIABLES,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return done.returncode == 0
