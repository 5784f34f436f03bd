"""Installs packages of the system's own release, as root and with the system's apt."""

import os
import shutil
import subprocess

from . import places, shell
from .console import Progress, step

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
    reader, writer = os.pipe()
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    with shell.log("apt").open("ab") as log, os.fdopen(reader) as reports:
        process = subprocess.Popen(
            [*command, "-o", f"APT::Status-Fd={writer}"],
            env=_VARIABLES,
            pass_fds=[writer],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        os.close(writer)
        bars = _follow(reports)
    if process.wait():
        return False
    for bar in bars:
        bar.done()
    return True


def _follow(reports):
    # dlstatus:<package number>:<percent>:<text>, then pmstatus with the same fields
    bars = {"dlstatus": Progress("download"), "pmstatus": Progress("install")}
    for line in reports:
        kind, *fields = line.split(":")
        if kind in bars:
            bars[kind].update(float(fields[1]))
    return bars.values()
