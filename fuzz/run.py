"""All of it: calls sent, answers counted, what has to hold checked."""

import collections
import time
from collections.abc import Callable
from dataclasses import dataclass

from .calls import Generator
from .checks import (
    REASONS,
    ROWS,
    SWITCH_ON,
    is_of_a_rule,
    left_behind,
    queue_is_through,
    violations,
)
from .sender import send_all

SHOWN = 10  # violations


@dataclass(frozen=True)
class Site:
    """A running Odoo.

    :param port: on this machine
    :param tokens: of the handlers, by name
    :param wild: what is to be known of those that are other ones for each seed, by name
    :param max_body_size: of the handlers, in bytes
    :param packages: folder of the npm package with GitHub's examples
    :param query: returns the rows of a statement in its database, as text
    :param complaints: returns what it complained about in its log
    """

    port: int
    tokens: dict[str, str]
    wild: dict[str, dict]
    max_body_size: int
    packages: str
    query: Callable[[str], str]
    complaints: Callable[[], list[str]]


def run(site, seed, count):
    """Send calls, check and print what came of it.

    :return: whether everything was as it has to be
    """
    generator = Generator(seed, site.packages, site.wild)
    tokens = site.tokens | {name: it["token"] for name, it in site.wild.items()}
    started = time.monotonic()
    print(f"{count} calls, seed {seed}", flush=True)
    calls = (generator.call(number) for number in range(count))
    answered = []
    for pair in send_all(site.port, tokens, calls):
        answered.append(pair)
        if len(answered) % 1_000 == 0:
            seconds = time.monotonic() - started
            print(f"    {len(answered)} answered in {seconds:.0f} s", flush=True)
    _print_counts(answered)
    print(site.query(REASONS).replace("\n", ", "))
    site.query(SWITCH_ON)
    is_through = queue_is_through(site.query)
    rows = site.query(ROWS)
    wrong = [*violations(answered, rows, site), *left_behind(site)]
    if not is_through:
        wrong.append((None, "the queue is not through"))
    for call, sentence in wrong[:SHOWN]:
        print(f"{sentence}: {_shown(call)}")
    complaints = [entry for entry in site.complaints() if not is_of_a_rule(entry)]
    for entry in complaints[:SHOWN]:
        print(entry)
    told = (
        f"{count} calls in {time.monotonic() - started:.0f} s, "
        f"{len(rows.splitlines())} rows, {len(wrong)} wrong, "
        f"{len(complaints)} complaints in the log"
    )
    if wrong or complaints:
        print(f"Fuzz: VIOLATED; {told}; again: make fuzz SEED={seed} COUNT={count}")
    else:
        print(f"Fuzz: ok; {told}; seed {seed}")
    return not wrong and not complaints


def _print_counts(answered):
    """A line for each kind of body, a column for each status."""
    counts = collections.Counter((call.kind, it.status) for call, it in answered)
    statuses = sorted({status for _, status in counts}, key=str)
    print("".join(f"{cell!s:>11}" for cell in ["", *statuses]))
    for kind in sorted({kind for kind, _ in counts}):
        cells = [kind, *(counts[kind, status] for status in statuses)]
        print("".join(f"{cell!s:>11}" for cell in cells))


def _shown(call):
    if call is None:
        return "-"
    return (
        f"call {call.number} ({call.kind}), {call.method} to {call.handler}, "
        f"{dict(call.headers)}, {call.query[:60]!r}, {call.body[:200]!r}"
    )
