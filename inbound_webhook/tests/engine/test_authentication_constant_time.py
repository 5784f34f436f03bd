"""How long a refusal takes says nothing of the secret."""

import hmac

import pytest
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    SCHEME_KINDS,
    NotAuthentic,
    Place,
    Scheme,
    Secret,
    applied,
    sign,
    verify,
)
from inbound_webhook.engine.request import IncomingRequest

NOW = 1_700_000_000
URL = "https://odoo.example.com/webhook/inbound/abc"
REQUEST = IncomingRequest(
    "POST", (("Content-Type", "application/json"),), "", b'{"a": 1}'
)
AUTHORIZATION = Place("header", "Authorization")
#: Of each kind one scheme with a secret that both sides have, and two such secrets.
SCHEMES = {
    "basic": (
        Scheme("basic", place=AUTHORIZATION, prefix="Basic "),
        ("user:a password", "user:another password"),
    ),
    "token": (
        Scheme("token", place=AUTHORIZATION, prefix="Bearer "),
        ("a secret of more than 16 bytes", "another of more than 16 bytes"),
    ),
    "client_certificate": (
        Scheme("client_certificate", place=Place("header", "X-Fingerprint")),
        ("ab" * 32, "cd" * 32),
    ),
    "jwt": (
        Scheme("jwt", algorithm="HS256", place=AUTHORIZATION, prefix="Bearer "),
        (
            "a secret of more than 32 bytes, really",
            "another of more than 32 bytes, too",
        ),
    ),
    "signature": (
        SENDERS["github"].scheme,
        ("a secret of more than 16 bytes", "another of more than 16 bytes"),
    ),
}
#: A public key is no secret, so there is nothing to be found out.
PUBLIC = {"none", "public_key"}


def test_each_kind_with_a_shared_secret_is_looked_at():
    # Messages of RFC 9421 are compared by what JSON Web Tokens are compared by.
    assert set(SCHEME_KINDS) - PUBLIC - {"http_message"} == set(SCHEMES)


@pytest.mark.parametrize("kind", SCHEMES)
def test_what_came_is_compared_in_constant_time(kind, monkeypatch):
    compared, compare = [], hmac.compare_digest

    def noting(one, other):
        compared.append((bytes(one), bytes(other)))
        return compare(one, other)

    scheme, (right, wrong) = SCHEMES[kind]
    call = applied(REQUEST, sign(scheme, Secret(right), REQUEST, URL, NOW))
    monkeypatch.setattr(hmac, "compare_digest", noting)
    verify(scheme, [Secret(right)], call, URL, NOW)
    assert any(one == other for one, other in compared)
    compared.clear()
    with pytest.raises(NotAuthentic):
        verify(scheme, [Secret(wrong)], call, URL, NOW)
    # Of one length, or the time would tell where it ends.
    assert any(one != other and len(one) == len(other) for one, other in compared)
