"""Signatures that are checked with a certificate that the call names."""

import json
from dataclasses import replace

import pytest
from private_keys import CERTIFICATE_KEY
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Part,
    Place,
    Scheme,
    Secret,
    applied,
    check_scheme,
    check_secret,
    sign,
    verify,
)
from inbound_webhook.engine.credentials import Credentials
from inbound_webhook.engine.errors import InvalidSetup

PAYPAL, SNS = SENDERS["paypal"], SENDERS["sns"]
CERT_URL = "PAYPAL-CERT-URL"
BOTH = pytest.mark.parametrize("sender", [PAYPAL, SNS], ids=lambda item: item.name)


def code_of(sender, request=None, secret=None, **changes):
    try:
        verify(
            replace(sender.scheme, **changes),
            [secret or sender.secret],
            request or sender.request,
            sender.url,
            sender.now,
        )
    except NotAuthentic as error:
        return error.code
    return "taken"


def with_address(value):
    headers = [h for h in PAYPAL.request.headers if h[0] != CERT_URL]
    added = [(CERT_URL, value)] if value is not None else []
    return replace(PAYPAL.request, headers=(*headers, *added))


@BOTH
def test_it_is_taken_with_the_certificate_alone(sender):
    assert code_of(sender) == "taken"
    assert code_of(sender, certificate="") == "key_unknown"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", "taken"),
        ("https://api.paypal.com.example.com/cert", "key_refused"),
        ("https://example.com/?api.paypal.com", "key_refused"),
        ("http://api.paypal.com/cert", "key_refused"),
        ("", "part_missing"),
        (None, "part_missing"),
    ],
)
def test_a_certificate_is_at_the_sender(address, code):
    """Whatever certificate is at hand: who writes the call says where it is."""
    assert code_of(PAYPAL, with_address(address)) == code


def test_an_address_that_stands_twice():
    request = PAYPAL.request
    value = request.header(CERT_URL)
    twice = replace(request, headers=(*request.headers, (CERT_URL, value)))
    assert code_of(PAYPAL, twice) == "place_repeated"


@pytest.mark.parametrize(
    "certificate",
    [
        "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        PAYPAL.scheme.certificate.replace("CERTIFICATE", "PUBLIC KEY"),
    ],
)
def test_what_is_no_certificate(certificate):
    assert code_of(PAYPAL, certificate=certificate) == "key_unfit"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        # It is good from 2020 to 2119.
        (1577836799, "key_unfit"),
        (1577836800, "taken"),
        (4733510400, "taken"),
        (4733510401, "key_unfit"),
    ],
)
def test_a_certificate_has_its_time(now, code):
    scheme = replace(PAYPAL.scheme, time=None, parts=(Part("secret"), Part("body")))
    secret = PAYPAL.secret
    signing = replace(scheme, certificate=CERTIFICATE_KEY)
    call = applied(
        PAYPAL.request, sign(signing, secret, PAYPAL.request, PAYPAL.url, now)
    )
    try:
        verify(scheme, [secret], call, PAYPAL.url, now)
        found = "taken"
    except NotAuthentic as error:
        found = error.code
    assert found == code


def test_a_certificate_of_another_kind_of_keys():
    assert code_of(PAYPAL, algorithm="ed25519") == "key_unfit"


@BOTH
def test_calls_to_others_are_not_taken(sender):
    """They are signed with the same key."""
    other = Secret(sender.secret.value.replace("1", "2"))
    check_secret(sender.scheme, other)
    assert code_of(sender, secret=other) == "signature_wrong"


def test_nothing_is_fetched_for_a_topic_of_others():
    """Which would be asked for from outside as often as somebody likes."""
    other = Secret(SNS.secret.value.replace("MyTopic", "Other"))
    assert code_of(SNS, secret=other, certificate="") == "signature_wrong"


@pytest.mark.parametrize("value", ["", "x", "\xff", "AAAA"])
def test_nothing_is_fetched_for_what_is_no_signature(value):
    name = PAYPAL.scheme.place.name
    headers = [h for h in PAYPAL.request.headers if h[0] != name]
    request = replace(PAYPAL.request, headers=(*headers, (name, value)))
    codes = {"": "signature_missing", "AAAA": "key_unknown"}
    expected = codes.get(value, "signature_malformed")
    assert code_of(PAYPAL, request, certificate="") == expected


# === WHAT CAN BE SAVED ===


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key_hosts": ()}, "key_hosts_missing"),
        ({"key_hosts": ("*",)}, "host_invalid"),
        ({"parts": (Part("body"),), "time": None}, "own_name_missing"),
        ({"key_url_place": Place("header", "Host")}, "place_not_allowed"),
        ({"key_url_place": Place("header", "X-Forwarded-Host")}, "place_not_allowed"),
        ({"kind": "signature", "algorithm": "hmac_sha256"}, "place_invalid"),
    ],
)
def test_a_scheme_that_cannot_work(changes, code):
    with pytest.raises(InvalidSetup) as raised:
        check_scheme(replace(PAYPAL.scheme, **changes))
    assert raised.value.code == code


def test_a_name_that_is_too_short():
    with pytest.raises(InvalidSetup):
        check_secret(PAYPAL.scheme, "WH-1")


def test_what_is_entered_is_no_secret():
    """A topic's name stands in each of its messages, and stays there."""
    credentials = Credentials(SNS.scheme, (("secret", SNS.secret),))
    assert credentials.hidden == ()
    masked = credentials.masked(SNS.request)
    tree = json.loads(masked.body)
    assert tree["TopicArn"] == SNS.secret.value
    assert set(tree["Signature"]) == {"*"}


# === NAMES AND VALUES ===


def signed_of(names, body):
    scheme = Scheme(
        kind="signature",
        parts=(Part("named_values", names),),
        place=Place("header", "X-Sig"),
        encoding="base64",
    )
    request = replace(SNS.request, body=body)
    secret = Secret("an example of a secret, 32 bytes")
    additions = sign(scheme, secret, request, "", 0)
    return dict(additions.headers)["X-Sig"]


def test_names_and_values_are_those_that_are_there():
    body = b'{"Type": "Notification", "Message": "a\\nb", "Extra": "x"}'
    by_hand = "F17rlBXPaTCWe45Hed1H9LOw+Bnj5CnYMWlhkY5gNcI="
    assert signed_of("Message, Subject, Type", body) == by_hand
    assert signed_of("Message,Type", body) == by_hand
    assert signed_of("Type, Message", body) != by_hand


@pytest.mark.parametrize("names", ["", ",", "Message,,Type", " "])
def test_names_that_are_none(names):
    with pytest.raises(InvalidSetup):
        check_scheme(
            Scheme(
                kind="signature",
                parts=(Part("named_values", names),),
                place=Place("header", "X-Sig"),
            )
        )
