"""Texts as a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.mapping import MappingSpec
from inbound_webhook.engine.values import ValueContext
from inbound_webhook.engine.written import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(("a\nb", "a b"), ("a \r\n\t b", "a b"), ("a\n\n\nb", "a b")),
        *(("\n a \n", "a"), ("a\vb\fc", "a b c"), ("a\u2028b\u2029c\x85d", "a b c d")),
        *(("a\x1cb\x1fc", "a b c"), ("a  b", "a  b"), (" \n\t", ""), ("", "")),
        ("日本\u3000\n東京", "日本 東京"),
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
