"""What senders send that breaks receivers: one test for each kind of body.

Every expected value is written by hand, as it should be, not as it came out.
"""

import gzip
import zlib

import pytest

from inbound_webhook.engine.body import Limits, parse_body, parse_query
from inbound_webhook.engine.errors import (
    BodyTooLarge,
    UnreadableBody,
    UnsupportedBody,
    ValueRefused,
)
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

FORM = "application/x-www-form-urlencoded"


def json_body(raw, content_type="application/json", **options):
    return parse_body(raw, content_type, expected="json", **options)


def form_body(raw, content_type=FORM, **options):
    return parse_body(raw, content_type, expected="form", **options)


def codes(payload):
    return [note.code for note in payload.notes]


def refusal(error_class, read, *args, **options):
    with pytest.raises(error_class) as caught:
        read(*args, **options)
    return caught.value


def test_nul_in_json_is_replaced_and_noted():
    payload = json_body(rb'{"name": "a\u0000b", "k\u0000": 1}')
    assert payload.value == {"name": "a\ufffdb", "k\ufffd": 1}
    (note,) = payload.notes
    assert note.code == "nul_replaced"
    assert note.details == {"count": 2, "where": ["name", "k\ufffd"]}


def test_nul_in_a_form_is_replaced_and_noted():
    payload = form_body(b"name=a%00b")
    assert payload.fields == (("name", "a\ufffdb"),)
    assert codes(payload) == ["nul_replaced"]


def test_lone_surrogate_is_replaced_and_noted():
    payload = json_body(rb'{"a": ["\ud800", "\udc00x", "\ud83d\ude00"]}')
    assert payload.value == {"a": ["\ufffd", "\ufffdx", "\U0001f600"]}
    (note,) = payload.notes
    assert note.code == "surrogate_replaced"
    assert note.details == {"count": 2, "where": ["a[0]", "a[1]"]}


@pytest.mark.parametrize(
    "literal",
    ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400 + ".0"],
)
def test_what_is_no_number_is_a_text(literal):
    payload = json_body(b'{"a": [%s], "b": 1}' % literal.encode())
    assert payload.value == {"a": [literal], "b": 1}
    (note,) = payload.notes
    assert note.code == "number_as_text"
    assert literal.startswith(note.details["received"].rstrip("…"))


def test_an_integer_of_thousands_of_digits_is_refused():
    error = refusal(UnreadableBody, json_body, b"[" + b"9" * 5000 + b"]")
    assert error.code == "number_too_long"
    assert error.details["limit"] == 500
    assert "5000 characters" in str(error)


def test_a_large_integer_keeps_all_its_digits():
    # Shopify's ids are beyond 32 bits, and 2**53 + 1 is beyond what a float holds.
    assert json_body(b"[4503599627370497, 9007199254740993]").value == [
        4503599627370497,
        9007199254740993,
    ]


def test_ten_to_the_four_hundred_is_an_integer_and_no_decimal():
    (number,) = json_body(b"[1" + b"0" * 400 + b"]").value
    assert convert(number, "integer", ValueContext()) == 10**400
    with pytest.raises(ValueRefused):
        convert(number, "decimal", ValueContext())


def test_a_duplicate_key_is_noted_and_the_last_one_counts():
    payload = json_body(b'{"a": {"b": 1, "b": 2, "b": 3}}')
    assert payload.value == {"a": {"b": 3}}
    (note,) = payload.notes
    assert (note.code, note.details["where"][0]) == ("duplicate_key", "a.b")


@pytest.mark.parametrize("depth", [1_000, 50_000])
@pytest.mark.parametrize("brackets", [b"[]", b"{}"])
def test_deep_json_is_refused(depth, brackets):
    opening = b"[" if brackets == b"[]" else b'{"a":'
    raw = opening * depth + b"1" + brackets[1:] * depth
    error = refusal(BodyTooLarge, json_body, raw)
    assert (error.code, error.details) == ("too_deep", {"limit": 64})


def test_deep_json_is_refused_though_it_never_closes():
    assert refusal(BodyTooLarge, json_body, b"[" * 50_000).code == "too_deep"


def test_json_at_the_depth_limit_is_read_and_one_level_more_is_not():
    limits = Limits(max_depth=3)
    assert json_body(b'[[{"a": "[[["}]]', limits=limits).value == [[{"a": "[[["}]]
    # Siblings are no depth, however many of them are opened.
    assert json_body(b"[[[1]], [[2]], [[3]]]", limits=limits).value == [
        [[1]],
        [[2]],
        [[3]],
    ]
    assert refusal(BodyTooLarge, json_body, b"[[[[]]]]", limits=limits).code == (
        "too_deep"
    )


def test_a_million_empty_objects_are_refused():
    raw = b"[" + b",".join([b"{}"] * 1_000_000) + b"]"
    limits = Limits(max_bytes=10_000_000)
    error = refusal(BodyTooLarge, json_body, raw, limits=limits)
    assert (error.code, error.details) == ("too_many_nodes", {"limit": 100_000})


def test_json_at_the_limit_of_values_is_read_and_one_more_is_not():
    limits = Limits(max_nodes=4)
    assert json_body(b'{"a": [1, ",,,"]}', limits=limits).value == {"a": [1, ",,,"]}
    error = refusal(BodyTooLarge, json_body, b'{"a": [1, 2, 3]}', limits=limits)
    assert error.code == "too_many_nodes"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_byte_order_mark_and_utf_16_are_read(encoding):
    payload = json_body('{"name": "Zoë 日"}'.encode(encoding))
    assert payload.value == {"name": "Zoë 日"}
    assert len(payload.notes) == 1


