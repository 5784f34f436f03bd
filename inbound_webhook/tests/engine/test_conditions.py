"""Conditions: typed comparisons, AND before OR, and what cannot be compared."""

import json
import re
import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.conditions import (
    OPERATORS,
    ConditionSpec,
    check_condition,
    evaluate,
    sentence,
)
from inbound_webhook.engine.conditions.glob import glob_matches
from inbound_webhook.engine.errors import EngineError, InvalidSetup
from inbound_webhook.engine.types import TYPES, convert
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()


def holds(value, operator, operand=None, type_name="text"):
    """Whether one condition holds; its negation, where there is one, must not."""
    spec = ConditionSpec("and", "it", operator, operand)
    return evaluate([spec], {"it": value}, {"it": type_name}, CONTEXT).matched


def test_the_operators_that_conditions_can_have():
    assert list(OPERATORS) == [
        *("equals", "not_equals", "contains", "not_contains", "starts_with"),
        *("ends_with", "is_empty", "is_not_empty", "greater", "greater_equal"),
        *("less", "less_equal", "in", "not_in", "matches"),
    ]


@pytest.mark.parametrize(
    ("type_name", "value", "operator", "operand", "expected"),
    [
        ("text", " Ann ", "equals", "ANN", True),
        ("text", "Straße", "equals", "STRASSE", True),
        ("text", "Ann", "equals", "An", False),
        ("text", "10", "equals", "10.0", False),
        ("text", "a@Acme.com", "contains", "@acme", True),
        ("text", "a@acme.com", "contains", "b", False),
        ("text", "Hello", "starts_with", "he", True),
        ("text", "Hello", "starts_with", "lo", False),
        ("text", "Hello", "ends_with", "LO", True),
        ("text", "b", "in", "a, B ,c", True),
        ("text", "a, b", "in", '["a, b"]', True),
        ("text", "d", "in", "a,b,c", False),
        ("email", "ann@b.co", "equals", " Ann@B.co", True),
        ("email", "ann@b.co", "ends_with", "@b.co", True),
        ("phone", "+33612345678", "equals", "+33 6 12 34 56 78", True),
        ("phone", "+33612345678", "equals", "unknown", False),
        ("phone", "+33612345678", "starts_with", "+33", True),
        ("url", "https://a.b/C", "contains", "A.B/c", True),
        ("integer", 10, "equals", "10.0", True),
        ("integer", 9, "less", "10", True),
        ("integer", 10, "greater", "9.5", True),
        ("integer", 10, "greater", "10", False),
        ("integer", 10, "greater_equal", "10", True),
        ("integer", 2**53 + 1, "equals", str(2**53 + 1), True),
        ("integer", 2**53 + 1, "equals", str(2**53), False),
        ("integer", 1234, "contains", "23", True),
        ("integer", 2, "in", "1, 2, 3", True),
        ("decimal", 1.5, "equals", "1,50", True),
        ("decimal", 1.5, "less_equal", "1.5", True),
        ("decimal", 1.5, "less", "1.5", False),
        ("boolean", True, "equals", "yes", True),
        ("boolean", False, "equals", "yes", False),
        ("boolean", False, "in", "no", True),
        ("date", date(2026, 4, 3), "greater", "2026-04-02", True),
        ("date", date(2026, 4, 3), "equals", "3 Apr 2026", True),
        ("date", date(2026, 4, 3), "starts_with", "2026-04", True),
        ("datetime", datetime(2026, 4, 3, 10), "less", "2026-04-03T10:00:01Z", True),
        ("datetime", datetime(2026, 4, 3, 10), "less", "2026-04-03T12:00+02:00", False),
        ("list", ["Red", "blue"], "contains", "red", True),
        ("list", ["redder"], "contains", "red", False),
        ("list", ["Red", 2], "equals", "red, 2", True),
        ("list", ["red"], "equals", "red, 2", False),
        ("list", ["x", "b"], "in", "a, b", True),
        ("list", ["x"], "in", "a, b", False),
    ],
)
def test_comparisons_and_their_opposites(type_name, value, operator, operand, expected):
    assert holds(value, operator, operand, type_name) is expected
    opposite = {
        "equals": "not_equals",
        "contains": "not_contains",
        "in": "not_in",
    }.get(operator)
    if opposite:
        assert holds(value, opposite, operand, type_name) is not expected


@pytest.mark.parametrize("type_name", list(TYPES))
def test_nothing_is_empty_and_equals_contains_and_exceeds_nothing(type_name):
    operands = {"boolean": "no", "date": "2026-04-03", "datetime": "2026-04-03"}
    operand = operands.get(type_name, "0")
    for operator in OPERATORS.values():
        if operator.works_with(type_name):
            expected = operator.name in {
                *("is_empty", "not_equals", "not_contains", "not_in"),
            }
            assert holds(None, operator.name, operand, type_name) is expected


