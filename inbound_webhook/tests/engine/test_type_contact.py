"""E-mail addresses, phone numbers and URLs."""

import pytest
from engine.types import convert
from engine.values import ValueContext
from type_refusal import CONTEXT, refusal


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("Ann@Example.COM", "ann@example.com"),
        (" a.b+c@d-e.co.uk ", "a.b+c@d-e.co.uk"),
        (["a@b.co"], "a@b.co"),
        ("ann@exämple.de", "ann@exämple.de"),
    ],
)
def test_addresses(value, address):
    assert convert(value, "email", CONTEXT) == address


@pytest.mark.parametrize(
    "value",
    [
        *("ann", "ann@", "@b.co", "a@b", "a b@c.de", "a@b@c.de", "a@b..co", "a@b.co,"),
        *("Ann <a@b.co>", "a@b.co, c@d.co", "a@b.co\nBcc: c@d.co", 5, True, {"a": 1}),
    ],
)
def test_what_is_no_address_is_refused(value):
    assert refusal(value, "email").details["expected"] == "an e-mail address"


def test_the_context_decides_what_an_address_is():
    context = ValueContext(normalize_email=lambda text: text == "ok" and "a@b.co")
    assert convert(" ok ", "email", context) == "a@b.co"
    assert refusal("a@b.co", "email", context).details["received"] == "'a@b.co'"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12.34.56-78", "+33612345678"),
        ("(555) 123-4567", "5551234567"),
        ("(0)30 1234", "0301234"),
        ("+33\u00a06\u201112", "+33612"),
        (33612345678, "33612345678"),
        ("112", "112"),
    ],
)
def test_phone_numbers(value, number):
    assert convert(value, "phone", CONTEXT) == number


@pytest.mark.parametrize(
    "value",
    ["12", "1" * 21, "call me", "555-1234 x9", "33+612", "()-", True, 1.5, {"a": 1}],
)
def test_what_is_no_phone_number_is_refused(value):
    assert refusal(value, "phone").details["expected"] == "a phone number"


def test_the_context_formats_phone_numbers_for_a_country():
    context = ValueContext(
        country_code="FR", format_phone=lambda text, country: f"{country}:{text}"
    )
    assert convert(612, "phone", context) == "FR:612"
    nobody = ValueContext(format_phone=lambda *_: None)
    assert refusal("0612345678", "phone", nobody).code == "value_invalid"


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com", "https://example.com/a?b=c#d", "HTTPS://Example.com"),
        *("http://localhost:8069", "http://[::1]/", "https://exämple.de/ü"),
    ],
)
def test_urls(url):
    assert convert(f" {url} ", "url", CONTEXT) == url


@pytest.mark.parametrize(
    "value",
    [
        *("example.com", "www.example.com", "ftp://a.b", "javascript:alert(1)"),
        *(
            "http://",
            "http:///path",
            "http:a",
            "http://a b",
            "http://a\nb",
            "http://[::1",
        ),
        *("http://a:99999", "http://a\tb", "data:text/html,x", "//a.b", 5, {"a": 1}),
    ],
)
def test_what_is_no_url_is_refused(value):
    error = refusal(value, "url")
    assert error.details["expected"] == "a URL"
