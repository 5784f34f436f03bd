"""More calls than there are connections to the database: what was answered is true."""

import time

from .outcome import Findings

CALLS = 210
#: With threads: with the crons that listen, as many as the 8 connections that the
#: server has. Most calls find one when they come, and some find none when they are
#: through. A worker has a pool and one call at a time: of one connection, none is left
#: for what follows the commit.
AT_ONCE = 6
OPTIONS = {"workers": ["--db_maxconn=1"], "threads": ["--db_maxconn=8"]}


def run(site, rounds):
    """Send calls to a server that has few connections.

    What the pool has no connection for cannot even begin, and is sent again; but a call
    that is through says so.

    :return: whether no call that was answered otherwise than 2xx left a lead
    """
    started, findings, told_no = time.monotonic(), Findings(), 0
    for number in range(1, rounds + 1):
        for handler in ("immediate", "queued", "alerting"):
            name = f"{site.mode} pool {handler} {number}"
            payloads = [{"title": f"{name} {call} end"} for call in range(CALLS)]
            answers = site.sender(handler, AT_ONCE).send_all(payloads)
            leads = site.leads(name)
            for payload, answer in zip(payloads, answers, strict=True):
                title = payload["title"]
                if answer.is_success:
                    accepted = answer.status == 202 or leads.get(title) == 1
                    findings.expect(f"{title}: answered 2xx, done", accepted, True)
                else:
                    told_no += 1
                    rows = site.query(
                        "SELECT count(*) FROM inbound_webhook_call "
                        f"WHERE parameters LIKE '%{title}\"%' "
                        "AND status IN ('success', 'received')"
                    )
                    made = leads.get(title, 0), int(rows)
                    findings.expect(f"{title}: answered {answer.status}", made, (0, 0))
    seconds = time.monotonic() - started
    told = (
        f"{rounds} rounds of {CALLS} calls in three ways, {AT_ONCE} at a time, "
        f"{told_no} not answered 2xx, {seconds:.0f} s"
    )
    print(findings.line(f"Full pool ({site.mode})", told), flush=True)
    return not findings.wrong
