"""The content type of an answer, and the bytes that it is sent as."""

import pytest

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.media_types import MediaType, encoded


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json; charset=utf-8"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("TEXT/HTML", "text/html; charset=utf-8"),
        ("text/html;charset=ISO-8859-1", "text/html; charset=ISO-8859-1"),
        ('text/plain; charset="utf-8"', "text/plain; charset=utf-8"),
        ("application/xml", "application/xml; charset=utf-8"),
        ("application/atom+xml", "application/atom+xml; charset=utf-8"),
        ("application/octet-stream", "application/octet-stream"),
        (
            'text/plain ;\tformat=flowed; x="a \\"b\\""',
            'text/plain; format=flowed; x="a \\"b\\""; charset=utf-8',
        ),
    ],
)
def test_a_content_type_says_its_charset_where_it_would_be_guessed(text, header):
    assert MediaType.parse(text).header == header


@pytest.mark.parametrize(
    "text",
    [
        "",
        "json",
        "text/",
        "/plain",
        "*/*",
        "text/*",
        "text/plain, text/html",
        "text/plain text/html",
        "text/plain;",
        "text/plain; charset",
        "text/plain; charset=",
        "text/plain; =utf-8",
        "text/plain; charset = utf-8",
        "text/plain; charset=utf-8; charset=utf-8",
        "text/plain; charset=utf-8; Charset=latin-1",
        'text/plain; x="a',
        "text/plain\r\nX-A: b",
        "text/plain; x=a\nb",
        "text/{{ type }}",
        "téxt/plain",
        "multipart/x-mixed-replace; boundary=a",
        "Multipart/Form-Data; boundary=a",
        "message/http",
    ],
)
def test_what_is_no_content_type_is_refused(text):
    with pytest.raises(InvalidSetup) as refused:
        MediaType.parse(text)
    assert refused.value.code == "content_type_invalid"


@pytest.mark.parametrize(
    "text",
    [
        "text/plain; charset=klingon",
        "text/html; charset=utf-7",
        "text/html; charset=utf-16",
        "text/plain; charset=base64",
        "text/plain; charset=rot13",
        "text/plain; charset=raw_unicode_escape",
        "text/plain; charset=idna",
        "application/json; charset=iso-8859-1",
    ],
)
def test_a_charset_that_answers_cannot_be_sent_in_is_refused(text):
    with pytest.raises(InvalidSetup) as refused:
        MediaType.parse(text)
    assert refused.value.code == "charset_unknown"


@pytest.mark.parametrize(
    ("content_type", "text", "content"),
    [
        ("text/plain", "Zoë €", b"Zo\xc3\xab \xe2\x82\xac"),
        ("application/json", "Zoë", b"Zo\xc3\xab"),
        ("text/plain; charset=iso-8859-1", "Zoë", b"Zo\xeb"),
        ("text/plain; charset=iso-8859-1", "€", b"?"),
        ("text/html; charset=iso-8859-1", "Zoë €", b"Zo\xeb &#8364;"),
        ("application/xml; charset=us-ascii", "Zoë", b"Zo&#235;"),
        ("text/plain; charset=windows-1252", "€", b"\x80"),
        ("text/plain", "a\ud800b", b"a?b"),
        ("text/html; charset=iso-8859-1", "a\ud800b", b"a?b"),
        ("no type", "Zoë", b"Zo\xc3\xab"),
        ("", "Zoë", b"Zo\xc3\xab"),
    ],
)
def test_a_body_is_sent_in_its_charset(content_type, text, content):
    assert encoded(text, content_type) == content


def test_an_empty_gif_is_a_picture_of_one_pixel():
    picture = encoded("", "image/gif")
    assert picture[:6] == b"GIF89a"
    # Width and height, two bytes each, the lower one first; and the last byte of a GIF.
    assert picture[6:10] == b"\x01\x00\x01\x00"
    assert picture[-1:] == b";"
    assert encoded("a", "image/gif") == b"a"
    assert encoded("", "image/png") == b""
