"""What tells programs that fill in forms from people."""

import json
from urllib.parse import urlencode

import pytest

from inbound_webhook.engine.body import parse_body
from inbound_webhook.engine.bots import BotTraps, check_trap, seconds_taken
from inbound_webhook.engine.errors import InvalidSetup


def form(*pairs):
    return parse_body(
        urlencode(pairs).encode(),
        "application/x-www-form-urlencoded",
        expected="form",
    )


def of_json(tree):
    return parse_body(json.dumps(tree).encode(), "application/json", expected="json")


TRAP = BotTraps("second_message")


@pytest.mark.parametrize(
    ("payload", "is_sprung"),
    [
        (form(("second_message", "Buy!")), True),
        (form(("name", "Ada"), ("second_message", ""), ("second_message", "x")), True),
        (form(("second_message", "0")), True),
        (form(("second_message", "")), False),
        (form(("second_message", " \r\n")), False),
        (form(("name", "Ada")), False),
        (form(("Second_Message", "x")), False),
        (of_json({"second_message": "x"}), True),
        (of_json({"second_message": 0}), True),
        (of_json({"second_message": ["x"]}), True),
        (of_json({"second_message": None}), False),
        (of_json({"second_message": False}), False),
        (of_json({"deep": {"second_message": "x"}}), False),
        (of_json(["second_message"]), False),
        (parse_body(b"", None, expected="form"), False),
    ],
)
def test_whether_the_trap_is_filled_in(payload, is_sprung):
    assert TRAP.is_sprung(payload) is is_sprung
    assert not BotTraps().is_sprung(payload)


@pytest.mark.parametrize(
    ("payload", "seconds"),
    [
        (form(("_seconds", "7")), 7),
        (form(("_seconds", " 2.5 ")), 2.5),
        (form(("_seconds", "0")), 0),
        (form(("_seconds", "1"), ("_seconds", "9")), 9),
        (of_json({"_seconds": 4}), 4),
        (of_json({"_seconds": 0}), 0),
        (of_json({"_seconds": "4"}), 4),
        (form(("_seconds", "")), None),
        (form(("_seconds", "-7")), None),
        (form(("_seconds", "٧")), None),
        (form(("_seconds", "1e9")), None),
        (form(("_seconds", "9" * 5_000)), None),
        (of_json({"_seconds": True}), None),
        (of_json({"_seconds": [9]}), None),
        (of_json({}), None),
    ],
)
def test_how_long_the_form_was_open(payload, seconds):
    assert seconds_taken(payload) == seconds


def test_who_is_too_fast():
    bots = BotTraps(seconds=3)
    assert bots.is_too_fast(form(("_seconds", "2.9")))
    assert not bots.is_too_fast(form(("_seconds", "3")))
    assert not bots.is_too_fast(form())


@pytest.mark.parametrize("name", ["a", "second_message", "Url-2", "a" * 64])
def test_a_name_of_a_trap(name):
    check_trap(name)


@pytest.mark.parametrize("name", ["", "_seconds", "2a", "a b", "a[b]", "é", "a" * 65])
def test_what_is_none(name):
    with pytest.raises(InvalidSetup):
        check_trap(name)


def test_of_the_trap_nothing_else_is_said():
    """What is wrong with a call is told to all in the same words."""
    pairs = (("second_message", "a"), ("email", "b"), ("second_message", "c"))
    bare = TRAP.without_trap(form(*pairs))
    assert bare.fields == (("email", "b"),)
    assert bare.value == {"email": "b"}
    assert BotTraps().without_trap(form(*pairs)) == form(*pairs)
    assert TRAP.without_trap(of_json({"second_message": ""})).value == {}
    assert TRAP.without_trap(of_json([1])).value == [1]
