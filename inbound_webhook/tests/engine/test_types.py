"""Types: what every way of writing a value means, and what is refused as unclear."""

import json
from datetime import date, datetime, timezone

import pytest
from engine.errors import EngineError, InvalidSetup, ValueRefused
from engine.types import TYPES, convert, register_type
from engine.values import MISSING, ValueContext, description, is_empty, to_json
from hypothesis import given
from hypothesis import strategies as st

CONTEXT = ValueContext()
PARIS = ValueContext(timezone="Europe/Paris")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=8,
)


def refusal(value, type_name, context=CONTEXT):
    with pytest.raises(ValueRefused) as caught:
        convert(value, type_name, context)
    return caught.value


def test_the_types_that_parameters_can_have():
    assert set(TYPES) == {
        *("text", "email", "phone", "url", "integer", "decimal"),
        *("boolean", "date", "datetime", "list", "object"),
    }


def test_an_unknown_type_is_a_setup_error():
    with pytest.raises(InvalidSetup, match="no type 'colour'"):
        convert("red", "colour", CONTEXT)


@pytest.mark.parametrize("type_name", list(TYPES))
@pytest.mark.parametrize("nothing", [None, "", "  \n\t"])
def test_nothing_and_blank_text_are_no_value(type_name, nothing):
    assert convert(nothing, type_name, CONTEXT) is None


@pytest.mark.parametrize("type_name", ["email", "phone", "url", "date", "datetime"])
def test_false_is_no_value_where_it_can_be_nothing_else(type_name):
    assert convert(False, type_name, CONTEXT) is None


@pytest.mark.parametrize(
    "type_name", ["email", "phone", "url", "integer", "decimal", "boolean", "date"]
)
def test_a_list_of_one_is_its_item_and_a_longer_one_is_refused(type_name):
    assert convert([], type_name, CONTEXT) is None
    assert convert([None], type_name, CONTEXT) is None
    assert convert([" "], type_name, CONTEXT) is None
    assert refusal(["1", "1"], type_name).details["received"] == "a list of 2"


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


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,000", "+1.000"])
@pytest.mark.parametrize("type_name", ["integer", "decimal"])
def test_a_separator_that_may_be_a_thousand_or_a_fraction_is_refused(text, type_name):
    error = refusal(text, type_name)
    assert error.code == "number_ambiguous"
    assert error.details["received"] == repr(text)


def test_the_refusal_of_an_ambiguous_number_says_how_to_write_it():
    assert "write 1234 or 1.2340" in str(refusal("1,234", "decimal"))


