"""Kinds: each is one object, and what it says of itself holds wherever it is asked."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.authoring.sample_request import build_sample_request
from inbound_webhook.engine.conditions import (
    OPERATORS,
    ConditionSpec,
    Operator,
    evaluate,
    register_operator,
)
from inbound_webhook.engine.errors import InvalidSetup, ValueRefused
from inbound_webhook.engine.kinds import Kind, add_kind, registering_addon
from inbound_webhook.engine.mapping import MappingSpec
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.phrases import Phrase
from inbound_webhook.engine.transforms import TRANSFORMS
from inbound_webhook.engine.types import TYPES, convert, register_type, suggested_types
from inbound_webhook.engine.types.registry import SURE
from inbound_webhook.engine.value_sources import (
    VALUE_SOURCES,
    find_value_source,
    register_value_source,
)
from inbound_webhook.engine.values import ValueContext, refused

CONTEXT = ValueContext()
KINDS = [
    *TYPES.values(),
    *TRANSFORMS.values(),
    *OPERATORS.values(),
    *VALUE_SOURCES.values(),
]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=6,
)
WORDS = st.frozensets(
    st.sampled_from(["email", "phone", "at", "date", "created", "name", "x"])
)


@pytest.fixture
def weekday():
    """A type of another addon: days of the week, in their order."""

    def suggests(_words, value):
        return SURE if value in DAYS else 0

    @register_type(
        "weekday",
        Phrase("Weekday"),
        form="value",
        is_ordered=True,
        sample="tue",
        suggests=suggests,
    )
    def to_weekday(value, context):
        if value in range(7):
            return value
        if value not in DAYS:
            raise refused(value, Phrase("a day of the week"))
        return DAYS.index(value)

    yield TYPES["weekday"]
    del TYPES["weekday"]


# === ALL OF THEM ===


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_a_label_that_can_be_translated(kind):
    assert isinstance(kind.label, Phrase)
    assert kind.label.strip() and not kind.label.values


@pytest.mark.parametrize("kinds", [TYPES, TRANSFORMS, OPERATORS, VALUE_SOURCES])
def test_each_kind_is_found_by_its_own_name(kinds):
    assert [kind.name for kind in kinds.values()] == list(kinds)


def test_outside_of_odoo_a_kind_belongs_to_no_addon():
    assert {kind.addon for kind in KINDS} == {None}


def test_a_kind_belongs_to_the_addon_whose_file_registers_it():
    file = {"__name__": "odoo.addons.their_addon.kinds.colour", "ask": _asked}
    exec("addon = ask()", file)
    assert file["addon"] == "their_addon"


def _asked():
    return registering_addon()


def test_the_kind_of_an_addon_does_not_take_the_place_of_anothers():
    kinds = {}
    first = add_kind(kinds, Kind("colour", "Colour", addon="first"))
    with pytest.raises(ValueError, match="'colour' is known already, from first"):
        add_kind(kinds, Kind("colour", "Colour", addon="second"))
    assert kinds == {"colour": first}
    again = add_kind(kinds, Kind("colour", "Color", addon="first"))
    assert kinds == {"colour": again}


# === TYPES ===


@pytest.mark.parametrize("value_type", TYPES.values(), ids=lambda item: item.name)
def test_a_sample_of_a_type_is_a_value_of_it(value_type):
    if value_type.sample:
        assert convert(value_type.sample, value_type.name, CONTEXT) is not None
    else:
        assert value_type.name == "text"


def test_which_types_have_an_order():
    ordered = {name for name, item in TYPES.items() if item.is_ordered}
    assert ordered == {
        *("integer", "decimal", "money", "percent", "date", "datetime"),
    }


def test_what_the_values_of_types_are():
    forms = {name: item.form for name, item in TYPES.items()}
    assert forms == {
        **dict.fromkeys(("text", "json", "email", "emails", "phone", "url"), "text"),
        **dict.fromkeys(("vat", "iban", "ean"), "text"),
        **dict.fromkeys(("integer", "decimal", "boolean"), "value"),
        **dict.fromkeys(("money", "percent"), "value"),
        **dict.fromkeys(("date", "datetime"), "value"),
        "list": "list",
        "file": "object",
        "object": "object",
    }


@given(st.sampled_from(list(TYPES)), JSON, JSON)
def test_values_of_a_type_with_an_order_can_be_compared(name, one, other):
    assume(TYPES[name].is_ordered)
    try:
        values = [convert(value, name, CONTEXT) for value in (one, other)]
    except ValueRefused:
        return
    if None not in values:
        assert (values[0] < values[1]) is (values[1] > values[0])


@given(WORDS, JSON)
def test_any_value_suggests_types_that_exist_the_surest_first(words, value):
    found = suggested_types(words, value, TYPES.values())
    sureness = [item.suggests(words, value) for item in found]
    assert all(sureness) and sureness == sorted(sureness, reverse=True)


@pytest.mark.parametrize(
    ("name", "value", "guess"),
    [
        ("is_on", True, "boolean"),
        ("created_at", 1767225600, "datetime"),
        ("amount", 1767225600, "integer"),
        ("amount", 1.5, "money"),
        ("count", 1767225600, "integer"),
        ("length", 1.5, "decimal"),
        ("budget", "$5,000", "money"),
        ("street", "S 1", "text"),
        ("account", "BE71 0961 2345 6769", "iban"),
        ("vat", "BE0477472701", "vat"),
        ("barcode", "4006381333931", "ean"),
        ("off", "12 %", "percent"),
        ("tags", ["a"], "list"),
        ("who", {}, "object"),
        ("phone", "+32 2 555 12 34", "phone"),
        ("phone", "2026-04-03", "date"),
        ("phone", "ask for it", "text"),
        ("email", "ann@b.co", "email"),
        ("who", "ann@b.co", "email"),
        ("at", "2026-04-03T10:15:00Z", "datetime"),
        ("at", "2026-13-03", "text"),
        ("site", "https://a.b", "url"),
        ("who", "Ann", "text"),
    ],
)
def test_what_type_a_value_seems_to_be_of(name, value, guess):
    (proposed,) = propose_parameters({name: value})
    assert proposed.type == guess


# === WHAT ANOTHER ADDON BRINGS ===


def test_a_new_type_is_guessed_and_sampled(weekday):
    (proposed,) = propose_parameters({"day": "wed"})
    assert proposed.type == "weekday"
    (proposed,) = propose_parameters({"day": "wed"}, types={"text": TYPES["text"]})
    assert proposed.type == "text"
    made = build_sample_request([(ParameterSpec("day", "weekday"), None)], CONTEXT)
    assert b'"tue"' in made.request.body and not made.left_out


@given(st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_new_type_has_its_order_in_conditions(one, other):
    @register_type("weekday", form="value", is_ordered=True)
    def to_weekday(value, context):
        return DAYS.index(value)

    try:
        for operator, expected in (
            ("greater", DAYS.index(one) > DAYS.index(other)),
            ("less_equal", DAYS.index(one) <= DAYS.index(other)),
            ("equals", one == other),
            ("not_in", one != other),
        ):
            spec = ConditionSpec("and", "day", operator, other)
            values = {"day": convert(one, "weekday", CONTEXT)}
            verdict = evaluate([spec], values, {"day": "weekday"}, CONTEXT)
            assert verdict.matched is expected
    finally:
        del TYPES["weekday"]


def test_a_new_type_without_an_order_cannot_be_greater(weekday):
    @register_type("colour")
    def to_colour(value, context):
        return value.lower()

    try:
        assert not OPERATORS["greater"].works_with("colour")
        assert OPERATORS["greater"].works_with("weekday")
        assert OPERATORS["starts_with"].works_with("colour")
        assert TYPES["colour"].label == "colour"
    finally:
        del TYPES["colour"]


def test_an_operator_asks_for_a_type_that_there_is():
    with pytest.raises(InvalidSetup, match="no type 'colour'"):
        OPERATORS["equals"].works_with("colour")


def test_another_addon_can_register_an_operator(monkeypatch):
    monkeypatch.setitem(OPERATORS, "longer", Operator("longer", "", "none"))
    register_operator(
        Operator(
            "longer",
            Phrase("is longer than"),
            "text",
            lambda value, other: len(value) > len(other),
        )
    )
    spec = ConditionSpec("and", "it", "longer", "abc")
    assert evaluate([spec], {"it": "abcd"}, {}, CONTEXT).matched
    assert not evaluate([spec], {"it": "abc"}, {}, CONTEXT).matched


# === SOURCES OF VALUES ===


def test_the_sources_that_values_can_have():
    assert list(VALUE_SOURCES) == ["parameter", "constant"]


def test_what_sources_give_and_what_they_are_made_of():
    values = {"first": "Ada", "n": 3}
    parameter = MappingSpec("name", parameter="n")
    assert (parameter.transformed(values), parameter.names) == (3, {"n"})
    constant = MappingSpec(
        "name", source="constant", constant="{{ first }} and {{ n }}"
    )
    assert constant.transformed(values) == "Ada and 3"
    assert constant.names == {"first", "n"}


def test_an_unknown_source_is_a_setup_error():
    with pytest.raises(InvalidSetup) as caught:
        find_value_source("sky")
    assert caught.value.code == "value_source_unknown"


def test_another_addon_can_register_a_source():
    @register_value_source("count", Phrase("How many"), names=lambda mapping: set())
    def count(mapping, parameters):
        return len(parameters)

    try:
        spec = MappingSpec("color", source="count")
        assert spec.transformed({"a": 1, "b": 2}) == 2
        assert spec.names == set()
    finally:
        del VALUE_SOURCES["count"]
