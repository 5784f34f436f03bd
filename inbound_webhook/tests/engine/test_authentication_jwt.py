"""JSON Web Tokens as a proof, with PyJWT as the judge."""

import base64
import hashlib
import json
from dataclasses import replace

import jwt
import pytest
from key_pairs import KEY_PAIRS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
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
URL = "https://odoo.example.com/webhook/inbound/abc"
SECRET = Secret("an example of a secret with 64 bytes, which is what HS512 asks for")
PLAIN = Scheme("jwt", "HS256", place=Place("header", "Authorization"), prefix="Bearer ")
STRICT = replace(
    PLAIN,
    options={
        "issuer": "shop",
        "subject": "orders",
        "audience": "odoo",
        "body_hash_claim": "body",
        "url_hash_claim": "url",
    },
    time=TimeRule(Place("signature", "iat")),
)
BODY = b'{"name": "Zo\xc3\xab"}'
CLAIMS = {
    "iss": "shop",
    "sub": "orders",
    "aud": ["odoo", "other"],
    "iat": NOW,
    "exp": NOW + 60,
    "body": hashlib.sha256(BODY).hexdigest(),
    "url": hashlib.sha256(URL.encode()).hexdigest(),
}
KEYS = {
    **{name: (SECRET.value, SECRET.value) for name in ("HS256", "HS384", "HS512")},
    **{
        f"{kind}{size}": KEY_PAIRS["rsa"]
        for kind in ("RS", "PS")
        for size in (256, 512)
    },
    "ES256": KEY_PAIRS["P-256"],
    "ES384": KEY_PAIRS["P-384"],
    "ES512": KEY_PAIRS["P-521"],
    "EdDSA": KEY_PAIRS["ed25519"],
}


def request_with(token, body=BODY):
    return IncomingRequest("POST", (("Authorization", f"Bearer {token}"),), "", body)


def code_of(scheme, request, secret=SECRET, now=NOW):
    try:
        verify(scheme, [secret], request, URL, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


def token(claims=CLAIMS, key=SECRET.value, algorithm="HS256", **headers):
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def test_the_token_of_the_rfc():
    # RFC 7515, appendix A.1; it expired in 2011.
    value = (
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkz"
        "ODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU"
        "1p1r_wW1gFWFOEjXk"
    )
    secret = Secret(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9"
        "CAow"
    )
    scheme = replace(PLAIN, key_format="base64url")
    assert code_of(scheme, request_with(value), secret, now=1300819000) == "taken"
    assert code_of(scheme, request_with(value), secret) == "too_old"


@pytest.mark.parametrize("algorithm", KEYS)
def test_what_the_judge_signs_is_taken(algorithm):
    private, public = KEYS[algorithm]
    key_format = "text" if algorithm.startswith("HS") else "pem"
    scheme = replace(STRICT, algorithm=algorithm, key_format=key_format)
    check_scheme(scheme)
    check_secret(scheme, public)
    call = request_with(token(CLAIMS, private, algorithm))
    assert code_of(scheme, call, Secret(public)) == "taken"
    changed = call.header("Authorization")[:-6] + "AAAAAA"
    call = replace(call, headers=(("Authorization", changed),))
    assert code_of(scheme, call, Secret(public)) in (
        *("signature_wrong", "signature_malformed"),
    )


@pytest.mark.parametrize("algorithm", KEYS)
def test_what_we_sign_the_judge_takes(algorithm):
    private, public = KEYS[algorithm]
    key_format = "text" if algorithm.startswith("HS") else "pem"
    scheme = replace(STRICT, algorithm=algorithm, key_format=key_format)
    request = IncomingRequest("POST", (), "", BODY)
    call = applied(
        request, sign(scheme, Secret(private, None, "k1"), request, URL, NOW)
    )
    assert code_of(scheme, call, Secret(public, None, "k1")) == "taken"
    value = call.header("Authorization").removeprefix("Bearer ")
    claims = jwt.decode(
        value,
        public,
        algorithms=[algorithm],
        audience="odoo",
        issuer="shop",
        options={"verify_exp": False},
    )
    assert claims["body"] == CLAIMS["body"] and claims["url"] == CLAIMS["url"]
    assert jwt.get_unverified_header(value)["kid"] == "k1"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "taken"),
        ({"aud": "odoo"}, "taken"),
        ({"iss": "another"}, "claim_wrong"),
        ({"iss": None}, "part_missing"),
        ({"iss": ["shop"]}, "claim_wrong"),
        ({"sub": "another"}, "claim_wrong"),
        ({"aud": ["another"]}, "claim_wrong"),
        ({"aud": None}, "part_missing"),
        ({"aud": {"odoo": 1}}, "claim_wrong"),
        ({"exp": None}, "part_missing"),
        ({"exp": NOW - 299}, "taken"),
        ({"exp": NOW - 300}, "too_old"),
        ({"exp": "tomorrow"}, "claim_wrong"),
        ({"exp": True}, "claim_wrong"),
        ({"exp": 1e300}, "claim_wrong"),
        ({"exp": float("nan")}, "claim_wrong"),
        ({"nbf": NOW + 300}, "taken"),
        ({"nbf": NOW + 301}, "in_future"),
        ({"iat": NOW - 300}, "taken"),
        ({"iat": NOW - 301}, "too_old"),
        ({"iat": NOW + 301}, "in_future"),
        ({"iat": None}, "part_missing"),
        ({"body": "0" * 64}, "claim_wrong"),
        ({"body": None}, "part_missing"),
        ({"body": "\u00e9"}, "claim_wrong"),
        ({"url": None}, "part_missing"),
        ({"url": 1}, "claim_wrong"),
    ],
)
def test_what_a_token_has_to_say(changes, code):
    claims = {name: v for name, v in {**CLAIMS, **changes}.items() if v is not None}
    value = signed_by_hand({"alg": "HS256"}, claims)
    assert code_of(STRICT, request_with(value)) == code


