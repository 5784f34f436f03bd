"""Bodies made by hypothesis: nothing but the engine's errors, and what was said comes
back.
"""

import gzip
import json
import zlib
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inbound_webhook.engine.body import Limits, Payload, parse_body, parse_query
from inbound_webhook.engine.body.header import parse_header
from inbound_webhook.engine.body.text import storable
from inbound_webhook.engine.body.tree import count_nodes
from inbound_webhook.engine.errors import EngineError

JSON_TYPES = ("application/json", "text/plain", "application/json; charset=latin-1")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")

#: What can be stored as it is; the rest is replaced, which other tests are about.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NAMES = TEXTS.filter(lambda text: not set(text) & set("%\\"))
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TREES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda children: st.lists(children) | st.dictionaries(TEXTS, children),
    max_leaves=20,
)
CONTENT_TYPES = st.none() | st.text() | st.sampled_from(JSON_TYPES + FORM_TYPES)
CODINGS = st.none() | st.text() | st.sampled_from(["gzip", "deflate", "gzip, br"])
KINDS = st.sampled_from(["json", "form"])
SMALL = Limits(max_bytes=2_000, max_depth=5, max_nodes=50, max_fields=10, max_digits=9)
LIMITS = st.sampled_from([SMALL, Limits()])

WHOLE_BODIES = st.one_of(
    TREES.map(lambda tree: json.dumps(tree).encode()),
    st.lists(st.tuples(st.text(), TEXTS)).map(
        lambda pairs: urlencode(pairs, errors="surrogatepass").encode()
    ),
    st.lists(st.tuples(st.binary(), st.binary())).map(
        lambda parts: encode_multipart(parts, b"b")
    ),
)


def encode_multipart(parts, boundary):
    """The plainest encoder of RFC 7578; the names are written as browsers do."""
    lines = []
    for name, content in parts:
        for byte, escape in ((b'"', b"%22"), (b"\r", b"%0D"), (b"\n", b"%0A")):
            name = name.replace(byte, escape)
        lines += [b"--" + boundary]
        lines += [b'Content-Disposition: form-data; name="' + name + b'"', b"", content]
    return b"\r\n".join([*lines, b"--" + boundary + b"--", b""])


@st.composite
def mutated_bodies(draw):
    """A body of some format with some of its bytes changed, lost or repeated."""
    body = bytearray(draw(WHOLE_BODIES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 8)))
        body[start:end] = draw(
            st.binary(max_size=4)
            | st.sampled_from([b'"', b"\\u0000", b"--b", b"[", b"&"])
        )
    return bytes(body)


