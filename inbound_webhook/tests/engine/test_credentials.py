"""Who may call: what a refused caller is told, and what is kept of none."""

import json

import pytest

from inbound_webhook.engine.answers import default_reply
from inbound_webhook.engine.authentication import (
    SCHEME_KINDS,
    Place,
    Scheme,
    Secret,
    check_scheme,
    in_words,
    register_scheme_kind,
)
from inbound_webhook.engine.body import Limits
from inbound_webhook.engine.credentials import Credentials
from inbound_webhook.engine.errors import NotAuthentic
from inbound_webhook.engine.request import IncomingRequest

SECRET = "a-secret-of-the-sender/1"
NOW = 1_700_000_000
LIMITS = Limits()


def credentials(secret=SECRET, **scheme):
    """By one secret, and a scheme with these fields."""
    return Credentials(Scheme(**scheme), (("secret", Secret(secret)),), "https://x/y")


def token_in(source, name, **scheme):
    return credentials(kind="token", place=Place(source, name), **scheme)


def test_the_name_of_the_secret_that_fits_is_told():
    who = Credentials(
        Scheme(kind="token", place=Place("header", "X-Key")),
        (("secret", Secret(SECRET)), ("secret_next", Secret("another-of-the-sender"))),
    )
    for value, name in ((SECRET, "secret"), ("another-of-the-sender", "secret_next")):
        request = IncomingRequest("POST", (("x-key", value),))
        assert who.check(request, NOW, LIMITS) == name


def test_nobody_is_let_in_where_it_is_not_said_how():
    for who in (
        Credentials(),
        Credentials(Scheme(kind="token")),
        Credentials(Scheme(kind="none")),
        credentials(kind="gone"),
    ):
        with pytest.raises(NotAuthentic):
            who.check(IncomingRequest("POST"), NOW, LIMITS)


def test_our_own_trouble_has_the_sender_send_again():
    with pytest.raises(NotAuthentic) as caught:
        Credentials(Scheme(kind="basic")).check(IncomingRequest("POST"), NOW, LIMITS)
    outcome = Credentials(Scheme(kind="basic")).refusal(caught.value)
    assert (outcome.reason, outcome.http_status) == ("not_verifiable", 503)
    assert "Retry-After" in outcome.headers
    assert "secret" not in default_reply(outcome, 1).body


@pytest.mark.parametrize(
    ("scheme", "challenge"),
    [
        ({"kind": "basic"}, 'Basic realm="webhook", charset="UTF-8"'),
        (
            {
                "kind": "token",
                "place": Place("header", "authorization"),
                "prefix": "Bearer ",
            },
            'Bearer realm="webhook"',
        ),
        ({"kind": "token", "place": Place("query", "t")}, 'Token realm="webhook"'),
        (
            {"kind": "signature", "place": Place("header", "X-S"), "prefix": "v0="},
            'Signature realm="webhook"',
        ),
    ],
)
def test_a_401_says_what_to_bring(scheme, challenge):
    who = credentials(**scheme)
    with pytest.raises(NotAuthentic) as caught:
        who.check(IncomingRequest("POST"), NOW, LIMITS)
    outcome = who.refusal(caught.value)
    assert outcome.http_status == 401
    assert outcome.headers == {"WWW-Authenticate": challenge}


def test_a_scheme_says_with_what_it_refuses():
    who = token_in("header", "X-Key", refusal_status=403, refusal_body="no\n")
    with pytest.raises(NotAuthentic) as caught:
        who.check(IncomingRequest("POST"), NOW, LIMITS)
    reply = default_reply(who.refusal(caught.value), 1)
    assert (reply.status, reply.body) == (403, "no\n")
    assert dict(reply.headers) == {"Content-Type": "text/plain; charset=utf-8"}


# === WHAT IS NOT KEPT ===


def test_a_header_is_masked_whatever_its_case_and_value():
    who = token_in("header", "X-Shop")
    headers = (("x-SHOP", "wrong"), ("X-Other", "stays"), ("X-Shop", ""))
    masked = who.masked(IncomingRequest("POST", headers))
    assert masked.headers == (("x-SHOP", "***"), ("X-Other", "stays"), ("X-Shop", ""))


def test_numbered_headers_are_masked_all():
    who = credentials(kind="signature", place=Place("header", "X-Sig-*"))
    headers = (("X-Sig-1", "a"), ("x-sig-22", "b"), ("X-Sign", "c"))
    masked = who.masked(IncomingRequest("POST", headers))
    assert [value for _name, value in masked.headers] == ["***", "***", "c"]


