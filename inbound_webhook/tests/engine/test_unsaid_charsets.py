"""Text that is no UTF-8, and whose charset nobody says.

It is read where its charset is clear, and left as bytes where it is not. The names of
the world that Babel has are what it is tried with.
"""

from urllib.parse import quote_from_bytes

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.authentication.call import _Reading
from inbound_webhook.engine.body import Limits, parse_body, parse_query
from inbound_webhook.engine.body.guess import guessed
from inbound_webhook.engine.body.payload import BytesInTree
from inbound_webhook.engine.body.western import is_western
from inbound_webhook.engine.request import IncomingRequest

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
    assert note.code in ("charset_clear", "charset_guessed")
    assert note.is_noteworthy == (note.code == "charset_guessed")


UNCLEAR = [
    ("cp932", "山田"),
    ("cp932", "表"),
    ("euc_jp", "山田"),
    ("gbk", "张三"),
    ("big5", "陳大文"),
    ("cp949", "김철수"),
    ("cp1251", "Жанна"),
    ("cp850", "André"),
    ("mac_roman", "André"),
]


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("charset", "name"), UNCLEAR)
def test_a_name_whose_charset_is_not_clear_is_bytes(read, charset, name):
    payload = read({"name": name, "mail": "jo@x.example"}, charset)
    found = values(payload)
    assert found["mail"] == "jo@x.example"
    assert isinstance(found["name"], BytesInTree)
    (file,) = payload.files
    assert file.content == found["name"].file.content == name.encode(charset)
    (note,) = payload.notes
    assert note.code == "text_undecodable"
    assert note.details["where"] == [file.field]
    assert file.field in ("name", "lead.name")


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
def test_of_likely_charsets_none_is_taken_without_a_note(read):
    texts = {"name": "Tuğba Aydın"}
    payload = read(texts, "cp1254")
    (note,) = payload.notes
    assert values(payload) == texts or note.code == "text_undecodable"
    assert note.code != "charset_clear"


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
def test_what_is_utf_8_is_read_beside_what_is_not(read):
    texts = {"first": "Zoë", "town": "大阪"}
    body = {name: text.encode() for name, text in texts.items()}
    payload = read({**texts, "last": "Müller"}, "utf-8")
    assert values(payload) == {**texts, "last": "Müller"}
    payload = read_bytes(read, {**body, "last": "Müller".encode("cp1252")})
    assert values(payload) == {**texts, "last": "Müller"}


def read_bytes(read, texts):
    """A body of texts in several charsets: each byte goes through as it is."""
    return read({name: raw.decode("latin-1") for name, raw in texts.items()}, "latin-1")


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
@pytest.mark.parametrize(
    ("cut", "text"),
    [
        ("Grüße aus Köln, Frau Döring".encode()[:-5], "Grüße aus Köln, Frau D"),
        ("山田さん".encode()[:-1], "山田さ"),
        ("山田さん".encode()[:-2], "山田さ"),
        ("Привет".encode()[:-1], "Приве"),
        ("山田さん".encode()[1:], "田さん"),
        ("Hello 😀😀".encode()[:-3], "Hello 😀"),
        # That it is cut is seen by the others.
        ("José".encode()[:-1], "Jos"),
    ],
)
def test_a_text_that_is_cut_within_a_character_is_read_up_to_there(read, cut, text):
    payload = read_bytes(read, {"a": cut, "b": "Zoë".encode()})
    assert values(payload) == {"a": text, "b": "Zoë"}
    (note,) = payload.notes
    assert (note.code, note.details["count"]) == ("text_cut", 1)
    assert not note.is_noteworthy


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
def test_an_accent_at_the_end_is_no_cut(read):
    texts = {"name": "José Núñez", "shop": "Café"}
    assert values(read(texts, "cp1252")) == texts


@pytest.mark.parametrize("read", ALL, ids=lambda way: way.__name__)
def test_two_characters_of_gbk_are_not_one_of_utf_8(read):
    # 一 is U+04BB where it is taken for UTF-8.
    texts = {"name": "一", "message": "我想了解一下你们的产品价格，请尽快和我联系"}
    payload = read(texts, "gbk")
    assert values(payload) == texts
    assert "charset_guessed" in [note.code for note in payload.notes]


def test_json_with_escapes_beside_bytes_of_an_old_charset():
    body = b'{"name": "Andr\xe9 M\\u00fcller", "smile": "\\ud83d\\ude00 \xe9t\xe9"}'
    payload = parse_body(body, "application/json", expected="json")
    assert payload.value == {"name": "André Müller", "smile": "😀 été"}


def test_xml_with_references_beside_bytes_of_an_old_charset():
    body = b"<a><b>Andr\xe9 &#8364;5 &amp; M\xfcller</b></a>"
    payload = parse_body(body, "text/xml", expected="json")
    assert payload.value == {"a": {"b": "André €5 & Müller"}}


def test_a_key_that_is_no_text_loses_no_value():
    body = b'{"\x8eR\x93c": 1, "mail": "jo@x.example", "list": ["\x8eR", {"a": 2}]}'
    payload = parse_body(body, "application/json", expected="json")
    assert payload.value["mail"] == "jo@x.example"
    assert payload.value["%8ER%93c"] == 1
    assert payload.value["list"][1] == {"a": 2}
    (file,) = payload.files
    assert (file.field, file.content) == ("list[0]", b"\x8eR")


