"""Who may call: what is let in, what is refused, and with which code."""

import base64
from dataclasses import replace

import pytest

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Part,
    Place,
    Scheme,
    Secret,
    TimeRule,
    applied,
    check_scheme,
    check_secret,
    sign,
    verify,
)
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

NOW = 1_700_000_000
URL = "https://odoo.example.com/inbound/webhook/abc"
SECRET = Secret("a secret of more than 16 bytes")
GITHUB = Scheme(
    "signature", place=Place("header", "X-Hub-Signature-256"), prefix="sha256="
)
STRIPE = Scheme(
    "signature",
    parts=(Part("time"), Part("body")),
    joiner=".",
    place=Place("header", "Stripe-Signature"),
    shape="named",
    names=("v1",),
    time=TimeRule(Place("signature", "t")),
)
TOKEN = Scheme("token", place=Place("header", "X-Gitlab-Token"))
BASIC = Scheme("basic")


def request_with(*headers, query="", body=b'{"a": 1}', method="POST"):
    return IncomingRequest(method, headers, query, body)


def code_of(scheme, request, *secrets, now=NOW):
    """The code of the refusal, or ``"taken"``."""
    try:
        verify(scheme, secrets or [SECRET], request, URL, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


def signed(scheme, secret=SECRET, request=None, now=NOW):
    request = request or request_with(("Content-Type", "application/json"))
    return applied(request, sign(scheme, secret, request, URL, now))


# === SECRETS ===


@pytest.mark.parametrize("scheme", [GITHUB, STRIPE, TOKEN, BASIC])
def test_without_a_secret_nobody_is_let_in(scheme):
    call = signed(scheme, Secret("user:a long password"))
    for secrets in ([], [Secret("")], [Secret("user:a long password", NOW)]):
        with pytest.raises(NotAuthentic) as caught:
            verify(scheme, secrets, call, URL, NOW)
        assert caught.value.code == "secret_missing"


@pytest.mark.parametrize("scheme", [GITHUB, STRIPE, TOKEN, BASIC])
def test_two_secrets_are_alive_and_it_is_said_which_one_it_was(scheme):
    old = Secret("user:an older password", valid_until=NOW + 1)
    new = Secret("user:a newer password")
    for secret in (old, new):
        call = signed(scheme, secret)
        assert verify(scheme, [new, old], call, URL, NOW).secret is secret
    assert code_of(scheme, signed(scheme, old), new, old, now=NOW + 1) == (
        "signature_wrong"
    )


def test_a_secret_that_cannot_be_read_does_not_stand_in_the_way_of_another():
    scheme = replace(GITHUB, key_format="hex")
    good, bad = Secret("00" * 16), Secret("no hex at all")
    call = signed(scheme, good)
    assert verify(scheme, [bad, good], call, URL, NOW).secret is good
    assert code_of(scheme, call, bad) == "secret_invalid"


def test_a_secret_is_not_shown():
    assert "more than" not in repr(SECRET)


def test_nothing_is_asked_for():
    found = verify(Scheme(), [], request_with(), URL, NOW)
    assert found.secret is None


def test_an_unknown_kind_lets_nobody_in():
    assert code_of(Scheme("by_smell"), request_with()) == "scheme_invalid"


# === TOKENS ===


@pytest.mark.parametrize(
    ("place", "call"),
    [
        (Place("header", "X-Token"), request_with(("x-token", SECRET.value))),
        (
            Place("query", "key"),
            request_with(query="key=a+secret%20of+more+than+16+bytes"),
        ),
        (
            Place("form", "key"),
            request_with(
                ("Content-Type", "application/x-www-form-urlencoded"),
                body=b"key=a+secret+of+more+than+16+bytes&x=1",
            ),
        ),
        (
            Place("body", "auth.key"),
            request_with(body=b'{"auth": {"key": "a secret of more than 16 bytes"}}'),
        ),
    ],
)
def test_a_token_can_stand_anywhere(place, call):
    scheme = Scheme("token", place=place)
    assert code_of(scheme, call) == "taken"
    assert code_of(scheme, call, Secret("another secret of more bytes")) == (
        "signature_wrong"
    )
    assert code_of(scheme, request_with(body=b"{}")) == "signature_missing"


def test_a_token_behind_a_prefix_needs_the_prefix():
    scheme = Scheme("token", place=Place("header", "Authorization"), prefix="Bearer ")
    value = SECRET.value
    assert code_of(scheme, request_with(("Authorization", f"Bearer {value}"))) == (
        "taken"
    )
    assert code_of(scheme, request_with(("Authorization", value))) == (
        "signature_malformed"
    )


def test_a_token_with_letters_beyond_ascii_is_compared_as_bytes():
    secret = Secret("größer als sechzehn")
    over_wsgi = secret.value.encode().decode("latin-1")
    call = request_with(("X-Gitlab-Token", over_wsgi))
    assert code_of(TOKEN, call, secret) == "taken"
    for value in (secret.value, "größer", "\u20ac", "\ud800", "\x00"):
        assert code_of(TOKEN, request_with(("X-Gitlab-Token", value)), secret) == (
            "signature_wrong"
        )


def test_one_of_several_tokens_is_enough():
    scheme = replace(TOKEN, shape="list", separator=" ")
    value = "a-secret-of-more-than-16-bytes"
    for given in (f"x {value}", f"{value} x"):
        call = request_with(("X-Gitlab-Token", given))
        assert code_of(scheme, call, Secret(value)) == "taken"


def test_a_header_that_comes_twice_is_refused():
    pairs = [("X-Gitlab-Token", SECRET.value), ("x-gitlab-token", "another")]
    assert code_of(TOKEN, request_with(*pairs)) == "place_repeated"


# === BASIC ===


@pytest.mark.parametrize(
    ("value", "code"),
    [
        # RFC 7617, section 2: Aladdin with the password "open sesame"
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "taken"),
        ("basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "taken"),
        ("BASIC  QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "taken"),
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ", "signature_malformed"),
        ("Basic QWxhZGRpbjpvcGVuIHNlc2Ft!ZQ==", "signature_malformed"),
        ("Basic", "signature_wrong"),
        ("Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "signature_malformed"),
        ("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "signature_malformed"),
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZTI=", "signature_wrong"),
        ("Basic \xff\xfe", "signature_malformed"),
        ("", "signature_missing"),
    ],
)
def test_user_and_password(value, code):
    secret = Secret("Aladdin:open sesame")
    assert code_of(BASIC, request_with(("Authorization", value)), secret) == code


def test_user_and_password_in_utf_8():
    # RFC 7617, section 2.1: "test" with the password "123£"
    secret = Secret("test:123\u00a3")
    assert (
        code_of(
            BASIC, request_with(("Authorization", "Basic dGVzdDoxMjPCow==")), secret
        )
        == "taken"
    )


# === CLIENT CERTIFICATES ===


def test_the_certificate_that_the_proxy_checked():
    scheme = Scheme(
        "client_certificate",
        place=Place("header", "X-SSL-Client-SHA1"),
        options={"verified_header": "X-SSL-Client-Verify"},
    )
    secret = Secret("AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01")
    given = ("X-SSL-Client-SHA1", "abcdef0123456789abcdef0123456789abcdef01")
    verified = ("X-SSL-Client-Verify", "SUCCESS")
    assert code_of(scheme, request_with(given, verified), secret) == "taken"
    assert code_of(scheme, request_with(given), secret) == "signature_wrong"
    failed = ("X-SSL-Client-Verify", "FAILED:expired")
    assert code_of(scheme, request_with(given, failed), secret) == "signature_wrong"
    other = ("X-SSL-Client-SHA1", "bb" * 20)
    assert code_of(scheme, request_with(other, verified), secret) == "signature_wrong"
    assert code_of(scheme, request_with(verified), secret) == "signature_missing"


def test_the_certificate_that_envoy_checked():
    scheme = Scheme(
        "client_certificate",
        place=Place("header", "X-Forwarded-Client-Cert"),
        shape="named",
        separator=";",
        names=("Hash",),
    )
    check_scheme(scheme)
    fingerprint = "ab" * 32
    value = f'By=spiffe://here;Hash={fingerprint};Subject="CN=shop"'
    call = request_with(("X-Forwarded-Client-Cert", value))
    assert code_of(scheme, call, Secret(fingerprint)) == "taken"
    assert code_of(scheme, call, Secret("cd" * 32)) == "signature_wrong"


# === SIGNATURES ===


def test_a_signature_by_hand():
    # printf '{"a": 1}' | openssl dgst -sha256 -hmac 'a secret of more than 16 bytes'
    digest = "2cb0ab012c268f83fb2ad662354f642b0ac800682fc5c1d90ff545216776eb61"
    assert signed(GITHUB).header("X-Hub-Signature-256") == f"sha256={digest}"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda value: value, "taken"),
        (lambda value: value.removeprefix("sha256="), "signature_malformed"),
        (lambda value: value.upper(), "signature_malformed"),
        (lambda value: "sha256=" + value[7:].upper(), "signature_malformed"),
        (lambda value: value[:-1], "signature_malformed"),
        (lambda value: value + "0", "signature_malformed"),
        (lambda value: value[:-1] + ("0" if value[-1] != "0" else "1"), None),
        (lambda value: "sha256=", "signature_wrong"),
        (lambda value: "sha256=\u20ac", "signature_malformed"),
        (lambda value: "", "signature_missing"),
    ],
)
def test_a_signature_has_one_spelling(change, code):
    good = signed(GITHUB).header("X-Hub-Signature-256")
    call = request_with(("X-Hub-Signature-256", change(good)))
    assert code_of(GITHUB, call) == (code or "signature_wrong")


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, "taken"),
        (300, "taken"),
        (301, "too_old"),
        (-300, "taken"),
        (-301, "in_future"),
    ],
)
def test_how_old_a_call_may_be(age, code):
    assert code_of(STRIPE, signed(STRIPE), now=NOW + age) == code


