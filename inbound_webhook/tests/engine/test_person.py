"""Who is looked for is found however he is written, and nobody else is."""

import html
import json
import re
from unicodedata import normalize
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inbound_webhook.privacy.finding import Place, found_in, holds, thinned
from inbound_webhook.privacy.patterns import patterns
from inbound_webhook.privacy.person import Person
from inbound_webhook.privacy.readings import readings

ADA = Person("ada@example.com", "Ada Lovelace", "+32 2 555 12 34")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("ada@example.com", Person(email="ada@example.com")),
        ("Ada <ada@example.com>", Person(email="Ada <ada@example.com>")),
        ("+32 (0)2 555 12 34", Person(phone="+32 (0)2 555 12 34")),
        ("Ada Lovelace", Person(name="Ada Lovelace")),
        ("R2D2 555123456", Person(name="R2D2 555123456")),
        ("1234", Person(name="1234")),
        ("株式会社", Person(name="株式会社")),
    ],
)
def test_what_a_text_names_is_told_by_its_looks(text, person):
    assert Person.of(text) == person


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.com",
        "ADA@Example.COM",
        "Ada Lovelace <ada@example.com>",
        "mailto:ada@example.com?subject=x",
        "write to 'ada@example.com'.",
        "https://x.example/?to=ada%40example.com&x=1",
        "https://x.example/?next=%2F%3Fto%3Dada%2540example.com",
        '{"to": "ada\\u0040example.com"}',
        "ada&#64;example.com",
    ],
)
def test_an_address_is_found(text):
    assert [place.by for place in found_in(Person(email="ada@example.com"), text)]


@pytest.mark.parametrize(
    "text",
    [
        "nada@example.com",
        "x.ada@example.com",
        "x+ada@example.com",
        "ada@example.com.au",
        "ada@example.community",
        "ada@example.com-pany.example",
        "ada at example.com",
    ],
)
def test_another_address_is_not(text):
    assert not holds(Person(email="ada@example.com"), text)


@pytest.mark.parametrize(
    "tree",
    [
        "Ada Lovelace",
        "ADA  LOVELACE",
        "Lovelace, Ada",
        "Dear Ada\r\nLovelace!",
        "Ada_Lovelace.pdf",
        "Ada+Lovelace",
        {"first_name": "Ada", "last_name": "Lovelace"},
        {"first": "Ada", "middle": "", "last": "LOVELACE", "age": 36},
        {"firstname": {"value": "Ada"}, "lastname": {"value": "Lovelace"}},
        {"first[]": ["Ada"], "last[]": ["Lovelace"]},
        [{"column_id": "FIRST", "string_value": "Ada"}, {"string_value": "Lovelace"}],
        {"Ada Lovelace": 1},
    ],
)
def test_a_name_is_found_also_in_parts(tree):
    assert holds(Person(name="Ada Lovelace"), tree)


@pytest.mark.parametrize(
    "tree",
    [
        "Ada Byron",
        "Ada Lovelaces",
        "Nada Lovelace",
        "Ada, who is no Lovelace",
        {"first": "Ada", "last": "Byron"},
        {"first": "Ada", "text": "I read of Lovelace."},
        [{"first": "Ada", "last": "Byron"}, {"first": "Grace", "last": "Lovelace"}],
    ],
)
def test_another_name_is_not(tree):
    assert not holds(Person(name="Ada Lovelace"), tree)


@pytest.mark.parametrize(
    "value",
    [
        "+3225551234",
        "+32 2 555 12 34",
        "0032 2/555.12.34",
        "+32 (0)2 555-12-34",
        "02 555 12 34",
        "(02) 555\u00a012\u201134",
        "call +32 2 555 12 34 after six",
        "tel:+32-2-555-12-34;ext=12",
        "02 555 12 34 / 02 555 12 35",
        3225551234,
        3225551234.0,
    ],
)
def test_a_number_is_found(value):
    assert found_in(Person(phone="+32 2 555 12 34"), {"n": value}) == [
        Place(("n",), "phone")
    ]


@pytest.mark.parametrize("value", ["+32 2 555 12 35", "1234", "3 2 2 5 5", 1234])
def test_another_number_is_not(value):
    assert not holds(Person(phone="+32 2 555 12 34"), {"n": value})


def test_a_short_number_is_only_itself():
    assert holds(Person(phone="555123"), "555 123")
    assert not holds(Person(phone="555123"), "02 555 123")


def test_each_place_is_named_with_what_is_there():
    tree = {
        "contact": {"mail": "ada@example.com", "who": "Ada Lovelace"},
        "items": [{"x": 1}, {"phones": ["025551234"]}],
        "raw": '{"user": {"email": "ada@example.com"}}',
        "first": "Ada",
        "last": "Lovelace",
    }
    assert found_in(ADA, tree) == [
        Place(("contact", "mail"), "email"),
        Place(("contact", "who"), "name"),
        Place(("items", 1, "phones", 0), "phone"),
        Place(("raw",), "email"),
        Place(("raw", "user", "email"), "email"),
        Place(("first",), "name"),
        Place(("last",), "name"),
    ]


def test_of_lists_others_are_left_out():
    tree = {
        "source": "fair",
        "people": [
            {"email": "ada@example.com", "tags": ["a", "b"]},
            {"email": "grace@example.com"},
        ],
        "rooms": ["12"],
    }
    assert thinned(ADA, tree) == {
        "source": "fair",
        "people": [{"email": "ada@example.com", "tags": ["a", "b"]}],
        "rooms": ["12"],
    }


