"""Calls at once that name one new tag, source or company: it is made once."""

import time

from .outcome import Findings

AT_ONCE = 8
WITHIN = 60  # seconds


def run(site, rounds):
    """Send them to handlers that answer at once and to one that queues.

    :return: whether each linked record was made once and no call failed
    """
    started, findings = time.monotonic(), Findings()
    for number in range(1, rounds + 1):
        for kind, handlers in (
            ("immediate", ["linked"] * AT_ONCE),
            ("mixed", ["linked", "queued linked"] * (AT_ONCE // 2)),
        ):
            _round(site, findings, f"{site.mode} {kind} {number}", handlers)
    seconds = time.monotonic() - started
    told = f"{rounds} rounds of {AT_ONCE} at once, {seconds:.0f} s"
    print(findings.line(f"Linked records ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, name, handlers):
    payloads = [
        {
            "title": f"linked {name} {number}",
            "tag": f"tag {name}",
            "source": f"source {name}",
            "company": f"company {name}",
        }
        for number in range(AT_ONCE)
    ]
    answers = site.send_to(handlers, payloads)
    findings.expect_success(name, answers)
    if "queued linked" in handlers:
        idle = site.queue_is_through(WITHIN)
        findings.expect(f"{name}: the queue is through", idle, True)
    leads = site.query(
        f"SELECT count(*) FROM crm_lead WHERE name LIKE 'linked {name} %'"
    )
    findings.expect(f"{name}: leads", int(leads), AT_ONCE)
    for table, column, linked in (
        ("crm_tag", "name ->> 'en_US'", f"tag {name}"),
        ("utm_source", "name", f"source {name}"),
        ("res_partner", "name", f"company {name}"),
    ):
        count = site.query(f"SELECT count(*) FROM {table} WHERE {column} = '{linked}'")
        findings.expect(f"{name}: records in {table}", int(count), 1)