def test_while_a_secret_is_changed_two_signatures_come():
    """The last one is not the only one: ``dict()`` would keep no other."""
    good = signed(STRIPE).header("Stripe-Signature")
    time, signature = good.split(",")
    other = "v1=" + "0" * 64
    for value in (
        f"{time},{signature},{other}",
        f"{time},{other},{signature}",
        f"{time},v0=x,{other},{signature}",
    ):
        assert code_of(STRIPE, request_with(("Stripe-Signature", value))) == "taken"
    for value in (
        f"{time},{other},{other}",
        f"{time},{signature.replace('v1', 'v0')},{other}",
    ):
        assert code_of(STRIPE, request_with(("Stripe-Signature", value))) == (
            "signature_wrong"
        )
    many = ",".join([time, *[other] * 40, signature])
    assert code_of(STRIPE, request_with(("Stripe-Signature", many))) == (
        "signature_malformed"
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "signature_missing"),
        ("t", "signature_malformed"),
        ("=", "signature_malformed"),
        (",,,", "signature_malformed"),
        ("v1=00", "part_missing"),
        ("t=,v1=00", "part_missing"),
        ("t=1,t=2,v1=00", "place_repeated"),
        ("t=\xff,v1=\xff", "signature_malformed"),
        ("\u20ac=\u20ac", "signature_malformed"),
    ],
)
def test_a_malformed_header_is_refused_and_raises_nothing_else(value, code):
    assert code_of(STRIPE, request_with(("Stripe-Signature", value))) == code


