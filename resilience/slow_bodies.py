"""Bodies that do not come: no transaction waits for them, and the time is limited."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPResponse

from .outcome import Findings

HANDLER = "slow bodies"
AT_ONCE = 2  # one for each worker
BODY = b'{"title": "Never'
ENDS_WITHIN = 30  # seconds; the handler says 3


def run(site, _rounds):
    """Announce more than is sent, and look at the transactions meanwhile.

    :return: whether none waited, and each call was answered that it came too late
    """
    started, findings = time.monotonic(), Findings()
    before = _late(site)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        calls = [pool.submit(_status, site) for _number in range(AT_ONCE)]
        looks, waited = 0, 0
        while not all(call.done() for call in calls):
            looks, waited = looks + 1, waited + _waiting(site)
            time.sleep(0.1)
    findings.expect("answers", [call.result() for call in calls], [408] * AT_ONCE)
    findings.expect("transactions that waited for a body", waited, 0)
    findings.expect("whether anybody looked", looks > 5, True)
    findings.expect("rows", _late(site) - before, AT_ONCE)
    seconds = time.monotonic() - started
    findings.expect("whether it ended in time", seconds < ENDS_WITHIN, True)
    told = f"{AT_ONCE} calls, looked {looks} times, {seconds:.0f} s"
    print(findings.line(f"Slow bodies ({site.mode})", told), flush=True)
    return not findings.wrong


def _late(site):
    return site.count(HANDLER, "reason = 'timed_out'")


def _status(site):
    """The status that a call is answered whose body stops coming."""
    address = "127.0.0.1", site.server.port
    with closing(socket.create_connection(address, timeout=60)) as connection:
        token = site.handlers[HANDLER][0]
        head = (
            f"POST /inbound/{token} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/json\r\nContent-Length: 99999\r\n\r\n"
        )
        connection.sendall(head.encode() + BODY)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status


def _waiting(site):
    """How many transactions do nothing for a while already."""
    return int(
        site.query(
            "SELECT count(*) FROM pg_stat_activity "
            f"WHERE datname = '{site.database}' AND state LIKE 'idle in transaction%' "
            "AND state_change < clock_timestamp() - interval '0.5 second'"
        )
    )
