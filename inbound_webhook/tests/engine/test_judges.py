"""Calls are judged as the senders' own packages judge them.

Nothing is taken that the package of the sender refuses. What a package takes and we
refuse is listed, each with its reason.
"""

import os
import random
import time
from dataclasses import replace

import pytest
from judges import JUDGES, takes
from private_keys import PRIVATE_KEYS
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Secret,
    applied,
    sign,
    verify,
)

#: How many mutated calls each judge sees.
MUTATIONS = int(os.environ.get("INBOUND_WEBHOOK_MUTATIONS", "1000"))
_LENIENT_BASE64 = "Python's base64 skips what is no letter of it, and what is behind ="
_NO_AGE = "the package does not look at the time"
_FUTURE = "the package takes any time that is to come"
_TIME = "it reads a time as int() and float() do, with blanks, signs and underscores"
#: What a package takes and we do not: our code, and why that is right.
STRICTER = {
    "adyen": {
        "signature_missing": "it takes an item without a signature for no item",
    },
    "cloudinary": {"in_future": _FUTURE, "time_malformed": _TIME},
    "discord": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
        "signature_malformed": "bytes.fromhex() takes blanks and capital letters",
    },
    "hubspot": {"in_future": _FUTURE, "time_malformed": _TIME},
    "messagebird": {"signature_malformed": "PyJWT takes base64 with padding"},
    "paddle": {
        "place_repeated": "of two times it reads the last",
        "signature_malformed": "it passes over what has no name",
        "time_malformed": _TIME,
    },
    "sendgrid": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
        "signature_malformed": _LENIENT_BASE64,
    },
    "slack": {"time_malformed": _TIME},
    "standard_webhooks": {
        "delivery_id_ambiguous": "an id with a point can be read in two ways",
        "signature_malformed": _LENIENT_BASE64,
        "time_malformed": _TIME,
    },
    "stripe": {
        "in_future": _FUTURE,
        "place_repeated": "of two times it reads the first",
        "signature_malformed": "it passes over what has no name",
        "time_malformed": _TIME,
    },
    "svix": {
        "signature_malformed": _LENIENT_BASE64,
        "delivery_id_ambiguous": "an id with a point can be read in two ways",
        "time_malformed": _TIME,
    },
}
#: Packages that give up on all of a value where one piece of it is odd: a name that
#: they do not know, a signature that is no base64, a letter that ``compare_digest``
#: does not take. We take the right signature beside it, as while a secret is changed;
#: what is signed is the same. By the header, and what stands between its pieces.
GIVES_UP = {
    "paddle": ("Paddle-Signature", ";"),
    "standard_webhooks": ("webhook-signature", " "),
    "stripe": ("Stripe-Signature", ","),
    "svix": ("svix-signature", " "),
}
#: Packages that take a header that came twice, since they read one of its values.
READS_ONE = ("paddle", "sendgrid", "stripe")
ALL = pytest.mark.parametrize("name", JUDGES)


@pytest.fixture
def now():
    """The packages look at the clock themselves."""
    return time.time()


def has_more_pieces(name, request):
    """Whether something else stands beside the signature than the sender puts there."""
    if name not in GIVES_UP:
        return False
    header, separator = GIVES_UP[name]
    own = SENDERS[name].request.header(header)
    return request.header(header).count(separator) > own.count(separator)


