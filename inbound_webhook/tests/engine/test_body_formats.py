"""Which reader reads a body, and what the Content-Type header says of it."""

import gzip
import zlib

import pytest

from inbound_webhook.engine.body import (
    Format,
    Limits,
    NoteBook,
    Payload,
    content_coding,
    parse_body,
    register_content_coding,
    register_format,
)
from inbound_webhook.engine.body import formats as formats_module
from inbound_webhook.engine.body.charset_names import known_charset
from inbound_webhook.engine.body.content_coding import decode_content
from inbound_webhook.engine.body.decoding import decode_text
from inbound_webhook.engine.body.header import parse_header
from inbound_webhook.engine.body.media_type import MediaType
from inbound_webhook.engine.errors import InvalidSetup, UnreadableBody, UnsupportedBody

FORM = "application/x-www-form-urlencoded"
MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
    "multipart/form-data; boundary=b",
)


def codes(payload):
    return [note.code for note in payload.notes]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.github.v3+json",
        "application/cloudevents+json; charset=UTF-8",
        "text/json",
        "text/plain",
        "application/octet-stream",
        None,
        "",
    ],
)
def test_json_is_read_under_any_type_that_allows_it(content_type):
    payload = parse_body(b'{"a": 1}', content_type, expected="json")
    assert (payload.kind, payload.value, payload.notes) == ("json", {"a": 1}, ())


@pytest.mark.parametrize("content_type", [FORM, "text/plain", None])
def test_a_form_is_read_under_any_type_that_allows_it(content_type):
    payload = parse_body(b"a=1", content_type, expected="form")
    assert (payload.kind, payload.value, payload.notes) == ("form", {"a": "1"}, ())


def test_json_under_the_type_of_a_form_is_read_and_noted():
    # What curl -d sends when nobody says what it is.
    payload = parse_body(b'{"a": 1}', FORM, expected="json")
    assert payload.value == {"a": 1}
    assert codes(payload) == ["content_type_overruled"]
    assert payload.notes[0].details == {"content_type": FORM, "read_as": "json"}


def test_json_for_a_form_handler_is_read_and_noted():
    payload = parse_body(b'{"a": 1}', "application/json", expected="form")
    assert payload.value == {"a": 1}
    assert payload.notes[0].code == "other_kind"
    assert payload.notes[0].details == {"expected": "form", "received": "json"}


@pytest.mark.parametrize(("raw", "content_type"), [(b"a=1", FORM), MULTIPART])
def test_a_form_for_a_json_handler_is_read_and_noted(raw, content_type):
    payload = parse_body(raw, content_type, expected="json")
    assert payload.value == {"a": "1"}
    assert codes(payload) == ["other_kind"]


def test_wide_json_without_a_type_is_recognised():
    for encoding in ("utf-16", "utf-16-le", "utf-32-be"):
        payload = parse_body('{"a": 1}'.encode(encoding), None, expected="form")
        assert payload.value == {"a": 1}


def test_a_form_under_the_type_of_json_is_read_only_where_a_form_is_expected():
    payload = parse_body(b"a=1&b=2", "application/json", expected="form")
    assert payload.value == {"a": "1", "b": "2"}
    with pytest.raises(UnreadableBody, match="not valid JSON"):
        parse_body(b"a=1&b=2", "application/json", expected="json")


def test_a_list_without_a_type_is_json_and_a_bracket_name_is_a_form():
    assert parse_body(b"[1]", None, expected="form").value == [1]
    assert parse_body(b"[a]=1", FORM, expected="form").fields == (("[a]", "1"),)


@pytest.mark.parametrize("content_type", ["text/html", "image/png", "application/grpc"])
def test_another_type_is_not_supported(content_type):
    with pytest.raises(UnsupportedBody) as caught:
        parse_body(b"{}", content_type, expected="json")
    assert caught.value.code == "content_type_unsupported"
    assert caught.value.details == {"content_type": content_type}


def test_a_multipart_body_without_a_type_names_what_is_missing():
    with pytest.raises(UnreadableBody) as caught:
        parse_body(MULTIPART[0], None, expected="form")
    assert caught.value.code == "multipart_boundary_missing"


