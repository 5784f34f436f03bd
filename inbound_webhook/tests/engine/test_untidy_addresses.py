"""Websites and phone numbers with something around them, or something left out."""

from dataclasses import replace

import pytest
from test_corpus import CONTEXTS
from type_refusal import refusal

from inbound_webhook.engine.nothing import as_lines, nothing_words
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http:/acme.example", "http://acme.example"),
        ("https//acme.example", "https://acme.example"),
        ("http://https://acme.example", "https://acme.example"),
        ("<https://acme.example>", "https://acme.example"),
        ('"acme.example"', "http://acme.example"),
        ("www.acme.example.", "http://www.acme.example"),
        ("https://acme.example./about", "https://acme.example/about"),
        ("https:https://acme.example", "https://acme.example"),
        ("http:\\\\acme.example", "http://acme.example"),
        ("https:///acme.example", "https://acme.example"),
        ("https://https//acme.example", "https://acme.example"),
        ("acme.example/brochure.pdf", "http://acme.example/brochure.pdf"),
        ("acme.zip", "http://acme.zip"),
        ("ac\u200bme.exam\u00adple", "http://acme.example"),
        ("https://acme.example/a\u2063b\u061c/", "https://acme.example/ab/"),
        ("\u202ahttps://acme.example\u202c", "https://acme.example"),
        ("https://acme.example/?a=1&amp;b=2", "https://acme.example/?a=1&b=2"),
        # No entity: nothing but &amp; is one in an address.
        ("https://acme.example/?a=1&copy=2", "https://acme.example/?a=1&copy=2"),
        ("https：//ａｃｍｅ．ｅｘａｍｐｌｅ／ａ", "https://acme.example/ａ"),
        ("münchen.example", "http://münchen.example"),
        ("https://xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("firma-müller.рф", "http://firma-müller.рф"),
        ("Acme.Consulting/team", "http://Acme.Consulting/team"),
        ("acme.co.ke", "http://acme.co.ke"),
        ("shop.internal:8069", "http://shop.internal:8069"),
        # Of a domain that is newer than the list: the scheme says that it is one.
        ("https://acme.newdomain", "https://acme.newdomain"),
        ("www.de", "http://www.de"),
        # One address, that has another one in it.
        ("https://a.example/2020/https://b.example", None),
        ("https://a.example/?to=https://b.example,c", None),
    ],
)
def test_a_website_as_it_is_left_in_a_text(text, address):
    assert convert(text, "url", CONTEXTS["US"]) == (address or text)


