"""A handler that is switched off and on under a full queue; a killed worker."""

import time

from .outcome import Findings
from .people import Person
from .site import wait_until

CALLS = 60
#: Calls of the batch that may be under way in each of two workers.
UNDER_WAY = 4
SOON = 15  # seconds
AFTER_A_KILL = 75  # seconds: the minute that is set, and what a start takes


def run(site, rounds):
    """Switch a handler off and on under a full queue, and kill a worker.

    :return: whether off means off, on means on, and the killed call is tried in time
    """
    started, findings = time.monotonic(), Findings()
    person = Person(site.server.port, site.database)
    waits = []
    for number in range(1, rounds + 1):
        waits.append(_round(site, person, findings, f"{site.mode} switched {number}"))
    waited = _killed(site, findings)
    told = (
        f"{rounds} rounds, on again within {max(waits):.0f} s, after a kill within "
        f"{waited:.0f} s, {time.monotonic() - started:.0f} s"
    )
    print(findings.line(f"Switching ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, person, findings, name):
    """Switch the handler off and on.

    :return: how long it took until it went on, in seconds
    """
    handler_id = site.handlers["queued"][1]

    def made():
        return sum(site.leads(name).values())

    payloads = [{"title": f"{name} {call}"} for call in range(CALLS)]
    site.sender("queued", 10).send_all(payloads)
    wait_until(lambda: site.wake_cron() or made(), SOON)
    person.call("inbound.webhook.handler", "write", [handler_id], {"active": False})
    at_stop = made()
    time.sleep(1)
    stopped_at = made()
    findings.expect(f"{name}: stops", stopped_at - at_stop <= UNDER_WAY, True)
    began = time.monotonic()
    person.call("inbound.webhook.handler", "write", [handler_id], {"active": True})
    goes_on = wait_until(lambda: made() > stopped_at, SOON)
    took = time.monotonic() - began
    findings.expect(f"{name}: goes on by itself", goes_on, True)
    through = wait_until(lambda: made() == CALLS, AFTER_A_KILL)
    findings.expect(f"{name}: is through", through, True)
    return took


def _killed(site, findings):
    """Kill the server while it processes a call; nobody wakes the cron afterwards."""
    name = f"{site.mode} killed"
    site.sender("slow queued", 1).send_all([{"title": name}])
    under_way = "status = 'received' AND attempts = 1"
    wait_until(lambda: site.wake_cron() or site.count("slow queued", under_way), SOON)
    site.crash()
    began = time.monotonic()
    done = wait_until(lambda: site.leads(name).get(name), AFTER_A_KILL, pause=0.5)
    findings.expect(f"{name}: tried again in time", bool(done), True)
    return time.monotonic() - began
