"""Where things are kept: downloads in a shared cache, the rest for each clone.

The cache follows the XDG base directory specification. The state of a clone holds
its databases; PostgreSQL refuses to run as root and an ordinary account cannot look
into root's home, so as root that state lies in /var/lib.
"""

import hashlib
import os
import shutil
from pathlib import Path

from .console import Stop

PROJECT = "inbound_webhook"
CLONE = Path(__file__).resolve().parents[2]
ADDON = CLONE / PROJECT
#: What goes with it where something else is installed, too.
GLUE = (CLONE / "inbound_webhook_privacy",)
GIB = 2**30


def is_root():
    """Whether this runs as the superuser."""
    return os.geteuid() == 0


def cache():
    """The folder of downloads, shared by all clones."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return _made(Path(base) / PROJECT)


def clone_id():
    """What tells this clone from others on the machine."""
    return hashlib.sha256(str(CLONE).encode()).hexdigest()[:12]


def state():
    """The folder of this clone's databases, files and logs."""
    path = state_path()
    if is_root() and not path.exists():
        for folder in (_made(path.parent), _made(path)):
            folder.chmod(0o755)  # whatever the umask: PostgreSQL's account looks in
    return _made(path)


def state_path():
    """Where this clone's state lies, whether or not it is there."""
    if is_root():
        return Path("/var/lib") / PROJECT / clone_id()
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(base) / PROJECT / clone_id()


def need_space(folder, gib):
    """Stop where a folder's disk has less than so many GiB left."""
    free = shutil.disk_usage(folder).free
    if free < gib * GIB:
        raise Stop(
            f"the disk of {folder} has {free / GIB:.1f} GiB left, and {gib} GiB are "
            "needed there."
        )


def _made(path):
    try:
        path.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise Stop(f"the folder {path} cannot be made ({error.strerror}).") from None
    return path
