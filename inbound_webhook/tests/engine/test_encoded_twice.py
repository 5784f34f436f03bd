"""JSON that a program encoded twice: a JSON string that holds JSON."""

import json

import pytest

from inbound_webhook.engine.body import parse_body
from inbound_webhook.engine.errors import BodyTooLarge


def read(body):
    return parse_body(body.encode(), "application/json", expected="json")


def codes(payload):
    return [note.code for note in payload.notes]


@pytest.mark.parametrize("tree", [{"n": "x"}, [{"n": "Zoë \U0001f600"}], {}, []])
@pytest.mark.parametrize("blanks", ["", " \r\n"])
def test_it_is_read(tree, blanks):
    payload = read(json.dumps(blanks + json.dumps(tree) + blanks))
    assert payload.value == tree
    assert codes(payload) == ["json_in_string"]


@pytest.mark.parametrize("text", ["", "x", "5", "null", "{n}", '{"n": 1', '"{}"'])
def test_any_other_text_is_a_text(text):
    payload = read(json.dumps(text))
    assert payload.value == text
    assert codes(payload) == []


def test_it_is_decoded_once_and_no_further():
    once = json.dumps({"n": json.dumps({"m": 1})})
    assert read(json.dumps(once)).value == {"n": '{"m": 1}'}
    thrice = json.dumps(json.dumps(once))
    assert read(thrice).value == json.dumps(once)


def test_its_limits_are_those_of_any_body():
    with pytest.raises(BodyTooLarge):
        read(json.dumps("[" * 5000 + "]" * 5000))
