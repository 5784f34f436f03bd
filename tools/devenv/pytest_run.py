"""Runs pytest in a process of its own and counts."""

import contextlib
import os
import shlex
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from . import shell

NOTHING_COLLECTED = 5  # pytest's exit status


@dataclass(frozen=True)
class Counts:
    """How many tests passed and failed."""

    passed: int
    failed: int

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed)


def run(interpreter, arguments, variables):
    """Run tests, those that the variable ARGS selects where it is set.

    :param variables: the environment
    :return: :class:`Counts`
    """
    with under_way(interpreter, arguments, variables) as counts:
        return counts()


@contextlib.contextmanager
def under_way(interpreter, arguments, variables, output=None):
    """Begin to run tests, as :func:`run` does, while something else goes on.

    :param output: the path of a file that keeps what pytest says until the end, else
        the terminal has it at once
    :return: what waits for their end, and returns :class:`Counts`
    """
    with tempfile.TemporaryDirectory() as scratch, _written_to(output) as said:
        report = Path(scratch) / "report.xml"
        command = [interpreter, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += [f"--junitxml={report}", *arguments, *chosen()]
        with shell.session(
            command, env=variables, cwd=scratch, stdout=said, stderr=said
        ) as process:
            yield lambda: _ended(report, process.wait(), output)


def chosen():
    """What the variable ARGS adds to the arguments of pytest."""
    return shlex.split(os.environ.get("ARGS", ""))


def _written_to(output):
    return output.open("w") if output else contextlib.nullcontext()


def _ended(report, status, output):
    if output:
        print(output.read_text(), flush=True)
    if chosen() and status == NOTHING_COLLECTED:
        return Counts(0, 0)  # the chosen tests are of another tier
    return _counts(report, status)


def _counts(report, exit_status):
    """A skipped test counts as failed, and so does a run that ends badly."""
    if not report.exists():
        return Counts(0, 1)
    suite = ElementTree.parse(report).getroot().find("testsuite")
    bad = sum(int(suite.get(outcome)) for outcome in ("failures", "errors", "skipped"))
    if exit_status:
        bad = max(bad, 1)
    return Counts(max(int(suite.get("tests")) - bad, 0), bad)
