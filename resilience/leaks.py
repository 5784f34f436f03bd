"""A server that logs all it can: nothing that calls bring, and no URL of a handler."""

import contextlib
import json
import os
import signal
import socket
import time
from contextlib import closing
from urllib.parse import quote

from .outcome import Findings
from .people import Person
from .site import wait_until

# What people at the screens ask for is Odoo's own to log.
_ALL = [
    *("--log-level=debug", "--log-handler=odoo.sql_db:DEBUG"),
    *("--log-handler=werkzeug:DEBUG", "--log-handler=odoo.service.model:INFO"),
]
_STORED = ["--log-db=%d", "--log-db-level=info"]
#: Odoo's options for it. With workers it hangs as it starts if it is to store its log:
#: it locks its connections to close them, and needs one to say so (close_all of
#: odoo/sql_db.py).
OPTIONS = {"workers": _ALL, "threads": _ALL + _STORED}
#: What nobody should find afterwards: of a person, and of who may send calls.
PERSON = "Zuckschwert"
SECRET = "s3cretS3cret"
HANDLERS = ("immediate", "queued", "alerting", "linked", "items", "failing", "files")
WITHIN = 60  # seconds


def run(site, _rounds):
    """Send calls of every kind, have all threads dumped, and read the log.

    :return: whether it holds nothing of them
    """
    started, findings, begun = time.monotonic(), Findings(), site.server.log_size()
    for name in HANDLERS:
        _send_all(site, site.handlers[name][0])
    site.queue_is_through(WITHIN)
    _replay_and_test(site)
    dumped = _dump_while_it_waits(site)
    findings.expect("whether a dump met a call under way", dumped, True)
    log = site.server.log_since(begun)
    logs = {"the log": log}
    if site.mode == "threads":
        logs["ir_logging"] = site.query("SELECT message FROM ir_logging")
    for where, text in logs.items():
        for what in (PERSON, SECRET, *_tokens(site)):
            lines = [line for line in text.splitlines() if what in line]
            findings.expect(f"lines of {where} with {what}", lines[:3], [])
        findings.expect(f"masks in {where}", "inbound/***" in text, True)
    seconds = time.monotonic() - started
    told = f"{len(log):,} characters of log, {seconds:.0f} s"
    print(findings.line(f"Leaks ({site.mode})", told), flush=True)
    return not findings.wrong


def _tokens(site):
    return [site.handlers[name][0] for name in (*HANDLERS, "slow queued")]


def _send_all(site, token):
    """Calls that are good, that are refused, and that are no calls at all."""
    title = {"title": PERSON, "email": f"{PERSON}@example.com", "tag": PERSON}
    body = json.dumps({**title, "items": [title, title], "hook": token}).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Webhook-Secret": SECRET,
        "Referer": f"http://localhost/inbound/{token}?name={PERSON}",
    }
    query = f"?api_key={SECRET}&name=O'{PERSON}"
    encoded = "".join(f"%{ord(letter):02x}" for letter in token)
    for path in (
        f"/inbound/{token}{query}",
        f"/INBOUND/{token}{query}",
        f"/%69nbound/{encoded}{query}",
        f"//inbound/{token}{query}",
        f"/de/inbound/{token}{query}",
        f"/web/login?redirect={quote(f'/inbound/{token}{query}', safe='')}",
        f"/inbound/{token}?name=Ada {PERSON}",
        f"/inbound/{token}?name={PERSON}\xa0\x85\x0b{PERSON}",
    ):
        _exchange(site, f"POST {path} HTTP/1.1", headers, body)
    address = f"/inbound/{token}{query}"
    _exchange(site, f"GET {address} HTTP/1.1", headers, b"")
    _exchange(site, f"PUT {address} HTTP/1.1", headers, body)
    _exchange(site, f"POST {address} HTTP/1.1", headers, body[:-1])
    _exchange(site, f"POST {address} HTTP/1.1", headers, body + b"{}")
    _exchange(site, f"POST {address} HTTP/1.1", headers, body, announced=99_999)
    _exchange(site, f"POST {address}", headers, body)
    _exchange(site, f"{PERSON}", headers, body)
    _exchange(site, f"GET {address} {PERSON}/1.1", headers, body)


def _exchange(site, line, headers, body, announced=None):
    """Send a request as it is, and read what comes back, if anything does."""
    length = len(body) if announced is None else announced
    head = {"Host": "localhost", **headers, "Content-Length": length}
    lines = [line, *(f"{name}: {value}" for name, value in head.items()), "", ""]
    with closing(_connected(site)) as connection, contextlib.suppress(OSError):
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass


def _connected(site):
    return socket.create_connection(("127.0.0.1", site.server.port), timeout=60)


def _replay_and_test(site):
    person, calls = Person(site.server.port, site.database), "inbound.webhook.call"
    handler_id = site.handlers["immediate"][1]
    call_id = site.query(
        "SELECT max(id) FROM inbound_webhook_call "
        f"WHERE handler_id = {handler_id} AND status = 'success'"
    )
    person.call(calls, "action_replay", [int(call_id)])
    described = {"body": json.dumps({"title": PERSON}), "query": f"name={PERSON}"}
    described |= {"content_type": "application/json"}
    for method in ("rehearse", "send_for_real"):
        person.call("inbound.webhook.handler", method, [handler_id], described)


def _dump_while_it_waits(site):
    """Have a call wait for its body, and all threads of all processes dumped.

    :return: whether a dump shows it
    """
    begun, token = site.server.log_size(), site.handlers["immediate"][0]
    with closing(_connected(site)) as connection:
        connection.sendall(
            f"POST /inbound/{token}?name={PERSON} HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{".encode()
        )

        def is_dumped():
            for process in site.server.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGQUIT)
            return "url:http://localhost/inbound/***" in site.server.log_since(begun)

        return wait_until(is_dumped, WITHIN, pause=0.5)
