"""Credentials and tokens, and what is left where they were."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.masking import (
    MASK,
    is_credential,
    leads_to,
    mask_addresses,
    mask_query,
    mask_request_lines,
    mask_token,
    mask_token_in_body,
    mask_token_in_tree,
    mask_value,
    without_masked,
)
from inbound_webhook.engine.request import IncomingRequest, Reply

TOKEN = "gU4-xQ_9zT0aBcDeFgHiJkLmNoPqRsTuVwXyZ12345"
tokens = st.text("abcXYZ019-_", min_size=16, max_size=43)
around = st.text("äöü ?&/=😀\n", max_size=20)


def nobody(_name):
    return False


CREDENTIALS = """
    Authorization Proxy-Authorization Cookie Set-Cookie X-Api-Key Api-Key ApiKey
    X-Apikey
    X-Webhook-Secret X-Shopify-Access-Token X-Access-Token X-Secret Token X-Vault-Token
    X-Amz-Security-Token X-Auth-Token X-Gitlab-Token X-Odoo-Database Private-Token
    X-Telegram-Bot-Api-Secret-Token X-CSRF-Token X-XSRF-TOKEN X-Hub-Signature-256
    X-Shopify-Hmac-Sha256 X-Session-Id X-Password X-Passwd X-Pwd X-User-Credentials
    X-Jwt CF-Access-Jwt-Assertion X-Amzn-Oidc-Data X-Functions-Key Dd-Api-Key
    Ocp-Apim-Subscription-Key X-LicenseKey accessToken access_token client.secret
    X_API_KEY X-Otp X-Pin Sid X-Paypal-Transmission-Sig Verif-Hash X-Forwarded-Auth
    X-Private-Note key auth[token] user[password]
""".split()
HARMLESS = """
    Host User-Agent Accept Accept-Encoding Content-Type Content-Length X-Real-Ip Referer
    X-Original-Uri X-Forwarded-Uri X-Forwarded-For Forwarded X-GitHub-Event Author
    Origin
    X-GitHub-Delivery Webhook-Id Idempotency-Key X-Idempotency-Key X-Request-Id Keyword
    X-Author Authors X-Passport X-Assignee Pinned Design Keep-Alive X-Shopify-Topic
    name email utm_source signed_up message passenger
