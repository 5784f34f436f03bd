"""E-mail addresses, phone numbers and URLs."""

import re

import pytest
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("Ann@Example.COM", "ann@example.com"),
        (" a.b+c@d-e.co.uk ", "a.b+c@d-e.co.uk"),
        (["a@b.co"], "a@b.co"),
        ("Ann <A@b.co>", "a@b.co"),
        ('"Lovelace, Ada" <ada@b.co>', "ada@b.co"),
        ("mailto:ada@b.co?subject=Hello", "ada@b.co"),
        ("a@b.co, c@d.co", "a@b.co"),
        ("a@b.co; Charles <c@d.co>", "a@b.co"),
        ("a@b.co\nc@d.co", "a@b.co"),
        (["a@b.co", "c@d.co"], "a@b.co"),
        ([None, "", "a@b.co"], "a@b.co"),
        ("ann@exämple.de", "ann@exämple.de"),
        ("ann@xn--exmple-cua.de", "ann@exämple.de"),
        ("ann@exa\u0308mple.de", "ann@exämple.de"),
        ("a@b.co,", "a@b.co"),
        ("a@b.co.", "a@b.co"),
        ("a@b.co;", "a@b.co"),
        ("'a@b.co'", "a@b.co"),
        ("\ufeffa@b.co\u00a0", "a@b.co"),
        ("\u3000a@b.co\u200b\u200b", "a@b.co"),
        ("a\u200b@b.co", "a@b.co"),
        ("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "ada@example.co.jp"),
        ("<a@b.co>", "a@b.co"),
        ("MAILTO:a%2Bx@b.co", "a+x@b.co"),
        ("<mailto:a@b.co|a@b.co>", "a@b.co"),
        ("E-Mail: a@b.co", "a@b.co"),
        ("a@b.co c@d.co", "a@b.co"),
        ("a@b.co / c@d.co", "a@b.co"),
        ("a@b.co|c@d.co", "a@b.co"),
        ("a@b.co,\n", "a@b.co"),
        ("a@b.co, , c@d.co.", "a@b.co"),
        ("&lt;a@b.co&gt;", "a@b.co"),
        ("a&#64;b.co", "a@b.co"),
    ],
)
def test_addresses(value, address):
    assert convert(value, "email", CONTEXT) == address


@pytest.mark.parametrize(
    "value",
    [
        *("ann", "ann@", "@b.co", "a@b", "a b@c.de", "a@b@c.de", "a@b..co", "a @b.co"),
        *("Ann a@b.co", "a@b.co, c@d", "a@b.co\nBcc: c@d.co", 5, True, {"a": 1}),
        *("(deleted)", "a@b.co, x", ",", ["a@b.co", "x"], ["a@b.co"] * 51),
        *("a\ufffd@b.co", "a@b\ufffd.co"),
    ],
)
def test_what_is_no_address_is_refused(value):
    assert refusal(value, "email").details["expected"] == "an e-mail address"


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("a@b.co", "a@b.co"),
        ("A@b.co; Charles <c@d.co>", "a@b.co, c@d.co"),
        ("a@b.co c@d.co\te@f.co", "a@b.co, c@d.co, e@f.co"),
        ("a@b.co / c@d.co", "a@b.co, c@d.co"),
        ("a@b.co, c@d.co,", "a@b.co, c@d.co"),
        ("a@xn--exmple-cua.de, a@exämple.de", "a@exämple.de"),
        (["a@b.co", "c@d.co", "A@B.co"], "a@b.co, c@d.co"),
        ([], None),
    ],
)
def test_all_of_several_addresses(value, addresses):
    assert convert(value, "emails", CONTEXT) == addresses


def test_the_context_decides_what_an_address_is():
    context = ValueContext(
        normalize_email=lambda text: text == "X, a@b.co" and "a@b.co"
    )
    assert convert(" X, a@b.co ", "email", context) == "a@b.co"
    assert refusal("a@b.co", "email", context).details["received"] == "'a@b.co'"


def of_odoo(text):
    """As Odoo's helper reads a text: an address of it, whatever stands around that."""
    found = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    return found[0].lower() if len(found) == 1 else False


@pytest.mark.parametrize(
    "value",
    [
        # A blank or a comma that was to be a point: another person's address is in it.
        *("ada lovelace@b.co", "ada,lovelace@b.co", "Ada lovelace@b.co", "x@ada@b.co"),
        *("ada;lovelace@b.co", "mary jane watson@b.co", "not ada b@b.co", "a@b.co@x"),
    ],
)
@pytest.mark.parametrize("type_name", ["email", "emails"])
def test_a_piece_of_an_address_is_not_the_address(type_name, value):
    context = ValueContext(normalize_email=of_odoo)
    assert refusal(value, type_name, context).code == "value_invalid"


@pytest.mark.parametrize(
    "value",
    [
        *(
            "Ada ada@b.co",
            "Dr. Ada Lovelace ada@b.co",
            "Ada, ada@b.co",
            "Mail ada@b.co",
        ),
        *("ada@b.co (Ada)", "ada@b.co, 0471 12 34 56", "work: ada@b.co", "<ada@b.co>"),
        *('"Lovelace, Bob" <ada@b.co>', "Bob Lovelace ada@b.co", "ADA <ada@b.co>"),
    ],
)
def test_a_name_beside_an_address_is_none_of_it(value):
    context = ValueContext(normalize_email=of_odoo)
    assert convert(value, "email", context) == "ada@b.co"


