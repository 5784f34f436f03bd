"""The programs that senders call with, which the tests run the addon's snippets in."""

import os
import shutil

from . import apt_install, node_env
from .console import Stop

# What is asked for, and the package of Debian that brings it.
_PACKAGES = {"curl": "curl", "php": "php-cli"}


def need():
    """Have curl, PHP and Node.

    :return: the PATH on which they are
    :raise Stop: one is not there
    """
    for program, package in _PACKAGES.items():
        if not shutil.which(program) and apt_install.possible():
            apt_install.install(package)
        if not shutil.which(program):
            raise Stop(f"the snippets are run by {program}: install {package}.")
    return os.pathsep.join([str(node_env.folder()), os.environ["PATH"]])