def test_a_field_of_the_query_is_masked_and_the_others_stay():
    who = token_in("query", "shop id")
    request = IncomingRequest("POST", query_string="a=1&shop+id=x%20y&shop%20id=z&b=&c")
    assert who.masked(request).query_string == "a=1&shop+id=***&shop%20id=***&b=&c"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"auth": {"t": SECRET}, "title": "Ada"}),
        '{"auth": {"t": "' + SECRET.replace("/", "\\/") + '"}, "title": "Ada"}',
        '{"auth": {"t": "'
        + "".join(f"\\u{ord(letter):04X}" for letter in SECRET)
        + '"}, "title": "Ada"}',
    ],
)
def test_a_value_of_a_json_body_is_masked_however_it_is_spelled(body):
    who = token_in("body", "auth.t")
    request = IncomingRequest("POST", body=body.encode())
    assert who.check(request, NOW, LIMITS) == "secret"
    masked = who.masked(request).body
    assert len(masked) == len(body)
    tree = json.loads(masked)
    assert set(tree["auth"]["t"]) == {"*"}
    assert tree["title"] == "Ada"


def test_a_wrong_value_of_a_body_is_masked_too():
    who = token_in("body", "t")
    masked = who.masked(IncomingRequest("POST", body=b'{"t": "almost-the-secret"}'))
    assert masked.body == b'{"t": "*****************"}'


def test_a_field_of_a_form_is_masked():
    who = token_in("form", "t", key_format="text")
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    body = b"t=a-secret-of-the%2Dsender%2F1&title=Ada"
    request = IncomingRequest("POST", headers, body=body)
    assert who.check(request, NOW, LIMITS) == "secret"
    masked = who.masked(request).body
    assert masked.endswith(b"&title=Ada")
    assert set(masked[2:-10]) == set(b"*")


def test_the_secret_is_masked_wherever_else_it_stands():
    who = token_in("header", "X-Key")
    request = IncomingRequest(
        "POST",
        (("X-Copy", f"see {SECRET}"),),
        query_string=f"q={SECRET.upper()}",
        body=f"please use {SECRET}".encode(),
    )
    masked = who.masked(request)
    assert SECRET not in masked.headers[0][1]
    assert SECRET.upper() not in masked.query_string
    assert SECRET.encode() not in masked.body


def test_the_password_of_basic_is_masked_and_the_key_without_its_prefix():
    who = credentials("ada:correct-horse-battery", kind="basic")
    assert "correct-horse-battery" in who.hidden
    who = credentials("whsec_MDEyMzQ1Njc4OWFiY2RlZg==", key_prefix="whsec_")
    who = Credentials(
        Scheme(kind="signature", key_prefix="whsec_", key_format="base64"), who.secrets
    )
    assert who.hidden == ("MDEyMzQ1Njc4OWFiY2RlZg==",)


def test_no_word_of_a_call_is_taken_for_a_secret():
    assert not credentials("short", kind="token").hidden
    who = token_in("body", "t")
    body = b'{"t": "Ada", "name": "Ada"}'
    assert who.masked(IncomingRequest("POST", body=body)).body == body


def test_nothing_that_is_written_of_them_holds_the_secrets():
    who = token_in("header", "X-Key")
    assert SECRET not in repr(who) + str(who)


@pytest.mark.parametrize(
    ("scheme", "header"),
    [
        (Scheme("basic", place=Place("header", "X-Other")), "Authorization"),
        (Scheme("http_message"), "Signature"),
        (Scheme("jwt", place=Place("header", "X-Token")), "X-Token"),
        (Scheme("public_key", place=Place("header", "X-Signed")), "X-Signed"),
    ],
)
def test_each_kind_says_where_its_proof_stands(scheme, header):
    headers = ((header, "proof"), ("X-Nothing", "stays"))
    masked = Credentials(scheme).masked(IncomingRequest("POST", headers))
    assert masked.headers == ((header, "***"), ("X-Nothing", "stays"))


def test_a_kind_of_another_addon_says_where_its_proof_stands():
    place = Place("header", "X-Handshake")
    register_scheme_kind(
        "handshake", "Handshake", verify=None, sign=None, own_place=place
    )
    try:
        scheme = Scheme("handshake")
        check_scheme(scheme)
        assert in_words(scheme) == "Handshake."
        headers = (("x-handshake", "proof"), ("X-Nothing", "stays"))
        masked = Credentials(scheme).masked(IncomingRequest("POST", headers))
        assert masked.headers == (("x-handshake", "***"), ("X-Nothing", "stays"))
    finally:
        del SCHEME_KINDS["handshake"]
