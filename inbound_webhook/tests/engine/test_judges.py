"""Calls are judged as the senders' own packages judge them.

Nothing is taken that the package of the sender refuses. What a package takes and we
refuse is listed, each with its reason.
"""

import hmac
import json
import os
import random
import re
import time
from dataclasses import replace
from datetime import datetime, timezone
from urllib.parse import quote_plus, urlsplit

import pytest
from judges import JUDGES, takes
from private_keys import ANOTHER_KEY, CERTIFICATE_KEY, PRIVATE_KEYS
from sender_schemes import SENDERS
from test_published_vectors import VECTORS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Place,
    Secret,
    applied,
    sign,
    verify,
)
from inbound_webhook.engine.authentication.call import SignedCall

#: What a scheme says that no package judges, but a signature of the sender's own.
PUBLISHED = "the example in its documentation"
#: How many mutated calls each judge sees.
MUTATIONS = int(os.environ.get("INBOUND_WEBHOOK_MUTATIONS", "1000"))
_LENIENT_BASE64 = "Python's base64 skips what is no letter of it, and what is behind ="
_NODE_BASE64 = "Node's base64 skips what is no letter of it, and takes that of URLs"
_CAPITALS = "it takes hex in capital letters, too"
_NO_AGE = "the package does not look at the time"
_FUTURE = "the package takes any time that is to come"
_TIME = "it reads a time as int() and float() do, with blanks, signs and underscores"
_DIGITS_FIRST = "parseInt() passes over what stands behind the digits"
_POINT = "an id with a point can be read in two ways"
_SNS = {
    "too_old": _NO_AGE,
    "in_future": _NO_AGE,
    "time_malformed": _NO_AGE,
    "signature_malformed": _NODE_BASE64,
    "signature_missing": "Node reads bytes as UTF-8 that are none",
    "key_refused": "it asks for addresses that are no URL",
}
#: What a package takes and we do not: our code, and why that is right.
STRICTER = {
    "adyen": {
        "signature_missing": "it takes an item without a signature for no item",
    },
    "chargebee": {"signature_malformed": _NODE_BASE64},
    "cloudinary": {"in_future": _FUTURE, "time_malformed": _TIME},
    "discord": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
        "signature_malformed": "bytes.fromhex() takes blanks and capital letters",
    },
    "dropbox_sign": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
    },
    "elevenlabs": {
        "in_future": _FUTURE,
        "signature_malformed": "it passes over what has no name",
        "time_malformed": _TIME,
    },
    "hubspot": {"in_future": _FUTURE, "time_malformed": _TIME},
    "linear": {"signature_malformed": "Node strips the blanks around a header"},
    "messagebird": {"signature_malformed": "PyJWT takes base64 with padding"},
    "meta": {"signature_malformed": "it takes a signature without its prefix"},
    "notion": {"signature_malformed": _CAPITALS},
    "paddle": {
        "place_repeated": "of two times it reads the last",
        "signature_malformed": "it passes over what has no name",
        "time_malformed": _TIME,
    },
    "paypal": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
        "signature_malformed": _LENIENT_BASE64,
    },
    "retell": {"time_malformed": _TIME},
    "sendgrid": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
        "signature_malformed": _LENIENT_BASE64,
    },
    "slack": {"time_malformed": _TIME},
    "sns": _SNS,
    "sns_v1": _SNS,
    "standard_webhooks": {
        "delivery_id_ambiguous": _POINT,
        "signature_malformed": _LENIENT_BASE64,
        "time_malformed": _TIME,
    },
    "standard_webhooks by standardwebhooks": {
        "delivery_id_ambiguous": _POINT,
        "place_repeated": _DIGITS_FIRST,
        "signature_malformed": "it passes over what stands behind a second comma",
        "time_malformed": _DIGITS_FIRST,
    },
    "stripe": {
        "in_future": _FUTURE,
        "place_repeated": "of two times it reads the first",
        "signature_malformed": "it passes over what has no name",
        "time_malformed": _TIME,
    },
    "svix": {
        "signature_malformed": _LENIENT_BASE64,
        "delivery_id_ambiguous": _POINT,
        "time_malformed": _TIME,
    },
    "svix by svix": {
        "delivery_id_ambiguous": _POINT,
        "place_repeated": _DIGITS_FIRST,
        "signature_malformed": "it passes over what stands behind a second comma",
        "time_malformed": _DIGITS_FIRST,
    },
    "telnyx": {"signature_malformed": _LENIENT_BASE64, "time_malformed": _TIME},
    "vonage": {
        "claim_wrong": "the hash of the body is for the receiver to compare",
        "signature_malformed": "PyJWT takes base64 with padding",
        "too_old": _NO_AGE,
    },
    "webflow": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": _NO_AGE,
    },
    "workos": {
        "part_missing": "it does not look at the names",
        "signature_malformed": "it does not look at the names",
        "time_malformed": _TIME,
    },
    "zoom": {
        "too_old": _NO_AGE,
        "in_future": _NO_AGE,
        "time_malformed": "Number() reads a time with blanks, zeros and exponents",
    },
}
#: Packages that give up on all of a value where one piece of it is odd: a name that
#: they do not know, a signature that is no base64, a letter that ``compare_digest``
#: does not take. We take the right signature beside it, as while a secret is changed;
#: what is signed is the same. By the header, and what stands between its pieces.
GIVES_UP = {
    "elevenlabs": ("ElevenLabs-Signature", ","),
    "orb": ("X-Orb-Signature", " "),
    "paddle": ("Paddle-Signature", ";"),
    "retell": ("X-Retell-Signature", ","),
    "standard_webhooks": ("webhook-signature", " "),
    "stripe": ("Stripe-Signature", ","),
    "svix": ("svix-signature", " "),
    "workos": ("WorkOS-Signature", ", "),
}
#: Packages that take a header that came twice, since they read one of its values.
READS_ONE = (
    *("paypal", "braintree", "elevenlabs", "paddle", "sendgrid", "stripe", "telnyx"),
    *("standard_webhooks by standardwebhooks", "svix by svix"),
)


