"""Two cron workers at one queue: each call once, those about a record in order."""

import time

from .outcome import Findings

RECORDS = 10
CALLS_EACH = 20
WITHIN = 120  # seconds


def run(site, rounds):
    """Have calls about some records accepted, one after the other, and look at these.

    :return: whether each record has seen all its calls, in the order they came
    """
    started, findings = time.monotonic(), Findings()
    for number in range(1, rounds + 1):
        _round(site, findings, f"{site.mode} ordered {number}")
    told = (
        f"{rounds} rounds of {RECORDS * CALLS_EACH} calls about {RECORDS} records, two "
        f"cron workers, {time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Order in the queue ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, name):
    place = name.replace(" ", ".")
    answers = site.sender("ordered", at_once=1).send_all(
        {"title": name, "email": f"{place}.{record}@example.com", "number": number}
        for record in range(RECORDS)
        for number in range(CALLS_EACH)
    )
    refused = sum(answer.status != 202 for answer in answers)
    findings.expect(f"{name}: calls not answered 202", refused, 0)
    through = site.queue_is_through(WITHIN)
    findings.expect(f"{name}: processed in time", through, True)
    seen = site.query(f"SELECT contact_name FROM crm_lead WHERE name = '{name}'")
    right = " ".join(map(str, range(CALLS_EACH)))
    in_order = sum(line.strip() == right for line in seen.splitlines())
    findings.expect(f"{name}: records that saw all calls in order", in_order, RECORDS)
    findings.expect(f"{name}: records", len(seen.splitlines()), RECORDS)