def test_text_that_is_no_form_is_refused_by_a_form_handler():
    with pytest.raises(UnreadableBody) as caught:
        parse_body(b"hello there", None, expected="form")
    assert caught.value.code == "form_not_recognised"


def test_another_addon_can_register_a_format(monkeypatch):
    monkeypatch.setattr(formats_module, "_FORMATS", dict(formats_module._FORMATS))
    register_format(
        Format(
            "csv",
            "json",
            frozenset({"text/csv"}),
            lambda body, *_: Payload("json", body.decode().split(",")),
        )
    )
    payload = parse_body(b"a,b", "text/csv; header=absent", expected="json")
    assert payload.value == ["a", "b"]


def test_broken_json_says_where():
    with pytest.raises(UnreadableBody) as caught:
        parse_body(b'{"a": 1,\n "b" 2}', "application/json", expected="json")
    assert caught.value.details == {"line": 2, "column": 6}
    assert "line 2, column 6" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"a": "x', "Unterminated string starting at line 1, column 7."),
        (b'{"a": "x\ny"}', "Invalid control character at line 1, column 9."),
        (b"{} x", "Extra data at line 1, column 4."),
    ],
)
def test_what_is_wrong_with_json_is_a_sentence(raw, said):
    with pytest.raises(UnreadableBody) as caught:
        parse_body(raw, "application/json", expected="json")
    assert str(caught.value) == f"The body is not valid JSON: {said}"


@pytest.mark.parametrize(
    ("header", "value", "parameters"),
    [
        ("", "", {}),
        ("Text/HTML", "text/html", {}),
        ("a/b;c=d", "a/b", {"c": "d"}),
        ('a/b; C = "d;e" ; f=g', "a/b", {"c": "d;e", "f": "g"}),
        (r'a; b="say \"x\" \\ C:\d"', "a", {"b": r'say "x" \ C:\d'}),
        ('a; b="%22x%0D%0Ay"', "a", {"b": '"x\r\ny'}),
        ("a; b=1; B=2", "a", {"b": "1"}),
        ("a; b; =c; d=", "a", {"d": ""}),
        ("a; b*=UTF-8''%e2%82%ac; b=x", "a", {"b": "\xe2\x82\xac"}),
        ("a; b*=iso-8859-1'en'%A3", "a", {"b": "\xc2\xa3"}),
        ("a; b=x; b*=nothing", "a", {"b": "x"}),
    ],
)
def test_headers_with_parameters(header, value, parameters):
    found_value, found = parse_header(header)
    plain = {name: text for name, text in found.items() if not name.endswith("*")}
    assert (found_value, plain) == (value, parameters)


def test_a_hostile_header_takes_no_time():
    assert parse_header('a; b="' + "\\" * 100_000)[0] == "a"
    assert parse_header("a" + "; b" * 50_000) == ("a", {})


def test_a_media_type():
    media = MediaType.parse('Multipart/Form-Data; Charset=UTF-8; boundary="x y"')
    assert media == MediaType("multipart/form-data", "UTF-8", "x y")
    assert MediaType.parse(None).says_nothing
    assert MediaType.parse("garbage").says_nothing
    assert not MediaType.parse("application/json").says_nothing


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF-8", "utf_8"),
        (" utf8 ", "utf_8"),
        ("ISO-8859-1", "latin_1"),
        ("windows-1252", "cp1252"),
        ("Shift_JIS", "shift_jis"),
        ("idna", None),
        ("unicode_escape", None),
        ("utf-7", None),
        ("rot13", None),
        ("zlib", None),
        ("nonsense", None),
        ("", None),
        (None, None),
    ],
)
def test_only_charsets_of_text_are_known(name, known):
    assert known_charset(name) == known


def test_text_is_utf_8_before_it_is_what_its_sender_says():
    notes = NoteBook()
    assert decode_text("é".encode(), "latin-1", "a", notes) == "é"
    assert notes.notes() == ()