@pytest.mark.parametrize(
    "text", ["x", " 1700000000", "1_700_000_000", "17e8", "nan", "-1", "1" * 16]
)
def test_a_time_is_digits_and_nothing_else(text):
    scheme = replace(
        GITHUB,
        parts=(Part("time"), Part("body")),
        time=TimeRule(Place("header", "X-Time"), past=10**12, future=10**17),
    )
    call = signed(scheme, request=request_with(("X-Time", text)))
    assert code_of(scheme, call) == "time_malformed"


def test_an_id_that_holds_what_joins_the_parts_is_refused():
    scheme = replace(
        GITHUB,
        parts=(Part("delivery_id"), Part("body")),
        joiner=".",
        id_place=Place("header", "X-Id"),
    )
    call = signed(scheme, request=request_with(("X-Id", "a"), body=b"b.c"))
    assert code_of(scheme, call) == "taken"
    moved = replace(call, body=b"c", headers=(("X-Id", "a.b"), *call.headers[1:]))
    assert code_of(scheme, moved) == "delivery_id_ambiguous"


# === WHAT CANNOT WORK ===


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        (Scheme("by_smell"), "scheme_kind_unknown"),
        *[
            (Scheme("token", place=Place("header", name)), "place_not_allowed")
            for name in (
                *("Host", "x-forwarded-for", "X-Forwarded-Anything", "Forwarded"),
                *("Connection", "TE", "Transfer-Encoding", "Upgrade", "Via"),
                *("Proxy-Authorization", "X-Forwarded-Client-Cert"),
            )
        ],
        (replace(GITHUB, place=Place("header", "")), "place_name_missing"),
        (replace(GITHUB, place=Place("sky", "x")), "place_invalid"),
        (replace(GITHUB, place=Place("signature", "x")), "place_invalid"),
        (replace(GITHUB, place=Place("body", "a[")), "path_invalid"),
        (replace(GITHUB, shape="round"), "shape_unknown"),
        (replace(GITHUB, shape="list", separator=""), "separator_missing"),
        (replace(GITHUB, shape="named"), "names_missing"),
        (replace(GITHUB, parts=()), "parts_missing"),
        (replace(GITHUB, parts=(Part("smell"),)), "part_unknown"),
        (replace(GITHUB, parts=(Part("header"),)), "part_argument_missing"),
        (replace(GITHUB, parts=(Part("time"),)), "time_missing"),
        (replace(GITHUB, parts=(Part("delivery_id"),)), "id_place_missing"),
        (replace(GITHUB, algorithm="md5"), "algorithm_unknown"),
        (replace(GITHUB, algorithm="sha256"), "hash_without_secret"),
        (replace(GITHUB, encoding="base91"), "encoding_unknown"),
        (replace(GITHUB, prehash="md5"), "hash_unknown"),
        (replace(GITHUB, refusal_status=302), "refusal_status_invalid"),
        (
            replace(GITHUB, time=TimeRule(Place("header", "X-Time"))),
            "time_not_signed",
        ),
        (
            replace(STRIPE, time=replace(STRIPE.time, past=-1)),
            "tolerance_negative",
        ),
        (replace(STRIPE, time=replace(STRIPE.time, unit="weeks")), "time_unit_unknown"),
        (replace(GITHUB, key_derivation="md5"), "hash_unknown"),
        (replace(TOKEN, time=TimeRule(Place("body", "time"))), "time_not_signed"),
    ],
)
def test_a_scheme_that_cannot_work_is_not_saved(scheme, code):
    with pytest.raises(InvalidSetup) as caught:
        check_scheme(scheme)
    assert caught.value.code == code


