"""Websites and phone numbers with something around them, or something left out."""

import pytest
from test_corpus import CONTEXTS
from type_refusal import refusal

from inbound_webhook.engine.types import convert


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http:/acme.example", "http://acme.example"),
        ("https//acme.example", "https://acme.example"),
        ("http://https://acme.example", "https://acme.example"),
        ("<https://acme.example>", "https://acme.example"),
        ('"acme.example"', "http://acme.example"),
        ("www.acme.example.", "http://www.acme.example"),
    ],
)
def test_a_website_as_it_is_left_in_a_text(text, address):
    assert convert(text, "url", CONTEXTS["US"]) == address


@pytest.mark.parametrize(
    "text", ["https//", "http://", "coming soon", "acme . example"]
)
def test_what_is_no_website(text):
    refusal(text, "url", CONTEXTS["US"])


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("DE", "49 170 1234567", "+491701234567"),
        ("DE", "0491 1234567", "+494911234567"),
        ("US", "1 415 555 2671", "+14155552671"),
        ("FR", "33 6 12 34 56 78", "+33612345678"),
        ("JP", "81-90-1234-5678", "+819012345678"),
        ("BR", "0055 41 91318-9324", "+5541913189324"),
    ],
)
def test_a_number_whose_plus_was_forgotten(country, text, number):
    assert convert(text, "phone", CONTEXTS[country]) == number
