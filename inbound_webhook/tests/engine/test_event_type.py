"""What a call says of the kind of its event."""

import pytest

from inbound_webhook.engine.authentication import Place, Scheme
from inbound_webhook.engine.body import Limits
from inbound_webhook.engine.event_type import event_type_of
from inbound_webhook.engine.request import IncomingRequest

HEADER = Scheme(event_type_place=Place("header", "X-Event"))
BODY = Scheme(event_type_place=Place("body", "event.type"))
JSON = ("Content-Type", "application/json")


def found(scheme, *headers, body=b"{}"):
    request = IncomingRequest("POST", (JSON, *headers), "", body)
    return event_type_of(scheme, request, Limits())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("orders/create", "orders/create"),
        ("  push ", "push"),
        ("", None),
        ("   ", None),
        ("a\x00b", "a\ufffdb"),
        ("x" * 101, "x" * 100),
        # A header is Latin-1 to a web server, and bytes to whoever sent it.
        ("Zo\xc3\xab", "Zoë"),
    ],
)
def test_what_stands_in_a_header(value, expected):
    assert found(HEADER, ("x-event", value)) == expected


def test_a_call_that_says_it_twice_says_nothing():
    assert found(HEADER, ("X-Event", "push"), ("X-Event", "pull")) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"event": {"type": "invoice.paid"}}', "invoice.paid"),
        (b'{"event": {"type": 4}}', "4"),
        (b'{"event": {"type": null}}', None),
        (b'{"event": {"type": ["a", "b"]}}', None),
        (b'{"event": "invoice.paid"}', None),
        (b"{", None),
        (b"", None),
    ],
)
def test_what_stands_in_a_body(body, expected):
    assert found(BODY, body=body) == expected


@pytest.mark.parametrize("scheme", [None, Scheme()])
def test_a_scheme_that_has_no_place_for_it(scheme):
    assert found(scheme, ("X-Event", "push")) is None
