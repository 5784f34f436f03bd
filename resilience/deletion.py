"""A handler that is deleted under traffic."""

import threading
import time

from .outcome import Findings
from .people import Person, Refused

AT_ONCE = 8
SOON = 10  # seconds


def run(site, rounds):
    """Delete a handler while calls come.

    :return: whether it was deleted, soon, and its senders were told so
    """
    started, findings, longest = time.monotonic(), Findings(), 0.0
    person = Person(site.server.port, site.database)
    for number in range(1, rounds + 1):
        longest = max(longest, _round(site, person, findings, number))
    told = (
        f"{rounds} handlers, the longest took {longest:.1f} s, "
        f"{time.monotonic() - started:.0f} s"
    )
    findings.expect("whether each was deleted soon", longest < SOON, True)
    print(findings.line(f"Deletion ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, person, findings, number):
    """Delete one handler.

    :return: how long it took, in seconds
    """
    name = f"{site.mode} deleted {number}"
    original = site.handlers["immediate"][1]
    [copy] = person.call("inbound.webhook.handler", "copy", [original], {"name": name})
    person.call("inbound.webhook.handler", "write", [copy], {"active": True})
    [row] = person.call("inbound.webhook.handler", "read", [copy], ["token"])
    sender, stop, answers = site.sender_of(row["token"], AT_ONCE), threading.Event(), []

    def send():
        call = 0
        while not stop.is_set():
            call += 1
            payloads = [{"title": f"{name} {call} {n}"} for n in range(AT_ONCE)]
            answers.extend(sender.send_all(payloads))

    traffic = threading.Thread(target=send)
    traffic.start()
    time.sleep(0.5)
    began = time.monotonic()
    try:
        person.call("inbound.webhook.handler", "unlink", [copy])
    except Refused as error:
        findings.wrong.append(f"{name}: {error}")
    took = time.monotonic() - began
    stop.set()
    traffic.join()
    odd = {answer.status for answer in answers} - {200, 404, 503}
    findings.expect(f"{name}: answers", odd, set())
    pages = [answer.body for answer in answers if "<html" in answer.body.lower()]
    findings.expect(f"{name}: pages of Odoo", pages, [])
    return took
