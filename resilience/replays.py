"""Replays beside replays, and beside the sender's own retry: one lead."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from .outcome import Findings
from .people import Person, Refused


def run(site, rounds):
    """Have one call fail, let the cause pass, and have it sent and replayed at once.

    :return: whether each way ended with one lead
    """
    started, findings = time.monotonic(), Findings()
    people = [Person(site.server.port, site.database) for _number in range(2)]
    for number in range(1, rounds + 1):
        for way in (_two_people, _two_buttons, _beside_retry, _before_retry):
            name = f"{site.mode}{way.__name__} {number}"
            call_id = _failed_call(site, name, findings)
            way(site, people, call_id, name, findings)
            findings.expect(f"{name}: leads", site.leads(name).get(name, 0), 1)
    seconds = time.monotonic() - started
    told = f"{rounds} rounds of four ways, {seconds:.0f} s"
    print(findings.line(f"Replays ({site.mode})", told), flush=True)
    return not findings.wrong


def _failed_call(site, name, findings):
    """Have a call fail; its cause is gone afterwards.

    :return: the id of its row
    """
    with site.failing_rule():
        [answer] = site.sender("replayed", 1).send_all([{"title": name}])
    findings.expect(f"{name}: answered with an error", answer.is_success, False)
    return int(
        site.query(
            "SELECT max(id) FROM inbound_webhook_call "
            f"WHERE parameters LIKE '%{name}\"%'"
        )
    )


def _two_people(_site, people, call_id, _name, _findings):
    _at_once([(_report, person, call_id) for person in people])


def _two_buttons(_site, people, call_id, _name, _findings):
    _at_once([(_press, person, call_id) for person in people])


def _beside_retry(site, people, call_id, name, findings):
    done = _at_once(
        [(_report, people[0], call_id), (_send, site.sender("replayed", 1), name)]
    )
    findings.expect(f"{name}: the sender is answered 2xx", done[1].is_success, True)


def _before_retry(site, people, call_id, name, findings):
    _report(people[0], call_id)
    answer = _send(site.sender("replayed", 1), name)
    findings.expect(f"{name}: the sender is answered 2xx", answer.is_success, True)


def _report(person, call_id):
    return person.call("inbound.webhook.call", "replay_and_report", [call_id])


def _press(person, call_id):
    """Press the button of a call; that another was quicker is told as an error."""
    try:
        return person.call("inbound.webhook.call", "action_replay", [call_id])
    except Refused:
        return None


def _send(sender, name):
    return sender.send_until_answered([{"title": name}])[0]


def _at_once(tasks):
    """Do things at the same moment.

    :param tasks: a function and its arguments each
    :return: what they return
    """
    barrier = threading.Barrier(len(tasks))

    def start(task):
        function, *arguments = task
        barrier.wait()
        return function(*arguments)

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(start, tasks))
