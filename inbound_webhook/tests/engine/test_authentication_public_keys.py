"""Public keys: the forms in which senders give them out, and what is refused."""

import base64
import json
from dataclasses import replace
from datetime import datetime

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from key_pairs import KEY_PAIRS
from nacl.signing import SigningKey

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
from inbound_webhook.engine.authentication.asymmetric import ASYMMETRIC
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

URL = "https://odoo.example.com/webhook/inbound/abc"
REQUEST = IncomingRequest("POST", (), "", b'{"name": "Zo\xc3\xab"}')
SIGNED = Scheme("public_key", place=Place("header", "X-Signature"), encoding="base64")


def code_of(scheme, request, *keys):
    try:
        verify(scheme, [Secret(key) for key in keys], request, URL, 0)
    except NotAuthentic as error:
        return error.code
    return "taken"


def signed(scheme, key, request=REQUEST):
    return applied(request, sign(scheme, Secret(key), request, URL, 0))


def test_a_vector_of_ed25519():
    # RFC 8032, section 7.1, test 3.
    scheme = replace(SIGNED, algorithm="ed25519", encoding="hex", key_format="hex")
    key = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    signature = (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    call = IncomingRequest("POST", (("X-Signature", signature),), "", b"\xaf\x82")
    assert code_of(scheme, call, key) == "taken"
    assert code_of(scheme, replace(call, body=b"\xaf\x83"), key) == "signature_wrong"
    private = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
    assert signed(scheme, private, replace(call, headers=())) == call


@pytest.mark.parametrize("name", ASYMMETRIC)
def test_each_algorithm(name):
    scheme = replace(SIGNED, algorithm=name, key_format="pem")
    private, public = KEY_PAIRS[ASYMMETRIC[name].key_type]
    check_scheme(scheme)
    check_secret(scheme, public)
    call = signed(scheme, private)
    assert code_of(scheme, call, public) == "taken"
    longer = replace(call, body=REQUEST.body + b" ")
    assert code_of(scheme, longer, public) == "signature_wrong"
    value = bytearray(base64.b64decode(call.header("X-Signature")))
    value[-1] ^= 1
    text = base64.b64encode(value).decode()
    changed = replace(call, headers=(("X-Signature", text),))
    assert code_of(scheme, changed, public) == "signature_wrong"


@pytest.mark.parametrize("name", ["ed25519", "ecdsa_p256_sha256_raw", "rsa_sha256"])
def test_the_same_key_in_each_form(name):
    private, public = KEY_PAIRS[ASYMMETRIC[name].key_type]
    key = load_pem_public_key(public.encode())
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    forms = {
        "pem": public,
        "der": base64.encodebytes(der).decode(),
        "jwk": _jwk(name, key),
    }
    if name != "rsa_sha256":
        raw = _raw(name, key)
        forms["hex"] = raw.hex().upper()
        forms["base64"] = base64.b64encode(raw).decode().rstrip("=")
        forms["base64url"] = base64.urlsafe_b64encode(raw).decode()
    call = signed(replace(SIGNED, algorithm=name, key_format="pem"), private)
    for key_format, text in forms.items():
        scheme = replace(SIGNED, algorithm=name, key_format=key_format)
        check_secret(scheme, text)
        assert code_of(scheme, call, f" {text}\n") == "taken", key_format
        for other in forms:
            if other != key_format and not other.startswith("base64"):
                wrong = replace(scheme, key_format=other)
                assert code_of(wrong, call, text) == "secret_invalid", other


def _raw(name, key):
    if name == "ed25519":
        return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _jwk(name, key):
    algorithms = {
        "ed25519": jwt.algorithms.OKPAlgorithm,
        "ecdsa_p256_sha256_raw": jwt.algorithms.ECAlgorithm,
        "rsa_sha256": jwt.algorithms.RSAAlgorithm,
    }
    value = algorithms[name].to_jwk(key)
    return value if isinstance(value, str) else json.dumps(value)


def test_a_certificate_is_read_for_its_key():
    certificate = _certificate()
    private, _public = KEY_PAIRS["ed25519"]
    scheme = replace(SIGNED, algorithm="ed25519", key_format="pem")
    assert code_of(scheme, signed(scheme, private), certificate) == "taken"


def _certificate():
    key = load_pem_private_key(KEY_PAIRS["ed25519"][0].encode(), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1)
    builder = builder.not_valid_before(datetime(2020, 1, 1))
    builder = builder.not_valid_after(datetime(2030, 1, 1))
    return builder.sign(key, None).public_bytes(Encoding.PEM).decode()


@pytest.mark.parametrize(
    ("algorithm", "key_format", "key", "code"),
    [
        ("ed25519", "pem", KEY_PAIRS["P-256"][1], "key_of_another_type"),
        ("ed25519", "pem", KEY_PAIRS["rsa"][1], "key_of_another_type"),
        ("ecdsa_p256_sha256", "pem", KEY_PAIRS["P-384"][1], "key_of_another_type"),
        ("ecdsa_p256_sha256", "pem", KEY_PAIRS["ed25519"][1], "key_of_another_type"),
        ("rsa_sha256", "pem", KEY_PAIRS["ed25519"][1], "key_of_another_type"),
        ("ed25519", "pem", KEY_PAIRS["ed25519"][0], "key_unreadable"),
        ("ed25519", "hex", "00" * 31, "key_unreadable"),
        ("ed25519", "hex", "x", "key_unreadable"),
        ("ed25519", "rot13", "x", "key_format_unknown"),
        ("ecdsa_p256_sha256", "hex", "04" + "00" * 64, "key_unreadable"),
        ("rsa_sha256", "hex", "00" * 256, "key_unreadable"),
        ("ed25519", "jwk", "{}", "key_unreadable"),
        ("ed25519", "jwk", "[]", "key_unreadable"),
        ("ed25519", "jwk", "{", "key_unreadable"),
        ("ed25519", "jwk", '{"kty":"OKP","crv":"Ed25519","x":1}', "key_unreadable"),
        ("ed25519", "jwk", '{"kty":"oct","k":"AAAA"}', "key_unreadable"),
        ("md5", "pem", KEY_PAIRS["ed25519"][1], "algorithm_unknown"),
    ],
)
def test_a_key_that_cannot_work_is_not_saved(algorithm, key_format, key, code):
    scheme = replace(SIGNED, algorithm=algorithm, key_format=key_format)
    with pytest.raises(InvalidSetup) as caught:
        check_secret(scheme, key)
    assert caught.value.code == code
    call = replace(REQUEST, headers=(("X-Signature", "AAAA"),))
    assert code_of(scheme, call, key) in ("secret_invalid", "scheme_invalid")


def test_an_rsa_key_that_can_be_broken_is_not_saved():
    key = rsa.generate_private_key(65537, 1024)
    public = key.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    scheme = replace(SIGNED, algorithm="rsa_sha256", key_format="pem")
    with pytest.raises(InvalidSetup) as caught:
        check_secret(scheme, public.decode())
    assert caught.value.code == "secret_too_short"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(InvalidSetup):
        signed(scheme, private.decode())


@pytest.mark.parametrize("value", ["", "AAAA", "A===", "\xff", "AA AA", "QUFB\n", "{}"])
@pytest.mark.parametrize("name", ASYMMETRIC)
def test_what_is_no_signature_is_refused_and_raises_nothing_else(name, value):
    scheme = replace(SIGNED, algorithm=name, key_format="pem")
    _private, public = KEY_PAIRS[ASYMMETRIC[name].key_type]
    call = replace(REQUEST, headers=(("X-Signature", value),))
    code = code_of(scheme, call, public)
    assert code in ("signature_missing", "signature_malformed", "signature_wrong")


def test_two_numbers_side_by_side_have_one_length():
    scheme = replace(SIGNED, algorithm="ecdsa_p256_sha256_raw", key_format="pem")
    private, public = KEY_PAIRS["P-256"]
    value = base64.b64decode(signed(scheme, private).header("X-Signature"))
    longer = base64.b64encode(value[:32] + b"\x00" + value[32:]).decode()
    call = replace(REQUEST, headers=(("X-Signature", longer),))
    assert code_of(scheme, call, public) == "signature_wrong"


def test_standard_webhooks_with_a_public_key():
    """There is no published vector of v1a, so libsodium makes one: as the specification
    says, Ed25519 over ``id.timestamp.body``."""
    key = SigningKey(bytes(32))
    message = b"msg_1.1700000000." + REQUEST.body
    signature = base64.b64encode(key.sign(message).signature).decode()
    scheme = Scheme(
        "public_key",
        "ed25519",
        parts=(
            Part("header", "webhook-id"),
            Part("header", "webhook-timestamp"),
            Part("body"),
        ),
        joiner=".",
        place=Place("header", "webhook-signature"),
        shape="list",
        separator=" ",
        prefix="v1a,",
        encoding="base64",
        key_format="base64",
        key_prefix="whpk_",
    )
    public = "whpk_" + base64.b64encode(bytes(key.verify_key)).decode()
    headers = (
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", "1700000000"),
        ("webhook-signature", f"v1,{signature} v1a,{signature}"),
    )
    assert code_of(scheme, replace(REQUEST, headers=headers), public) == "taken"
    only_v1 = (*headers[:2], ("webhook-signature", f"v1,{signature}"))
    call = replace(REQUEST, headers=only_v1)
    assert code_of(scheme, call, public) == "signature_malformed"
