"""Values that do not fit: left out, refused or replaced, and what conditions see."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.conditions import OPERATORS, ConditionSpec, evaluate
from inbound_webhook.engine.errors import InvalidSetup, ValueRefused
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.nothing import DEFAULT_WORDS, as_lines, nothing_words
from inbound_webhook.engine.parameters import ParameterSpec, check_parameter
from inbound_webhook.engine.types import TYPES
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext(nothing=nothing_words(as_lines()))
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3)
    ),
    max_leaves=5,
)


def read(*specs, query="", headers=None, **body):
    payload = parse_body(json.dumps(body).encode(), "application/json", expected="json")
    get = (headers or {}).get
    return extract(specs, payload, parse_query(query), get, CONTEXT)


def holds(found, parameter, operator, value="", type="text"):
    spec = ConditionSpec("and", parameter, operator, value)
    return evaluate([spec], found.for_conditions, {parameter: type}, CONTEXT).matched


def test_what_does_not_fit_is_left_out_and_noted():
    found = read(
        ParameterSpec("amount", "decimal", on_invalid="skip"),
        ParameterSpec("name"),
        amount="a lot",
        name="Ann",
    ).check()
    assert found.values == {"amount": None, "name": "Ann"}
    (note,) = found.notes
    assert note.code == "value_left_out"
    assert note.details["parameter"] == "amount"
    assert note.details["received"] == "'a lot'"
    assert "number" in note.message
    assert note.is_noteworthy
    assert found.lines[0]["error"]["code"] == "value_invalid"


def test_a_default_takes_its_place_where_that_is_chosen():
    spec = ParameterSpec("amount", "decimal", default="5", on_invalid="default")
    found = read(spec, amount="a lot").check()
    assert found.values == {"amount": 5.0}
    assert [note.code for note in found.notes] == ["default_taken"]
    assert found.lines[0]["defaulted"]
    # Without a default there is nothing to take.
    bare = ParameterSpec("amount", "decimal", on_invalid="default")
    found = read(bare, amount="a lot").check()
    assert found.values == {"amount": None}
    assert [note.code for note in found.notes] == ["value_left_out"]


def test_a_default_is_not_for_what_is_only_left_out():
    spec = ParameterSpec("amount", "decimal", default="5", on_invalid="skip")
    assert read(spec, amount="a lot").check().values == {"amount": None}
    assert read(spec).check().values == {"amount": 5.0}


def test_what_refuses_the_call_is_raised_when_it_is_asked_for():
    found = read(
        ParameterSpec("a", "integer", on_invalid="refuse"),
        ParameterSpec("b", required=True),
        ParameterSpec("c", "integer", on_invalid="refuse"),
        a="x",
        c="y",
    )
    names = [error.details["parameter"] for error in found.refusals]
    assert names == ["a", "b", "c"]
    with pytest.raises(ValueRefused) as caught:
        found.check()
    assert caught.value.details["parameter"] == "a"
    assert len(caught.value.details["lines"]) == 3


def test_a_required_value_that_came_and_does_not_fit_is_not_missing():
    spec = ParameterSpec("a", "integer", required=True, on_invalid="skip")
    assert read(spec, a="x").check().values == {"a": None}


# === CONDITIONS ===


def test_conditions_see_what_came_where_no_type_fits():
    found = read(
        ParameterSpec("email", "email", required=True, on_invalid="refuse"),
        ParameterSpec("amount", "integer", on_invalid="refuse"),
        ParameterSpec("refund", "decimal", on_invalid="default", default="1"),
        email="(deleted)",
        amount={"value": 5},
        refund="none of it",
    )
    assert holds(found, "email", "equals", "(DELETED)", "email")
    assert not holds(found, "email", "not_equals", "(deleted)", "email")
    assert holds(found, "email", "is_not_empty", type="email")
    assert holds(found, "email", "in", "a@b.co, (deleted)", "email")
    assert holds(found, "email", "starts_with", "(", "email")
    assert holds(found, "refund", "contains", "none", "decimal")
    assert holds(found, "amount", "contains", '"value"', "integer")
    # Neither greater nor less than a number.
    for operator in ("greater", "greater_equal", "less", "less_equal", "equals"):
        assert not holds(found, "amount", operator, "5", "integer")
    assert holds(found, "amount", "not_equals", "5", "integer")


def test_a_word_that_means_nothing_is_empty_and_can_be_compared():
    found = read(ParameterSpec("plan"), plan="None")
    assert found.values == {"plan": None}
    assert holds(found, "plan", "is_empty")
    assert not holds(found, "plan", "is_not_empty")
    assert holds(found, "plan", "equals", "none")
    assert not holds(found, "plan", "not_equals", "none")
    assert not holds(found, "plan", "equals", "gold")


@given(st.sampled_from(sorted(TYPES)), JSON_VALUES, st.sampled_from(sorted(OPERATORS)))
def test_whatever_came_can_be_asked_about(type_name, value, operator):
    found = read(ParameterSpec("it", type_name, on_invalid="skip"), it=value).check()
    spec = ConditionSpec("and", "it", operator, "1")
    try:
        evaluate([spec], found.for_conditions, {"it": type_name}, CONTEXT)
    except InvalidSetup:
        pass
    # Each value is used, empty or noted.
    assert (
        found.values["it"] is not None
        or "it" in found.emptied
        or "it" in found.unconverted
    )
    json.dumps(found.lines)


# === WORDS THAT MEAN NOTHING ===


@pytest.mark.parametrize(
    "word",
    [
        *("N/A", "n/a", " none ", "-", "—", "null", "UNDEFINED", "(not set)"),
        *("[object Object]", "{{source}}", "{{ lead.source }}", "${utm}", "%%name%%"),
        *("keine  Angabe", ".", "undefined undefined", "null, null", "-- None --"),
        *("{{first}} {{last}}", "{{ first }} {{ last }}", "N/A {{last}}", "...", "\\N"),
        *("--None--", "<no value>", "(blank)", "#REF!", "not provided", "[[name]]"),
        *("[not provided]", "[your-subject]"),
        "<test lead: dummy data for full_name>",
    ],
)
@pytest.mark.parametrize("type_name", ["text", "email", "integer", "date", "url"])
def test_a_word_that_means_nothing_is_no_value(word, type_name):
    found = read(ParameterSpec("it", type_name, on_invalid="refuse"), it=word).check()
    assert found.values == {"it": None}
    assert found.lines == [{"name": "it", "found": False, "defaulted": False}]
    (note,) = found.notes
    assert (note.code, note.is_noteworthy) == ("word_of_nothing", False)
    assert note.details["parameter"] == "it"
    # It was not emptied on purpose either.
    assert not found.emptied


def test_the_trace_says_which_words_were_taken_for_nothing():
    received = {
        "one": "N/A",
        "many": ["null", "-", "null"],
        "most": [f"{{{{a{number}}}}}" for number in range(2_000)],
    }
    specs = [
        ParameterSpec("one"),
        ParameterSpec("many", "list"),
        ParameterSpec("most", "list"),
    ]
    one, many, most = read(*specs, **received).notes
    assert one.details == {"parameter": "one", "received": "'N/A'"}
    assert many.details == {"parameter": "many", "received": "'null', '-'"}
    assert most.details["received"] == "'{{a0}}', '{{a1}}', '{{a2}}', …"


def test_an_empty_object_among_words_of_nothing_is_no_value():
    found = read(ParameterSpec("it"), it=["N/A", {}, [], "-"]).check()
    assert found.values == {"it": None}
    assert found.notes[0].details["received"] == "'N/A', '-'"


def test_what_is_left_out_marks_a_call_only_where_a_record_needs_it():
    spec = ParameterSpec("budget", "integer", on_invalid="skip")
    (note,) = read(spec, budget="a lot").notes
    assert note.unless_needed({"budget", "name"}).code == "value_left_out"
    unused = note.unless_needed({"name"})
    assert (unused.code, unused.is_noteworthy) == ("value_unused", False)
    assert unused.details == note.details


def test_a_call_says_nothing_where_only_what_nobody_needs_does_not_fit():
    name, size = ParameterSpec("name"), ParameterSpec("size", "integer")
    found = read(name, replace(size, on_invalid="skip"), size="XL")
    assert found.silence([name]).code == "nothing_said"
    assert found.silence([size]) is None


def test_what_a_call_has_is_said_once_where_its_query_is_read_as_its_body():
    name, query = ParameterSpec("name"), parse_query("utm=1&gclid=2")
    found = extract([name], query, query, {}.get, ValueContext())
    assert "The call has: utm, gclid." in str(found.silence([name]))


def test_what_has_the_same_name_elsewhere_is_no_riddle():
    found = read(ParameterSpec("caller", source="query"), caller="030")
    assert str(found.silence([ParameterSpec("caller")])).endswith(
        "The call has: caller. 'caller' came in the body, and it is looked for in the "
        "query of the URL."
    )
    found = read(ParameterSpec("email"), e_mail="a@x.example")
    assert str(found.silence([ParameterSpec("email")])).endswith(
        "Did you mean 'e_mail'?"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("NA", "No", "Nonesuch", "Null Island", "Hello {{name}}", "0", "x" * 5_000),
        *("{{a}} Ann {{b}}", "A-B", "Mr. N/A Smith", "$5", "Ada undefined"),
        "[Urgent]",
    ],
)
def test_what_says_something_stays(text):
    assert read(ParameterSpec("it"), it=text).check().values == {"it": text}


def test_a_required_word_that_means_nothing_is_missing():
    spec = ParameterSpec("it", required=True)
    with pytest.raises(ValueRefused) as caught:
        read(spec, it="N/A").check()
    assert caught.value.code == "parameter_missing"


def test_a_word_that_means_nothing_takes_the_default():
    assert read(ParameterSpec("it", default="web"), it="-").values == {"it": "web"}


def test_words_among_others_of_a_list_are_left_out():
    found = read(
        ParameterSpec("a", "list"), ParameterSpec("b"), a=["x", "N/A"], b=["-", "y"]
    )
    assert found.values == {"a": ["x"], "b": "y"}
    # Filled with nothing is not emptied.
    assert not read(ParameterSpec("a", "list"), a=["N/A"]).emptied


@pytest.mark.parametrize("empty", [None, "", " ", False, []])
def test_what_the_sender_empties_is_known(empty):
    assert read(ParameterSpec("it"), it=empty).emptied == {"it"}
    assert not read(ParameterSpec("it")).emptied


def test_no_is_said_and_not_empty():
    found = read(ParameterSpec("it", "boolean"), it=False)
    assert found.values == {"it": False}
    assert not found.emptied


@pytest.mark.parametrize(
    "text", ["*", "a\n**", "x" * 101, "\n".join(map(str, range(201)))]
)
def test_words_that_would_be_any_text_are_refused(text):
    with pytest.raises(InvalidSetup):
        nothing_words(text)


def test_a_handler_may_have_no_words():
    assert not nothing_words("").means_nothing("N/A")
    assert nothing_words(as_lines(DEFAULT_WORDS)).means_nothing("N/A")


@pytest.mark.parametrize("path", ["First name", "lead.first name", "a b.c"])
def test_a_path_with_blanks_says_how_it_is_written(path):
    with pytest.raises(InvalidSetup) as caught:
        check_parameter(ParameterSpec("it", path=path), CONTEXT)
    assert "['" in str(caught.value)
