"""Virtual environments from lock files, kept in the cache."""

import hashlib
import sys

from . import atomic, places, shell
from .console import step

LOCKS = places.CLONE / "tools" / "requirements"


def python(name):
    """The interpreter of an environment with what a lock file names.

    :param name: name of the lock file, without its ending
    """
    lock_file = LOCKS / f"{name}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = hashlib.sha256(lock_file.read_bytes() + version.encode()).hexdigest()[:12]
    target = places.cache() / f"venv-{name}-{key}"
    ready = target / "ready"
    if not ready.exists():
        with atomic.lock(target.name):
            if not ready.exists():
                _make(target, lock_file)
                ready.touch()
    return target / "bin" / "python"


def _make(target, lock_file):
    # An environment knows its own path, so it is made in place and marked ready.
    step(f"Python packages of {lock_file.name}")
    places.need_space(places.cache(), 1)
    shell.quiet(
        [sys.executable, "-m", "venv", "--clear", target],
        failure="a virtual environment cannot be made: on Debian and Ubuntu, "
        "install the package python3-venv.",
        log_name="venv",
    )
    shell.quiet(
        [target / "bin" / "python", "-m", "pip", "install", "--require-hashes"]
        + ["--no-deps", "--disable-pip-version-check", "-r", lock_file],
        failure="the Python packages cannot be installed: is there a network?",
        log_name="pip",
    )
