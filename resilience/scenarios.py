"""All of it, one scenario after the other, in both modes of the server."""

from . import (
    captures,
    claims,
    deletion,
    full_pool,
    immediate_crash,
    in_turn,
    invariants,
    kept,
    leaks,
    linked,
    listening,
    mixed,
    newcomers,
    one_record,
    queue_crash,
    queue_order,
    rehearsals,
    replays,
    same_file,
    slow_bodies,
    switching,
    to_fix,
    twins,
)
from .outcome import Findings
from .server import MODES, Server
from .site import Site

__all__ = ["MODES", "SCENARIOS", "Server", "Site", "run"]

SCENARIOS = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        twins,
        rehearsals,
        captures,
        listening,
        newcomers,
        linked,
        one_record,
        in_turn,
        to_fix,
        replays,
        claims,
        same_file,
        slow_bodies,
        deletion,
        switching,
        queue_order,
        queue_crash,
        kept,
        immediate_crash,
        mixed,
        full_pool,
        leaks,
    )
}
#: Options of Odoo's server that a scenario needs, and no other one, by mode.
OPTIONS = {
    "full_pool": full_pool.OPTIONS,
    "leaks": leaks.OPTIONS,
}
#: Scenarios that have Odoo complain: of requests that are none, of a full pool.
NOISY = ("leaks", "full_pool")


def run(start, rounds, names, modes):
    """Run scenarios, whatever another finds.

    :param start: context manager that takes a mode, Odoo's options and whether its
        complaints count; it keeps a server up and gives a :class:`Site`
    :param rounds: how often each is repeated
    :param names: of the scenarios
    :param modes: of the server
    :return: whether everything came out as it has to
    """
    passed = []
    for mode in modes:
        usual = [name for name in names if name not in OPTIONS]
        groups = [(usual, [])] if usual else []
        groups += [([name], OPTIONS[name][mode]) for name in names if name in OPTIONS]
        for group, options in groups:
            with start(mode, options, group[0] not in NOISY) as site:
                for name in group:
                    passed.append(SCENARIOS[name].run(site, rounds))
                    passed.append(_agrees(site, name))
    return all(passed)


def _agrees(site, name):
    """Whether rows, traces and records agree after a scenario."""
    findings = Findings()
    site.end_interrupted()
    site.settle()
    invariants.check(site, findings)
    if findings.wrong:
        print(findings.line(f"What must hold after {name} ({site.mode})", ""))
    return not findings.wrong
