"""Leads that come at once are assigned in turn."""

import collections
import time

from .outcome import Findings

MEMBERS = 3
CALLS = 30
AT_ONCE = 10


def run(site, rounds):
    """Send leads to a handler whose rule assigns them in turn.

    :return: whether each member got as many, and no two neighbours went to one
    """
    started, findings = time.monotonic(), Findings()
    for number in range(1, rounds + 1):
        name = f"{site.mode} in turn {number}"
        payloads = [{"title": f"{name} {call}"} for call in range(CALLS)]
        answers = site.sender("in turn", AT_ONCE).send_all(payloads)
        findings.expect_success(name, answers)
        owners = site.query(
            f"SELECT user_id FROM crm_lead WHERE name LIKE '{name} %' ORDER BY id"
        ).split()
        shares = sorted(collections.Counter(owners).values())
        findings.expect(f"{name}: leads each", shares, [CALLS // MEMBERS] * MEMBERS)
        pairs = zip(owners, owners[1:], strict=False)
        same = sum(one == other for one, other in pairs)
        findings.expect(f"{name}: neighbours with one owner", same, 0)
    seconds = time.monotonic() - started
    told = f"{rounds} rounds of {CALLS} leads, {AT_ONCE} at a time, {seconds:.0f} s"
    print(findings.line(f"Assign in turn ({site.mode})", told), flush=True)
    return not findings.wrong
