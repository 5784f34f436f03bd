"""Calls whose senders wait, and a server that is killed meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor

from .counter import Counter
from .outcome import Findings, doubled_and_lost
from .site import wait_until

CALLS = 200
AT_ONCE = 10
KILLS_AT = (40, 90, 140)  # calls answered
WITHIN = 120  # seconds, for each step


def run(site, _rounds):
    """Send calls until each is answered, kill the server meanwhile, and count.

    :return: whether each call was applied exactly once
    """
    started, findings, counter = time.monotonic(), Findings(), Counter()
    names = [f"immediate {number}" for number in range(CALLS)]
    sender = site.sender("immediate", AT_ONCE)
    with ThreadPoolExecutor(1) as background:
        sending = background.submit(
            sender.send_until_answered, [{"title": n} for n in names], counter.add
        )
        for answered in KILLS_AT:
            if not wait_until(lambda n=answered: counter.value >= n, WITHIN, 0.005):
                findings.wrong.append(f"fewer than {answered} calls answered in time")
            site.crash()
        answers = sending.result()
    unanswered = sum(not answer.is_success for answer in answers)
    findings.expect("never answered 2xx", unanswered, 0)
    doubled, lost = doubled_and_lost(site.leads("immediate "), names)
    findings.expect("applied more than once", doubled, [])
    findings.expect("answered 2xx and lost", lost, [])
    cut_short = site.count("immediate", "status = 'received'")
    findings.expect("whether a kill met a call under way", cut_short > 0, True)
    again = sum(answer.tries > 1 for answer in answers)
    told = (
        f"{CALLS} calls, {len(KILLS_AT)} times kill -9, {cut_short} rows cut short, "
        f"{again} calls sent again, {len(doubled)} doubled, {len(lost)} lost, "
        f"{time.monotonic() - started:.0f} s"
    )
    print(findings.line("Immediate calls and a crash", told), flush=True)
    return not findings.wrong
