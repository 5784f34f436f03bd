"""Many changes of one record at once: all are applied, and none waits for long."""

import statistics
import time

from .outcome import Findings

CALLS = 200
AT_ONCE = 20
SLOWEST = 1.0  # seconds, for 99 of 100 calls


def run(site, rounds):
    """Send the changes, round after round; what p99 is allowed is asked of the median.

    :return: whether all were applied, and soon
    """
    started, findings, slow = time.monotonic(), Findings(), []
    for number in range(1, rounds + 1):
        slow.append(_round(site, findings, f"{site.mode} one record {number}"))
    p99 = statistics.median(slow)
    findings.expect("whether p99 is under a second", p99 < SLOWEST, True)
    told = (
        f"{rounds} rounds of {CALLS} changes, {AT_ONCE} at a time, p99 {min(slow):.2f} "
        f"to {max(slow):.2f} s, median {p99:.2f} s, {time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"One record ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, name):
    """Change a record many times.

    :return: the time within which 99 of 100 calls were answered, in seconds
    """
    address = f"{name.replace(' ', '.')}@example.com"
    payloads = [
        {"email": address, "title": f"{name} change {number}"}
        for number in range(CALLS)
    ]
    [first] = site.sender("newcomers", 1).send_all([{**payloads[0], "title": name}])
    findings.expect(f"{name}: the first call", first.status, 200)
    answers = site.sender("newcomers", AT_ONCE).send_all(payloads)
    findings.expect_success(name, answers)
    records = site.query(
        f"SELECT id FROM crm_lead WHERE email_normalized = '{address.lower()}'"
    ).split()
    findings.expect(f"{name}: records", len(records), 1)
    # The note that each change leaves in the chatter is part of its effect.
    applied = site.query(
        "SELECT count(DISTINCT call.id) FROM inbound_webhook_call call "
        f"WHERE res_model = 'crm.lead' AND res_id IN ({','.join(records) or 0}) "
        "AND status = 'success' AND operation = 'updated'"
    )
    findings.expect(f"{name}: changes applied", int(applied), CALLS)
    return statistics.quantiles([a.seconds for a in answers], n=100)[98]