def texts_of(tree):
    """Every text in a tree, keys included."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        yield from tree
        yield from texts_of(list(tree.values()))
    elif isinstance(tree, list):
        for item in tree:
            yield from texts_of(item)


def read_or_refuse(*args, **options):
    """The payload, or None where the engine refused; any other error fails a test."""
    try:
        payload = parse_body(*args, **options)
    except EngineError as error:
        assert error.code and str(error)
        json.dumps(error.details)
        return None
    assert isinstance(payload, Payload)
    return payload


@given(st.binary() | WHOLE_BODIES | mutated_bodies(), CONTENT_TYPES, KINDS, LIMITS)
@example(b"\xff\xfe", None, "json", SMALL)
@example(b"{" * 3_000, "application/json", "json", Limits())
@example(b'{"a":"\\ud83d"}', "application/json", "json", SMALL)
def test_any_body_is_read_within_the_limits_or_refused(raw, content_type, kind, limits):
    payload = read_or_refuse(raw, content_type, expected=kind, limits=limits)
    if payload is None:
        return
    # Whatever was read can be stored, as text and as jsonb, and is not too much.
    json.dumps(payload.value, allow_nan=False, ensure_ascii=False).encode()
    for text in texts_of(payload.value):
        assert storable(text) == text
    assert count_nodes(payload.value) <= limits.max_nodes
    for name, text in payload.fields:
        assert storable(name) == name and storable(text) == text
    json.dumps([note.details for note in payload.notes])


@given(st.binary(), CODINGS, KINDS)
def test_any_content_encoding_is_undone_or_refused(raw, coding, kind):
    read_or_refuse(raw, None, expected=kind, content_encoding=coding, limits=SMALL)


@given(st.binary(), st.sampled_from([gzip.compress, zlib.compress]), st.integers(0, 99))
def test_compressed_bytes_that_were_cut_or_changed_are_refused(raw, compress, place):
    coding = "gzip" if compress is gzip.compress else "deflate"
    compressed = bytearray(compress(raw))
    compressed[place % len(compressed)] ^= 1
    for body in (bytes(compressed), compress(raw)[:-1]):
        read_or_refuse(body, None, expected="form", content_encoding=coding)


@given(st.text() | st.binary())
def test_any_query_is_read_or_refused(query):
    try:
        parse_query(query)
    except EngineError:
        pass


@given(st.text())
def test_any_header_is_taken_apart(header):
    value, parameters = parse_header(header)
    assert isinstance(value, str)
    assert all(name == name.lower() for name in parameters)


@given(TREES, st.sampled_from(JSON_TYPES), st.booleans())
def test_json_comes_back_equal(tree, content_type, ascii_only):
    raw = json.dumps(tree, ensure_ascii=ascii_only).encode()
    payload = parse_body(raw, content_type, expected="json")
    assert payload.value == tree
    assert payload.notes == ()


@given(TREES, st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"]))
def test_json_in_another_unicode_encoding_comes_back_equal(tree, encoding):
    # Two blanks, since the encoding shows in the first bytes.
    raw = ("  " + json.dumps(tree, ensure_ascii=False)).encode(encoding)
    assert parse_body(raw, "application/json", expected="json").value == tree


@given(TREES)
def test_compressed_json_comes_back_equal(tree):
    raw = json.dumps(tree).encode()
    for coding, body in (("gzip", gzip.compress(raw)), ("deflate", zlib.compress(raw))):
        payload = parse_body(body, None, expected="json", content_encoding=coding)
        assert payload.value == tree


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_url_encoded_fields_come_back_equal(pairs):
    raw = urlencode(pairs)
    payload = parse_body(raw.encode(), FORM_TYPES[0], expected="form")
    assert payload.fields == tuple(pairs)
    assert parse_query(raw).fields == tuple(pairs)


# Browsers escape quotes with %22 but no percent sign, others with a backslash: names
# with these are ambiguous.
@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1))
def test_multipart_fields_come_back_equal(pairs):
    boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    parts = [(name.encode(), text.encode()) for name, text in pairs]
    payload = parse_body(
        encode_multipart(parts, boundary.encode()),
        f"multipart/form-data; boundary={boundary}",
        expected="form",
    )
    assert payload.fields == tuple(pairs)


@given(st.binary(), st.text(st.sampled_from("abc é日.-_ \"'%;"), min_size=1))
def test_files_come_back_equal(content, filename):
    quoted = filename.replace('"', "%22").encode()
    raw = encode_multipart([(b"x", b"")], b"boundary").replace(
        b'name="x"', b'name="x"; filename="' + quoted + b'"'
    )
    raw = raw.replace(b"\r\n\r\n\r\n", b"\r\n\r\n" + content + b"\r\n", 1)
    payload = parse_body(raw, "multipart/form-data; boundary=boundary", expected="form")
    (file,) = payload.files
    assert (file.filename, file.content) == (filename, content)


@pytest.mark.parametrize("name", ["a", "a[b]", "a[]", "a[0][x]", "["])
@given(text=TEXTS)
def test_a_field_is_the_same_text_in_the_tree(name, text):
    """Unless it is JSON; brackets make no text of it disappear."""
    raw = urlencode([(name, text)]).encode()
    value = parse_body(raw, FORM_TYPES[0], expected="form").value
    while isinstance(value, dict | list) and value:
        value = next(iter(value.values())) if isinstance(value, dict) else value[0]
    if not (text.strip() and text.strip()[0] in "[{"):
        assert value == text
