"""Calls whose senders wait, and a server that is killed meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor

from .counter import Counter
from .crashes import crash_at
from .outcome import Findings, doubled_and_lost

CALLS = 200
AT_ONCE = 10
KILLS_AT = (40, 90, 140)  # calls answered
#: Seconds after an answer: the workers began their next calls at about that time, and
#: are in the midst of them then.
MIDST = 0.05
CUT_SHORT = "status = 'received'"


def run(site, rounds):
    """Send calls until each is answered, kill the server meanwhile, and count.

    :return: whether each call was applied exactly once
    """
    started, findings, again = time.monotonic(), Findings(), 0
    before = site.count("interrupted", CUT_SHORT)
    for number in range(1, rounds + 1):
        again += _round(site, findings, f"{site.mode} at once {number} ")
    cut_short = site.count("interrupted", CUT_SHORT) - before
    findings.expect("whether a kill met a call under way", cut_short > 0, True)
    told = (
        f"{rounds} rounds of {CALLS} calls and {len(KILLS_AT)} times kill -9, "
        f"{cut_short} rows cut short, {again} calls sent again, "
        f"{time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Immediate calls and a crash ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, prefix):
    """Send the calls and kill the server while it processes them.

    :return: how many were sent again
    """
    counter = Counter()
    names = [f"{prefix}{number}" for number in range(CALLS)]
    sender = site.sender("interrupted", AT_ONCE)
    with ThreadPoolExecutor(1) as background:
        sending = background.submit(
            sender.send_until_answered, [{"title": n} for n in names], counter.add
        )
        crash_at(
            site,
            findings,
            prefix,
            lambda: counter.value,
            KILLS_AT,
            pause=0.005,
            midst=MIDST,
        )
        answers = sending.result()
    unanswered = sum(not answer.is_success for answer in answers)
    findings.expect(f"{prefix}: never answered 2xx", unanswered, 0)
    doubled, lost = doubled_and_lost(site.leads(prefix), names)
    findings.expect(f"{prefix}: applied more than once", doubled, [])
    findings.expect(f"{prefix}: answered 2xx and lost", lost, [])
    return sum(answer.tries > 1 for answer in answers)