def verdict(name, request, now):
    """``taken``, or the code of the refusal."""
    sender = SENDERS[name]
    try:
        verify(sender.scheme, [sender.secret], request, sender.url, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


def signed(name, now, value=None, **changes):
    """A call that the sender signed now."""
    sender = SENDERS[name]
    own = {name.lower() for name, _value in sender.request.headers} - {"content-type"}
    headers = [h for h in sender.request.headers if h[0].lower() not in own]
    request = replace(sender.request, headers=tuple(headers), **changes)
    value = value or PRIVATE_KEYS.get(name, sender.secret.value)
    secret = Secret(value, key_id=sender.secret.key_id)
    return applied(request, sign(sender.scheme, secret, request, sender.url, now))


def compare(name, request, now):
    """Check that both say the same, or that the difference is listed."""
    sender = SENDERS[name]
    ours = verdict(name, request, now)
    theirs = takes(name, request, sender.url, sender.secret)
    if ours == "taken":
        message = "we take what the sender's package refuses"
        assert theirs or has_more_pieces(name, request), message
    elif theirs:
        assert ours in STRICTER.get(name, {}), f"{name} takes what we refuse: {ours}"
    return ours


# === THE MATRIX ===


@ALL
def test_a_good_call(name, now):
    assert compare(name, signed(name, now), now) == "taken"


@ALL
def test_a_call_with_letters_beyond_ascii(name, now):
    if SENDERS[name].scheme.items_path or name in ("twilio", "braintree"):
        return
    body = '{"name":"Zoë Ünal – 株式会社","id":"1"}'.encode()
    assert compare(name, signed(name, now, body=body), now) == "taken"


@ALL
def test_one_byte_more(name, now):
    request = signed(name, now)
    ours = compare(name, replace(request, body=request.body + b"x"), now)
    assert ours != "taken"


@ALL
def test_another_secret(name, now):
    if SENDERS[name].scheme.kind == "public_key":
        value = PRIVATE_KEYS[f"another {name}"]
    else:
        value = {"hex": "00" * 32, "base64": "AAAA" * 8}.get(
            SENDERS[name].scheme.key_format, "another secret of 32 bytes or so"
        )
    request = signed(name, now, value)
    assert compare(name, request, now) == "signature_wrong"


@ALL
def test_too_old(name, now):
    rule = SENDERS[name].scheme.time
    seconds = rule.past + 30 if rule else 1000
    ours = compare(name, signed(name, now - seconds), now)
    expected = "too_old" if rule or name == "messagebird" else "taken"
    assert ours == expected


@ALL
def test_in_the_future(name, now):
    rule = SENDERS[name].scheme.time
    seconds = rule.future + 30 if rule else 1000
    ours = compare(name, signed(name, now + seconds), now)
    expected = "in_future" if rule or name == "messagebird" else "taken"
    assert ours == expected


@ALL
def test_without_a_signature(name, now):
    sender, request = SENDERS[name], signed(name, now)
    if sender.scheme.place.source == "header":
        wanted = sender.scheme.place.name.lower()
        headers = [h for h in request.headers if h[0].lower() != wanted]
        request = replace(request, headers=tuple(headers))
    else:
        request = replace(request, body=b"{}")
    assert compare(name, request, now) == "signature_missing"


@ALL
@pytest.mark.parametrize(
    "value",
    ["", "x", "\xff", "ß\x00", "=", ",,,", "v1", "v1,", "t=1", "t=x,v1=y", "a.b.c"],
)
def test_a_malformed_signature(name, value, now):
    place, request = SENDERS[name].scheme.place, signed(name, now)
    if place.source != "header":
        return
    request = with_header(request, place.name, value)
    assert compare(name, request, now) != "taken"


@ALL
def test_two_signatures(name, now):
    """A sender that changes its secret signs with both."""
    scheme, request = SENDERS[name].scheme, signed(name, now)
    if scheme.shape == "whole" or scheme.place.source != "header":
        return
    value = request.header(scheme.place.name)
    other = signed(name, now, "AAAA" * 8 if scheme.key_format == "base64" else "x" * 32)
    others = other.header(scheme.place.name).split(scheme.separator)[-1]
    first, *rest = value.split(scheme.separator)
    for values in ([first, *rest, others], [first, others, *rest], [*rest, others]):
        request = with_header(request, scheme.place.name, scheme.separator.join(values))
        ours = compare(name, request, now)
        if {first, *rest} <= set(values):
            assert ours == "taken"


@ALL
def test_a_header_that_comes_twice(name, now):
    place, request = SENDERS[name].scheme.place, signed(name, now)
    if place.source != "header":
        return
    headers = (*request.headers, (place.name, request.header(place.name)))
    request = replace(request, headers=headers)
    sender = SENDERS[name]
    assert verdict(name, request, now) == "place_repeated"
    if takes(name, request, sender.url, sender.secret):
        assert name in READS_ONE


def with_header(request, name, value):
    headers = [h for h in request.headers if h[0].lower() != name.lower()]
    return replace(request, headers=(*headers, (name, value)))


# === MUTATED CALLS ===

_PIECES = [
    *("", " ", "=", ",", ".", ";", "+", "-", "_", "0", "1", "a", "A", "f", "F", "/"),
    *("v1", "v1=", "v1,", "t=", "ts=", "h1=", "sha256=", "v0=", "\xe9", "\x00", "\t"),
]
_BYTES = [bytes([byte]) for byte in range(256)]


def mutated(request, place, choose):
    """A call that differs: one to three changes of its body and its headers."""
    for _ in range(choose.choice((1, 1, 1, 2, 3))):
        if choose.random() < 0.3 or place.source != "header":
            pieces = [*_BYTES, b"", b"  ", b"\r\n", b"\xc3\xa9"]
            body = changed(request.body, pieces, choose)
            request = replace(request, body=body)
        else:
            names = [h for h in request.headers if h[0].lower() != "content-type"]
            name, value = choose.choice(names)
            request = with_header(request, name, changed(value, _PIECES, choose))
    return request


def changed(text, pieces, choose):
    """A text in which something is replaced, left out, put in or repeated."""
    start = choose.randint(0, len(text))
    end = min(start + choose.choice((0, 0, 1, 1, 1, 2, 4, 16)), len(text))
    piece = choose.choice([*pieces, text[start:end] * 2, text[start:end].swapcase()])
    return text[:start] + piece + text[end:]


@ALL
def test_mutated_calls_are_judged_alike(name):
    # Seeded: the same changes in each run.
    choose = random.Random(name)
    place = SENDERS[name].scheme.place
    refused = 0
    for number in range(MUTATIONS):
        if number % 500 == 0:
            # One package takes nothing that is older than five seconds.
            now = time.time()
            request = signed(name, now)
        call = mutated(request, place, choose)
        refused += compare(name, call, now) != "taken"
    # The others changed what nobody signs, or nothing.
    assert refused > MUTATIONS * 0.6
