"""Text in the charset that its sender announces, in every kind of body.

The bytes are written by hand from the tables of the charsets, not by Python's codecs.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import Limits, parse_body
from inbound_webhook.engine.body.charset import decoded
from inbound_webhook.engine.body.charset_bytes import is_rather_utf_8, without_halves
from inbound_webhook.engine.body.charset_names import TEXT_CHARSETS, known_charset
from inbound_webhook.engine.body.decoding import decode_text
from inbound_webhook.engine.body.notes import NoteBook
from inbound_webhook.engine.body.payload import BytesInTree
from inbound_webhook.engine.errors import UnsupportedBody

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

#: Name as senders write it, bytes, text.
TEXTS = [
    ("windows-1251", b"\xc6\xe0\xed\xed\xe0", "Жанна"),
    ("x-cp1251", b"\xc6\xe0\xed\xed\xe0", "Жанна"),
    # These two bytes are U+07FB in UTF-8.
    ("windows-1251", b"\xdf\xbb", "Я»"),
    ("KOI8-R", b"\xf6\xc1\xce\xce\xc1", "Жанна"),
    ("ISO-2022-JP", b"\x1b$BF|K\\\x1b(B", "日本"),
    ("ISO-2022-KR", b"\x1b$)C\x0eGQ19\x0f", "한국"),
    ("Shift_JIS", b"\x93\xfa\x96{", "日本"),
    ("x-sjis", b"\x93\xfa\x96{", "日本"),
    ("windows-31j", b"\x87@", "①"),
    ("Shift_JIS", b"\x87@", "①"),
    # A backslash is the second byte of this one.
    ("Shift_JIS", b"\x95\\", "表"),
    ("EUC-JP", b"\xc6\xfc\xcb\xdc", "日本"),
    ("EUC-KR", b"\xc7\xd1", "한"),
    ("Big5", b"\xa4\xe9", "日"),
    # These two bytes are U+04BB in UTF-8.
    ("GBK", b"\xd2\xbb", "一"),
    ("gb2312", b"\xd2\xbb", "一"),
    ("GB18030", b"\xa2\xe3", "€"),
    ("HZ-GB-2312", b"~{R;~}", "一"),
    ("ISO-8859-1", b"Andr\xe9", "André"),
    ("ISO-8859-1", b"\x93Caf\xe9\x94", "“Café”"),
    ("ISO-8859-15", b"\xa4", "€"),
    ("windows-1253", b"\xc1\xe8\xde\xed\xe1", "Αθήνα"),
    ("macintosh", b"Andr\x8e", "André"),
    ("UTF-8", "Zoë 日".encode(), "Zoë 日"),
    # What announces it knows no better: nobody's name is "ZoÃ«".
    ("ISO-8859-1", "Zoë".encode(), "Zoë"),
    ("us-ascii", "Zoë".encode(), "Zoë"),
    ("binary", "Zoë".encode(), "Zoë"),
    ("utf-8, text/plain", "Zoë".encode(), "Zoë"),
]
#: Names that are no charset of text.
UNKNOWN = ["klingon", "utf-7", "idna", "unicode_escape", "zlib", "\xe9", "x" * 500]


def percent(raw):
    return b"".join(b"%%%02X" % byte for byte in raw)


def multipart(*parts):
    lines = [b"--b\r\n" + part + b"\r\n" for part in parts]
    return b"".join(lines) + b"--b--"


def field(name, content, *headers):
    head = [b'Content-Disposition: form-data; name="' + name + b'"', *headers]
    return b"\r\n".join(head) + b"\r\n\r\n" + content


def in_form(charset, raw):
    """Announced by the content type."""
    body = b"a=1&name=" + percent(raw)
    return parse_body(body, f"{FORM}; charset={charset}", expected="form")


def in_form_that_says_so(charset, raw):
    """Announced by the field that HTML has for it, wherever in the form it is."""
    name = percent(charset.encode("latin-1"))
    body = b"name=" + percent(raw) + b"&_charset_=" + name
    return parse_body(body, FORM, expected="form")


def in_multipart(charset, raw):
    body = multipart(field(b"name", raw))
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    return parse_body(body, kind, expected="form")


def in_multipart_that_says_so(charset, raw):
    body = multipart(
        field(b"name", raw), field(b"_charset_", charset.encode("latin-1"))
    )
    return parse_body(body, "multipart/form-data; boundary=b", expected="form")


def in_a_part_that_says_so(charset, raw):
    header = b'Content-Type: text/plain; charset="%s"' % charset.encode("latin-1")
    body = multipart(field(b"name", raw, header))
    return parse_body(body, "multipart/form-data; boundary=b", expected="form")


def in_json(charset, raw):
    body = b'{"name": "' + raw + b'"}'
    return parse_body(body, f'{JSON}; charset="{charset}"', expected="json")


WAYS = [
    in_form,
    in_form_that_says_so,
    in_multipart,
    in_multipart_that_says_so,
    in_a_part_that_says_so,
    in_json,
]


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1252", "Gr\u00fc\u00dfe \U0001f600"),
        ("iso-8859-1", "5\u202f000,00 \u20ac"),
        ("shift_jis", "\u3088\u308d\u3057\u304f \U0001f600"),
    ],
)
def test_what_a_charset_lacks_is_what_browsers_write_for_it(charset, text):
    codec = {"shift_jis": "cp932", "iso-8859-1": "cp1252"}.get(charset, charset)
    raw = text.encode(codec, "xmlcharrefreplace")
    assert b"&#" in raw
    assert decode_text(raw, charset, "it", NoteBook()) == text


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1252", "&#65; and &#8364; are typed"),
        ("utf-8", "&#128512;"),
        (None, "&#128512;"),
        ("windows-1252", "&#55357; &#0; &#9999999;"),
    ],
)
def test_what_somebody_typed_is_no_such_thing(charset, text):
    raw = text.encode("cp1252")
    assert decode_text(raw, charset, "it", NoteBook()) == text


@pytest.mark.parametrize("read", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("charset", "raw", "text"), TEXTS)
def test_text_is_read_in_the_charset_that_is_announced(read, charset, raw, text):
    assert read(charset, raw).value["name"] == text


@pytest.mark.parametrize("read", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("charset", UNKNOWN)
def test_a_charset_that_is_not_known_is_refused_by_its_name(read, charset):
    with pytest.raises(UnsupportedBody) as caught:
        read(charset, b"Zoe")
    assert caught.value.code == "charset_unsupported"
    assert repr(charset[:70])[:-1] in str(caught.value)


SPELLED = [
    *((name, "windows-1252") for name in ("windows1252", "windows 1252", "win-1252")),
    *((name, "windows-1251") for name in ("cp-1251", "1251", "x-windows1251")),
    *((name, "iso-8859-1") for name in ("iso88591", "iso 8859-1", "ISO-Latin-1")),
    *((name, "iso-8859-15") for name in ("iso8859 15", "ISO 8859-15")),
    *((name, "utf-8") for name in ("utf-8-bom", "utf8mb4_general_ci", "csUTF8")),
    *((name, "utf-8") for name in ("charset=utf-8", "65001", "utf 8")),
    *((name, "utf-16") for name in ("utf 16", "ucs-2")),
    ("koi8r", "koi8-r"),
]


@pytest.mark.parametrize(("spelled", "name"), SPELLED)
def test_a_charset_is_known_however_its_name_is_spelled(spelled, name):
    assert known_charset(spelled) == known_charset(name) is not None


@pytest.mark.parametrize(
    "name", ["ansi", "8bit", "auto", "$charset", "{{ charset }}", "%charset%", "<none>"]
)
@pytest.mark.parametrize("read", WAYS, ids=lambda way: way.__name__)
def test_who_does_not_know_the_charset_loses_nothing(read, name):
    assert read(name, "Zoë".encode()).value["name"] == "Zoë"


NO_TEXTS = [("EUC-JP", b"\xff\xfe"), ("Shift_JIS", b"\x81 "), ("windows-1251", b"\x98")]


@pytest.mark.parametrize("read", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("charset", "raw"), NO_TEXTS)
def test_a_field_that_is_no_text_is_kept_as_bytes_and_noted(read, charset, raw):
    payload = read(charset, raw)
    assert isinstance(payload.value["name"], BytesInTree)
    assert "name" not in dict(payload.fields)
    (file,) = payload.files
    assert (file.field, file.filename, file.content) == ("name", "name.bin", raw)
    (note,) = [item for item in payload.notes if item.code == "text_undecodable"]
    assert note.details == {"charset": charset, "count": 1, "where": ["name"]}


def test_bytes_that_are_no_text_are_no_more_than_files_may_be():
    body = b"a=%81&b=%81&c=%81&d=x"
    payload = parse_body(body, FORM, expected="form", limits=Limits(max_files=2))
    kept = [name for name, item in payload.value.items() if item != "x"]
    assert kept == ["a", "b", "c"]
    assert [file.field for file in payload.files] == ["a", "b"]


SENDGRID = (
    b'{"subject":"windows-1251","text":"iso-2022-jp","to":"UTF-8","html":"x-odd"}'
)


def sendgrid(*parts):
    body = multipart(*parts, field(b"charsets", SENDGRID))
    return parse_body(body, "multipart/form-data; boundary=b", expected="form")


def test_sendgrid_says_the_charset_of_each_field():
    payload = sendgrid(
        field(b"subject", b"\xdf\xbb"),
        field(b"text", b"\x1b$BF|K\\\x1b(B"),
        field(b"to", "Zoë".encode()),
    )
    found = [payload.value[name] for name in ("subject", "text", "to")]
    assert found == ["Я»", "日本", "Zoë"]


def test_charsets_of_fields_count_in_any_form():
    said = percent(SENDGRID)
    payload = parse_body(b"subject=%DF%BB&charsets=" + said, FORM, expected="form")
    assert payload.value["subject"] == "Я»"


def test_a_charset_of_one_field_that_is_not_known_loses_no_other_field():
    payload = sendgrid(field(b"html", b"\xdf\xbb"), field(b"to", b"a@b.co"))
    assert isinstance(payload.value["html"], BytesInTree)
    assert payload.value["to"] == "a@b.co"
    assert [(file.field, file.content) for file in payload.files] == [
        ("html", b"\xdf\xbb")
    ]
    assert sendgrid(field(b"html", b"plain")).value["html"] == "plain"


def test_who_says_more_of_a_charset_goes_first():
    # A part of itself, then SendGrid of the field, then the form of all of it.
    own = field(b"html", b"Zo\xeb", b"Content-Type: text/plain; charset=iso-8859-1")
    assert sendgrid(own).value["html"] == "Zoë"
    whole = field(b"_charset_", b"windows-1252")
    assert sendgrid(field(b"subject", b"\xdf\xbb"), whole).value["subject"] == "Я»"
    body = b"name=%C6%E0&_charset_=windows-1251"
    payload = parse_body(body, f"{FORM}; charset=koi8-r", expected="form")
    assert payload.value["name"] == "Жа"


def test_names_of_a_form_in_utf_16_are_ascii_all_the_same():
    body = b"name=%16%040%04&_charset_=utf-16le"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value["name"] == "Жа"


def test_what_cannot_be_in_a_weak_charset_is_read_as_where_none_is_named():
    # Some of these characters begin with a byte that is nothing in Windows-1252.
    text = "お問い合わせはこちらから、どうぞよろしくお願いします"
    raw = text.encode("shift_jis")
    body = b"name=" + percent(raw)
    payload = parse_body(body, f"{FORM}; charset=iso-8859-1", expected="form")
    assert payload.value["name"] == text


def test_half_a_character_behind_ascii_says_nothing_of_a_charset():
    with pytest.raises(UnicodeError):
        decoded(b"abc\x82", "shift_jis")
    found = decoded(b"\x93\xfa\x96", "shift_jis")
    assert (found.text, found.is_cut) == ("日", True)


@pytest.mark.parametrize(
    ("text", "charset", "is_rather"),
    [
        ("Жанна", "cp1251", True),
        ("Жанна 你", "cp1251", True),
        # Who writes windows-1251 has no way to write these.
        ("Ж 你好", "cp1251", False),
        ("你好", "latin_1", False),
    ],
)
def test_utf_8_is_what_the_named_charset_could_have_written(text, charset, is_rather):
    assert is_rather_utf_8(text.encode(), charset) is is_rather


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xa9Zo\xc3\xab\xc3", "Zoë"),
        (b"\x80\x80\xa9Zo\xc3\xab", "Zoë"),
        # No character has more than three bytes behind its first one.
        (b"\x80\x80\x80\xa9Zo\xc3\xab", None),
    ],
)
def test_halves_of_characters_at_the_ends_of_utf_8(raw, text):
    assert without_halves(raw) == text


@pytest.mark.parametrize("said", [b"[1]", b"nonsense", b'{"name": 5}', b"", b"\xff"])
def test_charsets_that_say_nothing_are_a_field_like_others(said):
    body = multipart(field(b"name", "Zoë".encode()), field(b"charsets", said))
    payload = parse_body(body, "multipart/form-data; boundary=b", expected="form")
    assert payload.value["name"] == "Zoë"


@given(st.binary(max_size=40), st.sampled_from(sorted(TEXT_CHARSETS)))
def test_bytes_are_text_or_kept_as_they_are(raw, charset):
    payload = parse_body(
        multipart(
            field(
                b"name", raw, b"Content-Type: text/plain; charset=" + charset.encode()
            )
        ),
        "multipart/form-data; boundary=b",
        expected="form",
    )
    if isinstance(payload.value["name"], BytesInTree):
        assert [file.content for file in payload.files] == [raw]
    else:
        assert not payload.files


@pytest.mark.parametrize("read", WAYS, ids=lambda way: way.__name__)
def test_utf_8_under_another_name_is_read_and_noted(read):
    payload = read("EUC-JP", "日".encode())
    assert payload.value["name"] == "日"


def test_the_charset_of_another_encoding_is_noted():
    (note,) = in_form("windows-1251", b"\xc6").notes
    assert note.code == "charset_declared"
    assert note.details == {"charset": "Windows-1251", "count": 1, "where": ["name"]}
    (note,) = in_json("Shift_JIS", b"\x93\xfa").notes
    assert (note.code, note.details) == ("json_charset", {"charset": "Shift_JIS"})


def test_japanese_mail_is_told_by_its_bytes():
    body = b"name=%1B%24BF%7CK%5C%1B%28B"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value == {"name": "日本"}
    assert [note.code for note in payload.notes] == ["charset_clear"]


def test_the_charset_of_a_file_is_not_that_of_its_name():
    part = (
        b'Content-Disposition: form-data; name="cv"; filename="\xc6.csv"\r\n'
        b"Content-Type: text/csv; charset=klingon\r\n\r\n1;2"
    )
    kind = "multipart/form-data; boundary=b; charset=windows-1251"
    payload = parse_body(multipart(part), kind, expected="form")
    assert [file.filename for file in payload.files] == ["Ж.csv"]


def test_an_extended_file_name_is_in_the_charset_that_it_names():
    part = (
        b'Content-Disposition: form-data; name="cv"; '
        b"filename*=windows-1251''%C6.csv\r\n\r\n1;2"
    )
    kind = "multipart/form-data; boundary=b"
    payload = parse_body(multipart(part), kind, expected="form")
    assert [file.filename for file in payload.files] == ["Ж.csv"]


def test_names_of_fields_are_in_the_charset_too():
    body = b"%C6=1&_charset_=windows-1251"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value == {"Ж": "1", "_charset_": "windows-1251"}
