"""Boxes of forms: ticked, not ticked, and those that say a sentence."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.authoring.tick_boxes import table_of_sentence
from inbound_webhook.engine.body.payload import Payload
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.transforms import apply_transform, check_transform
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()


def read(spec, fields):
    payload = Payload("form", dict(fields), fields=tuple(fields.items()))
    nothing = Payload("form", {})
    return extract([spec], payload, nothing, lambda _name: None, CONTEXT)


BOX = ParameterSpec("news", "boolean", absent_is_no=True)


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({}, False),
        ({"news": ""}, False),
        ({"news": "on"}, True),
        ({"news": "off"}, False),
    ],
)
def test_a_box_that_is_not_ticked_is_a_no(fields, value):
    assert read(BOX, fields).values == {"news": value}


def test_a_box_that_nobody_says_so_of_says_nothing():
    assert read(ParameterSpec("news", "boolean"), {}).values == {"news": None}


def test_what_does_not_fit_is_no_no():
    box = ParameterSpec("news", "boolean", absent_is_no=True, on_invalid="skip")
    found = read(box, {"news": "I agree"})
    assert found.values == {"news": None}
    assert [note.code for note in found.notes] == ["value_left_out"]


def test_a_box_is_never_missing_and_a_default_goes_first():
    box = ParameterSpec("news", "boolean", absent_is_no=True, required=True)
    assert not read(box, {}).refusals
    box = ParameterSpec("news", "boolean", absent_is_no=True, default="yes")
    assert read(box, {}).values == {"news": True}


SENTENCE = "I agree to receive news, offers and more."


@pytest.mark.parametrize(
    ("sample", "table"),
    [
        (SENTENCE, f"{SENTENCE} = yes; * = no"),
        ("Ja, ich möchte", "Ja, ich möchte = yes; * = no"),
        ("I agree; really", "* = yes"),
        ("a = b c", "* = yes"),
        ("yes", ""),
        ("Newsletter", ""),
        (True, ""),
        (None, ""),
        ("word " * 100, ""),
    ],
)
def test_the_table_of_a_box_that_says_a_sentence(sample, table):
    assert table_of_sentence(sample) == table


@given(st.text(max_size=250))
@example("\u200bI agree")
@example("I agree\ufeff")
def test_the_sentence_itself_is_a_yes(text):
    table = table_of_sentence(text)
    if table:
        check_transform("value_table", table)
        said = apply_transform("value_table", text, table)
        assert convert(said, "boolean", CONTEXT) is True


def test_what_stands_for_a_box_in_a_sample_is_proposed_as_one():
    tree = {"a": "on", "b": "true", "c": True, "d": "yes", "e": "I agree to it"}
    types = [item.type for item in propose_parameters(tree)]
    assert types == ["boolean", "boolean", "boolean", "text", "text"]
