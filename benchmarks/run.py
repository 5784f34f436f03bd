"""The rounds: each receiver in turn, its work checked."""

from collections.abc import Callable
from dataclasses import dataclass

from resilience.server import MODES, Server

from . import figures, queries
from .cases import COMPARED, SOONER
from .load import AT_ONCE, Load

__all__ = ["MODES", "Load", "Server", "Site", "run"]


@dataclass(frozen=True)
class Site:
    """A running Odoo, and what loads it.

    :param receivers: (path, id) by name
    :param query: function that returns the rows of a statement in its database, as text
    """

    server: Server
    load: Load
    receivers: dict[str, tuple[str, int]]
    query: Callable[[str], str]


def run(site, rounds, calls):
    """Send the calls and print the figures.

    :param rounds: how often each case is measured, twice or more
    :param calls: of a round
    :return: whether all the work was done
    """
    cases = [case for group in [*COMPARED.values(), SOONER] for case in group]
    measured = {case: figures.Series() for case in cases}
    print(_about(site, rounds, calls), flush=True)
    # One more at the start, which fills the caches and is not counted.
    for number in range(rounds + 1):
        wrong = []
        for case in cases:
            rate, counts, differences = _round(site, case, number, calls)
            wrong += differences
            if number:
                measured[case].rates.append(rate)
                measured[case].queries += counts
        if wrong:
            # Figures of work that is not done would be believed.
            print(*wrong, "Bench: WORK LEFT UNDONE", sep="\n")
            return False
    print(*_tables(measured), figures.machine(), "Bench: ok", sep="\n", flush=True)
    return True


def _round(site, case, number, calls):
    """Send the calls of a round.

    :return: calls a second, the queries of each call, and what was not as it has to be
    """
    path, receiver = site.receivers[case.receiver]
    bodies, mark = case.bodies(number, calls), case.mark(number)
    if case.repeated:
        site.load.send(path, bodies)

    def count(statement):
        return int(site.query(statement.format(id=receiver, mark=mark)))

    before = {statement: count(statement) for statement in case.counted}
    log_size = site.server.log_size()
    sent = site.load.send(path, bodies)
    counts = queries.counts(site.server.log_since(log_size))
    rises = {statement: count(statement) - before[statement] for statement in before}
    differences = case.differences(calls, sent.statuses, rises)
    if len(counts) != calls:
        differences.append(f"{len(counts)} calls in the log")
    told = [f"{mark}: {difference}" for difference in differences]
    return calls / sent.seconds, counts, told


def _about(site, rounds, calls):
    return (
        f"Odoo with {site.server.mode}, {rounds} rounds of {calls} calls, "
        f"{AT_ONCE} at a time, one kind after the other in each round; "
        f"median (and the middle half), ratios round by round\n{figures.machine()}"
    )


def _tables(measured):
    yield figures.heading()
    for title, cases in COMPARED.items():
        rows = [(case.label, measured[case]) for case in cases]
        yield from figures.table(title, rows, measured[cases[0]])
    base = next(iter(COMPARED.values()))[0]
    rows = [(case.label, measured[case]) for case in SOONER]
    title = "Sooner done, beside the creation by Odoo's own"
    yield from figures.table(title, rows, measured[base])