def _is_unsigned_of_sns(request):
    """Whether what is no part of the signature is another than Amazon writes: our
    scheme says the version itself, and at another address there is no certificate."""
    tree = json.loads(request.body)
    is_version = tree.get("SignatureVersion") in ("1", "2")
    path = urlsplit(tree["SigningCertURL"]).path
    return not is_version or not path.endswith(".pem")


#: What we take and a package does not, and why that is right.
LENIENT = {
    "sns": _is_unsigned_of_sns,
    "sns_v1": _is_unsigned_of_sns,
    # The scheme is in any case, with blanks behind it (RFC 9110, sections 11.1, 11.4),
    # and blanks behind a header are none of it (section 5.5).
    "chargebee": lambda request: re.fullmatch(
        "(?!Basic [^ ]+$)(?i:Basic) +[^ ]+ *", request.header("Authorization")
    ),
    # Its notifications are ids, and are encoded as ASCII.
    "airtable": lambda request: not request.body.isascii(),
    # A notification is base64, and so ASCII; a signature of another one is right, too.
    "braintree": lambda request: b"%C3" in request.body,
}
#: Headers that have the name of a signature, and are none.
BESIDE_SIGNATURES = ("box-signature-version", "box-signature-algorithm")
#: Packages that read JSON and sign it as they would write it themselves.
WRITES_ANEW = ("zoom",)
#: Who brings a password proves nothing of the body, and some prove values of it alone.
SIGNS_NO_BODY = ("chargebee", "dropbox_sign", "sns", "sns_v1")
ALL = pytest.mark.parametrize("name", JUDGES)


@pytest.fixture
def now():
    """The packages look at the clock themselves."""
    return time.time()


def sender_of(name):
    """The sender that a judge is of."""
    return SENDERS[JUDGES[name].sender]


