"""Checks and rewrites the code's style."""

import os
import shlex
import subprocess

from . import node_env, places, python_env
from .console import step


def lint(_arguments):
    """Check style and common mistakes; every tool runs, whatever another finds."""
    return _run_all(_checks())


def rewrite(_arguments):
    """Rewrite the code in the project's style, or only the files that ARGS names."""
    named = shlex.split(os.environ.get("ARGS", ""))
    return _run_all(_rewrites(named) if named else _rewrites(["."]))


# Generators, so that what a tool needs is obtained when its turn comes: where Node
# cannot be had, the findings in Python are there nevertheless.


def _checks():
    yield "ruff check", _ruff("check", ".")
    yield "ruff format", _ruff("format", "--check", ".")
    addons = [places.PROJECT, *(folder.name for folder in places.GLUE)]
    yield "pylint", _python("pylint", *addons)
    yield "OCA's checks", _python("oca_pre_commit_hooks", *addons)
    yield "prettier", _prettier("--check", ".")
    yield "eslint", node_env.command("eslint", ".")


def _rewrites(paths):
    if python := _of_kind(paths, ".py"):
        yield "ruff check", _ruff("check", "--fix", *python)
        yield "ruff format", _ruff("format", *python)
    if scripts := _of_kind(paths, ".js", ".cjs"):
        yield "eslint", node_env.command("eslint", "--fix", *scripts)
    yield "prettier", _prettier("--write", "--log-level=warn", *paths)


def _of_kind(paths, *endings):
    """The folders, and the files with one of these endings."""
    return [
        path
        for path in paths
        if path.endswith(endings) or (places.CLONE / path).is_dir()
    ]


def _ruff(command, *arguments):
    return _python("ruff", command, "--no-cache", *arguments)


def _prettier(*arguments):
    return node_env.command("prettier", "--ignore-unknown", *arguments)


def _python(module, *arguments):
    return [python_env.python("lint"), "-m", module, *arguments]


def _run_all(tools):
    failed = []
    for name, command in tools:
        step(name)
        if subprocess.run(command, cwd=places.CLONE).returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0