@pytest.mark.parametrize(
    ("value", "empty"),
    [("", True), (" ", True), ([], True), ({}, True), (0, False), (False, False)],
)
def test_zero_and_false_are_not_empty(value, empty):
    assert holds(value, "is_empty", type_name="object") is empty
    assert holds(value, "is_not_empty", type_name="object") is not empty


@pytest.mark.parametrize(
    ("spec", "type_name", "reason"),
    [
        (("greater", "abc"), "integer", "'abc' is not a number"),
        (("equals", "abc"), "integer", "'abc' is not a number"),
        (("greater", "1.234"), "decimal", "can mean 1234 or 1.234"),
        (("in", "1, x"), "decimal", "'x' is not a number"),
        (("less", "03/04/2026"), "date", "can mean 2026-03-04 or 2026-04-03"),
        (("less", "soon"), "date", "is not a date"),
        (("equals", "maybe"), "boolean", "is not yes or no"),
        (("greater", "5"), "text", "does not work with the type text"),
        (("greater", "true"), "boolean", "does not work with the type boolean"),
        (("equals", "x"), "object", "does not work with the type object"),
        (("starts_with", "x"), "list", "does not work with the type list"),
        (("equals", ""), "text", "needs a value"),
        (("contains", " "), "text", "needs a value"),
        (("in", None), "text", "needs a value"),
        (("like", "x"), "text", "no operator 'like'"),
        (("matches", "?" * 1_001), "text", "more than 1000 characters"),
    ],
)
def test_a_condition_that_can_never_work_is_refused(spec, type_name, reason):
    condition = ConditionSpec("and", "it", *spec)
    with pytest.raises(InvalidSetup) as caught:
        check_condition(condition, type_name, CONTEXT)
    assert caught.value.code == "condition_invalid"
    assert reason in str(caught.value)


def verdict(*conditions, **values):
    specs = [ConditionSpec(c, name, "equals", "1") for c, name in conditions]
    types = dict.fromkeys(values, "integer")
    return evaluate(specs, values, types, CONTEXT).matched


def test_no_conditions_always_hold():
    assert evaluate([], {}, {}, CONTEXT).matched


def test_and_binds_tighter_than_or():
    conditions = [("and", "a"), ("or", "b"), ("and", "c")]
    assert verdict(*conditions, a=1, b=0, c=0)
    assert verdict(*conditions, a=0, b=1, c=1)
    assert not verdict(*conditions, a=0, b=1, c=0)


def test_the_connector_of_the_first_condition_means_nothing():
    for first in ("and", "or"):
        assert not verdict((first, "a"), ("and", "b"), a=0, b=1)
        assert verdict((first, "a"), ("or", "b"), a=0, b=1)


@given(st.lists(st.tuples(st.sampled_from(["and", "or"]), st.booleans()), min_size=1))
def test_and_and_or_are_those_of_python(terms):
    specs = [
        ConditionSpec(c, f"p{i}", "is_not_empty") for i, (c, _) in enumerate(terms)
    ]
    values = {f"p{i}": truth or None for i, (_, truth) in enumerate(terms)}
    written = " ".join(f"{connector} {truth}" for connector, truth in terms)
    expected = any(
        "False" not in group
        for group in f" {written}".removeprefix(" or").split(" or ")
    )
    assert evaluate(specs, values, {}, CONTEXT).matched is expected


def test_each_line_says_what_was_compared_though_the_first_decided():
    conditions = [
        ConditionSpec("and", "name", "equals", "Bo"),
        ConditionSpec("and", "day", "greater", "2026-01-01"),
    ]
    values = {"name": "Ann", "day": date(2026, 4, 3)}
    found = evaluate(conditions, values, {"day": "date"}, CONTEXT)
    assert not found.matched
    assert found.lines == [
        {
            "connector": "and",
            "parameter": "name",
            "operator": "equals",
            "value": "Bo",
            "received": "Ann",
            "holds": False,
        },
        {
            "connector": "and",
            "parameter": "day",
            "operator": "greater",
            "value": "2026-01-01",
            "received": "2026-04-03",
            "holds": True,
        },
    ]


