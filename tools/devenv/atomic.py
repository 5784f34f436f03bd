"""One process at a time makes a thing that all share."""

import contextlib
import fcntl

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
