"""Types: what holds for all of them, and those of texts, truth, lists and objects."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, PARIS, refusal

from inbound_webhook.engine.errors import EngineError, InvalidSetup, ValueRefused
from inbound_webhook.engine.types import TYPES, convert, register_type
from inbound_webhook.engine.values import MISSING, description, is_empty, to_json

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=8,
)


def test_the_types_that_parameters_can_have():
    assert set(TYPES) == {
        *(
            "text",
            "json",
            "email",
            "emails",
            "phone",
            "url",
            "integer",
            "decimal",
            "money",
        ),
        *("percent", "boolean", "date", "datetime", "list", "object"),
        *("vat", "iban", "ean"),
        "file",
    }


def test_an_unknown_type_is_a_setup_error():
    with pytest.raises(InvalidSetup, match="no type 'colour'"):
        convert("red", "colour", CONTEXT)


@pytest.mark.parametrize("type_name", list(TYPES))
@pytest.mark.parametrize("nothing", [None, "", "  \n\t"])
def test_nothing_and_blank_text_are_no_value(type_name, nothing):
    assert convert(nothing, type_name, CONTEXT) is None


@pytest.mark.parametrize("type_name", sorted(set(TYPES) - {"boolean"}))
@pytest.mark.parametrize("value", [False, [False]])
def test_false_is_no_value_but_for_a_boolean(type_name, value):
    if value == [False] and type_name == "list":
        assert convert(value, type_name, CONTEXT) == [False]
    else:
        assert convert(value, type_name, CONTEXT) is None


def test_the_word_false_is_a_text():
    assert convert("false", "text", CONTEXT) == "false"


@pytest.mark.parametrize(
    "type_name",
    [
        *("phone", "url", "integer", "decimal", "money", "percent", "date"),
        *("vat", "iban", "ean"),
    ],
)
def test_a_list_of_one_is_its_item_and_a_longer_one_is_refused(type_name):
    assert convert([], type_name, CONTEXT) is None
    assert convert([None], type_name, CONTEXT) is None
    assert convert([" "], type_name, CONTEXT) is None
    assert refusal(["1", "1"], type_name).details["received"] == "a list of 2"


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        *((word, True) for word in ("true", "1", "yes", "on", "y", "t", "YES", " On ")),
        *((word, True) for word in ("x", "X", "checked", "ja", "Oui", "sí", "はい")),
        *((word, True) for word in ("sim", "JA.", "ＯＮ", " 1\u00a0", "J", "Oui !")),
        *((word, True) for word in ("true,false", "✅", "да", "네", "نعم", "ticked")),
        *((word, False) for word in ("nein", "Non", "nee", "não", "いいえ", "ne")),
        *((word, False) for word in ("false,false", "нет", "off", "０", "unchecked")),
        # A hidden no beside each box (Rails), and a list that says nothing.
        *((word, True) for word in ("1.0", "[x]", "(X)")),
        *((word, False) for word in ("0.0", "[ ]", "✗")),
        *((["0", "1"], True), (["true", "false"], True), (["0"], False), ([], None)),
        *(([None, ""], None), ([True], True), (["off", "off"], False)),
        *(
            (word, False)
            for word in ("false", "0", "no", "off", "n", "f", "No", "OFF ")
        ),
        *((True, True), (False, False), (1, True), (0, False), (1.0, True)),
    ],
)
def test_booleans(value, truth):
    assert convert(value, "boolean", CONTEXT) is truth


@pytest.mark.parametrize("value", ["maybe", "2", 2, -1, 0.5, ["1", "x y"], {}])
def test_what_is_no_boolean_is_refused(value):
    assert "true or false" in refusal(value, "boolean").details["expected"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" as it is ", " as it is "),
        (5, "5"),
        (1.0, "1.0"),
        (1e30, "1e+30"),
        (True, "true"),
        (["a", 1, None, " ", False, True], "a, 1, true"),
        ([" "], None),
        ([], None),
        ([None], None),
    ],
)
def test_texts(value, text):
    assert convert(value, "text", CONTEXT) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": 1, "b": [True, "x"]}, '{"a": 1, "b": [true, "x"]}'),
        (["Zoë", "b"], '["Zoë", "b"]'),
        ('{"a":1}', '{"a":1}'),
        ("Zoë", "Zoë"),
        (5, "5"),
        ({}, None),
        ([], None),
    ],
)
def test_lists_and_objects_as_json(value, text):
    assert convert(value, "json", CONTEXT) == text


@pytest.mark.parametrize(
    ("value", "items"),
    [
        (["a", 1], ["a", 1]),
        ([], []),
        ("a, b ,,c", ["a", "b", "c"]),
        ("a;b; c", ["a", "b", "c"]),
        (";Yes, please;No;", ["Yes, please", "No"]),
        ("R&amp;D, Sales", ["R&amp;D", "Sales"]),
        ("a\r\nb\nc d", ["a", "b", "c d"]),
        ('["a, b", 1]', ["a, b", 1]),
        ("[see above]", ["[see above]"]),
        # Of a spreadsheet, of Java, of Python, and of a person.
        ('"a, b", c', ["a, b", "c"]),
        ('"a; b";c', ["a; b", "c"]),
        ('5" pipe, 6" pipe', ['5" pipe', '6" pipe']),
        ("[a, b]", ["a", "b"]),
        ("['a, b', 'c']", ["a, b", "c"]),
        ("it's, that's", ["it's", "that's"]),
        ("- a\n- b", ["a", "b"]),
        ("1. a\r\n2. b, c", ["1. a", "2. b", "c"]),
        ("1. a\r\n2. b", ["a", "b"]),
        ("-5, 12", ["-5", "12"]),
        ("R&amp;D; Sales", ["R&amp;D", "Sales"]),
        ("AT&T;IBM", ["AT&T", "IBM"]),
        ('"a"b, c', ['"a"b', "c"]),
        (5, [5]),
        ({"a": 1}, [{"a": 1}]),
        (",", []),
    ],
)
def test_lists(value, items):
    assert convert(value, "list", CONTEXT) == items


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": 1}, {"a": 1}),
        ({}, {}),
        (' {"a": [1]} ', {"a": [1]}),
        ([{"a": 1}], {"a": 1}),
    ],
)
def test_objects(value, found):
    assert convert(value, "object", CONTEXT) == found


@pytest.mark.parametrize(
    "value", ["text", "[1]", "{", "{a}", "{" * 5_000, 5, True, [{}, {}]]
)
def test_what_is_no_object_is_refused(value):
    assert refusal(value, "object").details["expected"] == "an object"


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_one_value_among_nothing_is_that_value(nothing):
    """``<phone/><phone>02 …</phone>``, and a form's fields of one name."""
    found = convert([nothing, "a@b.co", nothing], "email", CONTEXT)
    assert found == "a@b.co"
    assert convert([nothing, 5], "integer", CONTEXT) == 5
    assert convert([nothing, nothing], "integer", CONTEXT) is None