@pytest.mark.parametrize("scheme", [GITHUB, STRIPE, TOKEN, BASIC, Scheme()])
def test_a_scheme_that_works_is_saved(scheme):
    check_scheme(scheme)


@pytest.mark.parametrize(
    ("scheme", "value", "code"),
    [
        (GITHUB, "x" * 15, "secret_too_short"),
        (GITHUB, " ", "secret_empty"),
        (replace(GITHUB, key_format="hex"), "ab" * 15, "secret_too_short"),
        (replace(GITHUB, key_format="hex"), "xy" * 16, "key_unreadable"),
        (replace(GITHUB, key_format="base64"), "?" * 40, "key_unreadable"),
        (replace(GITHUB, key_format="rot13"), "x" * 40, "key_format_unknown"),
        (TOKEN, "x" * 15, "secret_too_short"),
        (BASIC, "user:short", "secret_too_short"),
        (Scheme("client_certificate"), ":::", "key_unreadable"),
        (Scheme("client_certificate"), "ab" * 19, "key_unreadable"),
        (
            Scheme("client_certificate", options={"format": "subject"}),
            "CN=a",
            "secret_too_short",
        ),
        (BASIC, "a long password without a user", "secret_too_short"),
    ],
)
def test_a_secret_that_cannot_work_is_not_saved(scheme, value, code):
    with pytest.raises(InvalidSetup) as caught:
        check_secret(scheme, value)
    assert caught.value.code == code
    assert value.strip() not in str(caught.value) or not value.strip()


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        (GITHUB, "x" * 16),
        (replace(GITHUB, key_format="hex"), "AB" * 16),
        (replace(GITHUB, key_format="base64"), base64.b64encode(b"x" * 16).decode()),
        (
            replace(GITHUB, key_format="base64", key_prefix="whsec_"),
            "whsec_" + base64.b64encode(b"x" * 17).decode().rstrip("="),
        ),
        (BASIC, "user:password"),
        (Scheme("client_certificate"), ":".join(["AB"] * 20)),
        (Scheme("client_certificate"), "cd" * 32),
        (Scheme("client_certificate", options={"format": "subject"}), "CN=shop,O=Odoo"),
        (Scheme(), ""),
    ],
)
def test_a_secret_that_works_is_saved(scheme, value):
    check_secret(scheme, value)
