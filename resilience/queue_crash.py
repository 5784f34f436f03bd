"""Calls that were answered 202, and a server that is killed while it processes them."""

import time

from .crashes import WITHIN, crash_at
from .outcome import Findings, doubled_and_lost
from .site import wait_until

CALLS = 200
AT_ONCE = 20
KILLS_AT = (30, 60, 90, 120, 150)  # calls processed


def run(site, rounds):
    """Have calls accepted, kill the server again and again, and count.

    :return: whether each call was applied exactly once
    """
    started, findings, again = time.monotonic(), Findings(), 0
    for number in range(1, rounds + 1):
        again += _round(site, findings, f"{site.mode} crash {number} ")
    findings.expect("whether a kill met a call under way", again > 0, True)
    told = (
        f"{rounds} rounds of {CALLS} accepted and {len(KILLS_AT)} times kill -9, "
        f"{again} calls cut short and tried again, {time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Queued calls and a crash ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, prefix):
    """Have calls accepted and kill the server while it processes them.

    :return: how many were cut short
    """
    names = [f"{prefix}{number}" for number in range(CALLS)]
    before = site.count("queued")
    answers = site.sender("queued", AT_ONCE).send_all({"title": n} for n in names)
    refused = sum(answer.status != 202 for answer in answers)
    findings.expect(f"{prefix}: calls not answered 202", refused, 0)

    def processed():
        site.wake_cron()
        return sum(site.leads(prefix).values())

    crash_at(site, findings, prefix, processed, KILLS_AT)
    if not wait_until(lambda: processed() >= CALLS and not site.waiting(), WITHIN):
        findings.wrong.append(f"{prefix}: only {processed()} processed in time")
    doubled, lost = doubled_and_lost(site.leads(prefix), names)
    findings.expect(f"{prefix}: applied more than once", doubled, [])
    findings.expect(f"{prefix}: never applied", lost, [])
    rows = site.count("queued") - before
    findings.expect(f"{prefix}: rows", rows, CALLS)
    return site.count("queued", f"attempts > 1 AND parameters LIKE '%{prefix}%'")