def test_a_name_in_two_items_of_a_list_keeps_the_list():
    tree = [{"value": "Ada"}, {"value": "Lovelace"}, {"value": "fair"}]
    assert thinned(Person(name="Ada Lovelace"), tree) == tree


def test_nothing_is_looked_for_where_nothing_is_known():
    for person in (Person(), Person(email="no address"), Person(phone="12")):
        assert not person
        assert not patterns(person)
        assert not holds(person, {"a": "", "": "x"})


def test_a_hostile_text_has_a_bounded_number_of_readings():
    assert len(readings("%25" * 1000 + "\\\\u0026amp;" * 1000)) <= 12
    assert holds(Person(email="a@b.example"), "[" * 100_000 + "a@b.example")


@pytest.mark.parametrize("depth", [200, 900, 5_000])
def test_a_deep_tree_in_a_text_is_looked_through_as_a_text(depth):
    text = "[" * depth + '"a@b.example"' + "]" * depth
    person = Person(email="a@b.example")
    assert holds(person, {"x": text})
    assert not holds(person, {"x": text.replace("a@b", "b@b")})
    assert thinned(person, {"x": text}) == {"x": text}


def test_who_is_looked_for_has_bounds():
    long = Person(" a" * 5_000 + "@b.example", "Ada " * 5_000, "12345" * 5_000)
    assert not long.address
    assert len(long.words) == 100
    assert len(long.digits) == 400
    assert sum(map(len, patterns(Person(name="田" * 400))[0])) < 20_000


# === WHAT THE DATABASE IS ASKED ===

WORD = st.text(
    st.characters(categories=("Lu", "Ll", "Lo"), max_codepoint=0xFFFF),
    min_size=2,
    max_size=8,
    # Not those that are another letter once they are normalized, such as U+F900.
).filter(lambda word: word == normalize("NFC", word))
NAMES = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


def xml_charrefs(text):
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)


SPELLINGS = [
    lambda text: text.encode(),
    lambda text: json.dumps({"a": text}).encode(),
    lambda text: json.dumps(json.dumps({"a": text})).encode(),
    lambda text: json.dumps({"a": text}, ensure_ascii=False).encode(),
    lambda text: urlencode({"a": text}).encode(),
    lambda text: quote(quote_plus(text)).encode(),
    lambda text: html.escape(xml_charrefs(text)).encode(),
    lambda text: urlencode({"p": json.dumps({"a": text})}).encode(),
]


def stored(raw):
    """As the database shows bytes, in small letters: ``encode(…, 'escape')``."""
    shown = "".join(
        "\\\\" if byte == 0x5C else chr(byte) if 0 < byte < 0x80 else f"\\{byte:03o}"
        for byte in raw
    )
    return "".join(c.lower() if c.isascii() else c for c in shown)


def may_hold(person, text):
    return any(
        all(re.search(pattern, text) for pattern in alternative)
        for alternative in patterns(person)
    )


@given(NAMES, st.sampled_from(SPELLINGS), st.booleans())
def test_whatever_holds_a_name_matches(name, spell, loud):
    person = Person(name=name)
    assume(person.words)
    written = name.upper() if loud and name.upper().lower() == name.lower() else name
    raw = spell(f"x {written} y")
    assert holds(person, raw.decode("utf-8", "replace"))
    assert may_hold(person, stored(raw))


@given(
    st.from_regex(r"[a-z0-9._+-]{1,10}@[a-z0-9-]{1,10}\.(com|example)", fullmatch=True),
    st.sampled_from(SPELLINGS),
)
def test_whatever_holds_an_address_matches(address, spell):
    person = Person(email=address)
    raw = spell(f"x {address.title()} y")
    assert holds(person, raw.decode())
    assert may_hold(person, stored(raw))


@given(
    st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True),
    st.sampled_from([" ", "", "-", ".", "/", "\u00a0", "\u2011", " ("]),
    st.sampled_from(SPELLINGS),
    st.integers(1, 4),
)
def test_whatever_holds_a_number_matches(digits, between, spell, size):
    person = Person(phone=digits)
    groups = [digits[at : at + size] for at in range(0, len(digits), size)]
    raw = spell(f"x +{between.join(groups)} y")
    assert holds(person, raw.decode())
    assert may_hold(person, stored(raw))


@pytest.mark.parametrize(
    ("name", "charsets"),
    [
        ("Иванов", ("utf_8", "cp1251", "koi8_r", "cp866", "iso8859_5")),
        ("髙橋", ("utf_8", "cp932", "euc_jp", "gb18030", "big5hkscs")),
        ("田中", ("utf_8", "shift_jis", "euc_jp", "iso2022_jp", "gbk", "euc_kr")),
        ("表", ("utf_8", "shift_jis", "big5")),
        ("김민수", ("utf_8", "euc_kr", "cp949", "iso2022_kr")),
        ("Müller", ("utf_8", "latin_1", "cp850", "mac_roman")),
        ("Δημήτρης", ("utf_8", "iso8859_7", "cp1253")),
        ("Ö", ("utf_8", "latin_1", "cp850")),
    ],
)
def test_a_name_matches_in_the_charsets_of_its_writers(name, charsets):
    for charset in charsets:
        try:
            raw = f"<{name}>".encode(charset)
        except UnicodeEncodeError:
            continue
        assert may_hold(Person(name=name), stored(raw)), charset
        assert may_hold(Person(name=name), stored(quote(raw).encode())), charset
        assert not may_hold(Person(name=name), stored(b"<nobody at all>"))
