"""The program that sends the calls of the benchmark."""

import shutil

from . import apt_install
from .console import Stop


def program():
    """The path of wrk, installed where it is not there.

    :raise Stop: it cannot be had
    """
    if not shutil.which("wrk") and apt_install.possible():
        apt_install.install("wrk")
    found = shutil.which("wrk")
    if not found:
        raise Stop("the benchmark sends its calls with wrk: install the package wrk.")
    return found