def verdict(name, request, now):
    """``taken``, or the code of the refusal."""
    sender = sender_of(name)
    try:
        verify(sender.scheme, [sender.secret], request, sender.url, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


def unsigned(name, now):
    """The call of the vector as the sender has it before it signs."""
    sender = sender_of(name)
    scheme, request = sender.scheme, sender.request
    own = [scheme.place, scheme.time.place if scheme.time else None]
    if scheme.kind == "basic":
        own.append(Place("header", "Authorization"))
    # Of a header that ends in *, what is no signature stays: box-signature-version.
    headers = [
        header
        for header in request.headers
        if header[0] in BESIDE_SIGNATURES
        or not any(place and place.is_header(header[0]) for place in own)
    ]
    seconds, then = str(int(now)).encode(), str(sender.now).encode()
    body = request.body.replace(then, seconds)
    moment = datetime.fromtimestamp(int(now), timezone.utc)
    written = moment.strftime("%Y-%m-%dT%H:%M:%S").encode()
    body = body.replace(b"2026-01-01T00:00:00", written)
    return replace(request, headers=tuple(headers), body=body)


def signed(name, now, value=None, key=None, **changes):
    """A call that the sender signed now."""
    sender = sender_of(name)
    request = replace(unsigned(name, now), **changes)
    scheme = sender.scheme
    if scheme.key_url_place:
        # The secret is a name, and the key that of the certificate.
        scheme = replace(scheme, certificate=key or CERTIFICATE_KEY)
    value = value or PRIVATE_KEYS.get(sender.name, sender.secret.value)
    secret = Secret(value, key_id=sender.secret.key_id)
    if sender.name == "dropbox_sign":
        return signed_by_hand(name, request, value)
    call = applied(request, sign(scheme, secret, request, sender.url, now))
    if sender.name == "box":
        # Of numbered headers, we write the first.
        headers = [
            (header.replace("box-signature-1", "box-signature-primary"), text)
            for header, text in call.headers
        ]
        call = replace(call, headers=tuple(headers))
    return call


def signed_by_hand(name, request, value):
    """What :func:`applied` has no way to write into: a form of several parts."""
    scheme = sender_of(name).scheme
    call = SignedCall(scheme, request)
    message = b"".join(
        call.value(Place("body", part.argument)) for part in scheme.parts
    )
    return with_signature(
        name, request, hmac.new(value.encode(), message, "sha256").hexdigest()
    )


def signatures(name, request):
    """What stands in the place of the signature: of each item, where each has one."""
    scheme = sender_of(name).scheme
    call = SignedCall(scheme, request)
    calls = call.items(scheme.items_path) if scheme.items_path else [call]
    header, place = header_of(name, request), scheme.place
    if header:
        place = Place("header", header)
    return [value.decode("latin-1") for each in calls for value in each.values(place)]


def header_of(name, request):
    """The header that holds the signature, as it came; None where a body does."""
    scheme = sender_of(name).scheme
    if scheme.kind == "basic":
        return "Authorization"
    names = [header for header, _value in request.headers]
    found = filter(scheme.place.is_header, names)
    return next((header for header in found if header not in BESIDE_SIGNATURES), None)


def with_signature(name, request, value):
    """A call with something else in place of its signature."""
    header = header_of(name, request)
    if header:
        return with_header(request, header, value)
    (old,) = signatures(name, request)
    if sender_of(name).scheme.place.source == "form":
        old, value = quote_plus(old), quote_plus(value, encoding="latin-1")
    else:
        old, value = f'"{old}"', json.dumps(value)
    assert old.encode() in request.body
    return replace(request, body=request.body.replace(old.encode(), value.encode()))


def with_header(request, name, value):
    headers = [h for h in request.headers if h[0].lower() != name.lower()]
    return replace(request, headers=(*headers, (name, value)))


def twice(name, request):
    """A call in which the signature, the very same, stands twice."""
    header = header_of(name, request)
    if header:
        return replace(
            request, headers=(*request.headers, (header, request.header(header)))
        )
    source = sender_of(name).scheme.place.source
    pattern = rb"bt_signature=[^&]*" if source == "form" else rb'"\w+": ?"%s"'
    if source == "body":
        (value,) = signatures(name, request)
        pattern %= re.escape(value).encode()
    (member,) = re.findall(pattern, request.body)
    joiner = b"&" if source == "form" else b","
    body = request.body.replace(member, member + joiner + member)
    return replace(request, body=body)


def as_written_anew(request):
    """A call with the JSON of its body as JavaScript writes it; None of no JSON."""
    try:
        tree = json.loads(request.body)
    except ValueError:
        return None
    body = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
    return replace(request, body=body)


def has_more_pieces(name, request):
    """Whether something else stands beside the signature than the sender puts there."""
    if name not in GIVES_UP:
        return False
    header, separator = GIVES_UP[name]
    own = sender_of(name).request.header(header)
    return request.header(header).count(separator) > own.count(separator)


def compare(name, request, now):
    """Check that both say the same, or that the difference is listed."""
    sender = sender_of(name)
    ours = verdict(name, request, now)
    theirs = takes(name, request, sender.url, sender.secret)
    if ours == "taken":
        message = f"we take what {name} refuses"
        listed = name in LENIENT and LENIENT[name](request)
        assert theirs or listed or has_more_pieces(name, request), message
    elif theirs and ours not in STRICTER.get(name, {}):
        anew = name in WRITES_ANEW and as_written_anew(request)
        message = f"{name} takes what we refuse: {ours}"
        assert anew and verdict(name, anew, now) == "taken", message
    return ours


# === WHO IS JUDGED ===


def test_every_checked_scheme_has_its_judges():
    """And says which ones, with the version that was asked."""
    said = {
        name: set(sender.data["checked_against"].split(", "))
        for name, sender in SENDERS.items()
        if sender.data["checked_against"]
    }
    judges = {}
    for judge in JUDGES.values():
        title = f"{judge.package} {judge.version}"
        judges.setdefault(judge.sender, set()).add(title)
    # Where there is no package: what the tests of published signatures look at.
    published = {name: {PUBLISHED} for name in VECTORS if name not in judges}
    assert said == judges | published


# === THE MATRIX ===


@ALL
def test_a_good_call(name, now):
    assert compare(name, signed(name, now), now) == "taken"


#: Bodies with letters beyond ASCII, where it cannot be just any JSON.
_ACCENTED = {
    "adyen": ("TestPayment-1", "Zoë 株式会社"),
    "braintree": ("bt_payload=", "bt_payload=%C3%AB"),
    "dropbox_sign": ("Zoë", "Zoë 株式会社"),
    "linear": ("Zoë", "Zoë 株式会社"),
    "sns": ("Zoë", "Zoë 株式会社"),
    "sns_v1": ("Zoë", "Zoë 株式会社"),
    "twilio": ("Zo%C3%AB", "Zo%C3%AB+%E6%A0%AA"),
    "zoom": ("Zoë", "Zoë 株式会社"),
}


@ALL
def test_a_call_with_letters_beyond_ascii(name, now):
    body = '{"name":"Zoë Ünal – 株式会社","id":"1"}'.encode()
    if name in _ACCENTED:
        old, new = _ACCENTED[name]
        body = unsigned(name, now).body
        assert old.encode() in body
        body = body.replace(old.encode(), new.encode())
    assert compare(name, signed(name, now, body=body), now) == "taken"


@ALL
def test_one_byte_more(name, now):
    request = signed(name, now)
    ours = compare(name, replace(request, body=request.body + b"x"), now)
    assert ours != "taken" or sender_of(name).name in SIGNS_NO_BODY


@ALL
def test_another_secret(name, now):
    sender = sender_of(name)
    if sender.scheme.key_url_place:
        request = signed(name, now, key=ANOTHER_KEY)
        assert compare(name, request, now) == "signature_wrong"
        return
    if sender.scheme.kind == "public_key":
        value = PRIVATE_KEYS[f"another {sender.name}"]
    else:
        value = {"hex": "00" * 32, "base64": "AAAA" * 8}.get(
            sender.scheme.key_format, "another:secret of 32 bytes or so"
        )
    request = signed(name, now, value)
    assert compare(name, request, now) == "signature_wrong"


@ALL
def test_too_old(name, now):
    scheme = sender_of(name).scheme
    seconds = scheme.time.past + 30 if scheme.time else 1000
    ours = compare(name, signed(name, now - seconds), now)
    has_time = scheme.time or scheme.kind == "jwt"
    assert ours == ("too_old" if has_time else "taken")


@ALL
def test_in_the_future(name, now):
    scheme = sender_of(name).scheme
    seconds = scheme.time.future + 30 if scheme.time else 1000
    ours = compare(name, signed(name, now + seconds), now)
    has_time = scheme.time or scheme.kind == "jwt"
    assert ours == ("in_future" if has_time else "taken")


@ALL
def test_without_a_signature(name, now):
    request = signed(name, now)
    header = header_of(name, request)
    if header:
        headers = [h for h in request.headers if h[0].lower() != header.lower()]
        request = replace(request, headers=tuple(headers))
    else:
        request = replace(request, body=b"{}")
    # Of Box, other headers have such names.
    expected = "signature_malformed" if name == "box" else "signature_missing"
    assert compare(name, request, now) == expected


@ALL
@pytest.mark.parametrize(
    "value",
    ["", "x", "\xff", "ß\x00", "=", ",,,", "v1", "v1,", "t=1", "t=x,v1=y", "a.b.c"],
)
def test_a_malformed_signature(name, value, now):
    request = with_signature(name, signed(name, now), value)
    assert compare(name, request, now) != "taken"


@ALL
def test_two_signatures(name, now):
    """A sender that changes its secret signs with both, and a value that holds one has
    no room for two."""
    scheme, request = sender_of(name).scheme, signed(name, now)
    others = {"base64": "AAAA" * 8, "hex": "00" * 32}
    if scheme.key_url_place:
        other = signed(name, now, key=ANOTHER_KEY)
    elif scheme.kind == "public_key":
        other = signed(name, now, PRIVATE_KEYS[f"another {sender_of(name).name}"])
    else:
        value = others.get(scheme.key_format, "another:secret of 32 bytes or so")
        other = signed(name, now, value)
    (value,), (wrong,) = signatures(name, request), signatures(name, other)
    if scheme.shape == "whole":
        for values in ((value, wrong), (wrong, value), (value, value)):
            for joiner in (",", " ", ", ", ";"):
                call = with_signature(name, request, joiner.join(values))
                assert compare(name, call, now) != "taken"
        return
    wrong = wrong.split(scheme.separator)[-1]
    first, *rest = value.split(scheme.separator)
    for values in ([first, *rest, wrong], [first, wrong, *rest], [*rest, wrong]):
        call = with_signature(name, request, scheme.separator.join(values))
        ours = compare(name, call, now)
        if {first, *rest} <= set(values):
            assert ours == "taken"


@ALL
def test_a_signature_that_stands_twice(name, now):
    request, sender = twice(name, signed(name, now)), sender_of(name)
    ours = verdict(name, request, now)
    place = sender.scheme.place
    if place.source == "body" and ours == "taken":
        # Of names that are the same, JSON has everybody read the last.
        assert compare(name, request, now) == "taken"
        return
    assert ours == "place_repeated"
    if takes(name, request, sender.url, sender.secret):
        assert name in READS_ONE


@ALL
def test_a_time_or_an_id_that_stands_twice(name, now):
    """Of headers beside the signature: whoever signs one of two signs neither."""
    scheme, request = sender_of(name).scheme, signed(name, now)
    kinds = {part.kind for part in scheme.parts}
    places = [scheme.time.place if scheme.time else None]
    places.append(scheme.id_place if "delivery_id" in kinds else None)
    for place in places:
        value = place and place.source == "header" and request.header(place.name)
        if value:
            headers = (*request.headers, (place.name, value))
            call = replace(request, headers=headers)
            assert verdict(name, call, now) == "place_repeated"
            compare(name, call, now)


# === MUTATED CALLS ===

_PIECES = [
    *("", " ", "=", ",", ".", ";", "+", "-", "_", "0", "1", "a", "A", "f", "F", "/"),
    *("v1", "v1=", "v1,", "t=", "ts=", "h1=", "sha256=", "v0=", "\xe9", "\x00", "\t"),
]
_BYTES = [bytes([byte]) for byte in range(256)]


def mutated(request, names, choose):
    """A call that differs: one to three changes of its body and its headers."""
    for _ in range(choose.choice((1, 1, 1, 2, 3))):
        if choose.random() < 0.3 or not names:
            pieces = [*_BYTES, b"", b"  ", b"\r\n", b"\xc3\xa9"]
            body = changed(request.body, pieces, choose)
            request = replace(request, body=body)
        else:
            name = choose.choice(names)
            value = changed(request.header(name), _PIECES, choose)
            request = with_header(request, name, value)
    return request


def headers_of(name, request):
    """The headers of a call that a scheme reads."""
    scheme = sender_of(name).scheme
    places = [scheme.time.place if scheme.time else None]
    if "delivery_id" in {part.kind for part in scheme.parts}:
        places.append(scheme.id_place)
    names = [place.name for place in places if place and place.source == "header"]
    return [*filter(None, [header_of(name, request)]), *names]


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
    refused = 0
    for number in range(MUTATIONS):
        if number % 500 == 0:
            # One package takes nothing that is older than five seconds.
            now = time.time()
            request = signed(name, now)
            names = headers_of(name, request)
        call = mutated(request, names, choose)
        refused += compare(name, call, now) != "taken"
    # The others changed what nobody signs, or nothing.
    assert refused > MUTATIONS * 0.6
