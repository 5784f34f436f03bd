"""Runs the tests, each tier in a process of its own, and adds up their results."""

import os
import shlex
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from . import places, python_env
from .console import step

ENGINE_TESTS = places.ADDON / "tests" / "engine"


def run(_arguments):
    """Run every test; the last line says how many passed and failed.

    :return: exit status, 0 only where tests ran and none failed
    """
    passed, failed = _run_engine()
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


def _run_engine():
    step("Tests of the engine")
    interpreter = python_env.python("test")
    return _pytest(interpreter, ENGINE_TESTS, {"PYTHONPATH": str(places.ADDON)})


def _pytest(interpreter, folder, variables):
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        done = subprocess.run(
            [interpreter, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
            + ["--import-mode=importlib", f"--junitxml={report}", str(folder)]
            + shlex.split(os.environ.get("ARGS", "")),
            env={**os.environ, **variables},
            cwd=scratch,
            stdin=subprocess.DEVNULL,
        )
        return _counts(report, done.returncode)


def _counts(report, exit_status):
    """(passed, failed) of a JUnit report; a skipped test counts as failed."""
    if not report.exists():
        return 0, 1
    suite = ElementTree.parse(report).getroot().find("testsuite")
    total, bad = int(suite.get("tests")), 0
    for outcome in ("failures", "errors", "skipped"):
        bad += int(suite.get(outcome))
    if exit_status and not bad:
        bad = 1
    return max(total - bad, 0), bad
