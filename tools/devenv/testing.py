"""Runs the tests, each tier in a process of its own, and adds up their results."""

import os

from . import addon_tests, engine_tests, example_tests
from .console import Stop
from .pytest_run import Counts

TIERS = {
    "engine": engine_tests.run,
    "addon": addon_tests.run,
    "example": example_tests.run,
}


def run(_arguments):
    """Run every test; the last line says how many passed and failed.

    :return: exit status, 0 only where tests ran and none failed
    """
    total = Counts(0, 0)
    for tier in _tiers():
        try:
            total += tier()
        except Stop as stop:
            print(f"\nStopped: {stop}")
            total += Counts(0, 1)
    print(f"{total.passed} passed, {total.failed} failed")
    return 0 if total.passed and not total.failed else 1


def _tiers():
    chosen = os.environ.get("TIER")
    if chosen is None:
        return TIERS.values()
    if chosen not in TIERS:
        raise Stop(f"TIER={chosen} is none of {', '.join(TIERS)}.")
    return [TIERS[chosen]]
