"""Everything at once: 10 000 calls, people who replay and change, three kills."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException

from . import invariants
from .counter import Counter
from .outcome import Findings
from .people import Person, Refused
from .site import wait_until

CALLS_A_ROUND = 500
AT_ONCE = 16
KILLS = 3
KEYS = 40
WITHIN = 180  # seconds


def run(site, rounds):
    """Send calls of every kind, and meanwhile replay, change, delete and kill.

    :return: whether each call that was answered 2xx had its effect exactly once, and
        everything agrees afterwards
    """
    started, findings = time.monotonic(), Findings()
    calls = CALLS_A_ROUND * rounds
    dice = random.Random(f"{site.mode} {calls}")
    stop = threading.Event()
    people = threading.Thread(target=_people, args=(site, dice.random(), stop))
    people.start()
    payloads = [_payload(site, dice, number) for number in range(calls)]
    kill_at = {calls * (kill + 1) // (KILLS + 1) for kill in range(KILLS)}
    answered = Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sending = pool.map(lambda one: _send(site, one, answered), payloads)
        # Here and in no other thread: a server ends with the thread that started it.
        _kill(site, kill_at, answered)
        sent = list(sending)
    stop.set()
    people.join()
    idle = site.queue_is_through(WITHIN)
    findings.expect("the queue is through", idle, True)
    site.end_interrupted()
    site.settle()
    _compare(site, findings, payloads, sent)
    invariants.check(site, findings)
    told = (
        f"{calls} calls, {AT_ONCE} at a time, {KILLS} times kill -9, "
        f"{time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Everything at once ({site.mode})", told), flush=True)
    return not findings.wrong


def _payload(site, dice, number):
    """A handler and what to send to it."""
    name = f"{site.mode} mixed {number} end"
    address = f"{site.mode}.{dice.randrange(KEYS)}@example.com"
    handler = dice.choice(
        ["immediate", "queued", "newcomers", "queued newcomers", "linked", "items"]
    )
    payload = {"title": name, "email": address}
    if handler == "linked":
        payload |= {"tag": f"mixed {dice.randrange(KEYS)}"}
    if handler == "items":
        payload = {"items": [{"title": f"{name} {item}"} for item in range(3)]}
    return handler, payload


def _send(site, one, answered):
    handler, payload = one
    # A protected handler, or one with a key: a sender that insists makes no double.
    [answer] = site.sender(handler, 1).send_until_answered([payload])
    answered.add()
    return answer


def _kill(site, kill_at, answered):
    for count in sorted(kill_at):
        wait_until(lambda n=count: answered.value >= n, WITHIN)
        site.crash()


def _people(site, seed, stop):
    """Replay calls, change handlers and delete them, until it is over."""
    dice = random.Random(seed)
    while not stop.is_set():
        try:
            person = Person(site.server.port, site.database)
            while not stop.is_set():
                with suppress(Refused):  # another was quicker
                    dice.choice([_replay, _change, _delete])(site, person, dice)
                time.sleep(0.05)
        except (OSError, HTTPException, ValueError, KeyError):
            time.sleep(0.2)  # the server was killed


def _replay(site, person, _dice):
    calls = site.query(
        "SELECT id FROM inbound_webhook_call WHERE attention = 'open' "
        "ORDER BY random() LIMIT 1"
    ).split()
    if calls:
        person.call("inbound.webhook.call", "replay_and_report", [int(calls[0])])


def _change(site, person, dice):
    """Change a handler, or a line of it."""
    handler_id = site.handlers[dice.choice(["immediate", "newcomers", "items"])][1]
    lines = [["handler_id", "=", handler_id]]
    if dice.random() < 0.5:
        values = {"description": str(dice.random())}
        person.call("inbound.webhook.handler", "write", [handler_id], values)
        return
    ids = person.call("inbound.webhook.parameter", "search", lines)
    values = {"sequence": dice.randrange(100)}
    person.call("inbound.webhook.parameter", "write", ids[:1], values)


def _delete(site, person, dice):
    """Delete a handler that was called a moment ago and is called meanwhile."""
    original = site.handlers["immediate"][1]
    name = f"{site.mode} gone {dice.random()}"
    [copy] = person.call("inbound.webhook.handler", "copy", [original], {"name": name})
    person.call("inbound.webhook.handler", "write", [copy], {"active": True})
    [row] = person.call("inbound.webhook.handler", "read", [copy], ["token"])
    sender = site.sender_of(row["token"], 2)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(sender.send_all, [{"title": f"{name} {call}"} for call in range(6)])
        person.call("inbound.webhook.handler", "unlink", [copy])


def _compare(site, findings, payloads, sent):
    """Each call that was answered 2xx has its effect exactly once."""
    leads = site.leads(f"{site.mode} mixed")
    unanswered = [answer for answer in sent if not answer.is_success]
    findings.expect("never answered 2xx", unanswered[:5], [])
    wrong = []
    for (handler, payload), answer in zip(payloads, sent, strict=True):
        if not answer.is_success:
            continue
        if handler == "items":
            names = [item["title"] for item in payload["items"]]
        elif handler in ("immediate", "queued", "linked"):
            names = [payload["title"]]
        else:
            continue  # one record of many calls: counted below
        wrong += [name for name in names if leads.get(name, 0) != 1]
    findings.expect("not exactly once", wrong[:5], [])
    handlers = ", ".join(
        str(site.handlers[name][1]) for name in ("newcomers", "queued newcomers")
    )
    doubles = site.query(
        "SELECT email_normalized FROM crm_lead WHERE id IN ("
        f"SELECT res_id FROM inbound_webhook_call WHERE handler_id IN ({handlers}) "
        "AND res_model = 'crm.lead' AND status = 'success') "
        f"AND email_normalized LIKE '{site.mode}.%@example.com' "
        "GROUP BY email_normalized HAVING count(*) > 1"
    ).split()
    findings.expect("addresses with several records", doubles[:5], [])
