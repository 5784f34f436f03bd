"""Whatever comes: a call is taken or refused, and nothing else happens."""

import os
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from key_pairs import KEY_PAIRS
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    ENCODINGS,
    Additions,
    NotAuthentic,
    Part,
    Place,
    Scheme,
    Secret,
    TimeRule,
    Verified,
    applied,
    check_scheme,
    explain,
    explain_mismatch,
    find_schemes,
    from_data,
    sign,
    to_data,
    verify,
)
from inbound_webhook.engine.authentication.structured import parse_dictionary
from inbound_webhook.engine.authentication.visible import visible
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

#: Of the widest test; the others take a part of it.
EXAMPLES = int(os.environ.get("INBOUND_WEBHOOK_EXAMPLES", "400"))
NOW = 1_700_000_000
URL = "https://odoo.example.com/webhook/inbound/abc"
SECRET = Secret("an example of a secret, 32 bytes", key_id="key")
#: What could stand somewhere: pieces of signatures, and any character.
TEXTS = st.text(max_size=30) | st.lists(
    st.sampled_from(
        [
            *(
                "t=",
                "v1=",
                "v1,",
                "sha256=",
                ",",
                ";",
                " ",
                "=",
                ".",
                "1700000000",
                ":",
            ),
            *("0" * 64, "A" * 43 + "=", "Basic ", "Bearer ", "eyJhbGciOiJIUzI1NiJ9"),
            *("sig=(", '"@method"', ")", "sig=:AAAA:", "\xe9", "\x00", "\ud800", "{}"),
        ]
    ),
    max_size=6,
).map("".join)
BODIES = (
    st.binary(max_size=60)
    | st.sampled_from([b"", b"{}", b"[]", b"null", b"a=1&a=2", b"[" * 5000, b"\xff"])
    | st.builds(
        lambda path, text: f'{{"{path}": {text}}}'.encode("utf-8", "surrogatepass"),
        st.sampled_from(["id", "mac", "signature", "items", "time"]),
        st.sampled_from(['"x"', "1", "1.5", "null", "[]", '[{"mac": "x"}]', "{}"]),
    )
)
NAMES = st.sampled_from(
    ["X-Signature", "X-Time", "X-Id", "Authorization", "x-signature"]
)
REQUESTS = st.builds(
    IncomingRequest,
    st.sampled_from(["GET", "POST", "ÄÖ", ""]),
    st.lists(
        st.tuples(
            NAMES
            | st.sampled_from(
                ["Content-Type", "Signature", "Signature-Input", "X-List"]
            ),
            TEXTS
            | st.sampled_from(
                ["application/json", "application/x-www-form-urlencoded", "multipart/x"]
            ),
        ),
        max_size=6,
    ).map(tuple),
    st.sampled_from(["", "a=1", "a=%ff&a=2&=&&", "mac=x", "é"]) | TEXTS,
    BODIES,
)
PLACES = st.builds(Place, st.sampled_from(["header"]), NAMES) | st.builds(
    Place,
    st.sampled_from(["query", "form", "body"]),
    st.sampled_from(["mac", "a", "items", "id", "..", "a[", ""]),
)
PARTS = st.builds(
    Part,
    st.sampled_from(
        [
            *("body", "time", "delivery_id", "header", "body_path", "text", "method"),
            *("url", "path_and_query", "query_sorted", "form_sorted", "listed_headers"),
            *("body_crc32", "body_sha256", "secret", "key_id", "smell"),
        ]
    ),
    st.sampled_from(["", "X-Id", "X-List", "id", "=&", "hex", "é"]),
    st.sampled_from(["refuse", "empty"]),
)
SCHEMES = st.builds(
    Scheme,
    kind=st.sampled_from(
        [
            *("none", "basic", "token", "signature", "client_certificate", "jwt"),
            *("public_key", "http_message", "smell"),
        ]
    ),
    algorithm=st.sampled_from(
        [
            *("hmac_sha256", "hmac_sha1", "sha256", "ed25519", "rsa_sha256", "HS256"),
            *("RS256", "hmac-sha256", "ecdsa-p256-sha256", "md5"),
        ]
    ),
    prehash=st.sampled_from(["", "sha256", "md5"]),
    parts=st.lists(PARTS, max_size=4).map(tuple),
    joiner=st.sampled_from(["", ".", "é"]),
    items_path=st.sampled_from(["", "items", "a["]),
    place=PLACES,
    shape=st.sampled_from(["whole", "list", "named", "round"]),
    prefix=st.sampled_from(["", "sha256=", "é"]),
    separator=st.sampled_from([",", " ", ""]),
    name_separator=st.sampled_from(["=", "", "é"]),
    names=st.sampled_from([(), ("v1",), ("é",)]),
    position=st.integers(0, 3),
    encoding=st.sampled_from([*ENCODINGS, "smell"]),
    key_format=st.sampled_from(["text", "hex", "base64", "pem", "der", "jwk", "smell"]),
    key_derivation=st.sampled_from(["", "sha1", "nfkd", "smell"]),
    key_id_place=st.none() | PLACES | st.just(Place("signature", "")),
    time=st.none()
    | st.builds(
        TimeRule,
        PLACES | st.just(Place("signature", "t")) | st.just(Place("signature", "iat")),
        st.sampled_from(["seconds", "milliseconds", "iso8601", "smell"]),
    ),
    id_place=st.none() | PLACES,
    event_type_place=st.none() | PLACES,
    nonce_place=st.none() | PLACES,
)
SECRETS = st.sampled_from(
    [
        SECRET,
        Secret(KEY_PAIRS["ed25519"][1]),
        Secret(KEY_PAIRS["rsa"][1]),
        Secret("\ud800 \u20ac"),
        Secret("user:pass"),
        Secret("", NOW),
        Secret("dead", NOW - 1),
    ]
)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(SCHEMES, st.lists(SECRETS, max_size=3), REQUESTS)
def test_a_call_is_taken_or_refused_and_nothing_else_happens(scheme, secrets, request):
    try:
        found = verify(scheme, secrets, request, URL, NOW)
    except NotAuthentic as error:
        assert error.phrase and error.code
        for secret in secrets:
            assert len(secret.value) < 12 or secret.value not in str(error)
    else:
        assert isinstance(found, Verified)
        assert scheme.kind == "none" or found.secret in secrets


@settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(list(SENDERS.values())), REQUESTS)
def test_no_sender_is_taken_for_who_knows_no_secret(sender, request):
    with pytest.raises(NotAuthentic):
        verify(sender.scheme, [sender.secret], request, sender.url, sender.now)


@settings(max_examples=EXAMPLES // 3, suppress_health_check=list(HealthCheck))
@given(SCHEMES, st.lists(SECRETS, max_size=2), REQUESTS)
def test_any_call_can_be_explained(scheme, secrets, request):
    explanation = explain(scheme, secrets, request, URL, NOW)
    assert (explanation.verified is None) is (explanation.problem is not None)


@settings(max_examples=EXAMPLES // 6, suppress_health_check=list(HealthCheck))
@given(SECRETS, REQUESTS)
def test_the_search_raises_nothing(secret, request):
    for proposal in find_schemes(request, URL, secret, seconds=0.2):
        check_scheme(proposal.scheme)


@settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck))
@given(SCHEMES, REQUESTS)
def test_what_is_signed_is_taken_where_the_scheme_can_be_saved(scheme, request):
    try:
        check_scheme(scheme)
        additions = sign(scheme, SECRET, request, URL, NOW)
        call = applied(request, additions)
    except (InvalidSetup, NotAuthentic):
        return
    try:
        verify(scheme, [SECRET], call, URL, NOW)
    except NotAuthentic as error:
        # What was in the call before it was signed, or is added to what is signed.
        assert error.code in (
            *("place_repeated", "delivery_id_ambiguous", "part_missing"),
            *("time_malformed", "too_old", "in_future", "signature_malformed"),
            *("signature_wrong", "scheme_invalid", "signature_missing"),
        )


