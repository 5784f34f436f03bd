"""Different calls at once about somebody new: one of them makes the record."""

import time

from .outcome import Findings

AT_ONCE = 8
ROUNDS_EACH = 5  # for each round that is asked for: 20 make 100
WITHIN = 60  # seconds


def run(site, rounds):
    """Send them, round after round, in five ways, and count.

    :return: whether each round made one record, and every call was answered 2xx
    """
    started, findings = time.monotonic(), Findings()
    rounds *= ROUNDS_EACH
    for number in range(1, rounds + 1):
        name = f"{site.mode} newcomer {number}"
        _leads(site, findings, f"{name} immediate", ["newcomers"] * AT_ONCE)
    for number in range(1, rounds // ROUNDS_EACH + 1):
        name = f"{site.mode} newcomer {number}"
        half = AT_ONCE // 2
        mixed = ["newcomers", "other newcomers"] * half
        _leads(site, findings, f"{name} two handlers", mixed)
        mixed = ["newcomers", "queued newcomers"] * half
        _leads(site, findings, f"{name} immediate and queued", mixed)
        _tags(site, findings, f"{name} tag")
        _spellings(site, findings, f"{name} source")
    seconds = time.monotonic() - started
    told = f"{rounds} rounds of {AT_ONCE} at once, {seconds:.0f} s"
    print(findings.line(f"Newcomers ({site.mode})", told), flush=True)
    return not findings.wrong


def _leads(site, findings, name, handlers):
    address = f"{name.replace(' ', '.')}@example.com"
    payloads = [
        {"email": address, "title": f"{name} {n}"} for n in range(len(handlers))
    ]
    answers = site.send_to(handlers, payloads)
    findings.expect_success(name, answers)
    if "queued newcomers" in handlers:
        idle = site.queue_is_through(WITHIN)
        findings.expect(f"{name}: the queue is through", idle, True)
    count = site.query(
        f"SELECT count(*) FROM crm_lead WHERE email_normalized = '{address.lower()}'"
    )
    findings.expect(f"{name}: records", int(count), 1)


def _tags(site, findings, name):
    payloads = [{"name": name, "color": number} for number in range(AT_ONCE)]
    answers = site.send_to(["tags"] * AT_ONCE, payloads)
    findings.expect_success(name, answers)


def _spellings(site, findings, name):
    """The first lead of a source, which half the calls name and half give the id of."""
    source = site.query(f"INSERT INTO utm_source (name) VALUES ('{name}') RETURNING id")
    payloads = [
        {"source": value, "title": name}
        for value in (name, int(source)) * (AT_ONCE // 2)
    ]
    answers = site.send_to(["sources"] * AT_ONCE, payloads)
    findings.expect_success(name, answers)
    count = site.query(f"SELECT count(*) FROM crm_lead WHERE source_id = {source}")
    findings.expect(f"{name}: records", int(count), 1)
