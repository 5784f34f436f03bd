"""Parameters of a call: where they are found, what they become, what is refused."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.dumping import dump
from inbound_webhook.engine.errors import EngineError, InvalidSetup, ValueRefused
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.nothing import as_lines, nothing_words
from inbound_webhook.engine.parameters import ParameterSpec, check_parameter
from inbound_webhook.engine.types import TYPES
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()
WITH_WORDS = ValueContext(nothing=nothing_words(as_lines()))
LEAD = {
    "lead": {"email": "Ann@B.co", "score": "7", "tags": ["a", "b"], "note": None},
    "fields": [
        {"column_id": "FULL_NAME", "string_value": "Ann"},
        {"column_id": "COLOURS", "values": ["red", "blue"]},
    ],
    "items": [{"sku": "A", "tags": ["x"]}, {"sku": "B", "tags": ["y", "z"]}],
}


def read(*specs, body=LEAD, query="", headers=None, context=CONTEXT):
    payload = (
        body
        if not isinstance(body, dict | list)
        else parse_body(json.dumps(body).encode(), "application/json", expected="json")
    )
    headers = headers or {}
    found = extract(specs, payload, parse_query(query), headers.get, context)
    return found.check()


def spec(name, type="text", **options):
    return ParameterSpec(name, type, **options)


def value(*args, **options):
    """The one value of one parameter."""
    reading = {key: options.pop(key) for key in ("body", "query") if key in options}
    (found,) = read(spec("it", *args, **options), **reading).values.values()
    return found


def refusal(*specs, **options):
    with pytest.raises(ValueRefused) as caught:
        read(*specs, **options)
    return caught.value


def test_parameters_from_the_body_the_query_and_a_header():
    found = read(
        spec("email", "email", path="lead.email"),
        spec("utm", source="query", path="utm_source"),
        spec("page", "integer", source="query"),
        spec("delivery", source="header", path="X-Delivery"),
        query="utm_source=ads&page=2",
        headers={"X-Delivery": "d-1"},
    )
    assert found.values == {
        "email": "ann@b.co",
        "utm": "ads",
        "page": 2,
        "delivery": "d-1",
    }
    assert found.lines == [
        {"name": name, "found": True, "defaulted": False} for name in found.values
    ]


def test_the_name_is_the_path_where_there_is_none():
    assert read(spec("email"), body={"email": "x"}).values == {"email": "x"}


def test_a_keyed_list_gives_the_same_in_any_order():
    paths = [
        ("text", "fields[column_id=FULL_NAME].string_value", "Ann"),
        ("list", "fields[column_id=COLOURS].values", ["red", "blue"]),
        ("text", "fields[column_id=COLOURS].values", "red, blue"),
        ("text", "fields[column_id=COLOURS].values[0]", "red"),
    ]
    turned = {**LEAD, "fields": LEAD["fields"][::-1]}
    for type_name, path, expected in paths:
        assert value(type_name, path=path) == expected
        assert value(type_name, path=path, body=turned) == expected


def test_lists_of_several_items_are_put_end_to_end():
    assert value("list", path="items[*].tags") == ["x", "y", "z"]
    assert value("text", path="items[*].sku") == "A, B"


def test_of_several_values_for_one_the_first_is_taken_and_the_line_says_so():
    found = read(spec("sku", "email", path="items[*].sku"), body={
        "items": [{"sku": "a@b.co"}, {"sku": "c@d.co"}],
    })  # fmt: skip
    assert found.values == {"sku": "a@b.co"}
    assert found.lines[0]["matches"] == 2


def test_a_repeated_form_field_is_a_list_and_for_one_value_its_first():
    payload = parse_query("tag=a&tag=b")
    assert value("list", path="tag", body=payload) == ["a", "b"]
    assert value("text", path="tag", body=payload) == "a, b"


def test_a_form_is_read_by_field_names():
    payload = parse_body(
        b"Your+e-mail=a@b.co&data[merges][FNAME]=Ann&n=5",
        "application/x-www-form-urlencoded",
        expected="form",
    )
    assert value("email", path="Your e-mail", body=payload) == "a@b.co"
    assert value("text", path="data[merges][FNAME]", body=payload) == "Ann"
    assert value("integer", path="n", body=payload) == 5


@pytest.mark.parametrize("path", ["lead.gone", "lead.note", "gone"])
def test_an_optional_parameter_without_a_value_is_none_or_its_default(path):
    found = read(
        spec("none", "decimal", path=path),
        spec("default", "decimal", path=path, default="1,5"),
        spec("blank", path=path, default=" "),
    )
    assert found.values == {"none": None, "default": 1.5, "blank": None}
    assert [line["found"] for line in found.lines] == [False, False, False]
    assert [line["defaulted"] for line in found.lines] == [False, True, False]


def test_a_required_parameter_with_a_default_is_never_missing():
    assert value(required=True, path="gone", default="x") == "x"


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (
            spec("owner", path="lead.owner", required=True),
            "The parameter 'owner' is missing; it is expected at 'lead.owner' in the"
            " body.",
        ),
        (
            spec("utm", source="query", required=True),
            "The parameter 'utm' is missing; it is expected as 'utm' in the query of"
            " the URL.",
        ),
        (
            spec("id", source="header", path="X-Id", required=True),
            "The parameter 'id' is missing; it is expected in the header 'X-Id'.",
        ),
    ],
)
def test_a_missing_required_parameter_is_named(missing, sentence):
    error = refusal(missing)
    assert error.code == "parameter_missing"
    assert str(error) == sentence
    assert error.details["parameter"] == missing.name
    assert error.details["received"] is None


@pytest.mark.parametrize("body", [{"it": None}, {"it": ""}, {"it": "  "}, {}, []])
def test_nothing_in_a_required_parameter_is_missing(body):
    assert refusal(spec("it", required=True), body=body).code == "parameter_missing"


def test_a_value_that_does_not_fit_is_named_with_what_came_and_was_expected():
    error = refusal(spec("score", "date", path="lead.score"))
    assert str(error) == (
        "The parameter 'score' does not fit: '7' is not a date such as 2026-04-03."
    )
    assert error.details["parameter"] == "score"
    assert error.details["received"] == "'7'"
    assert error.details["expected"] == "a date such as 2026-04-03"


def test_all_parameters_are_read_though_one_is_refused():
    error = refusal(
        spec("score", "date", path="lead.score"),
        spec("email", "email", path="lead.email"),
        spec("gone", required=True),
    )
    first, second, third = error.details["lines"]
    assert first["error"]["code"] == "value_invalid"
    assert second == {"name": "email", "found": True, "defaulted": False}
    assert third["error"]["code"] == "parameter_missing"
    assert error.details["parameter"] == "score"
    json.dumps(error.details)


def test_a_path_that_no_parser_reads_is_only_a_setup_error_when_saved():
    assert value(path="lead[") is None
    with pytest.raises(InvalidSetup):
        check_parameter(spec("it", path="lead["), CONTEXT)
    check_parameter(spec("it", path="lead["), CONTEXT, body_kind="form")
    check_parameter(spec("it", path="lead[", source="header"), CONTEXT)


def test_a_descent_is_checked_when_saved():
    check_parameter(spec("it", path="$..email"), CONTEXT, allow_descent=True)
    with pytest.raises(InvalidSetup):
        check_parameter(spec("it", path="$..email"), CONTEXT)
    assert value("email", path="$..email") == "ann@b.co"


def test_a_default_and_a_type_are_checked_when_saved():
    with pytest.raises(InvalidSetup) as caught:
        check_parameter(spec("it", "integer", default="some"), CONTEXT)
    assert caught.value.code == "default_invalid"
    with pytest.raises(InvalidSetup):
        check_parameter(spec("it", "colour"), CONTEXT)
    check_parameter(spec("it", "integer", default="1,234,567"), CONTEXT)


def test_values_in_the_form_in_which_they_are_stored():
    found = read(
        spec("at", "datetime", path="at"),
        spec("day", "date", path="at"),
        spec("n", "decimal", path="n"),
        body={"at": "2026-04-03T10:15:00+02:00", "n": "1,5"},
    )
    assert found.values["at"] == datetime(2026, 4, 3, 8, 15)
    assert dump(found.values) == {
        "at": "2026-04-03T08:15:00Z",
        "day": "2026-04-03",
        "n": 1.5,
    }


SPECS = st.lists(
    st.builds(
        ParameterSpec,
        name=st.sampled_from(["a", "b", "a b"]),
        type=st.sampled_from(sorted(TYPES)),
        source=st.sampled_from(["body", "query", "header"]),
        path=st.text("ab[]*.0") | st.text(),
        required=st.booleans(),
        default=st.none() | st.text(),
    )
)
BODIES = st.sampled_from(
    [
        parse_body(
            b'{"a": [{"b": "1,5"}, 2], "b": {"a": null}}', None, expected="json"
        ),
        parse_body(b"[1, [2]]", None, expected="json"),
        parse_body(b'{"a": ["N/A", {}, []], "b": [{}]}', None, expected="json"),
        parse_body(b'"text"', None, expected="json"),
        parse_query("a=1&a=2&b[a]=x&a+b=&a[]=5"),
        parse_body(b"", None, expected="form"),
    ]
)


@given(SPECS, BODIES, BODIES.filter(lambda p: p.kind == "form"), st.none() | st.text())
def test_any_parameters_are_read_from_any_payload_or_refused(specs, body, query, text):
    try:
        found = extract(specs, body, query, lambda _name: text, WITH_WORDS)
    except EngineError as error:
        json.dumps(error.details)
        return
    assert set(found.values) == {one.name for one in specs}
    json.dumps([dump(found.values), found.lines])


def test_a_name_that_is_no_path_is_a_key_of_the_root():
    size = spec("größe")
    check_parameter(size, CONTEXT)
    assert read(size, body={"größe": "L"}).values == {"größe": "L"}


# === WHAT SAYS HOW A VALUE IS READ ===


def dialled(number, country):
    return f"{country}:{number}"


@pytest.mark.parametrize(
    ("country", "phone"),
    [
        ("FR", "FR:0612345678"),
        ("France", "FR:0612345678"),
        ("fra", "FR:0612345678"),
        ("Atlantis", "None:0612345678"),
        (None, "BE:0612345678"),
    ],
)
def test_another_parameter_says_of_which_country_a_phone_number_is(country, phone):
    found = read(
        spec("phone", "phone", country_parameter="country"),
        spec("country"),
        body={"phone": "0612345678", "country": country},
        context=ValueContext(country_code="BE", format_phone=dialled),
    )
    assert found.values == {"phone": phone, "country": country}
    assert [line["name"] for line in found.lines] == ["phone", "country"]


def test_another_parameter_says_in_which_zone_a_time_is():
    body = {"at": "2026-01-05 10:00", "zone": "America/New_York"}
    found = read(
        spec("at", "datetime", timezone="Europe/Paris", timezone_parameter="zone"),
        spec("zone"),
        spec("fixed", "datetime", path="at", timezone="Europe/Paris"),
        spec("plain", "datetime", path="at"),
        body=body,
    )
    assert found.values["at"] == datetime(2026, 1, 5, 15)
    assert found.values["fixed"] == datetime(2026, 1, 5, 9)
    assert found.values["plain"] == datetime(2026, 1, 5, 10)
    without = read(
        spec("at", "datetime", timezone="Europe/Paris", timezone_parameter="zone"),
        spec("zone"),
        body={"at": "2026-01-05 10:00"},
    )
    assert without.values["at"] == datetime(2026, 1, 5, 9)


def test_a_time_in_a_zone_that_is_none_does_not_fit():
    error = refusal(
        spec("at", "datetime", timezone_parameter="zone"),
        spec("zone"),
        body={"at": "2026-01-05 10:00", "zone": "Mars/Olympus"},
    )
    assert "no time zone 'Mars/Olympus'" in str(error)


def test_a_parameter_says_how_its_dates_are_written():
    found = read(
        spec("a", "date", date_format="day_first"),
        spec("b", "date", date_format="pattern", date_pattern="MM|dd|yyyy"),
        body={"a": "05/01/2024", "b": "05|01|2024"},
    )
    assert dump(found.values) == {"a": "2024-01-05", "b": "2024-05-01"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"date_format": "klingon"}, "date_format"),
        ({"date_format": "pattern", "date_pattern": "dd"}, "date_pattern"),
        ({"timezone": "Mars/Olympus"}, "timezone_unknown"),
    ],
)
def test_a_way_to_write_dates_that_is_none_is_refused_as_it_is_saved(options, code):
    with pytest.raises(InvalidSetup) as caught:
        check_parameter(spec("at", "date", default="2026-01-05", **options), CONTEXT)
    assert caught.value.code == code


def test_a_text_that_holds_a_file_is_kept_as_what_it_is():
    text = "data:text/plain;base64,SGVsbG8="
    phrase = "a file (text/plain, 5 bytes)"
    values = {"a": text, "b": [text, "x"], "c": {"d": text}, "e": 5}
    assert dump(values) == {"a": phrase, "b": [phrase, "x"], "c": {"d": phrase}, "e": 5}


def test_what_may_be_meant_is_said_of_what_does_not_come_and_not_of_what_is_empty():
    [note] = read(spec("email"), body={"e_mail": "a"}).notes
    assert (note.code, note.details["parameter"]) == ("other_place", "email")
    assert read(spec("email"), body={"email": "", "e_mail": "a"}).notes == []


def test_a_call_whose_values_are_empty_says_what_else_it_has():
    assert read(spec("email"), body={"email": "", "other": "a"}).beside == ["other"]
    assert read(spec("email"), body={"email": "b", "other": "a"}).beside == []
