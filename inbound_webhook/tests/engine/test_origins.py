"""Origins as browsers write them (RFC 6454, the Fetch standard), and who is let in."""

import pytest

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.origins import MOST, Origins, asked_headers, parse_origins
from inbound_webhook.engine.request import Reply


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("", ()),
        ("https://www.example.com", ("https://www.example.com",)),
        ("HTTPS://WWW.Example.com/", ("https://www.example.com",)),
        ("https://a.example:443 http://a.example:80", None),
        ("http://localhost:8070", ("http://localhost:8070",)),
        ("http://[::1]:8070", ("http://[::1]:8070",)),
        ("https://Bücher.example", ("https://xn--bcher-kva.example",)),
        ("https://*.example.com", ("https://*.example.com",)),
        ("*", ("*",)),
        (
            "https://a.example # ours\nhttps://b.example, https://a.example",
            ("https://a.example", "https://b.example"),
        ),
        ("# nobody yet", ()),
    ],
)
def test_a_list_as_a_person_writes_it(text, patterns):
    patterns = (
        ("https://a.example", "http://a.example") if patterns is None else patterns
    )
    assert parse_origins(text).patterns == patterns


@pytest.mark.parametrize(
    "text",
    [
        "www.example.com",
        "null",
        "https://",
        "https://a.example/contact",
        "https://a.example/?a",
        "https://ada@a.example",
        "https://a.example:port",
        "https://a.example:99999",
        "https://*",
        "https://*.com",
        "https://a.*.example.com",
        "https://*a.example.com",
        "https://[::1",
        "https://a..example",
        "https://-a.example",
        "javascript://a.example",
        "file:///etc",
        "https://a_\x00.example",
    ],
)
def test_what_is_no_website(text):
    with pytest.raises(InvalidSetup):
        parse_origins(text)


def test_a_list_has_an_end():
    sites = [f"https://a{number}.example" for number in range(MOST)]
    assert len(parse_origins("\n".join(sites)).patterns) == MOST
    with pytest.raises(InvalidSetup):
        parse_origins("\n".join([*sites, "https://b.example"]))


LISTED = parse_origins(
    "https://www.example.com https://*.shop.example http://a.example:81"
)


@pytest.mark.parametrize(
    "origin",
    [
        "https://www.example.com",
        "https://a.shop.example",
        "https://a.b.shop.example",
        "http://a.example:81",
    ],
)
def test_who_is_let_in(origin):
    assert LISTED.allow(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.example.com",
        "https://www.example.com:444",
        "https://www.example.com.evil.example",
        "https://evil.example",
        "https://shop.example",
        "https://.shop.example",
        "https://evilshop.example",
        "https://evil.example/.shop.example",
        "https://evil.example#.shop.example",
        "https://evil@a.shop.example",
        "https://a.shop.example:81",
        "https://a\n.shop.example",
        "http://a.example",
        "null",
        "",
        "*",
    ],
)
def test_who_is_not(origin):
    assert not LISTED.allow(origin)


def test_any_website():
    assert parse_origins("*").allow("https://evil.example")
    assert not Origins().allow("https://evil.example")


REPLY = Reply(
    200,
    (
        ("Content-Type", "text/plain"),
        ("access-control-allow-origin", "https://first.example"),
        ("Vary", "Accept"),
    ),
    "",
)


def test_an_answer_for_a_listed_website():
    assert LISTED.shared(REPLY, "https://www.example.com").headers == (
        ("Content-Type", "text/plain"),
        ("Vary", "Origin"),
        ("Access-Control-Allow-Origin", "https://www.example.com"),
    )


@pytest.mark.parametrize("origin", [None, "https://evil.example"])
def test_an_answer_for_anyone_else_names_no_website(origin):
    assert LISTED.shared(REPLY, origin).headers == (
        ("Content-Type", "text/plain"),
        ("Vary", "Origin"),
    )


def test_an_answer_for_any_website():
    headers = parse_origins("*").shared(REPLY, "https://evil.example").headers
    assert headers == (
        ("Content-Type", "text/plain"),
        ("Access-Control-Allow-Origin", "*"),
    )


def test_where_no_website_is_named_what_is_configured_stays():
    assert Origins().shared(REPLY, "https://www.example.com") is REPLY


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("content-type", "content-type"),
        ("Content-Type, x-shop ,content-type", "content-type, x-shop"),
        (None, ""),
        ("", ""),
        ("a b", ""),
        ("a,,b", ""),
        ("x-é", ""),
        ("a\r\nset-cookie: a", ""),
        ("a" * 1_001, ""),
    ],
)
def test_headers_that_a_script_is_about_to_send(asked, answered):
    assert asked_headers(asked) == answered
