"""Calls that were kept while their handler was off, and a server that is killed while
it processes them and takes new ones about the same records."""

import time
from concurrent.futures import ThreadPoolExecutor

from .crashes import WITHIN, crash_at
from .outcome import Findings
from .people import Person
from .site import wait_until

RECORDS = 5
KEPT_EACH = 20
KILLS_AT = (20, 50, 80)  # calls processed
#: New calls about each record that are sent whatever waits. Further ones come when few
#: do, so that the queue comes to its end between them.
NEW_EACH = 5
#: New calls about each record that are answered at once, until it is enough.
AT_ONCE_EACH = 5
MOST_EACH = 100
PROCESSED = "status = 'success'"
BEHIND = "trace::text LIKE '%behind%'"


def run(site, rounds):
    """Have calls kept, switch on, send more, kill the server, and look at the records.

    :return: whether each record has seen all its calls once, in the order they came
    """
    started, findings, again = time.monotonic(), Findings(), 0
    before = site.count("keeping", BEHIND)
    for number in range(1, rounds + 1):
        again += _round(site, findings, f"{site.mode} kept {number}")
    behind = site.count("keeping", BEHIND) - before
    findings.expect("whether a kill met a call under way", again > 0, True)
    findings.expect("whether a new call had to wait", behind > 0, True)
    told = (
        f"{rounds} rounds of {RECORDS * KEPT_EACH} calls kept, {behind} new ones that "
        f"waited behind them, {len(KILLS_AT)} times kill -9, {again} calls cut short "
        f"and tried again, {time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Kept calls and a crash ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, findings, name):
    """Have calls kept and kill the server while it processes them.

    :return: how many were cut short
    """
    before = site.count("keeping", PROCESSED)
    _switch(site, False)
    sender = site.sender("keeping", at_once=1)
    kept = [each for number in range(KEPT_EACH) for each in _payloads(name, number)]
    refused = sum(answer.status != 202 for answer in sender.send_all(kept))
    findings.expect(f"{name}: calls not answered 202", refused, 0)
    _switch(site, True)

    def processed():
        site.wake_cron()
        return site.count("keeping", PROCESSED) - before

    with ThreadPoolExecutor(1) as background:
        sending = background.submit(_send_on, site, findings, name)
        crash_at(site, findings, name, processed, KILLS_AT)
        wait_until(lambda: site.wake_cron() or sending.done(), WITHIN, 0.1)
        calls_each = sending.result()
    through = site.queue_is_through(WITHIN)
    findings.expect(f"{name}: processed in time", through, True)
    seen = site.query(f"SELECT contact_name FROM crm_lead WHERE name = '{name}'")
    right = " ".join(map(str, range(calls_each)))
    in_order = sum(line.strip() == right for line in seen.splitlines())
    findings.expect(f"{name}: records that saw all calls in order", in_order, RECORDS)
    findings.expect(f"{name}: records", len(seen.splitlines()), RECORDS)
    return site.count("keeping", f"attempts > 1 AND parameters LIKE '%{name}%'")


def _send_on(site, findings, name):
    """Send one call after the other, until the handler answers them at once again.

    :return: how many there are about each record, with those that were kept
    """
    at_once, sender = 0, site.sender("keeping", at_once=1)
    for number in range(KEPT_EACH, MOST_EACH):
        if number >= KEPT_EACH + NEW_EACH:
            wait_until(lambda: site.waiting() <= RECORDS, WITHIN)
        answers = sender.send_until_answered(_payloads(name, number))
        findings.expect_success(name, answers)
        at_once += all(answer.status == 200 for answer in answers)
        if at_once == AT_ONCE_EACH:
            return number + 1
    findings.wrong.append(f"{name}: calls are never answered at once again")
    return MOST_EACH


def _payloads(name, number):
    place = name.replace(" ", ".")
    return [
        {"title": name, "email": f"{place}.{record}@example.com", "number": number}
        for record in range(RECORDS)
    ]


def _switch(site, is_on):
    person = Person(site.server.port, site.database)
    handler_id = site.handlers["keeping"][1]
    person.call("inbound.webhook.handler", "write", [handler_id], {"active": is_on})
