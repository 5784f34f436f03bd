"""HTTP Message Signatures: the requests of RFC 9421, appendix B."""

import base64
import hmac
from dataclasses import replace

import http_message_signatures as judge
import pytest
import requests
from cryptography.hazmat.primitives.serialization import load_pem_public_key

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
from inbound_webhook.engine.authentication.digests import content_digest, digest_fits
from inbound_webhook.engine.authentication.structured import parse_dictionary
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

# Appendix B.1: the keys.
RSA_PSS = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----"""
P256 = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----"""
ED25519 = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----"""
SHARED = (
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasj"
    "lTMtDQ=="
)

# Appendix B.2: the request that is signed.
URL = "https://example.com/foo"
CREATED = 1618884473
REQUEST = IncomingRequest(
    "POST",
    (
        ("Host", "example.com"),
        ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"),
        (
            "Content-Digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyeal"
            "dVLvRwEmTHWXvJwew==:",
        ),
        ("Content-Length", "18"),
    ),
    "param=Value&Pet=dog",
    b'{"hello": "world"}',
)
#: By section: algorithm, key, what is covered with its parameters, and the signature.
VECTORS = {
    "B.2.1": (
        "rsa-pss-sha512",
        RSA_PSS,
        '();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
        "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U"
        "7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja"
        "8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA"
        "4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho"
        "8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==",
    ),
    "B.2.2": (
        "rsa-pss-sha512",
        RSA_PSS,
        '("@authority" "content-digest");created=1618884473;keyid="test-key-rsa-pss"',
        "Fee1uy9YGZq5UUwwYU6vz4dZNvfw3GYrFl1L6YlVIyUMuWswWDNSvql4dVtSeidYjYZUm7SBCENI"
        "b5KYy2ByoC3bI+7gydd2i4OAT5lyDtmeapnAa8uP/b9xUpg+VSPElbBs6JWBIQsd+nMdHDe+ls/I"
        "wVMwXktC37SqsnbNyhNp6kcvcWpevjzFcD2VqdZleUz4jN7P+W5A3wHiMGfIjIWn36KXNB+RKyrl"
        "GnIS8yaBBrom5rcZWLrLbtg6VlrH1+/07RV+kgTh/l10h8qgpl9zQHu7mWbDKTq0tJ8K4ywcPoC4"
        "s2I4rU88jzDKDGdTTQFZoTVZxZmuTM1FvHfzIw==",
    ),
    "B.2.3": (
        "rsa-pss-sha512",
        RSA_PSS,
        '("date" "@method" "@path" "@query" "@authority" "content-type"'
        ' "content-digest" "content-length")'
        ';created=1618884473;keyid="test-key-rsa-pss"',
        "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVx"
        "FkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+"
        "V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipw"
        "vKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbh"
        "l5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==",
    ),
    # Section 4.3, the first of its two signatures.
    "4.3": (
        "ecdsa-p256-sha256",
        P256,
        '("@method" "@authority" "@path" "content-digest" "content-type"'
        ' "content-length");created=1618884475;keyid="test-key-ecc-p256"',
        "X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalz"
        "A8ESSaHD3A==",
    ),
    "B.2.5": (
        "hmac-sha256",
        SHARED,
        '("date" "@authority" "content-type")'
        ';created=1618884473;keyid="test-shared-secret"',
        "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=",
    ),
    "B.2.6": (
        "ed25519",
        ED25519,
        '("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"',
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lI"
        "p5WPpBKRCw==",
    ),
}
ALL = pytest.mark.parametrize("vector", VECTORS.values(), ids=list(VECTORS))
COVERS_BODY = ("B.2.2", "B.2.3", "4.3")


def scheme_of(vector, **options):
    algorithm, key, _covered, _signature = vector
    key_format = "base64" if algorithm.startswith("hmac") else "pem"
    rule = TimeRule(Place("signature", "created"))
    return Scheme(
        "http_message", algorithm, key_format=key_format, time=rule, options=options
    )


def signed(vector, label="sig", request=REQUEST):
    _algorithm, _key, covered, signature = vector
    added = (
        ("Signature-Input", f"{label}={covered}"),
        ("Signature", f"{label}=:{signature}:"),
    )
    return replace(request, headers=(*request.headers, *added))


def code_of(vector, request, now=CREATED, scheme=None, secret=None, url=URL):
    secret = secret or Secret(vector[1])
    try:
        verify(scheme or scheme_of(vector), [secret], request, url, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


@ALL
def test_the_signatures_of_the_rfc_are_right(vector):
    """Those that leave the body out are right as well, of a call without a body."""
    request = replace(signed(vector), body=b"")
    if "content-digest" in vector[2]:
        request = signed(vector)
    assert code_of(vector, request) == "taken"


@ALL
def test_another_method_path_or_header_is_refused(vector):
    covered = vector[2]
    request = signed(vector)
    if "content-digest" not in covered:
        request = replace(request, body=b"")
    changed = {
        "@method": replace(request, method="PUT"),
        "@query": replace(request, query_string="param=other"),
        "date": with_header(request, "Date", "Tue, 20 Apr 2021 02:07:56 GMT"),
        "content-type": with_header(request, "Content-Type", "text/plain"),
    }
    for name, call in changed.items():
        expected = "signature_wrong" if f'"{name}"' in covered else "taken"
        assert code_of(vector, call) == expected
    other = "https://example.org/foo"
    expected = "signature_wrong" if "@authority" in covered else "taken"
    assert code_of(vector, request, url=other) == expected


@pytest.mark.parametrize("section", VECTORS)
def test_a_body_that_is_not_signed_is_refused(section):
    """The trap of the RFC: the signature says nothing of the body unless its digest is
    covered, and the digest has to be compared with the body."""
    vector = VECTORS[section]
    expected = "taken" if section in COVERS_BODY else "component_missing"
    assert code_of(vector, signed(vector)) == expected
    other = replace(signed(vector), body=b'{"hello": "World"}')
    expected = "digest_wrong" if section in COVERS_BODY else "component_missing"
    assert code_of(vector, other) == expected


@ALL
def test_too_old_and_in_the_future(vector):
    created = 1618884475 if "1618884475" in vector[2] else CREATED
    request = replace(signed(vector), body=b"")
    if "content-digest" in vector[2]:
        request = signed(vector)
    for age, code in (
        *((300, "taken"), (301, "too_old"), (-300, "taken"), (-301, "in_future")),
    ):
        assert code_of(vector, request, now=created + age) == code


def test_what_the_scheme_asks_for_has_to_be_signed():
    vector = VECTORS["B.2.3"]
    for components, code in (
        (["@method", "@path", "content-type"], "taken"),
        (["@method", "@target-uri"], "component_missing"),
        (['@query-param;name="Pet"'], "component_missing"),
    ):
        scheme = scheme_of(vector, components=components)
        check_scheme(scheme)
        assert code_of(vector, signed(vector), scheme=scheme) == code


def test_the_label_the_tag_the_key_and_the_algorithm_have_to_be_those():
    vector = VECTORS["B.2.3"]
    request = signed(vector)
    for options, code in (
        ({"label": "sig"}, "taken"),
        ({"label": "other"}, "signature_missing"),
        ({"tag": "app"}, "signature_wrong"),
    ):
        assert code_of(vector, request, scheme=scheme_of(vector, **options)) == code
    secret = Secret(vector[1], key_id="test-key-rsa-pss")
    assert code_of(vector, request, secret=secret) == "taken"
    secret = replace(secret, key_id="another")
    assert code_of(vector, request, secret=secret) == "signature_wrong"
    value = request.header("Signature-Input") + ';alg="hmac-sha256"'
    other = with_header(request, "Signature-Input", value)
    assert code_of(vector, other) == "signature_wrong"


def signed_by_hand(parameters):
    """A call whose date is signed with the shared secret, and its vector."""
    base = '"date": Tue, 20 Apr 2021 02:07:55 GMT\n"@signature-params": '
    covered = f'("date");created=1618884473;{parameters}'
    key = base64.b64decode(SHARED)
    digest = hmac.new(key, (base + covered).encode(), "sha256").digest()
    vector = ("hmac-sha256", SHARED, covered, base64.b64encode(digest).decode())
    return vector, replace(signed(vector), body=b"")


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ('alg="hmac-sha256"', "taken"),
        # Though it is right by ours: who made it meant something else.
        ('alg="ed25519"', "signature_wrong"),
        (f"expires={CREATED + 60}", "taken"),
        (f"expires={CREATED - 299}", "taken"),
        (f"expires={CREATED - 300}", "too_old"),
    ],
)
def test_what_a_signature_says_of_itself(parameters, code):
    vector, request = signed_by_hand(parameters)
    assert code_of(vector, request) == code


def test_of_two_signatures_one_is_enough():
    vector = VECTORS["B.2.3"]
    request = signed(vector, "a")
    second = signed(VECTORS["B.2.5"], "b", IncomingRequest("POST"))
    request = replace(request, headers=(*request.headers, *second.headers))
    assert code_of(vector, request) == "taken"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("Signature-Input", "", "signature_missing"),
        ("Signature-Input", "sig", "signature_malformed"),
        ("Signature-Input", "sig=1", "signature_malformed"),
        ("Signature-Input", "sig=(", "signature_malformed"),
        ("Signature-Input", 'sig=("date"', "signature_malformed"),
        ("Signature-Input", 'sig=("date" "date")', "signature_malformed"),
        ("Signature-Input", 'sig=("@status")', "signature_malformed"),
        ("Signature-Input", 'sig=("date";sf)', "signature_malformed"),
        ("Signature-Input", 'sig=("Date")', "signature_malformed"),
        ("Signature-Input", 'sig=("@query-param";name="x")', "part_missing"),
        ("Signature-Input", 'sig=("x-none")', "part_missing"),
        ("Signature-Input", 'sig=("date"),', "signature_malformed"),
        ("Signature-Input", "sig=(\xe9)", "signature_malformed"),
        ("Signature-Input", 'other=("date")', "signature_missing"),
        ("Signature", "sig=:!:", "signature_malformed"),
        ("Signature", "sig=:A:", "signature_malformed"),
        ("Signature", "sig=()", "signature_malformed"),
        ("Signature", "sig=1", "signature_malformed"),
        ("Signature", "sig=:AAAA:", "signature_wrong"),
        ("Signature", "\xff", "signature_malformed"),
    ],
)
def test_malformed_headers_are_refused_and_raise_nothing_else(name, value, code):
    vector = VECTORS["B.2.6"]
    request = replace(with_header(signed(vector), name, value), body=b"")
    assert code_of(vector, request) == code


def with_header(request, name, value):
    headers = [h for h in request.headers if h[0].lower() != name.lower()]
    return replace(request, headers=(*headers, (name, value)))


# === THE JUDGE ===


class _Key(judge.HTTPSignatureKeyResolver):
    def __init__(self, vector):
        self.vector = vector

    def resolve_public_key(self, key_id):
        key = self.vector[1]
        if self.vector[0].startswith("hmac"):
            return base64.b64decode(key)
        return load_pem_public_key(key.encode())

    resolve_private_key = resolve_public_key


def test_what_we_sign_the_judge_takes():
    vector = ("hmac-sha256", SHARED)
    scheme = replace(
        scheme_of((*vector, "", "")),
        options={
            "components": [
                *("@method", "@authority", "@path", "@query", "@target-uri"),
                *("content-type", "date"),
            ],
        },
    )
    check_scheme(scheme)
    secret = Secret(SHARED, key_id="key")
    check_secret(scheme, secret)
    call = applied(REQUEST, sign(scheme, secret, REQUEST, URL, CREATED))
    assert code_of(vector, call, scheme=scheme, secret=secret) == "taken"
    headers = {name: value for name, value in call.headers if name != "Host"}
    prepared = requests.Request(
        "POST", f"{URL}?{call.query_string}", headers=headers, data=call.body
    ).prepare()
    verifier = judge.HTTPMessageVerifier(
        signature_algorithm=judge.algorithms.HMAC_SHA256, key_resolver=_Key(vector)
    )
    verifier.validate_created_and_expires = lambda *args, **kwargs: None
    (result,) = verifier.verify(prepared)
    assert '"@target-uri"' in result.covered_components


# === DIGESTS AND STRUCTURED FIELDS ===


def test_a_digest_of_the_rfc():
    # RFC 9530, appendix D: the bodies {"hello": "world"} with a line break behind it.
    body = b'{"hello": "world"}\n'
    sha_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    assert content_digest(body) == sha_256.encode()
    assert digest_fits(sha_256.encode(), body)
    assert not digest_fits(sha_256.encode(), body + b"\n")
    for header in (b"", b"md5=:AAAA:", b"sha-256=1", b"\xff", b"sha-256=:AAAA:", None):
        assert not digest_fits(header, body)
    both = f"{sha_256}, sha-512=:AAAA:".encode()
    assert not digest_fits(both, body), "each that is known has to be right"
    unknown = f"{sha_256}, unixsum=30637".encode()
    assert digest_fits(unknown, body)


@pytest.mark.parametrize(
    "text",
    [
        'a=("x" "y";p=1;q);created=1;s="a\\"b\\\\"',
        "a=:AAAA:;x=?0",
        "a=token/x:y",
        "a=-15",
        "a=()",
        'a=("x");b=tok',
    ],
)
def test_a_structured_field_is_written_as_it_was_read(text):
    (value,) = parse_dictionary(text).values()
    assert f"a={value}" == text


@pytest.mark.parametrize(
    "text",
    ["=1", "A=1", "a=(x", 'a="', "a=1 b=2", "a=:é:", "a=(1)x", "a=?2", 'a=("x"y)'],
)
def test_what_is_no_structured_field_is_refused(text):
    with pytest.raises(ValueError):
        parse_dictionary(text)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"algorithm": "md5"}, "algorithm_unknown"),
        ({"options": {"components": ["@status"]}}, "component_unknown"),
        ({"options": {"components": ['x";y']}}, "component_unknown"),
        ({"time": TimeRule(Place("header", "Date"))}, "place_invalid"),
    ],
)
def test_a_scheme_that_cannot_work_is_not_saved(change, code):
    with pytest.raises(InvalidSetup) as caught:
        check_scheme(replace(scheme_of(VECTORS["B.2.6"]), **change))
    assert caught.value.code == code
