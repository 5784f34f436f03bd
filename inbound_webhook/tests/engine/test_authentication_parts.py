"""What is signed: each kind of parts, and where things stand in a call."""

import base64
import hashlib
import hmac
import zlib
from dataclasses import replace

import pytest

from inbound_webhook.engine.authentication import (
    PART_KINDS,
    NotAuthentic,
    Part,
    Place,
    Scheme,
    Secret,
    TimeRule,
    applied,
    body_coverage,
    check_scheme,
    from_data,
    proves_query,
    register_part,
    sign,
    to_data,
    verify,
)
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

KEY = "an example of a secret, 32 bytes"
URL = "https://shop.example.com/webhook/inbound/abc"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
SIGNED = Scheme(
    "signature",
    place=Place("header", "X-Signature"),
    time=None,
    id_place=Place("header", "X-Id"),
)
CALL = IncomingRequest(
    "post",
    (JSON, ("X-Id", "id-1"), ("X-Shop", "gr\xc3\xbcn"), ("X-List", "x-shop, X-ID")),
    "b=2&a=1&a=%C3%A9",
    b'{"a": {"b": 1.50, "c": true, "d": null, "e": "x"}, "n": 12345678901234567890}',
)


def code_of(scheme, request, url=URL, **secret):
    try:
        verify(scheme, [Secret(KEY, **secret)], request, url, 0)
    except NotAuthentic as error:
        return error.code
    return "taken"


def with_signature_of(message, request=CALL, key=KEY):
    """A call that is signed by hand."""
    digest = hmac.new(key.encode(), message, "sha256").hexdigest()
    return replace(request, headers=(*request.headers, ("X-Signature", digest)))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part("body"), CALL.body),
        (Part("method"), b"POST"),
        (Part("url"), URL.encode() + b"?b=2&a=1&a=%C3%A9"),
        (Part("path_and_query"), b"/webhook/inbound/abc?b=2&a=1&a=%C3%A9"),
        (Part("query_sorted"), b"a1a\xc3\xa9b2"),
        (Part("query_sorted", "=&"), b"a=1&a=\xc3\xa9&b=2"),
        (Part("delivery_id"), b"id-1"),
        (Part("header", "x-shop"), "grün".encode()),
        (Part("listed_headers", "X-List"), "x-shop:grün\nX-ID:id-1".encode()),
        (Part("text", "v0\n"), b"v0\n"),
        (Part("secret"), KEY.encode()),
        (Part("key_id"), b"key-1"),
        (Part("body_path", "a.b"), b"1.50"),
        (Part("body_path", "a.c"), b"true"),
        (Part("body_path", "a.e"), b"x"),
        (Part("body_path", "n"), b"12345678901234567890"),
        (Part("body_sha256"), hashlib.sha256(CALL.body).hexdigest().encode()),
        (
            Part("body_sha256", "base64"),
            base64.b64encode(hashlib.sha256(CALL.body).digest()),
        ),
        (Part("body_crc32"), str(zlib.crc32(CALL.body)).encode()),
    ],
)
def test_what_stands_for_a_part(part, expected):
    scheme = replace(SIGNED, parts=(part, Part("text", "|")))
    check_scheme(scheme)
    call = with_signature_of(expected + b"|")
    assert code_of(scheme, call, key_id="key-1") == "taken"


@pytest.mark.parametrize(
    ("part", "request_without"),
    [
        (Part("header", "X-None"), CALL),
        (Part("body_path", "a.none"), CALL),
        (Part("body_path", "a.d"), CALL),
        (Part("body_path", "a"), CALL),
        (Part("body_path", "a.b"), replace(CALL, body=b"{")),
        (Part("body_path", "a.b"), replace(CALL, body=b"")),
        (Part("delivery_id"), replace(CALL, headers=())),
        (Part("key_id"), CALL),
        (Part("listed_headers", "X-None"), CALL),
        (Part("form_sorted"), CALL),
    ],
)
def test_a_part_that_is_missing(part, request_without):
    call = with_signature_of(b"", request_without)
    refused = replace(SIGNED, parts=(part,))
    assert code_of(refused, call) == "part_missing"
    empty = replace(SIGNED, parts=(replace(part, if_missing="empty"),))
    assert code_of(empty, call) == "taken"


