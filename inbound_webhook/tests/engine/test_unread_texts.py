"""Values whose bytes are text in no charset: they do not fit, as others do not."""

import pytest

from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.engine.body import parse_body, parse_header_value, parse_query
from inbound_webhook.engine.conditions import ConditionSpec, evaluate
from inbound_webhook.engine.duplicates import of_payload
from inbound_webhook.engine.errors import ValueRefused
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.types import TYPES
from inbound_webhook.engine.values import ValueContext

FORM = "application/x-www-form-urlencoded"
JSON = b'{"name": "\x8eR\x93c", "mail": "jo@x.example"}'
BODIES = {
    FORM: b"name=%8ER%93c&mail=jo@x.example",
    "application/json": JSON,
    "application/json; charset=utf-8": JSON,
}


def read(*specs, kind=FORM, body=None, query=""):
    payload = parse_body(body or BODIES[kind], kind, expected="json")
    return extract(specs, payload, parse_query(query), {}.get, ValueContext())


def name(**values):
    return ParameterSpec("name", **values)


@pytest.mark.parametrize("kind", BODIES)
def test_a_required_value_that_cannot_be_read_is_not_missing(kind):
    found = read(name(required=True), ParameterSpec("mail"), kind=kind)
    with pytest.raises(ValueRefused) as caught:
        found.check()
    assert caught.value.code == "value_undecodable"
    assert caught.value.details["parameter"] == "name"
    assert "bytes are not text" in str(caught.value)
    assert "missing" not in str(caught.value)
    assert found.values["mail"] == "jo@x.example"


@pytest.mark.parametrize("kind", BODIES)
def test_it_is_left_out_and_noted(kind):
    found = read(name(on_invalid="skip"), ParameterSpec("mail"), kind=kind).check()
    assert found.values == {"name": None, "mail": "jo@x.example"}
    (note,) = found.notes
    assert (note.code, note.details["parameter"]) == ("value_left_out", "name")


@pytest.mark.parametrize("kind", BODIES)
def test_its_default_takes_its_place(kind):
    spec = name(on_invalid="default", default="Nobody")
    found = read(spec, kind=kind).check()
    assert found.values == {"name": "Nobody"}
    assert [note.code for note in found.notes] == ["default_taken"]


@pytest.mark.parametrize("type_name", sorted(set(TYPES) - {"file"}))
def test_it_fits_no_type_but_files(type_name):
    spec = name(type=type_name, on_invalid="skip")
    assert read(spec).values == {"name": None}


def test_a_file_may_be_any_bytes():
    (file,) = read(name(type="file")).values["name"]
    assert file.content == b"\x8eR\x93c"


def test_of_a_list_the_others_are_read():
    body = b'{"name": ["a", "\x8eR\x93c", "b"]}'
    found = read(name(type="list"), kind="application/json", body=body).check()
    assert found.values == {"name": ["a", "b"]}
    body = b'{"name": {"a": "x", "b": "\x8eR\x93c"}}'
    found = read(name(type="object"), kind="application/json", body=body).check()
    assert found.values == {"name": {"a": "x"}}
    body = b"name=%8ER&name=%93c"
    assert read(name(type="list", on_invalid="skip"), body=body).notes


@pytest.mark.parametrize(
    ("kind", "came"),
    [("list", b'["a", "\x8eR"]'), ("json", b'{"a": {"b": "\x8eR"}, "c": 1}')]
    + [("object", b'{"a": [1, "\x8eR"]}'), ("email", b'["\x8eR", "jo@x.example"]')],
)
def test_what_is_left_out_of_a_value_is_noted(kind, came):
    body = b'{"name": %s, "mail": "\x8eR"}' % came
    found = read(name(type=kind), kind="application/json", body=body).check()
    (note,) = found.notes
    assert (note.code, note.details["parameter"]) == ("value_left_out", "name")
    assert str(note.message).startswith("A part of the parameter 'name' does not fit:")
    body = b'{"name": ["a"], "mail": "\x8eR"}'
    assert not read(name(type="list"), kind="application/json", body=body).notes


