"""Texts as a reader sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.mapping import MappingSpec
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext
from inbound_webhook.engine.written import as_seen, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(("a\nb", "a b"), ("a \r\n\t b", "a b"), ("a\n\n\nb", "a b")),
        *(("\n a \n", "a"), ("a\vb\fc", "a b c"), ("a\u2028b\u2029c\x85d", "a b c d")),
        *(("a\x1cb\x1fc", "a b c"), ("a  b", "a  b"), (" \n\t", ""), ("", "")),
        ("日本\u3000\n東京", "日本 東京"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
    ],
)
def test_one_line_has_blanks_in_place_of_breaks(text, line):
    assert one_line(text) == line


@given(st.text(alphabet=" \t\r\n\u2028\u00a0ab\u200b", max_size=30))
def test_a_line_is_one_and_loses_no_word(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.replace("\u200b", "").split() == text.replace("\u200b", "").split()
    assert one_line(line) == line


def test_a_key_of_one_line_is_the_same_with_a_line_break():
    spec = MappingSpec("name", "char", parameter="title")
    assert spec.in_one_spelling("Engine\r\n1", ValueContext()) == "engine 1"
    notes = MappingSpec("description", "text", parameter="title")
    assert notes.in_one_spelling("Engine\n1", ValueContext()) == "engine\n1"


@pytest.mark.parametrize(
    "unseen",
    [
        *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"),
        *("\u00ad", "\u061c", "\u180e", "\u2063", "\u206a", "\ufffb", "\u200c\u200d"),
    ],
)
@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [
        ("email", "ada@example.com", "ada@example.com"),
        ("phone", "+32 470 12 34 56", "+32470123456"),
        ("money", "1234.50", 1234.5),
        ("date", "2024-05-31", date(2024, 5, 31)),
        ("iban", "BE71096123456769", "BE71096123456769"),
    ],
)
def test_what_nobody_sees_makes_no_other_value(type_name, text, value, unseen):
    for place in (0, 2, len(text)):
        written = text[:place] + unseen + text[place:]
        assert convert(written, type_name, ValueContext()) == value


def test_joiners_that_say_how_letters_are_drawn_stay():
    for text in (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\U0001f469\u200d\U0001f52c",
    ):
        assert as_seen(text) == text
