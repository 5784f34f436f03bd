"""Checks and rewrites the code's style."""

import subprocess

from . import places, python_env
from .console import step


def lint(_arguments):
    """Check style and common mistakes."""
    step("Lint")
    return _ruff("check", ".") or _ruff("format", "--check", ".")


def rewrite(_arguments):
    """Rewrite the code in the project's style."""
    return _ruff("check", "--fix", ".") or _ruff("format", ".")


def _ruff(*arguments):
    interpreter = python_env.python("lint")
    command = [interpreter, "-m", "ruff", *arguments, "--no-cache"]
    return subprocess.run(command, cwd=places.CLONE).returncode