def test_the_address_is_what_the_sender_was_given():
    for part in (Part("url"), Part("path_and_query")):
        scheme = replace(SIGNED, parts=(part,))
        assert code_of(scheme, with_signature_of(b"x"), url="") == "part_missing"


def test_an_address_with_a_query_is_signed_with_the_query_that_came():
    """What the handler reads of the query has to be what was signed."""
    scheme = replace(SIGNED, parts=(Part("url"),))
    url = f"{URL}?shop=1"
    call = with_signature_of(url.encode(), replace(CALL, query_string="shop=1"))
    assert code_of(scheme, call, url) == "taken"
    for query in ("shop=2", "", "shop=1&a=b"):
        other = replace(call, query_string=query)
        assert code_of(scheme, other, url) == "signature_wrong"


def test_a_header_that_is_listed_and_missing_is_refused():
    listed = replace(CALL, headers=(("X-List", "x-shop x-none"), ("X-Shop", "a")))
    scheme = replace(SIGNED, parts=(Part("listed_headers", "X-List"),))
    call = with_signature_of(b"x-shop:a\nx-none:", listed)
    assert code_of(scheme, call) == "part_missing"
    many = replace(CALL, headers=(("X-List", "x," * 200),))
    assert code_of(scheme, with_signature_of(b"", many)) == "signature_malformed"


def test_the_signature_itself_is_not_signed_with_the_query():
    scheme = replace(
        SIGNED, parts=(Part("query_sorted", "=&"),), place=Place("query", "hmac")
    )
    digest = hmac.new(KEY.encode(), b"a=1&b=2", "sha256").hexdigest()
    for query in (f"b=2&hmac={digest}&a=1", f"hmac={digest}&a=1&b=2"):
        assert code_of(scheme, replace(CALL, query_string=query)) == "taken"
    other = replace(CALL, query_string=f"b=3&hmac={digest}&a=1")
    assert code_of(scheme, other) == "signature_wrong"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"b=2&a=1", b"a1b2"),
        (b"a=2&a=1&a=1", b"a1a2"),
        (b"a=%E9&b=+", b"a\xe9b "),
        (b"a&b=", b"ab"),
        (b"", b""),
    ],
)
def test_a_form_is_signed_by_its_decoded_bytes(body, expected):
    request = replace(CALL, headers=(FORM,), body=body)
    scheme = replace(SIGNED, parts=(Part("form_sorted"),))
    assert code_of(scheme, with_signature_of(expected, request)) == "taken"


def test_a_body_that_is_no_form_is_not_taken_for_an_empty_one():
    """Its bytes would be signed by nobody."""
    scheme = replace(SIGNED, parts=(Part("url"), Part("form_sorted")))
    request = replace(CALL, query_string="", body=b"{}")
    call = with_signature_of(URL.encode(), request)
    assert code_of(scheme, call) == "part_missing"
    assert code_of(scheme, replace(call, body=b"")) == "taken"


def test_a_form_with_files_is_signed_by_its_fields_and_so_refused():
    body = (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n2\r\n'
        b"--x--\r\n"
    )
    scheme = replace(SIGNED, parts=(Part("form_sorted"),))
    headers = (("Content-Type", "multipart/form-data; boundary=x"),)
    call = with_signature_of(b"a1", replace(CALL, headers=headers, body=body))
    assert code_of(scheme, call) == "part_missing"
    first = body.partition(b'--x\r\nContent-Disposition: form-data; name="f"')[0]
    assert code_of(scheme, replace(call, body=first + b"--x--\r\n")) == "taken"


@pytest.mark.parametrize(
    ("prehash", "make"),
    [
        ("sha256", lambda body: hashlib.sha256(body).digest()),
        ("sha256_hex", lambda body: hashlib.sha256(body).hexdigest().encode()),
        ("sha1", lambda body: hashlib.sha1(body).digest()),
        ("sha512_hex", lambda body: hashlib.sha512(body).hexdigest().encode()),
    ],
)
def test_what_is_signed_can_be_hashed_first(prehash, make):
    scheme = replace(SIGNED, prehash=prehash)
    check_scheme(scheme)
    assert code_of(scheme, with_signature_of(make(CALL.body))) == "taken"


