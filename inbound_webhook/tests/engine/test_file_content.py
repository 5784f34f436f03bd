"""What a file is, by its content."""

import base64
import io
import struct
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inbound_webhook.engine.file_content import (
    contradicts,
    is_cut_off,
    kind_of,
    kind_of_text,
    picture_size,
    size_of_text,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR"
GIF = b"GIF89a"
#: Start of image, a JFIF segment, a baseline frame of 600 x 800, start of scan.
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
FRAME = b"\x00\x0b\x08\x03\x20\x02\x58\x01\x01\x11\x00"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"


def archive(*names, first=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        if first:
            opened.writestr("mimetype", first)
        for name in names:
            opened.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe1\x00", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF", None),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\r\n\x00 of a scanner\r\n%PDF-1.4", "application/pdf"),
        (b"<html>%PDF-1.4", "text/html"),
        (archive("a.txt"), "application/zip"),
        (
            archive("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            archive("content.xml", first="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b"\xef\xbb\xbf \n<SCRIPT>alert(1)", "text/html"),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), "text/html"),
        (b"<!-- a picture -->\n<svg onload='x'>", "image/svg+xml"),
        (b'<?xml version="1.0"?><svg/>', "image/svg+xml"),
        (b'<?xml version="1.0"?><lead/>', "text/xml"),
        (b"hello", None),
        (b"<3 you", None),
        (b"", None),
    ],
)
def test_what_a_file_is(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("claimed", "found", "is_other"),
    [
        ("image/png", "image/png", False),
        ("image/png", "image/jpeg", False),
        ("image/png", "text/html", True),
        ("image/png", None, True),
        ("image/png", "image/svg+xml", True),
        ("image/bmp", None, False),
        ("image/bmp", "text/html", True),
        ("application/pdf", "text/html", True),
        ("application/pdf", None, True),
        ("application/zip", "application/vnd.oasis.opendocument.text", False),
        ("application/zip", None, True),
        ("application/msword", None, False),
        # A recording without a tag, and a table that Windows calls so.
        ("audio/mpeg", None, False),
        ("application/vnd.ms-excel", "text/html", False),
        ("text/plain", "text/html", False),
        ("text/plain", None, False),
        ("", "text/html", False),
    ],
)
def test_what_a_file_may_say_of_itself(claimed, found, is_other):
    assert contradicts(claimed, found) is is_other


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG + struct.pack(">II", 640, 480), (640, 480)),
        (PNG + struct.pack(">II", 60_000, 60_000), (60_000, 60_000)),
        (PNG + struct.pack(">II", 0, 480), None),
        (PNG, None),
        (GIF + b"\x0a\x00\x14\x00\x00\x00\x00\x3b", (10, 20)),
        # A frame that reaches beyond the screen, behind a table and an extension.
        (
            GIF
            + b"\x01\x00\x01\x00\x80\x00\x00"
            + b"\x00\x00\x00\xff\xff\xff"
            + b"\x21\xf9\x04\x00\x00\x00\x00\x00"
            + b"\x2c\x05\x00\x00\x00\x00\xff\x10\x00\x00",
            (0xFF05, 16),
        ),
        (b"\xff\xd8" + JFIF + b"\xff\xc0" + FRAME + SCAN, (600, 800)),
        (b"\xff\xd8" + JFIF + b"\xff\xff\xc2" + FRAME + SCAN, (600, 800)),
        # Tables whose number is between those of frames.
        (b"\xff\xd8\xff\xc4\x00\x04\xff\xff\xff\xc1" + FRAME + SCAN, (600, 800)),
        (b"\xff\xd8" + JFIF + SCAN, None),
        (b"RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + b"\x00" * 4, None),
        (
            b"RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"
            b"\xff\x3f\x00\xff\x1f\x00",
            (0x4000, 0x2000),
        ),
        (
            b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x09\xc0\x04\x00",
            (10, 20),
        ),
        (
            b"RIFF\x1a\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a"
            b"\x0a\x00\x14\x40",
            (10, 20),
        ),
        (b"%PDF-1.7", None),
        (b"<svg width='5' height='5'/>", None),
    ],
)
def test_how_large_a_picture_is_without_decoding_it(content, size):
    assert picture_size(content) == size


