"""What no other call may have that proves itself as one did."""

import base64
import hashlib
import hmac
import json

import pytest

from inbound_webhook.engine.authentication.scheme import (
    Part,
    Place,
    Scheme,
    Secret,
    TimeRule,
)
from inbound_webhook.engine.authentication.verifying import verify
from inbound_webhook.engine.duplicates import DuplicateRule
from inbound_webhook.engine.replay_guard import guards
from inbound_webhook.engine.request import IncomingRequest

NOW = 1_700_000_000
SECRET = "the-secret-of-the-sender"
TIME = TimeRule(Place("header", "X-Time"), past=300, future=60)
SIGNED = Scheme(
    "signature",
    parts=(Part("time"), Part("body")),
    joiner=".",
    place=Place("header", "X-Signature"),
    time=TIME,
)


def call(scheme, body=b"{}", at=NOW, query="", **headers):
    """A call as its sender signs it, by hand."""
    message = body if not scheme.time else f"{at}.".encode() + body
    headers = {
        "X-Signature": hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest(),
        "X-Time": str(at),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return IncomingRequest("POST", tuple(headers.items()), query, body)


def marks(scheme, request, secret=SECRET):
    found = verify(scheme, [Secret(secret)], request, "", NOW)
    return {mark.kind: mark for mark in guards(scheme, found)}


def test_what_is_signed_is_remembered_as_long_as_its_time_is_taken():
    found = marks(SIGNED, call(SIGNED))
    # From 60 seconds ahead of its time to 300 behind it.
    assert {kind: mark.seconds for kind, mark in found.items()} == {"signed": 361}


def test_another_query_or_header_makes_no_other_call_of_it():
    first = marks(SIGNED, call(SIGNED))
    assert marks(SIGNED, call(SIGNED, query="a=1", X_More="x")) == first


@pytest.mark.parametrize("other", [{"body": b"{} "}, {"at": NOW - 1}])
def test_what_is_signed_anew_is_another_call(other):
    assert marks(SIGNED, call(SIGNED, **other)) != marks(SIGNED, call(SIGNED))


def test_the_same_signed_without_a_time_may_come_again():
    scheme = Scheme("signature", place=Place("header", "X-Signature"))
    assert marks(scheme, call(scheme)) == {}


def test_a_body_that_is_not_signed_is_not_told_by_what_is():
    """Two calls of one second would have the same signature."""
    scheme = Scheme(
        "signature",
        parts=(Part("time"),),
        place=Place("header", "X-Signature"),
        time=TIME,
    )
    digest = hmac.new(SECRET.encode(), str(NOW).encode(), hashlib.sha256)
    headers = (("X-Signature", digest.hexdigest()), ("X-Time", str(NOW)))
    assert marks(scheme, IncomingRequest("POST", headers, "", b"{}")) == {}


def test_values_that_are_used_once_and_ids_are_remembered():
    scheme = Scheme(
        "signature",
        place=Place("header", "X-Signature"),
        nonce_place=Place("header", "X-Nonce"),
        id_place=Place("body", "id"),
    )
    found = marks(scheme, call(scheme, b'{"id": "x"}', X_Nonce="x"))
    # A month, and a day: nothing says how old a call may be.
    assert {kind: mark.seconds for kind, mark in found.items()} == {
        "nonce": 2_592_000,
        "delivery": 86_400,
    }
    # The same text as another kind of value is another mark.
    assert found["nonce"].fingerprint != found["delivery"].fingerprint
    timed = Scheme(
        **{
            **vars(SIGNED),
            "nonce_place": scheme.nonce_place,
            "id_place": scheme.id_place,
        }
    )
    found = marks(timed, call(timed, b'{"id": "x"}', X_Nonce="x"))
    assert {mark.seconds for mark in found.values()} == {361}


def test_a_token_of_json_counts_where_the_body_is_in_it():
    """One that is not made for each call comes with many."""
    body = b'{"a": 1}'
    claims = {"exp": NOW + 60, "iat": NOW, "hash": hashlib.sha256(body).hexdigest()}
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256"}, claims)
    ]
    secret = "the-secret-of-the-sender-of-tokens"
    mac = hmac.digest(secret.encode(), b".".join(parts), "sha256")
    token = b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()
    request = IncomingRequest("POST", (("X-Token", token),), "", body)
    options = {"options": {"body_hash_claim": "hash"}}
    scheme = {
        "kind": "jwt",
        "algorithm": "HS256",
        "place": Place("header", "X-Token"),
        "time": TimeRule(Place("signature", "iat")),
    }
    assert list(marks(Scheme(**scheme, **options), request, secret)) == ["signed"]
    assert marks(Scheme(**scheme), request, secret) == {}


@pytest.mark.parametrize(
    ("rule", "takes"),
    [
        (DuplicateRule(), True),
        (DuplicateRule(mode="header"), True),
        (DuplicateRule(seconds=60), True),
        (DuplicateRule(seconds=60, mode="header"), False),
        (DuplicateRule(seconds=60, mode="parameters"), False),
    ],
)
def test_a_key_counts_where_nothing_else_was_chosen(rule, takes):
    assert rule.takes_keys is takes


def test_the_id_of_a_delivery_stands_where_the_scheme_says():
    scheme = Scheme(id_place=Place("body", "event.id"))
    rule = DuplicateRule(60, "header", headers=("X-Id",), id_scheme=scheme)
    body = b'{"event": {"id": "evt_1"}}'
    assert rule.delivery_id(IncomingRequest("POST", (), "", body)) == "evt_1"
    # What a person named comes first.
    named = IncomingRequest("POST", (("x-id", "msg_1"),), "", body)
    assert rule.delivery_id(named) == "msg_1"
    assert rule.delivery_id(IncomingRequest("POST", (), "", b"{")) is None
    twice = Scheme(id_place=Place("header", "X-Own"))
    rule = DuplicateRule(60, "header", id_scheme=twice)
    request = IncomingRequest("POST", (("X-Own", "a"), ("x-own", "b")))
    assert rule.delivery_id(request) is None