def test_half_an_address_behind_a_whole_one_counts_where_all_are_asked_for():
    context = ValueContext(normalize_email=of_odoo)
    assert convert("ada@b.co, bob@", "email", context) == "ada@b.co"
    assert refusal("ada@b.co, bob@", "emails", context).code == "value_invalid"


@pytest.mark.parametrize(
    "value",
    [
        *("a@b.co Ann", "a@b.co 0471 12 34 56", "a@b.co - Ann", "a@b.co www.b.co"),
        *("https://b.co/a@b.co", "a @b.co", "a@ b.co", "a@b .co"),
    ],
)
def test_an_address_is_what_somebody_wrote_and_not_what_is_left_without_blanks(value):
    # As Odoo's helper reads a text that has one @: without its blanks.
    context = ValueContext(
        normalize_email=lambda text: text.removeprefix("https:")
        .replace(" ", "")
        .lower()
    )
    assert refusal(value, "email", context).details["expected"] == "an e-mail address"


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
    [
        *("12", "1" * 21, "call me", "33+612", "()-", True, 1.5, {"a": 1}, "x12"),
        *("anonymous", "abc", "client:agent_john", "Restricted", "unknown", "N/A"),
        *("sip:ada@example.com", "ada@example.com", "ext. 12", "2026-04-03T10:15"),
        *("0471 12 34 56 / 02 555 12 34", "+32 471123456 +32 25551234", "1" * 81),
        *("tel:", "+", "+++32 2 555 12 34", "555 12 34 call after 6"),
    ],
)
def test_what_is_no_phone_number_is_refused(value):
    assert refusal(value, "phone").details["expected"] == "a phone number"


def test_the_context_formats_phone_numbers_for_a_country():
    context = ValueContext(
        country_code="FR", format_phone=lambda text, country: f"{country}:{text}"
    )
    assert convert(612, "phone", context) == "FR:612"


def test_digits_stay_of_a_number_that_no_numbering_plan_knows():
    context = ValueContext(format_phone=lambda *_: None)
    assert convert("(555) 0123-x7", "phone", context) == "5550123 ext. 7"
    assert refusal("anonymous", "phone", context).code == "value_invalid"
    assert refusal("1-800-FLOWERS", "phone", context).code == "value_invalid"


def test_a_numbering_plan_is_not_asked_about_extensions():
    seen = []
    context = ValueContext(format_phone=lambda text, _country: seen.append(text))
    assert convert("02 555 12 34, poste 012", "phone", context) == "025551234 ext. 012"
    assert seen == ["02 555 12 34"]


@pytest.mark.parametrize(
    ("written", "extension"),
    [
        *(("x12", "12"), (" x 12", "12"), ("X12", "12"), (" ext 12", "12")),
        *((" ext. 12", "12"), (", ext: 12", "12"), (" extension 12", "12")),
        *((";ext=12", "12"), (" #12", "12"), (" (ext. 12)", "12"), (",,12#", "12")),
        *((" poste 12", "12"), (" Durchwahl: 12", "12"), (" DW-12", "12")),
        *(
            (" int. 12", "12"),
            (" доб. 12", "12"),
            (" 内線12", "12"),
            (" tst. 12", "12"),
        ),
        *((" ~12", "12"), (" ramal 12", "12"), (",12", "12"), (" x０１２", "012")),
        *(("", ""), ("-12", None), (" 12", None)),
    ],
)
def test_an_extension_is_told_from_the_number(written, extension):
    found = convert(f"+32 2 555 12 34{written}", "phone", CONTEXT)
    if extension is None:
        assert found == "+322555123412"
    else:
        assert found == "+3225551234" + (extension and f" ext. {extension}")
    assert convert(found, "phone", CONTEXT) == found


@pytest.mark.parametrize(
    "text",
    [
        *("tel:+32-2-555-12-34", "Tel. +32 2 555 12 34", "+32 2 555 12 34 (mobile)"),
        *("whatsapp:+3225551234", "callto:+3225551234", "M: +32 (0)2 555.12.34"),
    ],
)
def test_what_stands_around_a_number_is_no_part_of_it(text):
    assert convert(text, "phone", CONTEXT) == "+3225551234"


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
    ("text", "url"),
    [
        ("acme.example", "http://acme.example"),
        ("www.acme.example/shop?a=b", "http://www.acme.example/shop?a=b"),
        ("//acme.example", "http://acme.example"),
        ("acme.example:8080", "http://acme.example:8080"),
        ("müller.example", "http://müller.example"),
    ],
)
def test_a_website_without_a_scheme_gets_the_one_that_odoo_gives(text, url):
    assert convert(text, "url", CONTEXT) == url


@pytest.mark.parametrize(
    "value",
    [
        *("example", "ftp://a.b", "javascript:alert(1)", "ada@example.com", "v1.5"),
        *("a.b.c.", "1.2.3.4", "example.com:port", "see example.com"),
        *(
            "http://",
            "http:///path",
            "http:a",
            "http://a b",
            "http://a\nb",
            "http://[::1",
        ),
        *("http://a:99999", "http://a\tb", "data:text/html,x", 5, {"a": 1}),
    ],
)
def test_what_is_no_url_is_refused(value):
    error = refusal(value, "url")
    assert error.details["expected"] == "a URL"
