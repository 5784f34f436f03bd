"""Words of twenty languages in the charsets that their programs write, none of which is
said: each is right, or it is left out.
"""

from collections import Counter
from urllib.parse import quote_from_bytes

import pytest

from inbound_webhook.engine.body import parse_body
from inbound_webhook.engine.body.payload import BytesInTree
from inbound_webhook.tests.corpus.words import LANGUAGES

FORM = "application/x-www-form-urlencoded"
CASES = [(name, each) for name, item in LANGUAGES.items() for each in item.charsets]
#: Of a hundred values so many are read at least, whatever the language.
READ = {
    **dict.fromkeys(("French", "German", "Spanish", "Portuguese", "Swedish"), 92),
    **dict.fromkeys(("Danish", "Estonian"), 85),
    **dict.fromkeys(("Polish", "Czech", "Slovak", "Hungarian", "Romanian"), 70),
    **dict.fromkeys(("Croatian", "Lithuanian", "Latvian", "Turkish"), 65),
}
#: These can be read in another language as well: with a note, but for two characters of
#: GBK that are two of UTF-8.
KNOWN_WRONG = {"László Szűcs", "Lőrinc Könyves", "Ivan Đurić", "小协"}


def in_form(texts):
    pairs = [
        name.encode() + b"=" + quote_from_bytes(raw).encode()
        for name, raw in texts.items()
    ]
    return parse_body(b"&".join(pairs), FORM, expected="form")


def in_json(texts):
    pairs = [b'"' + name.encode() + b'": "' + raw + b'"' for name, raw in texts.items()]
    return parse_body(
        b"{" + b", ".join(pairs) + b"}", "application/json", expected="json"
    )


def calls_of(language, charset):
    """A name alone, with a town, and with a message."""
    for number, name in enumerate(language.names):
        texts = [
            name,
            language.towns[number % len(language.towns)],
            language.messages[number % len(language.messages)],
        ]
        for count in (1, 2, 3):
            try:
                raw = [text.encode(charset) for text in texts[:count]]
            except UnicodeEncodeError:
                continue
            keys = ("name", "town", "message")
            yield (
                dict(zip(keys, texts, strict=False)),
                dict(zip(keys, raw, strict=False)),
            )


@pytest.mark.parametrize("read", [in_form, in_json], ids=lambda way: way.__name__)
@pytest.mark.parametrize(("name", "charset"), CASES)
def test_words_are_right_or_left_out(name, charset, read):
    counts = Counter()
    for texts, raw in calls_of(LANGUAGES[name], charset):
        payload = read({"mail": b"jo@x.example", **raw})
        assert payload.value["mail"] == "jo@x.example"
        for key, content in raw.items():
            found = payload.value[key]
            if isinstance(found, BytesInTree):
                assert found.file.content == content
                counts["left out"] += 1
            elif found == texts[key]:
                counts["read"] += not content.isascii()
            else:
                assert texts["name"] in KNOWN_WRONG, (found, texts)
                is_noted = any(note.is_noteworthy for note in payload.notes)
                assert is_noted or name == "Chinese", found
    lowest = READ.get(name, 0)
    assert 100 * counts["read"] >= lowest * sum(counts.values()), counts


@pytest.mark.parametrize(("name", "charset"), CASES)
def test_words_are_right_where_their_charset_is_said(name, charset):
    label = {"cp932": "shift_jis", "latin_1": "iso-8859-1"}.get(charset, charset)
    for texts, raw in calls_of(LANGUAGES[name], charset):
        pairs = [
            key.encode() + b"=" + quote_from_bytes(content).encode()
            for key, content in {**raw, "_charset_": label.encode()}.items()
        ]
        payload = parse_body(b"&".join(pairs), FORM, expected="form")
        for key in raw:
            assert payload.value[key] == texts[key]
        # A name that looks odd is noted; a message is not.
        if "message" in raw and name not in ("Italian", "Icelandic", "Estonian"):
            assert not any(note.is_noteworthy for note in payload.notes), raw