def test_a_backslash_that_is_half_a_character_is_no_escape():
    texts = {"a": "表", "b": "ソ", "c": "x"}
    payload = in_json(texts, "cp932")
    kept = {name: payload.value[name].file.content for name in ("a", "b")}
    assert kept == {"a": "表".encode("cp932"), "b": "ソ".encode("cp932")}
    assert payload.value["c"] == "x"


CHOSEN = [
    ("windows-1252", "cp1252", "Nausëda"),
    ("shift_jis", "cp932", "山田"),
    ("shift_jis", "cp932", "表"),
    ("gbk", "gb18030", "小协"),
    ("gbk", "gb18030", "一"),
    ("windows-1251", "cp1251", "Жанна"),
    ("windows-1250", "cp1250", "Łódź"),
    ("windows-1257", "cp1257", "Jānis"),
]
TYPES = [FORM, "application/json", "application/json; charset=utf-8", "text/xml"]


def body_of(kind, raw):
    if kind == FORM:
        return b"name=" + quote_from_bytes(raw).encode()
    return (
        b"<name>" + raw + b"</name>" if "xml" in kind else b'{"name": "' + raw + b'"}'
    )


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(("charset", "codec", "name"), CHOSEN)
def test_the_charset_that_is_chosen_is_taken_where_none_is_said(
    kind, charset, codec, name
):
    body = body_of(kind, name.encode(codec))
    payload = parse_body(body, kind, expected="json", charset=charset)
    assert payload.value["name"] == name
    assert not any(note.is_noteworthy for note in payload.notes)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("charset", ["windows-1252", "shift_jis", "windows-1251"])
@pytest.mark.parametrize("name", ["Zoë", "山田太郎", "Жанна"])
def test_utf_8_is_read_whatever_is_chosen(kind, charset, name):
    if name == "Zoë" and charset == "shift_jis":
        name = "Zoe"
    body = body_of(kind, name.encode())
    payload = parse_body(body, kind, expected="json", charset=charset)
    if charset == "windows-1251" and name == "山田太郎":
        return
    assert payload.value["name"] == name


def test_what_a_sender_says_goes_before_what_is_chosen():
    payload = parse_body(
        b"name=%C6&_charset_=windows-1251", FORM, expected="form", charset="cp1252"
    )
    assert payload.value["name"] == "Ж"


def test_a_query_is_read_in_the_charset_that_is_chosen():
    assert parse_query("name=%8ER%93c", charset="shift_jis").value == {"name": "山田"}


WRONG = [
    # The label, what it is in truth, the text, and whether that may be missed.
    ("utf-8", "cp1252", "Jürgen Müller"),
    ("iso-8859-1", "utf-8", "Jürgen"),
    ("windows-1252", "utf-8", "山田"),
    ("windows-1251", "utf-8", "Жанна"),
    ("windows-1251", "utf-8", "Жанна 😀, привет"),
    ("shift_jis", "utf-8", "山田太郎"),
    ("gbk", "utf-8", "我想了解"),
    ("iso-8859-2", "utf-8", "Łódź"),
    ("iso-8859-2", "cp1250", "Pošta Žilina"),
    ("iso-8859-15", "cp1252", "“Été”"),
    ("us-ascii", "cp1252", "Jürgen Müller"),
]


@pytest.mark.parametrize(("label", "codec", "name"), WRONG)
@pytest.mark.parametrize("kind", [FORM, "application/json", "text/xml"])
def test_a_label_that_is_wrong_is_seen(kind, label, codec, name):
    body = body_of(kind, name.encode(codec))
    payload = parse_body(body, f"{kind}; charset={label}", expected="json")
    assert payload.value["name"] == name


DOUBTFUL = [
    ("iso-8859-1", "cp932", "山田"),
    ("windows-1252", "cp1251", "Жанна"),
    ("windows-1251", "koi8_r", "Жанна"),
    ("koi8-r", "cp1251", "Жанна"),
]


@pytest.mark.parametrize(("label", "codec", "name"), DOUBTFUL)
@pytest.mark.parametrize("kind", [FORM, "application/json", "text/xml"])
def test_what_does_not_look_like_its_label_is_noted_or_left_out(
    kind, label, codec, name
):
    body = body_of(kind, name.encode(codec))
    payload = parse_body(body, f"{kind}; charset={label}", expected="json")
    is_left_out = isinstance(payload.value["name"], BytesInTree)
    assert is_left_out or any(note.is_noteworthy for note in payload.notes)


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
    read = [name for name, raw in names if is_western(raw.decode("cp1252", "replace"))]
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
        assert not is_western(raw.decode("cp1252", "replace")), name


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_are_text_in_what_is_guessed_or_in_nothing(texts):
    found = guessed(texts)
    if found:
        unsaid = [t for t in texts if not t.isascii()]
        assert any(text.decode(found.charset, "replace") for text in unsaid)


@given(st.binary(max_size=200))
def test_a_form_of_any_bytes_is_read(raw):
    body = b"name=" + quote_from_bytes(raw).encode() + b"&mail=jo"
    payload = parse_body(body, FORM, expected="form")
    assert payload.value["mail"] == "jo"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"liv\x9be": 1, "sum": 5}'),
        ("application/json", b'{"name": "J\xfcrgen M\xfcller", "sum": 5}'),
        ("text/xml", b"<a><!-- \x9b --><sum>5</sum></a>"),
    ],
)
def test_what_is_text_only_in_pieces_proves_nothing(kind, body):
    request = IncomingRequest("POST", (("Content-Type", kind),), body=body)
    assert not parse_body(body, kind, expected="json").is_whole
    assert _Reading(request, Limits()).payload.kind == "empty"