@pytest.mark.parametrize(
    "text",
    [
        *("https//", "http://", "coming soon", "acme . example", "acme.example/a b"),
        *("https://a.example;https://b.example", "https://a.example,www.b.example"),
        *("https://a.examplehttps://b.example", "a.example; b.example"),
        *("a.example,b.example", "https://a.example,b.example", "a.example|b.example"),
        *("https://acme.exa\u202emple", "https://acme\x85.example", "http://a..b"),
        *("mailto:ada@acme.example", "ada@acme.example", "http://ada@acme.example"),
        *("https://user:password@acme.example", "java\nscript:alert(1)", "http://-"),
        *("brochure.pdf", "Team_Photo.JPG", "index.html", "export.csv", "logo.svg?v=2"),
        *("Dr.Muster", "www.acme", "https://www.acme", "St.Gallen", "Mr.Smith"),
        *("danke.gruß", "Hallo.Ich", "acme.cmo", "bitte.melden", "ok.thanks"),
        *("https://none", "http://n/a", "https://www.", "https://acme.example/\ufffd"),
    ],
)
def test_what_is_no_website(text):
    context = replace(CONTEXTS["US"], nothing=nothing_words(as_lines()))
    refusal(text, "url", context)


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("DE", "49 170 1234567", "+491701234567"),
        ("DE", "0491 1234567", "+494911234567"),
        ("US", "1 415 555 2671", "+14155552671"),
        ("FR", "33 6 12 34 56 78", "+33612345678"),
        ("JP", "81-90-1234-5678", "+819012345678"),
        ("BR", "0055 41 91318-9324", "+5541913189324"),
        ("DE", "4930901820.0", "+4930901820"),
        ("DE", "'+49 30 901820", "+4930901820"),
        ("DE", "=+4930901820", "+4930901820"),
        ("DE", "Büro: 030 901820", "+4930901820"),
        ("DE", "Telefonnummer: 030 901820", "+4930901820"),
        ("DE", "Festnetz 030 901820", "+4930901820"),
        ("FR", "Numéro : 06 12 34 56 78", "+33612345678"),
        ("US", "H: 415-555-2671", "+14155552671"),
        ("US", "c. (415) 555-2671", "+14155552671"),
        ("DE", "+٤٩ ٣٠ ٩٠١٨٢٠", "+4930901820"),
        ("DE", "００４９（０）３０９０１８２０", "+4930901820"),
        ("DE", "tel:+49-30-901820;ext=5", "+4930901820 ext. 5"),
        ("US", "1-800-FLOWERS", "+18003569377"),
        # Written as a day, or as an amount, might be.
        ("FR", "01.02.03.04.05", "+33102030405"),
        ("ES", "612.345.678", "+34612345678"),
        ("DK", "32.12.34.56", "+4532123456"),
        ("FR", "01 23 45 07 89", "+33123450789"),
        ("JP", "9012345678", "+819012345678"),
        ("US", "415-555-2671,123", "+14155552671 ext. 123"),
    ],
)
def test_a_number_as_programs_and_people_write_it(country, text, number):
    context = replace(CONTEXTS["DE"], country_code=country)
    assert convert(text, "phone", context) == number


@pytest.mark.parametrize("country", ["DE", "US", "FR"])
@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-05", "05/01/2024", "05.01.2024", "5.1.24", "2024/01/05"),
        *("2024-01-05 10:00", "10:30", "9-17", "12.50", "12,50", "0.5", "3.14159"),
        *("1,234.50", "1.234,50", "$12.50", "52.5200, 13.4050", "37.7749,-122.4194"),
        *("192.168.1.100", "n/v", "+", "0", "0000000000", "1111111111", "9999999999"),
        *("1234567890", "https://acme.example/1234567", "12345 Berlin"),
        *("1,234,567", "12,345,678", "123,456", "+1 000 000 0000", "+10000000000"),
        *("1.2.3", "1-2-3", "3/4/5", "1.0.0.4"),
        *("+49 171 XXXXXXX", "4111 1111 1111 1111", "sip:+4930123@host"),
    ],
)
def test_what_has_the_signs_of_a_number_and_is_none(text, country):
    context = replace(CONTEXTS["DE"], country_code=country)
    refusal(text, "phone", context)


@pytest.mark.parametrize(
    "text",
    [
        *("030 123456 / 0171 999", "+49 30 1 or +49 171 2", "030 12345 / 67"),
        *("030 123456/7", "+49 30 123456 / 57", "030 123456-0/-12"),
        *("030 123456 0171 2345678", "(030) 123456 (0171) 2345678"),
        *("030 12345 0171 234567", "555-1234 555-4321", "0301234501712345678"),
        *("01 23 45 67 89 06 12 34 56 78", "+49 30 123456 0171 2345678"),
        *("030 123456 oder 0171 2345678", "030123456|01712345678"),
    ],
)
def test_two_numbers_are_never_one(text):
    refusal(text, "phone", CONTEXTS["DE"])
    refusal(text, "phone", ValueContext())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0049 30 123456 123", "004930123456123"),
        ("32 12 34 56", "32123456"),
        ("05372/123", "05372123"),
        ("512.345.67", "51234567"),
        ("22.12345", "2212345"),
        ("02.1234", "021234"),
        ("1234", "1234"),
        ("112", "112"),
    ],
)
def test_one_number_in_groups_is_one(text, number):
    assert convert(text, "phone", ValueContext()) == number
