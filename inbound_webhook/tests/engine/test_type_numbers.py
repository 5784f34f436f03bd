"""Numbers in the writing of any country, and what is refused as unclear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.types import convert
from inbound_webhook.engine.types.numbers import format_of


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1234", 1234.0),
        ("-5", -5.0),
        ("+5", 5.0),
        ("\u22125", -5.0),
        ("1234.5", 1234.5),
        ("1234,5", 1234.5),
        ("0.123", 0.123),
        ("0,123", 0.123),
        (".5", 0.5),
        ("-,5", -0.5),
        ("1,5", 1.5),
        ("1.50", 1.5),
        ("1.2345", 1.2345),
        ("1234.567", 1234.567),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1 234,56", 1234.56),
        ("1 234.56", 1234.56),
        ("1\u00a0234,56", 1234.56),
        ("1\u202f234", 1234.0),
        ("1'234.56", 1234.56),
        ("1’234’567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1.234.567,8", 1234567.8),
        ("12,34,567.8", 1234567.8),
        ("1,234.5678", 1234.5678),
        ("1.5e3", 1500.0),
        ("2E-2", 0.02),
        (" 7 ", 7.0),
        (7, 7.0),
        (1.234, 1.234),
        (["7.5"], 7.5),
    ],
)
def test_decimals_in_any_countrys_writing(value, number):
    found = convert(value, "decimal", CONTEXT)
    assert (found, type(found)) == (number, float)


@pytest.mark.parametrize(
    "text",
    [
        "5000\u00b9",
        "12\u00b3",
        "\u24605000",
        "\u2474500",
        "\u24885000",
        "1\u00bd",
        "\u2083",
    ],
)
@pytest.mark.parametrize("type_name", ["integer", "decimal", "money", "phone"])
def test_signs_that_number_something_are_no_digits_of_it(text, type_name):
    assert refusal(text, type_name).code == "value_invalid"


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,000", "+1.000"])
@pytest.mark.parametrize("type_name", ["integer", "decimal"])
def test_a_separator_that_may_be_a_thousand_or_a_fraction_is_refused(text, type_name):
    error = refusal(text, type_name)
    assert error.code == "number_ambiguous"
    assert error.details["received"] == repr(text)


def test_the_refusal_of_an_ambiguous_number_says_what_decides_it():
    for text, readings in {"1,234": "1234 or 1.234", "5.000": "5000 or 5"}.items():
        said = str(refusal(text, "decimal"))
        assert f"{text!r} can mean {readings}; " in said
        assert "“Numbers Look Like”" in said
        assert "write" not in said


@pytest.mark.parametrize(
    "value",
    [
        *("abc", "1.2.3", "1,2,3", "1 23,4", "1,234 567"),
        *("1..2", "5.", "-", "--5", "1 23", "1 2345", "1.23.456,7.8", "1'23", "€ 5"),
        *("5 %", "1e400", "1e99999999999", "0x10", "1_000", "١٢", "NaN", "inf"),
        *("1,234,56", "1.234,567.8", "1,234.567,8", "12345,678.9", "9" * 401),
        # Only with commas India writes groups of two.
        *("1.10.200", "12.34.567", "12 34 567", "12'34'567,8"),
        *(True, [1, 2], {"a": 1}, float("nan"), float("inf"), 10**400),
    ],
)
def test_what_is_no_number_is_refused(value):
    error = refusal(value, "decimal")
    assert (error.code, error.details["expected"]) == ("value_invalid", "a number")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12", 12),
        ("-12", -12),
        (12.0, 12),
        ("12.0", 12),
        ("12,00", 12),
        (" 1,234,567 ", 1234567),
        ("1 234", 1234),
        ("1e3", 1000),
        ("0", 0),
        ("007", 7),
        (2**70, 2**70),
        (str(2**70 + 1), 2**70 + 1),
    ],
)
def test_integers(value, number):
    found = convert(value, "integer", CONTEXT)
    assert (found, type(found)) == (number, int)


@pytest.mark.parametrize("value", ["12.5", "12,5", 12.5, "1e-3", True, "x", "9" * 5000])
def test_what_is_no_integer_is_refused(value):
    assert refusal(value, "integer").details["expected"] == "a whole number"


@given(st.integers(-(10**200), 10**200))
def test_any_integer_comes_back_from_its_text(number):
    assert convert(str(number), "integer", CONTEXT) == number
    if abs(number) >= 10**6:
        assert convert(f"{number:,}", "integer", CONTEXT) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_float_comes_back_from_json_and_from_its_unambiguous_text(number):
    assert convert(number, "decimal", CONTEXT) == number
    assert convert(f"{number!r}0" if "e" not in repr(number) else repr(number),
                   "decimal", CONTEXT) == number  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.500,00 €", "comma"),
        ("EUR 1.234.567", "comma"),
        ("12,50", "comma"),
        ("1 234,5 kg", "comma"),
        ("12.500,- €", "comma"),
        ("-1.234,5 %", "comma"),
        ("$12,500.00", "point"),
        ("12,34,567", "point"),
        # Programs write a point before a fraction, whatever people write.
        ("12.50", ""),
        ("5.000", ""),
        ("5,000", ""),
        ("5000", ""),
        ("1.2,3.4", ""),
        ("1,234.5.6", ""),
        ("3,5 - 4,5", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_a_text_decides_how_numbers_look(text, expected):
    assert format_of(text) == expected
