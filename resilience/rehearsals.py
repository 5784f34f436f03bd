"""Tests of handlers whose actions try to have something saved: nothing is."""

import http.client
import json

from .handlers import REHEARSED
from .outcome import Findings

#: What a test could leave something in.
TABLES = ("crm_lead", "inbound_webhook_call", "ir_cron_trigger", "ir_logging")


def run(site, _rounds):
    """Have each of them tried, as the screen does.

    :return: whether nothing is left, and each refusal is told
    """
    print(f"{len(REHEARSED)} actions that want something saved, alone and insisting")
    findings, screen = Findings(), Screen(site)
    names = [name for name in site.handlers if name.startswith("rehearsed")]
    before, ran, told = _rows(site), _ran(site), {}
    for name in names:
        told[name] = screen.rehearse(site.handlers[name][1])
        findings.expect(f"rows after {name}", _rows(site), before)
    findings.expect("scheduled actions that ran", _ran(site), ran)
    for name in names:
        _check(findings, name, told[name])
    words = f"{len(names)} tests, {len(findings.wrong)} of them wrong"
    print(findings.line(f"Rehearsals ({site.mode})", words), flush=True)
    return not findings.wrong


def _check(findings, name, told):
    code = REHEARSED[int(name.split()[1])]
    is_held = code.startswith("log(") or "direct_trigger" in code
    if is_held:
        findings.expect(f"{name}, status", told["status"], "success")
        findings.expect(f"{name}, message", told["message"], None)
    else:
        shown = "A test cannot show this action" in (told["message"] or "")
        findings.expect(f"{name} ({code}) told", shown, True)


def _rows(site):
    return [site.query(f"SELECT count(*), max(id) FROM {name}") for name in TABLES]


def _ran(site):
    # Those that are switched off run by nothing else.
    return int(
        site.query(
            "SELECT count(*) FROM ir_cron WHERE lastcall IS NOT NULL AND NOT active"
        )
    )


class Screen:
    """An administrator at the web client.

    :param Site site: where
    """

    def __init__(self, site):
        self._port, self._cookie = site.server.port, ""
        self._ask(
            "/web/session/authenticate",
            {"db": site.database, "login": "admin", "password": "admin"},
        )

    def rehearse(self, handler_id):
        """What a handler's test tells of a call."""
        body = json.dumps({"title": "rehearsed"})
        description = {"body": body, "content_type": "application/json"}
        return self._ask(
            "/web/dataset/call_kw",
            {
                "model": "inbound.webhook.handler",
                "method": "rehearse",
                "args": [[handler_id], description],
                "kwargs": {},
            },
        )

    def _ask(self, path, parameters):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        headers = {"Content-Type": "application/json", "Cookie": self._cookie}
        connection.request("POST", path, json.dumps({"params": parameters}), headers)
        response = connection.getresponse()
        self._cookie = (response.getheader("Set-Cookie") or self._cookie).split(";")[0]
        answer = json.loads(response.read())
        connection.close()
        return answer["result"] if "result" in answer else answer