@pytest.mark.parametrize(
    ("derivation", "secret", "key"),
    [
        ("sha1", KEY, hashlib.sha1(KEY.encode()).digest()),
        ("sha256", KEY, hashlib.sha256(KEY.encode()).digest()),
        ("sha256_hex", KEY, hashlib.sha256(KEY.encode()).hexdigest().encode()),
        ("nfkd", "für ein Geheimnis", "fu\u0308r ein Geheimnis".encode()),
    ],
)
def test_a_key_can_be_made_of_the_secret(derivation, secret, key):
    scheme = replace(SIGNED, key_derivation=derivation)
    digest = hmac.new(key, CALL.body, "sha256").hexdigest()
    call = replace(CALL, headers=(("X-Signature", digest),))
    verify(scheme, [Secret(secret)], call, URL, 0)


@pytest.mark.parametrize(
    ("algorithm", "encoding", "make"),
    [
        ("hmac_sha1", "hex", lambda d: d.hex()),
        ("hmac_sha256", "hex_upper", lambda d: d.hex().upper()),
        ("hmac_sha384", "base64", lambda d: base64.b64encode(d).decode()),
        ("hmac_sha512", "base64_unpadded", lambda d: base64.b64encode(d).decode()[:-2]),
        ("hmac_sha256", "base64url", lambda d: base64.urlsafe_b64encode(d).decode()),
        (
            "hmac_sha1",
            "base64url_unpadded",
            lambda d: base64.urlsafe_b64encode(d).decode()[:-1],
        ),
    ],
)
def test_each_hash_and_each_encoding(algorithm, encoding, make):
    name = algorithm.removeprefix("hmac_")
    digest = hmac.new(KEY.encode(), CALL.body, name).digest()
    scheme = replace(SIGNED, algorithm=algorithm, encoding=encoding)
    check_scheme(scheme)
    call = replace(CALL, headers=(("X-Signature", make(digest)),))
    assert code_of(scheme, call) == "taken"
    longer = replace(call, headers=(("X-Signature", make(digest) + "="),))
    assert code_of(scheme, longer) == "signature_malformed"


# === SHAPES ===


@pytest.mark.parametrize(
    ("scheme", "value", "code"),
    [
        (replace(SIGNED, shape="list"), "x,{},y", "taken"),
        (replace(SIGNED, shape="list", position=2), "x,{},y", "taken"),
        (replace(SIGNED, shape="list", position=1), "x,{},y", "signature_malformed"),
        (replace(SIGNED, shape="list", position=9), "x,{},y", "signature_malformed"),
        (replace(SIGNED, shape="list", separator=" ", prefix="v1:"), "v1:{}", "taken"),
        (
            replace(SIGNED, shape="list", separator=" ", prefix="v1:"),
            "v2:{} {}",
            "signature_malformed",
        ),
        (replace(SIGNED, shape="named", names=("a", "b")), "b={},c=1", "taken"),
        (replace(SIGNED, shape="named", names=("a",)), "b={}", "signature_malformed"),
        (replace(SIGNED, shape="named", names=("a",)), "a={},x", "signature_malformed"),
        (replace(SIGNED, shape="named", names=("a",)), "A={}", "signature_malformed"),
        (
            replace(SIGNED, shape="named", names=("a",), prefix="0x"),
            "a=0x{}",
            "taken",
        ),
        (replace(SIGNED, prefix="HMAC "), "HMAC {}", "taken"),
        (replace(SIGNED, prefix="HMAC "), "{}", "signature_malformed"),
        (replace(SIGNED, prefix="HMAC "), "hmac {}", "signature_malformed"),
        (SIGNED, " {}", "signature_malformed"),
        (SIGNED, "{} ", "signature_malformed"),
    ],
)
def test_shapes(scheme, value, code):
    digest = hmac.new(KEY.encode(), CALL.body, "sha256").hexdigest()
    text = value.replace("{}", digest)
    call = replace(CALL, headers=(("X-Signature", text),))
    assert code_of(scheme, call) == code


def test_a_time_at_a_place_of_a_list():
    scheme = replace(
        SIGNED,
        parts=(Part("time"), Part("body")),
        shape="list",
        position=3,
        time=TimeRule(Place("signature", "2"), past=10**12),
    )
    check_scheme(scheme)
    digest = hmac.new(KEY.encode(), b"1700000000" + CALL.body, "sha256").hexdigest()
    call = replace(CALL, headers=(("X-Signature", f"k1,1700000000,{digest}"),))
    found = verify(scheme, [Secret(KEY)], call, URL, 1_700_000_000)
    assert found.time == 1_700_000_000


