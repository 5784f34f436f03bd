"""Folders that are whole or not there, whatever interrupts their making."""

import contextlib
import fcntl
import shutil

from . import places
from .console import detail


@contextlib.contextmanager
def lock(name):
    """Let one process at a time make the thing of this name."""
    path = places.cache() / f".{name}.lock"
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            detail(f"waiting for another run that makes {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def made_once(target, make):
    """Make a folder under a temporary name, and rename it when it is whole.

    :param target: the folder wanted
    :param make: called with the temporary folder to fill
    :return: the target
    """
    if target.exists():
        return target
    with lock(target.name):
        if target.exists():
            return target
        partial = target.with_name(f"{target.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        make(partial)
        partial.rename(target)
    return target
