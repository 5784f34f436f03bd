"""Which headers an answer may have, and which it always has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.answer_headers import is_settable, parse_header, sealed
from inbound_webhook.engine.errors import InvalidSetup

SECURITY = [
    (
        "Content-Security-Policy",
        "default-src 'none'; sandbox; style-src 'unsafe-inline'; img-src data: https:; "
        "base-uri 'none'; form-action 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
]


@pytest.mark.parametrize(
    "name",
    [
        "Location",
        "Retry-After",
        "Content-Language",
        "ETag",
        "Last-Modified",
        "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers",
        "X-Call",
        "x-request-id",
        "X-Hook-Secret",
        "WebHook-Allowed-Origin",
    ],
)
def test_what_a_handler_may_set(name):
    assert is_settable(name)


@pytest.mark.parametrize(
    "name",
    [
        "Set-Cookie",
        "SET-COOKIE",
        "Set-Cookie2",
        "X-Accel-Redirect",
        "X-Accel-Buffering",
        "X-Sendfile",
        "X-SendFile-Type",
        "X-LiteSpeed-Location",
        "X-Lighttpd-Send-File",
        "X-Reproxy-URL",
        "Clear-Site-Data",
        "Service-Worker-Allowed",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Content-Disposition",
        "Content-Location",
        "Content-Security-Policy",
        "Content-Security-Policy-Report-Only",
        "X-Content-Security-Policy",
        "X-WebKit-CSP",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-XSS-Protection",
        "X-Forwarded-Host",
        "X-Odoo-Database",
        "Strict-Transport-Security",
        "Public-Key-Pins",
        "Cache-Control",
        "Pragma",
        "Expires",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Methods",
        "Refresh",
        "Upgrade",
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "WWW-Authenticate",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Date",
        "Server",
        "Status",
        "Alt-Svc",
        "Link",
        "SourceMap",
        "NEL",
        "Report-To",
    ],
)
def test_what_no_handler_may_set(name):
    assert not is_settable(name)
    with pytest.raises(InvalidSetup) as refused:
        parse_header(f"{name}: a")
    assert refused.value.code == "header_reserved"


@pytest.mark.parametrize("line", ["no header", ": a", "a b: c", "X-É: a", "X-A\t: \0"])
def test_what_is_no_header_is_refused(line):
    with pytest.raises(InvalidSetup):
        parse_header(line)


def test_a_header_is_compiled_without_blanks_around_it():
    name, value = parse_header(" X-Call :  {{ call.id }} ")
    assert (name, value.render_header({"call.id": 7})) == ("X-Call", "7")


@pytest.mark.parametrize(
    "place",
    [
        "https://www.example.com/thanks",
        "https://www.example.com",
        "http://localhost:8069/a?b=c#d",
        "HTTPS://www.example.com/{{ name }}",
        "https://www.example.com/?id={{ call.id }}",
        "https://www.example.com?id={{ call.id }}",
        "/thanks",
        "/",
        "/{{ name }}",
        "/leads/{{ record.id }}",
    ],
)
def test_a_location_whose_host_is_written_out(place):
    assert parse_header(f"Location: {place}")


@pytest.mark.parametrize(
    "place",
    [
        "{{ url }}",
        "{{ scheme }}://www.example.com/",
        "https://{{ host }}/",
        "https://www.example.com{{ path }}",
        "https://www.example.com:{{ port }}/",
        "https://a@{{ host }}/",
        "https://www.example.com@{{ host }}/",
        "https://a:b@www.example.com/{{ name }}",
        "https:/{{ host }}",
        "https:{{ rest }}",
        "//{{ host }}/",
        "//www.example.com/",
        "/\\{{ host }}",
        "\\\\www.example.com",
        "/a\\{{ name }}",
        "/a b",
        "javascript:alert(1)",
        "data:text/html,a",
        "mailto:ada@example.com",
        "www.example.com",
        "https://",
        "https:///a",
        "https://[a/",
        "",
    ],
)
def test_a_location_that_leads_anywhere_is_refused(place):
    with pytest.raises(InvalidSetup) as refused:
        parse_header(f"Location: {place}")
    assert refused.value.code == "header_location"


@given(st.text())
def test_no_value_leaves_the_place_it_stands_in(value):
    _name, template = parse_header("Location: https://a.example/b?c={{ d }}#e")
    rendered = template.render_location({"d": value})
    assert rendered.startswith("https://a.example/b?c=")
    assert rendered.endswith("#e")
    part = rendered.removeprefix("https://a.example/b?c=").removesuffix("#e")
    assert not set(part) & set("/\\?#@:&= \r\n")


def test_nothing_that_is_configured_overrides_what_every_answer_has():
    headers = [
        ("content-security-policy", "default-src *"),
        ("Cache-Control", "public"),
        ("x-content-type-options", "sniff"),
        ("Set-Cookie", "a=b"),
        ("Content-Type", "text/plain"),
        ("Allow", "POST"),
        ("X-Call", "7"),
    ]
    kept = [("Content-Type", "text/plain"), ("Allow", "POST"), ("X-Call", "7")]
    assert sealed(headers) == kept + SECURITY