def test_numbered_headers():
    scheme = replace(SIGNED, place=Place("header", "X-Signature-*"))
    digest = hmac.new(KEY.encode(), CALL.body, "sha256").hexdigest()
    for headers in (
        [("X-Signature-1", "0" * 64), ("x-signature-2", digest)],
        [("X-Signature-1", digest), ("X-Signature-2", "0" * 64)],
    ):
        call = replace(CALL, headers=tuple(headers))
        assert code_of(scheme, call) == "taken"
    assert code_of(scheme, CALL) == "signature_missing"


def test_a_key_id_in_a_header_chooses_among_secrets():
    scheme = replace(SIGNED, key_id_place=Place("header", "X-Key"))
    first, second = Secret(KEY, key_id="1"), Secret(KEY + "!", key_id="2")
    for secret in (first, second):
        call = applied(CALL, sign(scheme, secret, CALL, URL, 0))
        assert call.header("X-Key") == secret.key_id
        assert verify(scheme, [first, second], call, URL, 0).secret is secret
    lying = replace(
        call, headers=(("X-Key", "1"), *call.headers[:-2], call.headers[-1])
    )
    with pytest.raises(NotAuthentic):
        verify(scheme, [second], lying, URL, 0)


def test_a_key_id_can_be_the_name_of_the_signature():
    scheme = replace(
        SIGNED,
        shape="named",
        separator="&",
        name_separator="|",
        key_id_place=Place("signature", ""),
    )
    check_scheme(scheme)
    digest = hmac.new(KEY.encode(), CALL.body, "sha256").hexdigest()
    for value, code in (
        (f"key-1|{digest}", "taken"),
        (f"key-2|{digest}&key-1|{digest}", "taken"),
        (f"key-2|{digest}", "signature_wrong"),
        (f"|{digest}", "signature_wrong"),
        (digest, "signature_malformed"),
    ):
        call = replace(CALL, headers=(("X-Signature", value),))
        assert code_of(scheme, call, key_id="key-1") == code


# === ITEMS ===


def test_each_item_of_a_list_has_a_signature():
    scheme = Scheme(
        "signature",
        parts=(Part("body_path", "id"), Part("body_path", "sum", "empty")),
        joiner=":",
        items_path="items",
        place=Place("body", "mac"),
    )
    check_scheme(scheme)

    def mac(text):
        return hmac.new(KEY.encode(), text.encode(), "sha256").hexdigest()

    def code(*items):
        body = f'{{"items": [{", ".join(items)}]}}'
        return code_of(scheme, replace(CALL, body=body.encode()))

    good = f'{{"id": "1", "sum": 1.10, "mac": "{mac("1:1.10")}"}}'
    empty = f'{{"id": "2", "mac": "{mac("2:")}"}}'
    bad = f'{{"id": "3", "mac": "{mac("2:")}"}}'
    assert code(good, empty) == "taken"
    assert code(good, bad) == "signature_wrong"
    assert code(good, '{"id": "4"}') == "signature_missing"
    assert code(good, "4") == "signature_missing"
    assert code() == "signature_missing"
    unsigned = replace(CALL, body=b'{"items": [{"id": "1"}, {"id": "2", "sum": 5}]}')
    call = applied(unsigned, sign(scheme, Secret(KEY), unsigned, URL, 0))
    assert code_of(scheme, call) == "taken"


# === WHAT THE SCHEME FINDS IN A CALL ===


def test_what_is_known_of_an_authentic_call():
    scheme = replace(
        SIGNED,
        event_type_place=Place("body", "a.e"),
        nonce_place=Place("query", "b"),
    )
    call = with_signature_of(CALL.body)
    found = verify(scheme, [Secret(KEY)], call, URL, 0)
    assert (found.delivery_id, found.event_type, found.nonce) == ("id-1", "x", "2")
    twice = replace(call, headers=(*call.headers, ("X-ID", "id-2")))
    assert code_of(scheme, twice) == "place_repeated"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("seconds", "1700000000"),
        ("milliseconds", "1700000000000"),
        ("iso8601", "2023-11-14T22:13:20Z"),
        ("iso8601", "2023-11-14T23:13:20.000+01:00"),
        ("iso8601", "2023-11-14T22:13:20"),
    ],
)
def test_units_of_time(unit, text):
    rule = TimeRule(Place("header", "X-Time"), unit)
    scheme = replace(SIGNED, parts=(Part("time"), Part("body")), time=rule)
    request = replace(CALL, headers=(("X-Time", text),))
    call = with_signature_of(text.encode() + CALL.body, request)
    assert verify(scheme, [Secret(KEY)], call, URL, 1_700_000_000).time == 1_700_000_000
    for other in {"seconds", "milliseconds", "iso8601"} - {unit}:
        wrong = replace(scheme, time=replace(rule, unit=other))
        with pytest.raises(NotAuthentic):
            verify(wrong, [Secret(KEY)], call, URL, 1_700_000_000)


