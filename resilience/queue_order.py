"""Two cron workers at one queue: each call once, those about a record in order."""

import time

from .outcome import Findings
from .site import wait_until

RECORDS = 10
CALLS_EACH = 20
WITHIN = 120  # seconds


def run(site, _rounds):
    """Have calls about some records accepted, one after the other, and look at these.

    :return: whether each record has seen all its calls, in the order they came
    """
    started, findings = time.monotonic(), Findings()
    answers = site.sender("ordered", at_once=1).send_all(
        {"title": "ordered", "email": f"{record}@example.com", "number": number}
        for record in range(RECORDS)
        for number in range(CALLS_EACH)
    )
    refused = sum(answer.status != 202 for answer in answers)
    findings.expect("calls not answered 202", refused, 0)
    calls = RECORDS * CALLS_EACH
    if not wait_until(lambda: _processed(site) == calls, WITHIN, pause=0.5):
        findings.wrong.append(f"only {_processed(site)} calls processed in time")
    seen = site.query("SELECT contact_name FROM crm_lead WHERE name = 'ordered'")
    right = " ".join(map(str, range(CALLS_EACH)))
    in_order = sum(line.strip() == right for line in seen.splitlines())
    findings.expect("records that saw all calls in order", in_order, RECORDS)
    findings.expect("records", len(seen.splitlines()), RECORDS)
    told = (
        f"{calls} calls about {RECORDS} records, two cron workers, {in_order} records "
        f"in order, {time.monotonic() - started:.0f} s"
    )
    print(findings.line("Order in the queue", told), flush=True)
    return not findings.wrong


def _processed(site):
    site.wake_cron()
    return site.count("ordered", "status = 'success'")
