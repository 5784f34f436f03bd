"""Thousands of values as people of five countries write them, through the types alone.

What they mean is said by the generator (``tests/corpus``), which knows no parser.
"""

import os
from collections import Counter
from functools import lru_cache

import phonenumbers
import pytest

from inbound_webhook.engine.countries import country_of
from inbound_webhook.engine.errors import ValueRefused
from inbound_webhook.engine.nothing import as_lines, nothing_words
from inbound_webhook.engine.transforms import apply_transform
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext
from inbound_webhook.engine.written import bare
from inbound_webhook.tests.corpus import COUNTRIES, payloads

SEED = int(os.environ.get("INBOUND_WEBHOOK_CORPUS", 20240531))
PAYLOADS = 2_000
#: Of a hundred values that a person can read, how many may be left out.
MOST_LEFT_OUT = 2
WORDS = nothing_words(as_lines())
TYPES = {"email": "email", "phone": "phone", "website": "url", "date": "date"} | {
    "amount": "money",
    "tax_number": "vat",
}


def format_phone(number, country):
    """As Odoo does it."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_valid_number(parsed):
        return False
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


CONTEXTS = {
    country.code: ValueContext(
        timezone=country.timezone,
        country_code=country.code,
        language=country.language,
        date_format=country.date_format,
        number_format=country.number_format,
        format_phone=format_phone,
        nothing=WORDS,
    )
    for country in COUNTRIES
}


@lru_cache
def written(name):
    """Countries and values of one name."""
    return [
        (payload.country, payload.answers[name])
        for payload in payloads(SEED, PAYLOADS)
        if name in payload.answers
    ]


def read(name, country, text):
    context = CONTEXTS[country]
    if context.nothing.means_nothing(text):
        return None
    return convert(text, TYPES[name], context)


def is_right(name, found, meaning):
    if name == "amount":
        return (round(float(found), 2), found.currency) == (
            float(meaning.amount),
            meaning.currency,
        )
    if name == "website":
        return found.casefold() == meaning.casefold()
    return found == meaning


@pytest.mark.parametrize("name", TYPES)
def test_a_value_is_read_right_or_left_out(name):
    wrong, left_out, counts = [], [], Counter()
    for country, value in written(name):
        try:
            found = read(name, country, value.text)
        except ValueRefused:
            found = ValueRefused
        counts[country, value.kind] += 1
        if value.kind == "readable" and found in (None, ValueRefused):
            left_out.append((country, value.text))
        elif value.kind == "readable" and not is_right(name, found, value.meaning):
            wrong.append((country, value.text, found, value.meaning))
        elif value.kind == "nothing" and found not in (None, ValueRefused):
            wrong.append((country, value.text, found, "nothing"))
        elif value.kind == "unreadable" and found is not ValueRefused:
            wrong.append((country, value.text, found, "unreadable"))
    assert not wrong, (len(wrong), wrong[:40])
    assert len(left_out) <= counts.total() * MOST_LEFT_OUT / 100, (
        len(left_out),
        counts.total(),
        left_out[:60],
    )


def test_a_name_is_taken_apart_right_or_not_at_all():
    wrong = []
    for country, value in written("name"):
        first, last = (
            apply_transform(f"{part}_name", bare(value.text)) or ""
            for part in ("first", "last")
        )
        if not value.meaning.is_of(first, last):
            wrong.append((country, value.text, first, last, value.meaning))
    assert not wrong, (len(wrong), wrong[:40])


def test_a_country_is_known():
    wrong = [
        (country, value.text)
        for country, value in written("country")
        if country_of(value.text, [CONTEXTS[country].language]) != value.meaning
    ]
    assert len(wrong) <= len(written("country")) * MOST_LEFT_OUT / 100, wrong[:40]


@pytest.mark.parametrize("seed", range(3))
def test_phone_numbers_of_the_corpus_are_numbers(seed):
    """What is true of the corpus is true of the world: its numbers can be dialled."""
    for payload in payloads(seed, 500):
        phone = payload.answers.get("phone")
        if phone and phone.kind == "readable":
            number = phonenumbers.parse(phone.meaning.partition(" ext")[0])
            assert phonenumbers.is_valid_number(number), phone