# === HOW MUCH IS SIGNED ===


@pytest.mark.parametrize(
    ("scheme", "coverage"),
    [
        (Scheme(), "nothing"),
        (Scheme("token"), "nothing"),
        (SIGNED, "whole"),
        (replace(SIGNED, parts=(Part("body_sha256"),)), "whole"),
        (replace(SIGNED, parts=(Part("body_crc32"),)), "nothing"),
        (replace(SIGNED, parts=(Part("url"),)), "nothing"),
        (replace(SIGNED, parts=(Part("body_path", "a"),)), "values"),
        (Scheme("jwt"), "nothing"),
        (Scheme("jwt", options={"body_hash_claim": "h"}), "whole"),
        (Scheme("http_message"), "whole"),
    ],
)
def test_how_much_of_the_body_is_signed(scheme, coverage):
    assert body_coverage(scheme) == coverage


@pytest.mark.parametrize(
    ("scheme", "is_sure"),
    [
        (Scheme("token"), True),
        (Scheme("jwt"), True),
        (Scheme("jwt", options={"body_hash_claim": "h"}), False),
        (SIGNED, False),
        (replace(SIGNED, parts=(Part("time"), Part("form_sorted"))), False),
        (replace(SIGNED, parts=(Part("url"), Part("body"))), True),
        (replace(SIGNED, parts=(Part("path_and_query"),)), True),
        (replace(SIGNED, parts=(Part("query_sorted"),)), True),
        (Scheme("public_key", parts=(Part("body"),)), False),
        (Scheme("http_message"), False),
        (Scheme("http_message", options={"components": ("@method",)}), False),
        (Scheme("http_message", options={"components": ("@path",)}), False),
        (Scheme("http_message", options={"components": ("@target-uri",)}), True),
        (Scheme("http_message", options={"components": ("@query",)}), True),
    ],
)
def test_whether_the_query_is_as_sure_as_a_body(scheme, is_sure):
    assert proves_query(scheme) is is_sure


# === SCHEMES AS DATA ===


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"kind": 1},
        {"kind": "token", "colour": "red"},
        {"kind": "token", "place": "X-Token"},
        {"kind": "token", "place": {"source": "header", "name": 1}},
        {"kind": "token", "place": {"sauce": "header"}},
        {"kind": "token", "parts": "body"},
        {"kind": "token", "parts": ["body"]},
        {"kind": "token", "names": "v1"},
        {"kind": "token", "names": [1]},
        {"kind": "token", "time": 5},
        {"kind": "token", "time": {"past": "5"}},
        {"kind": "token", "time": {"past": True}},
        {"kind": "token", "position": "1"},
        {"kind": "token", "options": []},
        {"kind": "token", 5: 5},
    ],
)
def test_what_is_no_scheme_is_refused(data):
    with pytest.raises(InvalidSetup) as caught:
        from_data(data)
    assert caught.value.code == "scheme_data_invalid"


def test_data_says_what_differs_from_the_default():
    assert to_data(Scheme()) == {"kind": "none"}
    assert from_data({}) == Scheme()
    scheme = replace(SIGNED, time=TimeRule(Place("header", "T"), past=5))
    assert to_data(scheme) == {
        "kind": "signature",
        "place": {"source": "header", "name": "X-Signature"},
        "time": {"place": {"source": "header", "name": "T"}, "past": 5},
        "id_place": {"source": "header", "name": "X-Id"},
    }


def test_another_addon_can_register_a_part():
    @register_part("shout", "Shout", "required")
    def shout(call, argument, secret):
        return argument.upper().encode()

    try:
        scheme = replace(SIGNED, parts=(Part("shout", "hey"),))
        check_scheme(scheme)
        assert code_of(scheme, with_signature_of(b"HEY")) == "taken"
    finally:
        del PART_KINDS["shout"]
