"""Two calls at once to a handler that waits for one: exactly one is captured."""

import collections
import json

from .outcome import Findings

ROUNDS = 50
AT_ONCE = 8


def run(site, _rounds):
    """Have a handler listen, round after round, and send it calls at once.

    :return: whether each round came out as it has to
    """
    print(f"{ROUNDS} rounds of {AT_ONCE} calls at once to a handler that listens")
    findings, words = Findings(), collections.Counter()
    for number in range(1, ROUNDS + 1):
        words += _round(site, number, findings)
    told = ", ".join(f"{count} {word}" for word, count in sorted(words.items()))
    print(findings.line(f"Captures ({site.mode})", told), flush=True)
    return not findings.wrong


def _round(site, number, findings):
    name = f"{site.mode} listened {number} "
    handler_id = site.handlers["immediate"][1]
    site.query(
        "UPDATE inbound_webhook_handler SET captured_call_id = NULL, "
        "listening_until = (now() AT TIME ZONE 'UTC') + interval '10 minutes' "
        f"WHERE id = {handler_id}"
    )
    payloads = [{"title": f"{name}{call}"} for call in range(AT_ONCE)]
    answers = site.sender("immediate", AT_ONCE).send_all(payloads)
    words = collections.Counter(_word(answer) for answer in answers)
    captured = site.query(
        "SELECT count(*) FROM inbound_webhook_call call "
        "JOIN inbound_webhook_handler handler ON captured_call_id = call.id "
        f"WHERE handler.id = {handler_id} AND reason = 'captured' "
        "AND listening_until IS NULL"
    )
    for what, found, wanted in (
        ("answers", dict(words), {"captured": 1, "success": AT_ONCE - 1}),
        ("captured call on the handler", int(captured), 1),
        ("records", sum(site.leads(name).values()), AT_ONCE - 1),
    ):
        findings.expect(f"round {number}, {what}", found, wanted)
    return words


def _word(answer):
    """How a call ended, in one word."""
    if answer.status != 200:
        return f"status {answer.status}"
    return json.loads(answer.body)["status"]
