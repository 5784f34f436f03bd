"""A server that is killed in the midst of its work, again and again."""

import time

from .site import wait_until

WITHIN = 120  # seconds, for each step


def crash_at(site, findings, name, done, counts, pause=0.05, midst=0):
    """Kill the server, and start it again, each time that enough is done.

    Calls that were cut short are tried again at once, and not after a minute.

    :param done: returns how much is done by now
    :param counts: how much that is at each kill
    :param pause: seconds between one look and the next
    :param midst: seconds after which the workers are in the midst of their next calls
    """
    for wanted in counts:
        if not wait_until(lambda n=wanted: done() >= n, WITHIN, pause):
            findings.wrong.append(f"{name}: fewer than {wanted} in time")
        time.sleep(midst)
        site.crash(ends_pauses=True)