""".split()


@pytest.mark.parametrize("name", CREDENTIALS)
def test_a_name_of_a_credential_is_known_in_any_case(name):
    for spelled in (name, name.upper(), name.lower()):
        assert is_credential(spelled), spelled


@pytest.mark.parametrize("name", HARMLESS)
def test_other_names_are_none(name):
    assert not is_credential(name) or name == "Keep-Alive"


def test_a_name_that_nobody_gave_is_one():
    assert is_credential("a" * 10_000)


def spellings(token):
    """A token as proxies, browsers and senders may write it."""
    encoded = "".join(f"%{ord(letter):02x}" for letter in token)
    return [
        token,
        token.lower(),
        token.upper(),
        encoded,
        encoded.upper(),
        quote(encoded),
        quote(quote(encoded)),
        token.replace("-", "%2D").replace("_", "%5f"),
    ]


@pytest.mark.parametrize("spelled", spellings(TOKEN))
def test_a_token_is_masked_in_each_spelling(spelled):
    text = f"GET https://erp.example.com/inbound/{spelled}?a=%20b HTTP/1.1"
    assert mask_token(text, TOKEN) == text.replace(spelled, MASK)


@given(tokens, around, around)
def test_nothing_of_a_token_is_left(token, before, after):
    for spelled in spellings(token):
        text = f"{before} {spelled} {after}"
        masked = mask_token(text, token)
        assert spelled not in masked
        assert masked.startswith(before)
        assert masked.endswith(after)


@given(st.text(), tokens)
def test_a_text_without_the_token_stays_as_it_is(text, token):
    if token.lower() not in text.lower() and "%" not in text:
        assert mask_token(text, token) == text
        assert mask_token_in_body(text.encode("utf-8", "replace"), token) == (
            text.encode("utf-8", "replace")
        )


def test_no_token_masks_nothing():
    assert mask_token("text", "") == "text"
    assert mask_token_in_body(b"text", "") == b"text"


def test_a_body_keeps_its_length_and_its_form():
    payload = {"webhookURL": f"https://erp.example.com/inbound/{TOKEN}", "name": "Ada"}
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-16"):
        body = json.dumps(payload).encode(encoding)
        masked = mask_token_in_body(body, TOKEN)
        assert len(masked) == len(body)
        read = json.loads(masked)
        assert read["name"] == "Ada"
        assert TOKEN not in read["webhookURL"]
    form = f"hook=https%3A%2F%2Fx%2Finbound%2F{TOKEN.replace('-', '%2D')}&name=Ada"
    masked = mask_token_in_body(form.encode(), TOKEN)
    assert masked.startswith(b"hook=https%3A%2F%2Fx%2Finbound%2F***")
    assert masked.endswith(b"*&name=Ada")


def test_a_tree_is_masked_and_keeps_its_shape():
    tree = {"a": [1, None, f"x{TOKEN}y", (True, TOKEN)], "b": {"c": "kept"}}
    assert mask_token_in_tree(tree, TOKEN) == {
        "a": [1, None, f"x{MASK}y", (True, MASK)],
        "b": {"c": "kept"},
    }


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("https://ada:s3cret@example.com/a", "https://***@example.com/a"),
        ("https%3A%2F%2Fada%3As3cret%40example.com", "https%3A%2F%2F***%40example.com"),
        ("/a?name=Ada&api_key=s3cret&b=1", "/a?name=Ada&api_key=***&b=1"),
        ("https://x/a?access_token=s3cret#b", "https://x/a?access_token=***#b"),
        ("/r?next=%2Fa%3Ftoken%3Ds3cret%26b%3D1", "/r?next=%2Fa%3Ftoken%3D***%26b%3D1"),
        ("token=s3cret; path=/", "token=***; path=/"),
        ("Bearer s3cretS3cret", "Bearer ***"),
        ("Basic QWRhOnMzY3JldA==", "Basic ***"),
        ("a eyJhbGciOi.eyJzdWIi.s3cret b", "a *** b"),
        ('{"api_key": "s3cret", "a": "b"}', '{"api_key": "***", "a": "b"}'),
        ("https://x/INBOUND/s3cret?name=O'Hara, b", "https://x/inbound/*** b"),
        ("ada@example.com", "ada@example.com"),
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ('for="[::1]";proto=https', 'for="[::1]";proto=https'),
        ("Basic plan", "Basic plan"),
    ],
)
def test_credentials_inside_a_value_are_masked(value, masked):
    assert mask_value(value) == masked


@pytest.mark.parametrize(
    "value",
    ["%2f%2f" * 10_000, "//" * 30_000, "-eyJ" * 15_000, '"a":"' * 12_000]
    + ["?a=" * 20_000, "%25" * 20_000, "basic " * 10_000, "/inbound" * 8_000],
)
def test_a_long_value_is_masked_in_good_time(value):
    # As long as a header can be; what is slow here takes minutes.
    mask_value(value)
    mask_token(value, TOKEN)
    mask_request_lines(value)


@pytest.mark.parametrize(
    ("query", "masked"),
    [
        ("", ""),
        ("name=Ada&api_key=s3cret", "name=Ada&api_key=***"),
        ("api%5Fkey=s3cret&x", "api%5Fkey=***&x"),
        ("user[password]=s3cret", "user[password]=***"),
        ("back=https://a:s3cret@b/", "back=https://***@b/"),
        ("token=&token", "token=&token"),
    ],
)
def test_credentials_in_a_query_are_masked(query, masked):
    assert mask_query(query, nobody) == masked


def test_what_a_parameter_reads_of_a_query_stays():
    assert mask_query("key=A-1&token=s3cret", "key".__eq__) == "key=A-1&token=***"


def test_masked_fields_of_a_query_can_be_left_out():
    assert without_masked("a=1&token=***&b=2") == "a=1&b=2"
    assert without_masked("a=1&a=2") == "a=1&a=2"


def test_the_path_of_a_parameter_leads_to_its_field_alone():
    assert leads_to("user.key", "user[key]")
    assert leads_to("user", "user[key]")
    assert leads_to("$.key", "key")
    assert not leads_to("t", "token")
    assert not leads_to("user.name", "user[key]")


#: Lines of Odoo's web servers, and what is left of them.
LINES = [
    ('"POST /inbound/T0KEN HTTP/1.1" 200 -', '"POST /inbound/*** HTTP/1.1" 200 -'),
    ('"GET /inbound/T0KEN?name=O\'Hara&b HTTP/1.1" 200 -', 0),
    ('"GET /inbound/T0KEN?name="Hara" HTTP/1.1" 200 -', 0),
    ('"GET /inbound/T0KEN?name=Ada Hara HTTP/1.1" 400 -', 0),
    ('"GET /inbound/T0KEN?name=Ada\xa0Hara\x85Hara\u3000Hara HTTP/1.1" 200 -', 0),
    ('"GET /INBOUND/T0KEN?Hara HTTP/1.1" 404 -', 0),
    ('"GET /%69nb%4fund/T0KEN HTTP/1.1" 404 -', 0),
    ('"GET //inbound//T0KEN HTTP/1.1" 404 -', 0),
    ('"GET /de/inbound/T0KEN/ HTTP/1.1" 404 -', 0),
    ('"GET /inbound%2FT0KEN HTTP/1.1" 200 -', 0),
    ('"GET /inbound%252FT0KEN HTTP/1.1" 200 -', 0),
    ('"GET inbound/T0KEN HTTP/1.1" 200 -', 0),
    ('"GET \\inbound\\T0KEN HTTP/1.1" 404 -', 0),
    ('"GET http://x/inbound/T0KEN HTTP/1.1" 200 -', 0),
    ('"GET /web/login?redirect=%2Finbound%2FT0KEN HTTP/1.1" 200 -', 0),
    ('"GET /inbound?T0KEN HTTP/1.1" 404 -', 0),
    ('"GET /inbound/T0KEN?name=Ada Hara" 400 -', '"GET /inbound/***" 400 -'),
    ('"\x1b[31mGET /inbound/T0KEN Hara\x1b[0m" 400 -', 0),
    ('"GET /inbound/T0KEN Hara" 400 - 0.0003', '"GET /inbound/***" 400 - 0.0003'),
    ('"GET /inbound/T0KEN?name=Hara', '"GET /inbound/***'),
    ('127.0.0.1 - - [25/Nov/2026 1:2:3] "Ada "Hara" b" 400 -', 0),
    ("code 400, message Bad request version ('Hara')", 0),
    ("code 400, message Bad request syntax ('GET /inbound/T0KEN Hara b')", 0),
    ('code 400, message Bad HTTP/0.9 request type ("T0KEN Hara")', 0),
    ("(from ('10.0.0.1', 4)) Invalid HTTP method: 'T0KEN Hara'", 0),
    ("<socket>: Invalid request (from ('10.0.0.1', 4)): T0KEN Hara", 0),
]


@pytest.mark.parametrize(("line", "left"), LINES)
def test_a_line_of_the_web_server_holds_nothing_of_a_call(line, left):
    masked = mask_request_lines(line)
    assert "T0KEN" not in masked
    assert "Hara" not in masked
    assert MASK in masked
    if left:
        assert masked == left
    # The status is what the line is for.
    assert line.split('"')[-1] in masked or '" ' not in line


@pytest.mark.parametrize(
    "line",
    [
        '"GET /web/login?redirect=/odoo HTTP/1.1" 200 -',
        '10.0.0.1 - - [25/Nov/2026 1:2:3] "GET /a?b=c HTTP/1.1" 200 -',
        '10.0.0.1 - - [25/Nov/2026 1:2:3] "\x1b[31mGET /a HTTP/1.1\x1b[0m" 404 -',
        '"GET /inbound_webhook/static/src/trace.js HTTP/1.1" 200 -',
        '"GET /odoo/inbound-webhooks HTTP/1.1" 200 -',
        '"GET /x_inbound/page HTTP/1.1" 200 -',
        "code 431, message Too many headers",
        "An inbound call (inbound) failed: inbound, and so on.",
    ],
)
def test_a_line_about_something_else_stays_as_it_is(line):
    assert mask_request_lines(line) == line
    assert mask_addresses(line) == line


def test_an_address_in_any_text_is_masked_to_the_next_blank():
    dumped = "(url:http://x/inbound/T0KEN?a=O'b) (qc:3)\n  next"
    assert mask_addresses(dumped) == "(url:http://x/inbound/*** (qc:3)\n  next"


@given(st.text(), st.text())
def test_masking_raises_nothing(text, name):
    for mask in (mask_value, mask_addresses, mask_request_lines):
        mask(text)
    mask_query(text, nobody)
    leads_to(text, name)
    is_credential(name)


def test_a_request_goes_on_without_its_token():
    body = f'{{"hook": "/inbound/{TOKEN}"}}'.encode()
    headers = (("Referer", f"https://x/inbound/{TOKEN}?a"), (f"X-{TOKEN}", "1"))
    query = f"from={TOKEN}&api_key=s3cret&key=A-1"
    request = IncomingRequest("POST", headers, query, body)
    masked = request.masked(
        TOKEN, lambda source, name: (source, name) == ("query", "key")
    )
    assert masked.headers == (("Referer", "https://x/inbound/***?a"), ("X-***", "1"))
    assert masked.query_string == "from=***&api_key=***&key=A-1"
    assert masked.readable_query() == "key=A-1"
    assert masked.body == body.replace(TOKEN.encode(), b"*" * len(TOKEN))


def test_stored_headers_hold_no_credentials_but_what_a_parameter_reads():
    request = IncomingRequest(
        "POST",
        (
            ("X-Api-Key", "s3cret"),
            ("Referer", "https://a:s3cret@b/"),
            ("X-Page", "https://a:b@c/"),
            ("X-Secret", ""),
            ("X-Id", "1"),
        ),
    )
    assert request.loggable_headers(lambda source, name: name == "X-Page") == [
        ["X-Api-Key", MASK],
        ["Referer", "https://***@b/"],
        ["X-Page", "https://a:b@c/"],
        ["X-Secret", ""],
        ["X-Id", "1"],
    ]


def test_a_header_that_was_masked_is_not_there():
    request = IncomingRequest("POST", (("X-Api-Key", MASK), ("X-Id", "1")))
    assert request.header("X-Api-Key") is None
    assert request.header("x-id") == "1"


def test_an_answer_does_not_hold_the_token():
    headers = (("Location", f"/inbound/{TOKEN}"),)
    reply = Reply(200, headers, f"<a href='{TOKEN}'>").masked(TOKEN)
    assert reply == Reply(200, (("Location", "/inbound/***"),), "<a href='***'>")