def test_conditions_see_that_there_is_a_value():
    found = read(name(on_invalid="skip"))

    def holds(operator, value=""):
        spec = ConditionSpec("and", "name", operator, value)
        context = ValueContext()
        values = found.for_conditions
        return evaluate([spec], values, {"name": "text"}, context).matched

    assert holds("is_not_empty")
    assert not holds("contains", "name")
    assert not holds("contains", "bin")


def test_what_a_query_brings_does_not_fit_either():
    spec = ParameterSpec("campaign", source="query", required=True)
    with pytest.raises(ValueRefused) as caught:
        read(spec, query="campaign=%8ER%93c").check()
    assert caught.value.code == "value_undecodable"


@pytest.mark.parametrize("kind", BODIES)
def test_other_bytes_are_another_call(kind):
    other = BODIES[kind].replace(b"\x93c", b"\x93d").replace(b"%93c", b"%93d")
    query = parse_query("")
    prints = {
        of_payload("POST", query, parse_body(body, kind, expected="json"))
        for body in (BODIES[kind], BODIES[kind], other)
    }
    assert len(prints) == 2


def test_a_sample_proposes_no_parameters_for_bytes():
    kind = "application/json"
    tree = parse_body(BODIES[kind], kind, expected="json").value
    paths = [each.path for each in propose_parameters(tree)]
    assert paths == ["name", "mail"]


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("Zoë".encode(), None, "Zoë"),
        ("山田".encode(), None, "山田"),
        ("Jürgen Müller".encode("cp1252"), None, "Jürgen Müller"),
        ("山田".encode("cp932"), "shift_jis", "山田"),
        (b"plain", None, "plain"),
    ],
)
def test_a_header_is_read_as_it_was_written(raw, charset, text):
    assert parse_header_value(raw.decode("latin-1"), charset) == text


@pytest.mark.parametrize("kind", BODIES)
def test_the_charset_that_is_chosen_is_named_and_not_another(kind):
    payload = parse_body(BODIES[kind], kind, expected="json", charset="euc-jp")
    found = extract([name()], payload, parse_query(""), {}.get, ValueContext())
    (error,) = found.refusals
    chosen = "its bytes are not text in EUC-JP, which is chosen at Text Is In."
    assert chosen in str(error)
    notes = {note.code: note for note in payload.notes}
    assert notes["text_undecodable"].details["charset"] == "EUC-JP"
    header = parse_header_value("\x8eR\x93c", "euc-jp")
    assert header.assumed == "EUC-JP"


def test_a_header_that_cannot_be_read_does_not_fit():
    def header(_name):
        return parse_header_value(b"\x8eR\x93c".decode("latin-1"))

    payload = parse_query("")
    spec = ParameterSpec("who", source="header", path="X-Who", required=True)
    found = extract([spec], payload, payload, header, ValueContext())
    assert [error.code for error in found.refusals] == ["value_undecodable"]


@pytest.mark.parametrize("query", ["Zoë".encode().decode("latin-1"), "Zo%C3%AB"])
def test_a_query_that_is_not_encoded_is_read(query):
    assert parse_query(f"name={query}").value == {"name": "Zoë"}


@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_a_text_below_long_names_does_not_take_them_along(kind):
    # As many times as there are texts: a body of 1 MiB took gigabytes.
    name = b"k" * 5_000
    json = b'{"%s": {"%s": ["\x8e"]}}' % (name, name)
    xml = b"<%s><%s>\x8e</%s></%s>" % (name, name, name, name)
    body = json if kind == "application/json" else xml
    (kept,) = parse_body(body, kind, expected="json").files
    assert kept.content == b"\x8e"
    assert kept.field == "k" * 199 + "…"
    assert kept.filename == "k" * 199 + "….bin"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json; charset=utf-16", b'{"name": "caf\xe9s", "a": "x"}'),
        ("application/xml; charset=utf-16", b"<l><name>caf\xe9s</name></l>"),
        (
            "application/xml",
            b'<?xml version="1.0" encoding="utf-16"?><l><name>caf\xe9s</name></l>',
        ),
    ],
)
def test_signs_that_are_ascii_stand_around_no_text_in_utf_16(kind, body):
    # .NET says so of what it writes in other charsets.
    payload = parse_body(body, kind, expected="json")
    tree = payload.value.get("l", payload.value)
    assert tree["name"] == "cafés"
    assert [note.code for note in payload.notes] == ["charset_clear"]