def test_a_small_picture_in_a_jpeg_is_not_its_end():
    inner = b"\xff\xd8" + SCAN + b"\x01\xff\xd9"
    exif = b"\xff\xe1" + struct.pack(">H", len(inner) + 2) + inner
    start = b"\xff\xd8" + exif + b"\xff\xc0" + FRAME + SCAN + b"\x01\x02"
    assert is_cut_off(start)
    # What a camera adds behind the end is no part of it.
    assert not is_cut_off(start + b"\xff\xd9 and \xff\xda more")


def test_the_end_of_a_picture():
    assert is_cut_off(PNG)
    assert not is_cut_off(PNG + b"\x00\x00\x00\x00IEND\xaeB`\x82")
    assert is_cut_off(b"RIFF\x20\x00\x00\x00WEBPVP8 ")
    assert not is_cut_off(b"RIFF\x08\x00\x00\x00WEBPVP8 ")


@given(st.binary(max_size=60), st.sampled_from([PNG, GIF, b"\xff\xd8\xff", b"RIFF"]))
def test_any_bytes_are_read_without_failing(rest, start):
    for content in (start + rest, start[:4] + b"    WEBPVP8" + rest):
        size = picture_size(content)
        assert size is None or all(number > 0 for number in size)
        assert is_cut_off(content) in (True, False)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG + b"x" * 60, "image/png"),
        (b"%PDF-1.7" + b"\x00" * 60, "application/pdf"),
        (b"<html>" + b" " * 60, "text/html"),
        (b"\x00\x01" * 40, None),
    ],
)
def test_base64_in_a_text_is_a_file_where_its_content_is_one(content, kind):
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes):
        text = encode(content).decode()
        assert kind_of_text(text) == kind
        assert size_of_text(text) == len(content)
        data_url = "data:text/csv;base64," + text
        assert kind_of_text(data_url) == (kind or "text/csv")
        assert size_of_text(data_url) == len(content)


@pytest.mark.parametrize(
    "text",
    [
        *("", "iVBORw0KGgo=", "JVBERi0x", "data:text/plain,a", "data:;base64,%%"),
        "I have seen the house in the Rue de la Paix and would like to know more of it",
        "data:text/plain,%20" * 5,
        "iVBORw0KGgo" + "x" * 60 + "!",
        "https://cdn.example/" + "iVBORw0KGgo" * 8,
        # Ids that begin as a page does, and as nothing else.
        "PGxhMjM0NTY3ODkwMTIzNDU2Nzg5MDEy" + "x9Z8" * 10,
        "PHA" + "9Zq7" * 20,
        # A token of 64 letters, as many senders have for ids.
        "5f4dcc3b5aa765d61d8327deb882cf99" * 2,
    ],
)
def test_other_texts_are_no_files(text):
    assert kind_of_text(text) is None


def test_a_data_url_is_a_file_however_short_it_is():
    assert kind_of_text("data:text/plain;base64,SGVsbG8=") == "text/plain"
    assert kind_of_text("data:;base64,SGVsbG8=") == "application/octet-stream"


@pytest.mark.parametrize("text", [" ", "x", "x ", "iVBORw0KGgo", "data:", "="])
def test_a_text_of_megabytes_that_is_no_file_takes_no_time(text):
    long = "iVBORw0KGgo" + text * (2_000_000 // len(text))
    assert kind_of_text(long + "!") is None
    assert kind_of_text("data:;base64," + long + "!") is None


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff" * 1_000_000,
        b"\xff\xd8\xff" + b"\xd0\xff" * 500_000,
        b"GIF89a" + b"\x00" * 7 + b"!\x00\x00" * 300_000,
        b"GIF89a" + b"\x00" * 7 + b"!\x00" + b"\x01\x01" * 500_000,
    ],
)
def test_a_head_without_an_end_is_none(content):
    assert picture_size(content) is None
    assert is_cut_off(content) is content.startswith(b"\xff")


@given(st.binary(min_size=48, max_size=80))
def test_a_random_id_is_no_file(raw):
    known = (b"\xff\xd8\xff", b"ID3", b"RIFF", b"\x1f\x8b\x08", b"PK", b"OggS")
    assume(not raw.startswith(known) and not raw.isascii())
    text = base64.urlsafe_b64encode(b"<a" + bytes([raw[0] | 128]) + raw).decode()
    assert kind_of_text(text) is None
