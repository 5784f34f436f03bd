"""Listen and Stop beside the first call: one is kept, none is lost, none is hidden."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from .outcome import Findings
from .people import Person

MODEL = "inbound.webhook.handler"
AT_ONCE = 4


def run(site, rounds):
    """Press the buttons while calls come.

    :return: whether what the screen shows and what became of the calls agree
    """
    started, findings = time.monotonic(), Findings()
    person = Person(site.server.port, site.database)
    for number in range(1, rounds + 1):
        for press in ("action_listen", "action_stop_listening"):
            _round(site, person, findings, press, f"{site.mode} {press} {number}")
    seconds = time.monotonic() - started
    told = (
        f"{rounds} rounds of Listen and of Stop beside {AT_ONCE} calls, {seconds:.0f} s"
    )
    print(findings.line(f"Listening ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, person, findings, press, name):
    handler_id = site.handlers["immediate"][1]
    # Of an earlier round, or scenario: Listen keeps a call that nobody has seen.
    person.call(MODEL, "action_dismiss_captured_call", [handler_id])
    if press == "action_stop_listening":
        person.call(MODEL, "action_listen", [handler_id])
    payloads = [{"title": f"{name} {number} end"} for number in range(AT_ONCE)]
    barrier = threading.Barrier(2)

    def send():
        barrier.wait()
        return site.sender("immediate", AT_ONCE).send_all(payloads)

    def push():
        barrier.wait()
        person.call(MODEL, press, [handler_id])

    with ThreadPoolExecutor(2) as pool:
        sending, pushing = pool.submit(send), pool.submit(push)
        answers, _pushed = sending.result(), pushing.result()
    captured = [answer for answer in answers if '"captured"' in answer.body]
    findings.expect_success(name, answers)
    findings.expect(f"{name}: at most one is captured", len(captured) <= 1, True)
    made = sum(site.leads(name).values())
    findings.expect(f"{name}: leads", made, AT_ONCE - len(captured))
    shown = site.query(
        "SELECT count(captured_call_id) FROM inbound_webhook_handler "
        f"WHERE id = {handler_id}"
    )
    # The person who stops is told of a call that was kept in the same moment.
    findings.expect(f"{name}: kept calls on the screen", int(shown), len(captured))
