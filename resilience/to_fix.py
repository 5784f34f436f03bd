"""Identical calls at a rule that mostly fails: To Fix offers none that was done."""

import time

from .outcome import Findings
from .people import Person, Refused

CALLS = 20


def run(site, rounds):
    """Send them, and replay whatever is offered afterwards.

    :return: whether each round ended with exactly one lead
    """
    started, findings = time.monotonic(), Findings()
    person = Person(site.server.port, site.database)
    offered = 0
    for number in range(1, rounds + 1):
        name = f"{site.mode} failing {number}"
        site.sender("failing", CALLS).send_all([{"title": name}] * CALLS)
        # Whatever the others came to, the sender tries until it is told 2xx.
        [answer] = site.sender("failing", 1).send_until_answered([{"title": name}])
        findings.expect(f"{name}: answered in the end", answer.is_success, True)
        site.settle()
        still_open = site.query(
            "SELECT id FROM inbound_webhook_call WHERE attention = 'open' "
            f"AND parameters LIKE '%{name}\"%' ORDER BY id"
        ).split()
        offered += len(still_open)
        for call_id in still_open:
            _replay(person, int(call_id), findings)
        findings.expect(f"{name}: leads", site.leads(name).get(name, 0), 1)
    seconds = time.monotonic() - started
    told = (
        f"{rounds} rounds of {CALLS} identical calls, {offered} offered although done, "
        f"{seconds:.0f} s"
    )
    findings.expect("offered although done", offered, 0)
    print(findings.line(f"To Fix ({site.mode})", told), flush=True)
    return not findings.wrong


def _replay(person, call_id, findings):
    try:
        person.call("inbound.webhook.call", "replay_and_report", [call_id])
    except Refused as error:
        findings.wrong.append(f"replay of call {call_id}: {error}")