def test_without_a_body_its_hash_may_be_missing():
    claims = {name: value for name, value in CLAIMS.items() if name != "body"}
    call = request_with(token(claims), body=b"")
    assert code_of(STRICT, call) == "taken"
    assert code_of(STRICT, request_with(token(), body=b"")) == "claim_wrong"


def signed_by_hand(header, claims, secret=SECRET.value):
    """A token that no library would make."""

    def part(value):
        raw = value if isinstance(value, bytes) else json.dumps(value).encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=")

    message = part(header) + b"." + part(claims)
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = mac.sign(message, secret.encode())
    return (message + b"." + part(signature)).decode()


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"alg": "none"},
        {"alg": "HS512"},
        {"alg": "hs256"},
        {"alg": ["HS256"]},
        {"alg": "HS256", "crit": ["exp"]},
        [],
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_the_scheme_chooses_the_algorithm_and_not_the_token(header):
    value = signed_by_hand(header, CLAIMS)
    assert code_of(STRICT, request_with(value)) == "signature_malformed"


def test_a_public_key_is_no_secret():
    """RFC 8725, section 2.1: a public key, used as the secret of an HMAC."""
    _private, public = KEY_PAIRS["rsa"]
    scheme = replace(STRICT, algorithm="RS256", key_format="pem")
    for algorithm in ("HS256", "RS256"):
        value = signed_by_hand({"alg": algorithm}, CLAIMS, public)
        code = code_of(scheme, request_with(value), Secret(public))
        assert code in ("signature_malformed", "signature_wrong")
        assert code == "signature_wrong" or algorithm == "HS256"


@pytest.mark.parametrize(
    "value", ["", "a", "a.b", "a.b.c", "..", "a.b.c.d", "\xe9.\xe9.\xe9", "=.=.="]
)
def test_what_is_no_token_is_refused(value):
    assert code_of(STRICT, request_with(value)) in (
        *("signature_malformed", "signature_missing"),
    )


def test_a_token_in_another_spelling_is_refused():
    """Padding, and bits that are thrown away: PyJWT takes the first."""
    value = token()
    assert code_of(STRICT, request_with(value)) == "taken"
    assert code_of(STRICT, request_with(value + "=")) == "signature_malformed"
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = last[last.index(value[-1]) ^ 1]
    assert code_of(STRICT, request_with(value[:-1] + other)) == "signature_malformed"


def test_of_a_token_that_is_too_old_it_is_known_who_made_it():
    """What is said is not that the other secret did not make it."""
    call = request_with(token())
    for secrets in ([SECRET, Secret("b" * 40)], [Secret("b" * 40), SECRET]):
        with pytest.raises(NotAuthentic) as caught:
            verify(STRICT, secrets, call, URL, NOW + 1000)
        assert caught.value.code == "too_old"


def test_a_key_id_chooses_among_keys():
    first, second = Secret("a" * 40, key_id="1"), Secret("b" * 40, key_id="2")
    call = request_with(token(key=second.value, kid="2"))
    assert verify(STRICT, [first, second], call, URL, NOW).secret is second
    call = request_with(token(key=second.value, kid="1"))
    assert code_of(STRICT, call, second) == "signature_wrong"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"algorithm": "none"}, "algorithm_unknown"),
        ({"algorithm": "hmac_sha256"}, "algorithm_unknown"),
        ({"options": {"body_hash_encoding": "rot13"}}, "encoding_unknown"),
        ({"time": TimeRule(Place("header", "Date"))}, "place_invalid"),
    ],
)
def test_a_scheme_that_cannot_work_is_not_saved(change, code):
    with pytest.raises(InvalidSetup) as caught:
        check_scheme(replace(PLAIN, **change))
    assert caught.value.code == code
    assert code_of(replace(PLAIN, algorithm="none"), request_with(token())) in (
        *("signature_malformed", "scheme_invalid"),
    )
