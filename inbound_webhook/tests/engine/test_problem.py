"""Problem details as RFC 9457 has them, and who asks for them (RFC 9110, 12.5.1)."""

import json

import pytest

from inbound_webhook.engine.answers import default_reply, error_reply
from inbound_webhook.engine.outcomes import Outcome
from inbound_webhook.engine.problem import problem, wants_problem
from inbound_webhook.engine.request import IncomingRequest


@pytest.mark.parametrize(
    ("accept", "is_asked"),
    [
        ("application/problem+json", True),
        ("Application/Problem+JSON", True),
        ("application/json, application/problem+json", True),
        ("application/problem+json;q=0.5", True),
        ("text/plain, application/problem+json ; q=1.000", True),
        # Both are named, and the plain one is preferred.
        ("application/json, application/problem+json;q=0.9", False),
        ("application/problem+json;q=0", False),
        ("application/json", False),
        ("*/*", False),
        ("application/*", False),
        ("application/problem+jsonx", False),
        ("", False),
        (None, False),
    ],
)
def test_who_asks_for_it(accept, is_asked):
    assert wants_problem(accept) is is_asked


def test_nonsense_in_the_header_does_no_harm():
    for accept in (";", ",,;q=", "application/problem+json;q=x", "q=1", "\xff;q=" * 99):
        wants_problem(accept)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (404, "Not Found"),
        (413, "Content Too Large"),
        (499, "Bad Request"),
        (599, "Internal Server Error"),
    ],
)
def test_the_title_is_the_name_of_the_status(status, title):
    assert problem(status, None) == {
        "type": "about:blank",
        "title": title,
        "status": status,
    }


def asking(accept="application/problem+json", method="POST"):
    return IncomingRequest(method, (("Accept", accept),))


def test_an_error_as_a_problem():
    outcome = Outcome("switched_off", message="Off.", headers={"Retry-After": "300"})
    reply = default_reply(outcome, 17, asking())
    assert reply.status == 503
    assert reply.headers == (
        ("Content-Type", "application/problem+json"),
        ("Retry-After", "300"),
    )
    assert json.loads(reply.body) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "Off.",
        "call": 17,
    }


def test_a_look_up_that_finds_nothing_is_one_too():
    outcome = Outcome("not_found", operation="not_found")
    content = json.loads(default_reply(outcome, 17, asking(method="GET")).body)
    assert (content["title"], content["operation"]) == ("Not Found", "not_found")


def test_what_succeeds_is_none():
    reply = default_reply(Outcome("done", record_id=42), 17, asking())
    assert json.loads(reply.body)["status"] == "success"


def test_where_there_is_no_call():
    reply = error_reply(
        503, "Later.", (("Retry-After", "60"),), asking().header("Accept")
    )
    assert dict(reply.headers)["Content-Type"] == "application/problem+json"
    assert json.loads(reply.body) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "Later.",
    }


def test_an_answer_without_content():
    reply = default_reply(Outcome("asked", headers={"Allow": "POST, OPTIONS"}), 17)
    assert (reply.status, reply.headers, reply.body) == (
        204,
        (("Allow", "POST, OPTIONS"),),
        "",
    )
