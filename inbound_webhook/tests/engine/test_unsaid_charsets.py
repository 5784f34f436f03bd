"""Text that is no UTF-8, and whose charset nobody says.

It is read where its charset is clear, and left as bytes where it is not. The names of
the world that Babel has are what it is tried with.
"""

from urllib.parse import quote_from_bytes

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body
from inbound_webhook.engine.body.guess import guessed
from inbound_webhook.engine.body.western import is_western

FORM = "application/x-www-form-urlencoded"


def in_form(texts, charset):
    body = "&".join(
        f"{name}={quote_from_bytes(text.encode(charset))}"
        for name, text in texts.items()
    )
    return parse_body(body.encode(), FORM, expected="form")


def in_multipart(texts, charset):
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), text.encode(charset))
        for name, text in texts.items()
    ]
    kind = "multipart/form-data; boundary=b"
    return parse_body(b"".join(parts) + b"--b--", kind, expected="form")


def in_json(texts, charset):
    members = ", ".join(f'"{name}": "{text}"' for name, text in texts.items())
    body = ("{" + members + "}").encode(charset)
    return parse_body(body, "application/json", expected="json")


def in_xml(texts, charset):
    members = "".join(f"<{name}>{text}</{name}>" for name, text in texts.items())
    body = f"<lead>{members}</lead>".encode(charset)
    return parse_body(body, "application/xml", expected="json")


FORMS = [in_form, in_multipart]
ALL = [*FORMS, in_json, in_xml]


def values(payload):
    return payload.value["lead"] if payload.kind == "xml" else payload.value


CLEAR = [
    ("cp1252", "André Müller", "Voilà “l’été” – 50 €"),
    ("cp1252", "Þórður", "Æblegrød"),
    ("cp932", "山田", "お問い合わせありがとうございます"),
    ("euc_jp", "山田", "お問い合わせありがとうございます"),
    ("gbk", "张三", "我想了解一下你们的产品价格"),
    ("cp949", "김철수", "안녕하세요. 서울특별시 강남구에서 견적을 요청합니다."),
    ("cp1251", "Жанна", "Здравствуйте, пришлите прайс"),
    ("koi8_r", "Жанна", "Здравствуйте, пришлите прайс"),
]


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("charset", "name", "message"), CLEAR)
def test_a_charset_that_is_clear_is_taken_and_noted(read, charset, name, message):
    texts = {"name": name, "message": message, "mail": "jo@x.example"}
    payload = read(texts, charset)
    assert values(payload) == texts
    (note,) = payload.notes
    assert note.code == "charset_guessed"
    assert note.is_noteworthy
    assert "was read as" in str(note.message)


UNCLEAR = [
    ("cp932", "山田"),
    ("euc_jp", "山田"),
    ("gbk", "张三"),
    ("big5", "陳大文"),
    ("cp949", "김철수"),
    ("cp1251", "Жанна"),
    ("cp1250", "Dvořák"),
    ("iso8859_2", "Łódź"),
    ("iso8859_2", "Gdańsk"),
    ("cp1254", "Işık"),
    ("iso8859_2", "Ştefan"),
    ("cp1250", "Petrović"),
    ("cp1250", "Kučera"),
    ("cp850", "André"),
    ("mac_roman", "André"),
]


@pytest.mark.parametrize("read", FORMS, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("charset", "name"), UNCLEAR)
def test_a_name_whose_charset_is_not_clear_is_bytes(read, charset, name):
    payload = read({"name": name, "mail": "jo@x.example"}, charset)
    assert payload.value == {"name": None, "mail": "jo@x.example"}
    (file,) = payload.files
    assert file.content == name.encode(charset)
    assert [note.code for note in payload.notes] == ["text_undecodable"]


def test_the_name_of_a_field_that_is_not_clear_stays_as_it_came():
    body = b"%8ER%93c=1&mail=jo@x.example"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value == {"%8ER%93c": "1", "mail": "jo@x.example"}


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
def test_garbage_that_is_utf_8_is_what_its_sender_wrote(read):
    payload = read({"name": "JosÃ©"}, "utf-8")
    assert (values(payload), payload.notes) == ({"name": "JosÃ©"}, ())


def names_of_the_world(language, charset):
    locale = Locale.parse(language)
    for names in (locale.territories, locale.languages, locale.currencies):
        for name in names.values():
            try:
                raw = name.encode(charset)
            except UnicodeError:
                continue
            if not raw.isascii():
                yield name, raw


@pytest.mark.parametrize("language", ["fr", "de", "es", "nl", "nb", "da", "fi", "sv"])
def test_names_of_western_languages_are_read(language):
    names = list(names_of_the_world(language, "cp1252"))
    read = [name for name, raw in names if is_western(raw)]
    assert len(read) >= 0.98 * len(names)


@pytest.mark.parametrize(
    ("language", "charset"),
    [
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("zh", "gbk"),
        ("zh_Hant", "big5"),
        ("ko", "cp949"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("el", "cp1253"),
        ("he", "cp1255"),
        ("ar", "cp1256"),
        ("th", "cp874"),
    ],
)
def test_other_names_are_never_western(language, charset):
    for name, raw in names_of_the_world(language, charset):
        assert not is_western(raw), name


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_are_text_in_what_is_guessed_or_in_nothing(texts):
    charset = guessed(texts)
    if charset:
        unsaid = [t for t in texts if not t.isascii()]
        assert any(text.decode(charset, "replace") for text in unsaid)


@given(st.binary(max_size=200))
def test_a_form_of_any_bytes_is_read(raw):
    body = b"name=" + quote_from_bytes(raw).encode() + b"&mail=jo"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value["mail"] == "jo"
