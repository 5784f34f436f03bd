"""What several runs share is made once, and whole or not at all."""

import contextlib
import fcntl
import shutil

from . import places
from .console import detail


def folder(name, make):
    """The cache's folder of this name, made where it is not there.

    :param make: called with the folder to fill; it gets its name when that is done
    """
    target = places.cache() / name
    if not target.exists():
        with lock(name):
            if not target.exists():
                part = target.with_name(f"{name}.part")
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                make(part)
                part.rename(target)
    return target


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
