"""The protection period to the second, and claims whose call is gone."""

import time

from .outcome import Findings
from .people import Person

REPEATS = 5
PERIOD = 1.0  # seconds, of the handler named brief


def run(site, rounds):
    """Repeat calls just before the period ends; delete calls that hold a claim.

    :return: whether every repeat in the period was one, and no call was swallowed as
        the duplicate of nothing
    """
    started, findings = time.monotonic(), Findings()
    person = Person(site.server.port, site.database)
    for number in range(1, rounds + 1):
        _to_the_second(site, findings, f"{site.mode} brief {number}")
        _deleted_while_waiting(site, person, findings, f"{site.mode} waiting {number}")
        _purged(site, person, findings, f"{site.mode} purged {number}")
    seconds = time.monotonic() - started
    told = f"{rounds} rounds, {seconds:.0f} s"
    print(findings.line(f"Claims ({site.mode})", told), flush=True)
    return not findings.wrong


def _to_the_second(site, findings, name):
    sender = site.sender("brief", 1)
    began = time.monotonic()
    sender.send_all([{"title": name}])
    repeats = 0
    # The first call was claimed after it was sent, so until then the period lasts.
    while time.monotonic() - began < PERIOD * 0.8:
        sender.send_all([{"title": name}])
        repeats += time.monotonic() - began < PERIOD
    findings.expect(f"{name}: leads", site.leads(name).get(name, 0), 1)
    findings.expect(f"{name}: whether it was repeated", repeats > 0, True)


def _deleted_while_waiting(site, person, findings, name):
    with site.no_cron():
        site.sender("queued", 1).send_all([{"title": name}])
        _unlink(site, person, name)
        [answer] = site.sender("queued", 1).send_all([{"title": name}])
    findings.expect(f"{name}: accepted anew", answer.status, 202)
    waiting = site.query(
        "SELECT count(*) FROM inbound_webhook_call "
        f"WHERE parameters LIKE '%{name}\"%' AND queued"
    )
    findings.expect(f"{name}: calls that wait", int(waiting), 1)


def _purged(site, person, findings, name):
    payload = [{"title": name}]
    site.sender("immediate", 1).send_all(payload)
    _unlink(site, person, name)
    answers = site.sender("immediate", REPEATS).send_all(payload * REPEATS)
    for answer in answers:
        plain = answer.status == 200 and answer.body.startswith("{")
        findings.expect(f"{name}: plain answer, not {answer}", plain, True)
    findings.expect(f"{name}: leads", site.leads(name).get(name, 0), 1)


def _unlink(site, person, name):
    ids = site.query(
        f"SELECT id FROM inbound_webhook_call WHERE parameters LIKE '%{name}\"%'"
    ).split()
    person.call("inbound.webhook.call", "unlink", [int(call_id) for call_id in ids])