@pytest.mark.parametrize(
    "value",
    [
        *("abc", "1.2.3", "1,2,3", "1 23,4", "1,234 567"),
        *("1..2", "5.", "-", "--5", "1 23", "1 2345", "1.23.456,7.8", "1'23", "€ 5"),
        *("5 %", "1e400", "1e99999999999", "0x10", "1_000", "١٢", "NaN", "inf"),
        *("1,234,56", "1.234,567.8", "1,234.567,8", "12345,678.9", "9" * 401),
        *(True, False, [1, 2], {"a": 1}, float("nan"), float("inf"), 10**400),
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
    ("value", "truth"),
    [
        *((word, True) for word in ("true", "1", "yes", "on", "y", "t", "YES", " On ")),
        *(
            (word, False)
            for word in ("false", "0", "no", "off", "n", "f", "No", "OFF ")
        ),
        *((True, True), (False, False), (1, True), (0, False), (1.0, True)),
    ],
)
def test_booleans(value, truth):
    assert convert(value, "boolean", CONTEXT) is truth


@pytest.mark.parametrize("value", ["maybe", "2", 2, -1, 0.5, [True, True], {}])
def test_what_is_no_boolean_is_refused(value):
    assert "true or false" in refusal(value, "boolean").details["expected"]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-04-03T10:15:00Z", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03t10:15:00z", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03T10:15:00+02:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03T10:15:00-0530", datetime(2026, 4, 3, 15, 45)),
        ("2026-04-03T10:15:00+02", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03T10:15+02:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03 10:15:00 +0200", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03 10:15:00 UTC", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03T10:15:00.123Z", datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        ("2026-04-03T10:15:00,123456789Z", datetime(2026, 4, 3, 10, 15, 0, 123_456)),
        ("20260403T101500Z", datetime(2026, 4, 3, 10, 15)),
        ("2026/04/03 10:15", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03T10:15:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-12-03T10:15:00", datetime(2026, 12, 3, 9, 15)),
        ("2026-04-03", datetime(2026, 4, 2, 22, 0)),
        (1775211300, datetime(2026, 4, 3, 10, 15)),
        ("1775211300", datetime(2026, 4, 3, 10, 15)),
        (1775211300123, datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        ("1775211300123", datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        (1775211300.5, datetime(2026, 4, 3, 10, 15, 0, 500_000)),
        ("Fri, 3 Apr 2026 10:15:00 +0200", datetime(2026, 4, 3, 8, 15)),
        ("03 Apr 2026 10:15:00 GMT", datetime(2026, 4, 3, 10, 15)),
        ("Fri, 03 Apr 2026 10:15 EST", datetime(2026, 4, 3, 15, 15)),
        ("Fri, 3 Apr 2026 10:15:00 +0200 (CEST)", datetime(2026, 4, 3, 8, 15)),
        ("3 Apr 2026 10:15:00", datetime(2026, 4, 3, 8, 15)),
    ],
)
def test_moments_in_paris_are_utc(value, moment):
    assert convert(value, "datetime", PARIS) == moment


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        *(("Z", 12), ("UT", 12), ("GMT", 12), ("EDT", 16), ("EST", 17), ("CDT", 17)),
        *(("CST", 18), ("MDT", 18), ("MST", 19), ("PDT", 19), ("PST", 20)),
    ],
)
def test_the_zones_that_rfc_2822_names(zone, hour):
    found = convert(f"Fri, 3 Apr 2026 12:00:00 {zone}", "datetime", PARIS)
    assert found == datetime(2026, 4, 3, hour)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("20260403", date(2026, 4, 3)),
        (20260403, date(2026, 4, 3)),
        ("2026/04/03", date(2026, 4, 3)),
        ("3 Apr 2026", date(2026, 4, 3)),
        ("2026-04-02T23:30:00Z", date(2026, 4, 3)),
        ("2026-04-02T23:30:00", date(2026, 4, 2)),
        (1775172600, date(2026, 4, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_the_day_of_a_moment_is_that_of_the_time_zone(value, day):
    found = convert(value, "date", PARIS)
    assert (found, type(found)) == (day, date)


@pytest.mark.parametrize(
    "value",
    [
        *("03/04/2026", "3.4.2026", "25/12/2026", "04-03-2026", "2026-4-3", "2026"),
        *("2026-02-30", "2026-13-01", "2025-02-29", "2026-W14-5", "2026-093", "today"),
        *("2026-04-03T25:00", "2026-04-03T10:15 PM", "2026-04-03T10:15 Europe/Paris"),
        *("2026-04-03T10:15:00+99:00", "3 Foo 2026", "2026-04/03", "0000-01-01"),
        *(
            "177521130",
            177521130,
            10_000_000_000,
            999_999_999_999,
            10**13,
            -1,
            0,
            True,
            float("nan"),
            float("inf"),
            10**30,
        ),
        *("2026-04-03T10:15:00 IST", [1, 2], {"a": 1}, "１２３４-０１-０１"),
    ],
)
@pytest.mark.parametrize("type_name", ["date", "datetime"])
def test_what_is_no_date_or_an_unclear_one_is_refused(value, type_name):
    assert "2026-04-03" in refusal(value, type_name).details["expected"]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59:59-12:00"])
def test_a_moment_before_or_after_all_calendars_is_refused(text):
    zone = ValueContext(timezone="Asia/Tokyo")
    assert refusal(text, "datetime", zone).code == "value_invalid"


@given(st.datetimes(timezones=st.just(timezone.utc)), st.sampled_from("T "))
def test_any_moment_comes_back_from_iso_8601(moment, separator):
    found = convert(moment.isoformat(separator), "datetime", CONTEXT)
    assert found == moment.replace(tzinfo=None)
    assert convert(to_json(found), "datetime", PARIS) == found


@given(st.datetimes(datetime(2001, 9, 10), datetime(2286, 11, 20)))
def test_any_moment_comes_back_from_its_epoch(moment):
    moment = moment.replace(microsecond=0)
    seconds = int(moment.replace(tzinfo=timezone.utc).timestamp())
    for value in (seconds, str(seconds), seconds * 1000, float(seconds)):
        assert convert(value, "datetime", PARIS) == moment


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../etc/passwd", "a\0b", "Europe"]
)
def test_an_unknown_time_zone_is_a_setup_error(zone):
    with pytest.raises(InvalidSetup) as caught:
        convert("2026-04-03", "date", ValueContext(timezone=zone))
    assert caught.value.code == "timezone_unknown"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("Ann@Example.COM", "ann@example.com"),
        (" a.b+c@d-e.co.uk ", "a.b+c@d-e.co.uk"),
        (["a@b.co"], "a@b.co"),
        ("ann@exämple.de", "ann@exämple.de"),
    ],
)
def test_addresses(value, address):
    assert convert(value, "email", CONTEXT) == address


