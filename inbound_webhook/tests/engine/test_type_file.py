"""Files as the values of parameters."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.transforms import TRANSFORMS, apply_transform
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import to_json

PNG = b"\x89PNG\r\n\x1a\n and more"
PDF = b"%PDF-1.4 and more"


def files(value):
    found = convert(value, "file", CONTEXT)
    return [(file.filename, file.content_type, file.content) for file in found]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("aGVsbG8=", ("file.bin", "application/octet-stream", b"hello")),
        ("aGVs\r\nbG8", ("file.bin", "application/octet-stream", b"hello")),
        ("-_-_", ("file.bin", "application/octet-stream", b"\xfb\xff\xbf")),
        ("iVBORw0KGgogYW5kIG1vcmU=", ("file.png", "image/png", PNG)),
        (
            "data:application/pdf;base64,JVBERi0xLjQgYW5kIG1vcmU=",
            ("file.pdf", "application/pdf", PDF),
        ),
        (
            "data:application/pdf;name=C%C3%A9.pdf;base64,JVBERi0xLjQgYW5kIG1vcmU=",
            ("Cé.pdf", "application/pdf", PDF),
        ),
        ("data:text/plain,a%20b", ("file.txt", "text/plain", b"a b")),
        # Postmark, Microsoft Graph, and what people write.
        (
            {
                "Name": "cv.pdf",
                "Content": "JVBERi0xLjQgYW5kIG1vcmU=",
                "ContentLength": 17,
            },
            ("cv.pdf", "application/pdf", PDF),
        ),
        (
            {
                "name": "../../cv.txt",
                "contentType": "text/plain; charset=utf-8",
                "contentBytes": "aGVsbG8=",
            },
            ("cv.txt", "text/plain", b"hello"),
        ),
        # n8n; Node's JSON of bytes; an element of XML.
        (
            {"data": "aGVsbG8=", "mimeType": "text/plain", "fileName": "a.txt"},
            ("a.txt", "text/plain", b"hello"),
        ),
        (
            {"type": "Buffer", "data": [37, 80, 68, 70, 45, 49]},
            ("file.pdf", "application/pdf", b"%PDF-1"),
        ),
        (
            {"@name": "cv.txt", "#text": "aGVs\nbG8="},
            ("cv.txt", "text/plain", b"hello"),
        ),
        # A plus sign that a form has made a blank; and blanks between lines.
        ("/+ +", ("file.bin", "application/octet-stream", b"\xff\xef\xbe")),
        ("aGVs bG8=", ("file.bin", "application/octet-stream", b"hello")),
        (
            {"file_name": "c:\\x\\cv.txt", "data": "data:text/plain;base64,aGVsbG8="},
            ("cv.txt", "text/plain", b"hello"),
        ),
    ],
)
def test_files(value, found):
    assert files(value) == [found]


def test_several_files():
    value = ["aGVsbG8=", "", None, {"name": "b", "content": "aGVsbG8="}]
    assert [name for name, *_ in files(value)] == ["file.bin", "b"]
    assert convert(["", None], "file", CONTEXT) is None
    assert "at most 20" in str(refusal(["aGVsbG8="] * 21, "file"))


@pytest.mark.parametrize(
    "value",
    [
        *("hello there!", "https://x.example/cv.pdf", "data:;base64,%%", "data:,", "a"),
        *(5, True, {"name": "cv"}, {"content": 5}, [["aGVsbG8="]], "é"),
    ],
)
def test_what_is_no_file_is_refused(value):
    assert refusal(value, "file").details["expected"] == "a file in base64"


@pytest.mark.parametrize(
    "kind", ["image/png", "image/jpg", "application/pdf", "IMAGE/GIF"]
)
def test_what_a_file_says_that_it_is_is_checked_by_its_content(kind):
    value = f"data:{kind};base64," + base64.b64encode(b"<script>").decode()
    assert "a file of the type" in refusal(value, "file").details["expected"]
    value = {"type": kind, "content": base64.b64encode(b"<script>").decode()}
    assert "a file of the type" in refusal(value, "file").details["expected"]


def test_a_file_that_a_form_uploads_is_one():
    body = (
        b'--b\r\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--b--"
    )
    payload = parse_body(body, "multipart/form-data; boundary=b", expected="form")
    found = extract(
        [ParameterSpec("cv", "file")], payload, parse_query(""), {}.get, CONTEXT
    )
    (file,) = found.check().values["cv"]
    assert (file.filename, file.content) == ("cv.pdf", PDF)


def test_a_picture_that_is_called_another_one_is_one():
    (file,) = convert(
        "data:image/jpeg;base64," + base64.b64encode(PNG).decode(), "file", CONTEXT
    )
    assert (file.filename, file.content_type) == ("file.png", "image/png")


@pytest.mark.parametrize("kind", ["", "application/octet-stream"])
def test_what_the_name_of_a_file_says_is_checked_by_its_content(kind):
    page = base64.b64encode(b"<html>").decode()
    value = {"name": "cv.pdf", "type": kind, "content": page}
    assert "application/pdf" in refusal(value, "file").details["expected"]


def test_an_address_is_not_fetched_and_that_is_said():
    for address in ("https://x.example/a.png", "//x.example/a.png", "ftp://x/a.png"):
        error = refusal(address, "file")
        assert "files are not fetched" in str(error)
        assert address in str(error)
        for value in ([address], {"file_url": address, "name": "a.png"}):
            assert str(refusal(value, "file")) == str(error)


def test_nothing_of_a_file_is_in_what_is_said_of_it():
    page = base64.b64encode(b"<html>" + b"secret " * 20).decode()
    values = [
        f"data:image/png;base64,{page}",
        {"name": "a.png", "content": page},
        page + "!",
    ]
    for value in values:
        error = refusal(value, "file")
        assert page[:12] not in str(error) + str(error.details)
    # Nor where a text that is one is to be something else.
    assert str(refusal(page, "integer")) == (
        "a file (text/html, 146 bytes) is not a whole number."
    )


def test_an_uploaded_page_that_says_it_is_a_picture_is_refused():
    body = (
        b'--b\r\nContent-Disposition: form-data; name="cv"; filename="cv.png"\r\n'
        b"Content-Type: image/png\r\n\r\n<html>\r\n--b--"
    )
    payload = parse_body(body, "multipart/form-data; boundary=b", expected="form")
    error = refusal(payload.value["cv"], "file")
    assert str(error) == (
        "the file 'cv.png' (text/html, 6 bytes) is not a file of the type image/png."
    )


@pytest.mark.parametrize("name", TRANSFORMS)
def test_a_transform_leaves_a_file_as_it_is_or_nothing(name):
    files = convert("aGVsbG8=", "file", CONTEXT)
    # A value table has no line for it, and a file names no currency.
    assert apply_transform(name, files, "a = b") in (files, None)


def test_a_file_is_shown_without_its_content():
    (shown,) = to_json(convert("aGVsbG8=", "file", CONTEXT))
    assert shown == {
        "filename": "file.bin",
        "content_type": "application/octet-stream",
        "size": 5,
        "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    }
    json.dumps(shown)


@given(st.binary(min_size=1), st.booleans(), st.booleans())
def test_any_bytes_come_back_as_they_are(raw, is_web, is_bare):
    encode = base64.urlsafe_b64encode if is_web else base64.b64encode
    text = encode(raw).decode()
    text = text.rstrip("=") if is_bare else text
    ((_name, _kind, content),) = files(f"data:;base64,{text}")
    assert content == raw


@pytest.mark.parametrize(
    "text",
    [
        *("see attached", "Resume", "test", "siehe Anhang", "deadbeef", "Ada Lovelace"),
        *("no file", "Brochure2024", "1234", "yes"),
    ],
)
def test_words_are_no_file(text):
    assert refusal(text, "file").code == "value_invalid"
    assert refusal([text], "file").code == "value_invalid"


@pytest.mark.parametrize("content", [b"Hello\n", "Grüße".encode(), bytes(range(256))])
def test_a_text_and_a_file_of_no_known_type_are_one(content):
    [file] = convert(base64.b64encode(content).decode(), "file", CONTEXT)
    assert file.content == content
