"""Calls that were answered 202, and a server that is killed while it processes them."""

import time

from .outcome import Findings, doubled_and_lost
from .site import wait_until

CALLS = 200
AT_ONCE = 20
KILLS_AT = (30, 60, 90, 120, 150)  # calls processed
WITHIN = 120  # seconds, for each step


def run(site, _rounds):
    """Have calls accepted, kill the server again and again, and count.

    :return: whether each call was applied exactly once
    """
    started, findings = time.monotonic(), Findings()
    names = [f"queued {number}" for number in range(CALLS)]
    answers = site.sender("queued", AT_ONCE).send_all({"title": n} for n in names)
    refused = sum(answer.status != 202 for answer in answers)
    findings.expect("calls not answered 202", refused, 0)
    for processed in KILLS_AT:
        if not wait_until(lambda n=processed: _work(site) >= n, WITHIN):
            findings.wrong.append(f"fewer than {processed} calls processed in time")
        site.server.kill()
        _end_pauses(site)
        site.server.start()
    if not wait_until(lambda: _work(site) == CALLS, WITHIN):
        findings.wrong.append(f"only {_processed(site)} calls processed in time")
    doubled, lost = doubled_and_lost(site.leads("queued "), names)
    findings.expect("applied more than once", doubled, [])
    findings.expect("never applied", lost, [])
    again = site.count("queued", "attempts > 1")
    findings.expect("whether a kill met a call under way", again > 0, True)
    told = (
        f"{CALLS} accepted, {len(KILLS_AT)} times kill -9, {again} calls cut short and "
        f"tried again, {len(doubled)} doubled, {len(lost)} lost, "
        f"{time.monotonic() - started:.0f} s"
    )
    print(findings.line("Queued calls and a crash", told), flush=True)
    return not findings.wrong


def _processed(site):
    return site.count("queued", "status = 'success'")


def _work(site):
    """Have the cron worker at work; how many calls are processed."""
    site.wake_cron()
    return _processed(site)


def _end_pauses(site):
    """Let the minute pass after which a call that was cut short is tried again.

    The server must be down: its workers take a call that is changed under their hands
    for another worker's.
    """
    site.query(
        "UPDATE inbound_webhook_call SET next_attempt_date = now() AT TIME ZONE 'UTC' "
        "WHERE queued"
    )