@pytest.mark.parametrize(
    "sender",
    [item for item in SENDERS.values() if item.scheme.kind == "signature"],
    ids=lambda sender: sender.name,
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_sender_signs_is_taken_and_refused_once_a_byte_is_changed(sender, data):
    request = sender.request
    is_form = b"=" in request.body[:10]
    is_inside = sender.scheme.place.source in ("body", "form")
    if not is_form and not is_inside:
        body = data.draw(st.binary(max_size=200), label="body")
        if sender.name == "linear":
            body = request.body + b" " * len(body)
        request = replace(request, body=body)
    additions = sign(sender.scheme, sender.secret, request, sender.url, sender.now)
    call = applied(request, additions)
    verify(sender.scheme, [sender.secret], call, sender.url, sender.now)
    if is_inside or is_form or not call.body:
        return
    place = data.draw(st.integers(0, len(call.body) - 1), label="place")
    byte = data.draw(st.integers(1, 255), label="change")
    body = bytearray(call.body)
    body[place] ^= byte
    with pytest.raises(NotAuthentic):
        changed = replace(call, body=bytes(body))
        verify(sender.scheme, [sender.secret], changed, sender.url, sender.now)


@given(SCHEMES)
def test_a_scheme_is_the_same_again_as_data(scheme):
    assert from_data(to_data(scheme)) == scheme


@given(st.sampled_from(list(ENCODINGS.values())), st.binary(max_size=70))
def test_an_encoding_has_one_spelling(encoding, value):
    text = encoding.write(value)
    assert encoding.parse(text) == value
    for other in (text + b"=", text + b" ", b" " + text, text.swapcase(), text + b"\n"):
        if other != text and encoding.is_written(other):
            assert encoding.parse(other) != value


@given(st.binary(max_size=70))
def test_what_is_no_spelling_is_refused(text):
    for encoding in ENCODINGS.values():
        if encoding.is_written(text):
            assert encoding.write(encoding.parse(text)) == text


@given(st.text(max_size=40))
def test_a_structured_field_is_read_or_refused(text):
    try:
        members = parse_dictionary(text)
    except ValueError:
        return
    again = ", ".join(
        key if str(value) == "?1" else f"{key}={value}"
        for key, value in members.items()
    )
    assert parse_dictionary(again) == members


@given(st.binary(max_size=100))
def test_nothing_invisible_is_left(value):
    shown = visible(value)
    assert all(sign == "\n" or sign.isprintable() for sign in shown)


def test_long_bytes_are_shown_from_both_ends():
    shown = visible(b"a" * 5000 + b"\n")
    assert shown.startswith("aaa") and shown.endswith("a↵\n")
    assert "…(1001)…" in shown


def test_a_call_with_a_great_many_signatures_costs_little():
    scheme = replace(SENDERS["discord"].scheme, shape="list", separator=",")
    value = ",".join(["0" * 128] * 500)
    call = replace(
        SENDERS["discord"].request, headers=(("X-Signature-Ed25519", value),)
    )
    began = time.process_time()
    with pytest.raises(NotAuthentic) as caught:
        verify(scheme, [SENDERS["discord"].secret], call, URL, NOW)
    assert caught.value.code == "signature_malformed"
    assert time.process_time() - began < 1
    assert sign(Scheme(), SECRET, call, URL, NOW) == Additions()


def test_nothing_is_said_of_a_call_that_fits():
    sender = SENDERS["github"]
    found = explain_mismatch(
        sender.scheme, [sender.secret], sender.request, sender.url, sender.now
    )
    assert found == []
