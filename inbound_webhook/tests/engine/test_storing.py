"""What is stored of a call can be stored, whatever it is."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.phrases import Phrase
from inbound_webhook.engine.storing import LONGEST_TEXT, storable_json, storable_text

AWKWARD = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["\x00", "\ud800", "a\udfffb\x00"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | AWKWARD | st.binary(),
    lambda children: st.lists(children) | st.dictionaries(AWKWARD, children),
)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("Zoë", "Zoë"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        (True, True),
        (12, 12),
        (10**400, "a very large number"),
        (-(10**400), "a very large number"),
        (1.5, 1.5),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (None, None),
        (
            {"a\x00": ["\x00", {"b": float("-inf")}]},
            {"a\ufffd": ["\ufffd", {"b": "-inf"}]},
        ),
        ({1: (2, 3)}, {"1": [2, 3]}),
        (b"bytes", "<bytes>"),
        (date(2026, 1, 1), "<date>"),
        ({1, 2}, "<set>"),
    ],
)
def test_what_is_stored_as_json(value, stored):
    assert storable_json(value) == stored


def test_a_text_that_nobody_reads_to_its_end_is_cut():
    text = storable_text("x" * (LONGEST_TEXT + 1))
    assert text == "x" * (LONGEST_TEXT - 1) + "…"
    assert storable_text("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert storable_json(["x" * 20_000]) == [text]


def test_a_phrase_is_stored_as_its_text():
    stored = storable_text(Phrase("There is no %(name)s.", name="a\x00"))
    assert stored == "There is no a\ufffd."


def test_what_is_too_deep_ends():
    value = []
    for _level in range(5000):
        value = [value]
    assert json.dumps(storable_json(value)).count("[") == 100


@given(ANYTHING)
def test_whatever_it_is_it_can_be_stored(value):
    text = json.dumps(storable_json(value), allow_nan=False, ensure_ascii=False)
    assert "\x00" not in text
    assert r"\u0000" not in text.replace(r"\\", "")
    text.encode()