@given(ANYTHING, st.sampled_from(sorted(TYPES)), st.sampled_from([CONTEXT, PARIS]))
def test_any_value_is_converted_or_refused(value, type_name, context):
    try:
        found = convert(value, type_name, context)
    except EngineError as error:
        assert error.details["received"] and error.details["expected"]
        assert len(str(error)) < 400
        json.dumps(error.details)
        return
    json.dumps(to_json(found))


@given(st.text("0123456789.,' -+eE:TZ/"), st.sampled_from(sorted(TYPES)))
def test_any_text_that_looks_like_a_number_or_date_is_converted_or_refused(text, name):
    try:
        convert(text, name, PARIS)
    except ValueRefused:
        pass


@given(ANYTHING, st.sampled_from(sorted(set(TYPES) - {"text", "list"})))
def test_a_converted_value_stays_the_same_when_it_is_converted_again(value, type_name):
    try:
        found = to_json(convert(value, type_name, CONTEXT))
    except ValueRefused:
        return
    assert to_json(convert(found, type_name, CONTEXT)) == found


def test_another_addon_can_register_a_type(monkeypatch):
    monkeypatch.setitem(TYPES, "colour", None)

    @register_type("colour")
    def to_colour(value, context):
        return value.lower()

    assert convert("RED", "colour", CONTEXT) == "red"


@pytest.mark.parametrize(
    ("value", "empty"),
    [
        *(
            (None, True),
            (MISSING, True),
            ("", True),
            (" \n", True),
            ([], True),
            ({}, True),
        ),
        *((0, False), (False, False), ("a", False), ([None], False), (0.0, False)),
    ],
)
def test_what_is_empty(value, empty):
    assert is_empty(value) is empty


def test_a_value_in_a_message_is_short_and_on_one_line():
    assert description("a\x07b") == "'a\ufffdb'"
    assert description("a\r\n\tb") == "'a b'"
    assert len(description("x" * 1_000)) < 100
    assert description(["secret"] * 3) == "a list of 3"
    assert description({"secret": 1}) == "an object of 1"
    assert description(True) == "true"
    assert description(None) == "null"


@pytest.mark.parametrize(
    ("value", "is_sentence"),
    [
        ("I agree to receive news", True),
        ("Ja, ich möchte", True),
        ("maybe", False),
        ("x" * 2000, False),
        ("2 x", False),
    ],
)
def test_of_a_sentence_it_says_how_it_is_given_a_meaning(value, is_sentence):
    said = str(refusal(value, "boolean"))
    assert ("Another value for each" in said) is is_sentence