def test_western_json_that_is_not_utf_8_is_read_and_noted():
    payload = json_body(b'{"name": "Andr\xe9"}')
    assert payload.value == {"name": "André"}
    assert codes(payload) == ["charset_clear"]


def test_json_in_a_charset_that_is_not_clear_is_kept_as_bytes_not_replaced():
    payload = json_body(b'{"name": "\x8eR\x93c", "age": 36}')
    assert payload.value["age"] == 36
    assert payload.value["name"].file.content == b"\x8eR\x93c"
    assert codes(payload) == ["text_undecodable"]


def test_json_that_is_no_text_and_no_json_is_refused():
    error = refusal(UnreadableBody, json_body, b'{"name": "\x8eR\x93c", ')
    assert error.code == "json_not_utf8"


def test_json_in_a_declared_charset_is_read_and_noted():
    payload = json_body(b'{"name": "Andr\xe9"}', "application/json; charset=iso-8859-1")
    assert payload.value == {"name": "André"}
    assert codes(payload) == ["json_charset"]


def test_a_raw_nul_byte_is_refused():
    assert refusal(UnreadableBody, json_body, b'{"a": "\x00"}').code == "json_invalid"


@pytest.mark.parametrize("raw", [b"", b" \r\n\t "])
@pytest.mark.parametrize("read", [json_body, form_body])
def test_an_empty_body_is_no_payload(read, raw):
    payload = read(raw)
    assert (payload.kind, payload.value, payload.fields) == ("empty", {}, ())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'[{"id": 1}, {"id": 2}]', [{"id": 1}, {"id": 2}]),
        (b'"text"', "text"),
        (b"12.5", 12.5),
        (b"null", None),
        (b"true", True),
    ],
)
def test_the_root_of_json_may_be_anything(raw, value):
    assert json_body(raw).value == value


def test_a_percent_encoded_latin_1_form_is_read_and_noted():
    payload = form_body(b"name=Andr%E9")
    assert payload.fields == (("name", "André"),)
    (note,) = payload.notes
    assert (note.code, note.details["charset"]) == ("charset_clear", "Windows-1252")


def test_a_form_in_its_declared_charset_is_read_and_noted():
    payload = form_body(b"name=%A4", FORM + "; charset=ISO-8859-15")
    assert payload.fields == (("name", "€"),)
    assert codes(payload) == ["charset_declared"]


def test_a_form_with_raw_latin_1_bytes_is_read():
    assert form_body(b"name=Andr\xe9&x=1").fields == (("name", "André"), ("x", "1"))


def test_bytes_that_are_text_in_no_charset_are_left_out_of_a_query():
    payload = parse_query("name=%81&a=b")
    assert (payload.value["a"], payload.files) == ("b", ())
    assert payload.value["name"].file.content == b"\x81"
    assert codes(payload) == ["query_undecodable"]


def test_a_multipart_form_with_a_wrong_boundary_is_refused():
    raw = (
        b'--right\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--right--\r\n'
    )
    error = refusal(
        UnreadableBody, form_body, raw, "multipart/form-data; boundary=wrong"
    )
    assert error.code == "multipart_boundary_wrong"
    assert error.details == {"boundary": "wrong"}


def test_repeated_names_are_a_list():
    payload = form_body(b"a=1&b=x&a=2")
    assert payload.value == {"a": ["1", "2"], "b": "x"}
    assert payload.fields == (("a", "1"), ("b", "x"), ("a", "2"))


def test_a_body_over_the_size_limit_is_refused():
    limits = Limits(max_bytes=10)
    assert json_body(b"[1,2,3,45]", limits=limits).value == [1, 2, 3, 45]
    error = refusal(BodyTooLarge, json_body, b"[1,2,3,456]", limits=limits)
    assert (error.code, error.details) == ("body_too_large", {"limit": 10})


def test_a_form_of_more_than_a_thousand_parts_is_refused():
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    raw = part * 1_001 + b"--x--\r\n"
    error = refusal(BodyTooLarge, form_body, raw, "multipart/form-data; boundary=x")
    assert (error.code, error.details) == ("too_many_fields", {"limit": 1_000})


@pytest.mark.parametrize("read", [form_body, lambda raw: parse_query(raw)])
def test_two_hundred_thousand_fields_are_refused(read):
    assert refusal(BodyTooLarge, read, b"&".join([b"a=1"] * 200_000)).code == (
        "too_many_fields"
    )


def test_a_gzip_body_is_read():
    payload = json_body(gzip.compress(b'{"a": 1}'), content_encoding="gzip")
    assert payload.value == {"a": 1}


def test_a_gzip_bomb_stops_at_the_limit(monkeypatch):
    asked = []
    decompressobj = zlib.decompressobj

    class Spy:
        def __init__(self, window):
            self._stream = decompressobj(window)

        def decompress(self, raw, most):
            asked.append(most)
            return self._stream.decompress(raw, most)

    bomb = gzip.compress(b"[" + b" " * 100_000_000 + b"]")
    assert len(bomb) < 200_000
    monkeypatch.setattr(zlib, "decompressobj", Spy)
    error = refusal(BodyTooLarge, json_body, bomb, content_encoding="gzip")
    assert error.code == "body_too_large"
    assert asked == [1_048_577]


def test_a_content_encoding_that_is_not_known_is_refused():
    error = refusal(UnsupportedBody, json_body, b"x", content_encoding="br")
    assert error.code == "content_encoding_unsupported"
    assert "deflate, gzip" in str(error)


@pytest.mark.parametrize("piece", [b"[", b'{"a":'])
def test_charsets_of_fields_that_never_end_say_nothing(piece):
    body = b"charsets=" + piece * 4_000 + b"&text=Ren%C3%A9e"
    assert dict(form_body(body).fields)["text"] == "Renée"
