"""Identical calls at once: one is processed, all others get its answer."""

import collections
import time

from .outcome import Findings

CALLS = 1000
AT_ONCE = 50
COLUMNS = ("round", "records", "rows", "success", "duplicate", "other", "no 200")


def run(site, rounds):
    """Send them, round after round, and print a line for each.

    :return: whether each round came out as it has to
    """
    print(f"{CALLS} identical calls, {AT_ONCE} at a time ({site.mode})")
    print(_row([*COLUMNS, "calls/s", "slowest"]))
    started, findings = time.monotonic(), Findings()
    for number in range(1, rounds + 1):
        _round(site, number, findings)
    seconds = time.monotonic() - started
    print(
        findings.line(f"Twins ({site.mode})", f"{rounds} rounds in {seconds:.0f} s"),
        flush=True,
    )
    return not findings.wrong


def _round(site, number, findings):
    name = f"{site.mode} twins {number}"
    rows_before = site.count("twins")
    started = time.monotonic()
    answers = site.sender("twins", AT_ONCE).send_all([{"title": name}] * CALLS)
    seconds = time.monotonic() - started
    by_status = _statuses(site, CALLS)
    found = {
        "records": site.leads(name).get(name, 0),
        "rows": site.count("twins") - rows_before,
        "success": by_status.pop("success", 0),
        "duplicate": by_status.pop("duplicate", 0),
        "other": sum(by_status.values()),
        "no 200": sum(answer.status != 200 for answer in answers),
        "different answers": len({answer.body for answer in answers}),
    }
    wanted = [1, CALLS, 1, CALLS - 1, 0, 0, 1]
    for (what, value), right in zip(found.items(), wanted, strict=True):
        findings.expect(f"round {number}, {what}", value, right)
    slowest = max(answer.seconds for answer in answers)
    cells = [number, *list(found.values())[:-1]]
    print(_row([*cells, f"{CALLS / seconds:.0f}", f"{slowest:.2f} s"]), flush=True)


def _statuses(site, newest):
    """How many of the newest calls ended with which status."""
    handler_id = site.handlers["twins"][1]
    rows = site.query(
        "SELECT status FROM inbound_webhook_call "
        f"WHERE handler_id = {handler_id} ORDER BY id DESC LIMIT {newest}"
    )
    return collections.Counter(rows.split())


def _row(cells):
    return "".join(f"{cell:>11}" for cell in cells)