@pytest.mark.parametrize(
    "value",
    [
        *("ann", "ann@", "@b.co", "a@b", "a b@c.de", "a@b@c.de", "a@b..co", "a@b.co,"),
        *("Ann <a@b.co>", "a@b.co, c@d.co", "a@b.co\nBcc: c@d.co", 5, True, {"a": 1}),
    ],
)
def test_what_is_no_address_is_refused(value):
    assert refusal(value, "email").details["expected"] == "an e-mail address"


def test_the_context_decides_what_an_address_is():
    context = ValueContext(normalize_email=lambda text: text == "ok" and "a@b.co")
    assert convert(" ok ", "email", context) == "a@b.co"
    assert refusal("a@b.co", "email", context).details["received"] == "'a@b.co'"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12.34.56-78", "+33612345678"),
        ("(555) 123-4567", "5551234567"),
        ("(0)30 1234", "0301234"),
        ("+33\u00a06\u201112", "+33612"),
        (33612345678, "33612345678"),
        ("112", "112"),
    ],
)
def test_phone_numbers(value, number):
    assert convert(value, "phone", CONTEXT) == number


@pytest.mark.parametrize(
    "value",
    ["12", "1" * 21, "call me", "555-1234 x9", "33+612", "()-", True, 1.5, {"a": 1}],
)
def test_what_is_no_phone_number_is_refused(value):
    assert refusal(value, "phone").details["expected"] == "a phone number"


def test_the_context_formats_phone_numbers_for_a_country():
    context = ValueContext(
        country_code="FR", format_phone=lambda text, country: f"{country}:{text}"
    )
    assert convert(612, "phone", context) == "FR:612"
    nobody = ValueContext(format_phone=lambda *_: None)
    assert refusal("0612345678", "phone", nobody).code == "value_invalid"


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com", "https://example.com/a?b=c#d", "HTTPS://Example.com"),
        *("http://localhost:8069", "http://[::1]/", "https://exämple.de/ü"),
    ],
)
def test_urls(url):
    assert convert(f" {url} ", "url", CONTEXT) == url


@pytest.mark.parametrize(
    "value",
    [
        *("example.com", "www.example.com", "ftp://a.b", "javascript:alert(1)"),
        *(
            "http://",
            "http:///path",
            "http:a",
            "http://a b",
            "http://a\nb",
            "http://[::1",
        ),
        *("http://a:99999", "http://a\tb", "data:text/html,x", "//a.b", 5, {"a": 1}),
    ],
)
def test_what_is_no_url_is_refused(value):
    error = refusal(value, "url")
    assert error.details["expected"] == "a URL"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" as it is ", " as it is "),
        (5, "5"),
        (1.0, "1.0"),
        (1e30, "1e+30"),
        (True, "true"),
        (["a", 1, None, " ", False], "a, 1, false"),
        ([" "], None),
        ([], None),
        ([None], None),
    ],
)
def test_texts(value, text):
    assert convert(value, "text", CONTEXT) == text


@pytest.mark.parametrize("value", [{"a": 1}, {}, [["a"]], [{"a": 1}]])
def test_what_is_no_text_is_refused(value):
    assert refusal(value, "text").details["expected"] == "a text"


@pytest.mark.parametrize(
    ("value", "items"),
    [
        (["a", 1], ["a", 1]),
        ([], []),
        ("a, b ,,c", ["a", "b", "c"]),
        ("a\r\nb\nc d", ["a", "b", "c d"]),
        ('["a, b", 1]', ["a, b", 1]),
        ("[see above]", ["[see above]"]),
        ("a; b", ["a; b"]),
        (5, [5]),
        (False, [False]),
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
    "value", ["text", "[1]", "{", "{a}", '{"a": NaN}', "{" * 5_000, 5, True, [{}, {}]]
)
def test_what_is_no_object_is_refused(value):
    assert refusal(value, "object").details["expected"] == "an object"


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
    assert description("a\nb") == "'a\ufffdb'"
    assert len(description("x" * 1_000)) < 100
    assert description(["secret"] * 3) == "a list of 3"
    assert description({"secret": 1}) == "an object of 1"
    assert description(True) == "true"
    assert description(None) == "null"