def test_a_long_text_is_shortened_in_its_line():
    spec = ConditionSpec("and", "it", "contains", "x")
    (line,) = evaluate([spec], {"it": "x" * 100_000}, {}, CONTEXT).lines
    assert len(line["received"]) == 200


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([], ""),
        ([("and", "email", "contains", "x")], 'email contains "x"'),
        (
            [
                ("and", "email", "contains", "x"),
                ("or", "fullname", "is_not_empty", None),
            ],
            'email contains "x" OR fullname is not empty',
        ),
        (
            [
                ("and", "a", "greater", "1"),
                ("and", "b", "in", "x, y"),
                ("or", "c", "is_empty", None),
            ],
            '(a is greater than "1" AND b is one of "x, y") OR c is empty',
        ),
        (
            [("and", "a", "equals", "1"), ("and", "b", "matches", "*")],
            'a equals "1" AND b matches the pattern "*"',
        ),
    ],
)
def test_a_sentence(conditions, expected):
    assert sentence([ConditionSpec(*condition) for condition in conditions]) == expected


def test_a_sentence_in_the_words_of_another_language():
    conditions = [
        ConditionSpec("and", "email", "contains", "x"),
        ConditionSpec("or", "name", "is_not_empty"),
        ConditionSpec("and", "city", "equals", "Gent"),
    ]
    words = {"and": "UND", "or": "ODER", "contains": "enthält"}
    assert sentence(conditions, words) == (
        'email enthält "x" ODER (name is not empty UND city equals "Gent")'
    )


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("*@acme.com", "ann@acme.com", True),
        ("*@acme.com", "ann@acme.com.br", False),
        ("ann*", "ann", True),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a?c", "a\nc", True),
        ("*", "", True),
        ("?", "", False),
        ("**a**", "bab", True),
        ("a*a", "a", False),
        ("a*b*c", "a1b2b3c", True),
        ("*ab*bc*", "abc", False),
        ("a.c", "abc", False),
        ("[a]", "a", False),
        ("(a+)+$", "(a+)+$", True),
        ("a*a*a", "aa", False),
        ("*?a?*", "xay", True),
        ("*?a?*", "xa", False),
        ("*a?c*c", "aacabc", True),
        ("*a?c*c", "abc", False),
        ("*a?a*?b", "aaab", False),
        ("*a?a*?b", "aaaab", True),
        ("*a?a*?b", "abaacb", True),
        ("*a?b*", "a?ab", False),
        ("*a?b*", "a?b", True),
    ],
)
def test_patterns(pattern, text, expected):
    assert glob_matches(pattern, text) is expected
    assert holds(text or None, "matches", pattern) is (expected and bool(text))


@given(st.text("ab*?"), st.text("ab?"))
def test_a_pattern_matches_what_the_same_regular_expression_matches(pattern, text):
    translated = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    assert glob_matches(pattern, text) is bool(re.fullmatch(translated, text))


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 100 + "*b",
        "*" + "?" * 5_000,
        "*" + "?" * 5_000 + "b*",
        "*" + "a?" * 500 + "b*",
        "*" + "a" * 998 + "?b*",
        "*" + "?a" * 500 + "?b",
        "*a?b" * 300,
    ],
    ids=lambda pattern: pattern[:12],
)
def test_a_hostile_pattern_takes_no_time(pattern):
    started = time.perf_counter()
    glob_matches(pattern, "a" * 1_000_000)
    assert time.perf_counter() - started < 1


CONDITIONS = st.builds(
    ConditionSpec,
    connector=st.sampled_from(["and", "or"]),
    parameter=st.sampled_from(["a", "b"]),
    operator=st.sampled_from([*OPERATORS, "like"]),
    value=st.none() | st.text() | st.sampled_from(["1", "yes", "2026-04-03", "a,*"]),
)
VALUES = st.sampled_from(
    [None, "a", "1", 1, 2.5, True, "2026-04-03", ["a", 1, None, {}], {"a": 1}]
)


@given(st.lists(CONDITIONS), VALUES, VALUES, st.sampled_from(sorted(TYPES)))
def test_any_condition_is_evaluated_or_refused(conditions, a, b, type_name):
    types = dict.fromkeys("ab", type_name)
    try:
        values = {
            "a": convert(a, type_name, CONTEXT),
            "b": convert(b, type_name, CONTEXT),
        }
        found = evaluate(conditions, values, types, CONTEXT)
    except EngineError:
        return
    json.dumps(found.lines)
    sentence(conditions)


@pytest.mark.parametrize("operator", ["greater", "less_equal", "equals", "in"])
def test_a_day_that_is_none_is_nothing_to_compare_with(operator):
    spec = ConditionSpec("and", "it", operator, "0000-00-00")
    with pytest.raises(InvalidSetup, match="needs a value"):
        check_condition(spec, "date", CONTEXT)
    # One that was saved before.
    assert not holds(date(2026, 1, 5), operator, "0000-00-00", "date")