def test_notes_of_one_kind_are_counted_and_only_the_first_places_kept():
    notes = NoteBook()
    for number in range(100_000):
        notes.add_at(f"items[{number}]", "nul_replaced")
    (note,) = notes.notes()
    assert note.details["count"] == 100_000
    assert note.details["where"] == [f"items[{number}]" for number in range(5)]


def decoded(raw, content_encoding):
    notes = NoteBook()
    limits = Limits(max_bytes=1_000)
    return decode_content(raw, content_encoding, limits, notes), notes.notes()


@pytest.mark.parametrize("name", ["gzip", "GZip", " x-gzip ", "identity, gzip"])
def test_gzip_by_any_name(name):
    assert decoded(gzip.compress(b"text"), name) == (b"text", ())


def test_deflate_with_and_without_its_header():
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = bare.compress(b"text") + bare.flush()
    assert decoded(zlib.compress(b"text"), "deflate") == (b"text", ())
    assert decoded(raw, "deflate") == (b"text", ())


def test_a_charset_for_a_content_encoding_is_noted():
    body, notes = decoded(b"text", "UTF-8")
    assert (body, notes[0].code) == (b"text", "content_encoding_ignored")


@pytest.mark.parametrize(
    "raw",
    [
        b"not gzip",
        gzip.compress(b"text")[:-4],
        gzip.compress(b"text")[:-4] + b"\0\0\0\0",
        gzip.compress(b"a") + gzip.compress(b"b"),
        gzip.compress(b"a") + b"rest",
    ],
)
def test_gzip_that_is_none_or_not_whole_is_refused(raw):
    with pytest.raises(UnreadableBody) as caught:
        decoded(raw, "gzip")
    assert caught.value.code == "compression_invalid"


def test_gzip_of_exactly_the_limit_is_read():
    assert decoded(gzip.compress(b"x" * 1_000), "gzip")[0] == b"x" * 1_000


def test_several_content_encodings_are_refused():
    with pytest.raises(UnsupportedBody):
        decoded(gzip.compress(gzip.compress(b"x")), "gzip, gzip")


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_bytes", 0), ("max_depth", 201), ("max_digits", 4_301), ("max_nodes", -1)],
)
def test_limits_that_cannot_be_kept_are_refused(name, value):
    with pytest.raises(InvalidSetup) as caught:
        Limits(**{name: value})
    assert caught.value.details == {"limit": name, "value": value}


def test_another_addon_can_register_a_content_coding(monkeypatch):
    monkeypatch.setattr(content_coding, "_CODINGS", dict(content_coding._CODINGS))

    @register_content_coding("reversed", "x-reversed")
    def turn(raw, max_bytes):
        content_coding.check_size(len(raw), max_bytes)
        return raw[::-1]

    assert decoded(b"txet", "X-Reversed") == (b"text", ())
    assert turn(b"ab", 2) == b"ba"


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", None])
@pytest.mark.parametrize(
    "body",
    [
        b"name=Ada Lovelace&email=ada@b.example",
        b"name=Ada Lovelace",
        b"data[name]=Ada Lovelace&x=1",
        b"name=Ada Lovelace\nemail=ada@b.example\n",
    ],
)
def test_a_form_in_place_of_json_is_told_what_to_do(body, content_type):
    with pytest.raises(UnreadableBody) as caught:
        parse_body(body, content_type, expected="json")
    said = str(caught.value)
    assert said.startswith("The body is not valid JSON: it looks like a form.")
    assert "application/x-www-form-urlencoded" in said


def test_a_form_that_is_none_is_told_what_to_do():
    with pytest.raises(UnreadableBody) as caught:
        parse_body(b"name=Ada\nemail=a@b.co", "text/plain", expected="form")
    assert "name=value" in str(caught.value)
    assert "application/x-www-form-urlencoded" in str(caught.value)


@pytest.mark.parametrize(
    "body", [b'{"a": "x=1"', b"[a=1]", b"Ada", b"a = b", b"=", b"?a=1", b"'a=1'"]
)
def test_other_broken_json_does_not_look_like_a_form(body):
    with pytest.raises(UnreadableBody) as caught:
        parse_body(body, "application/json", expected="json")
    assert "form" not in str(caught.value)
