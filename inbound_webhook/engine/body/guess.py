"""In which charset bytes are that are no UTF-8, where their sender does not say.

Text of Europe's languages is told by how they are written (``european.py``). Another
charset is taken where chardet, which Odoo brings, is sure of it, and what it gives
reads as text of the language: it cannot tell with names alone. Else there is no answer.
All texts of a call are asked about at once, since its sender writes all of them alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import chardet

from .european import european

#: A page tells as much as a book.
_MOST_ASKED = 8_192
_SURE = 0.8
#: Nearer than this, another charset may as well be it.
_MARGIN = 0.15
_FEWEST_LETTERS = 8
_FEWEST_CHARACTERS = 5
#: As many characters beyond ASCII leave no doubt.
_ENOUGH = 20
#: No text has these, in whatever charset.
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_PUNCTUATION = frozenset("«»“”„‘’–—…№·°€§\xa0")
#: Codecs by chardet's names, and what the names of all letters begin with in Unicode.
_ALPHABETIC = {
    "windows-1251": ("cp1251", "CYRILLIC"),
    "koi8-r": ("koi8_u", "CYRILLIC"),
    "windows-1253": ("cp1253", "GREEK"),
    "iso-8859-7": ("iso8859_7", "GREEK"),
    "windows-1255": ("cp1255", "HEBREW"),
    "iso-8859-8": ("iso8859_8", "HEBREW"),
    "tis-620": ("cp874", "THAI"),
}
#: Those whose characters are of two bytes, and what is written in them.
_IDEOGRAPHIC = {
    "shift_jis": ("cp932", ("HIRAGANA", "KATAKANA")),
    "cp932": ("cp932", ("HIRAGANA", "KATAKANA")),
    "euc-jp": ("euc_jp", ("HIRAGANA", "KATAKANA")),
    "gb2312": ("gb18030", ("CJK",)),
    "big5": ("big5hkscs", ("CJK",)),
    "euc-kr": ("cp949", ("HANGUL",)),
    "cp949": ("cp949", ("HANGUL",)),
}


class Guess(NamedTuple):
    """A charset, by Python's name, and whether it can be no other one."""

    charset: str
    is_sure: bool


def guessed(texts: Iterable[bytes]) -> Guess | None:
    """The charset that texts are in, None where that is not clear.

    :param texts: as one sender wrote them, not all of them UTF-8
    """
    unread = [text for text in texts if not text.isascii()]
    # What holds control characters is no text in any charset.
    asked = [text for text in unread if not CONTROLS.search(text)]
    if not asked:
        return None
    raw = _beginning(b"\n".join(asked))
    found = european(raw)
    if found:
        return Guess(*found)
    charset = _sure_of(raw)
    if not charset:
        return None
    text = raw.decode(charset)
    return Guess(charset, sum(not sign.isascii() for sign in text) >= _ENOUGH)


def _beginning(raw: bytes) -> bytes:
    """So much as is asked about, cut between words, so that no character is."""
    if len(raw) <= _MOST_ASKED:
        return raw
    return re.split(rb"\s", raw[:_MOST_ASKED][::-1], maxsplit=1)[-1][::-1]


def _sure_of(raw: bytes) -> str | None:
    found = [
        (item["confidence"], item["encoding"].lower())
        for item in chardet.detect_all(raw)
        if item["encoding"] and item["confidence"] >= _SURE
    ]
    best = max(found, default=(0, ""))[0]
    near = [name for confidence, name in found if confidence >= best - _MARGIN]
    # chardet is not sure of Hiragana that nothing else could be.
    names = dict.fromkeys([*near, "shift_jis", "euc-jp"])
    readings = dict(_readings(raw, list(names)))
    return next(iter(readings.values())) if len(readings) == 1 else None


def _readings(raw: bytes, names: list[str]) -> Iterator[tuple[str, str]]:
    """What the bytes say in each of some charsets, as far as it reads as text."""
    for name in names:
        known = _ALPHABETIC.get(name) or _IDEOGRAPHIC.get(name)
        if not known:
            continue
        codec, scripts = known
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        reads = _reads_in_letters if name in _ALPHABETIC else _reads_in_characters
        if reads(text, scripts):
            yield text, codec


def _reads_in_letters(text: str, script: str) -> bool:
    high = [sign for sign in text if not sign.isascii()]
    letters = [sign for sign in high if sign not in _PUNCTUATION]
    if len(letters) < _FEWEST_LETTERS or text.count("«") != text.count("»"):
        return False
    if not all(_name(sign).startswith(script) for sign in set(letters)):
        return False
    # In Thai signs stand above others; points of Hebrew nobody types.
    if script != "THAI" and not all(sign.isalpha() for sign in letters):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return all(
        word in (word.lower(), word.upper(), word.capitalize()) for word in words
    )


def _reads_in_characters(text: str, scripts: tuple[str, ...]) -> bool:
    names = [_name(sign) for sign in text if not sign.isascii()]
    if len(names) < _FEWEST_CHARACTERS:
        return False
    own = sum(name.startswith(scripts) for name in names)
    others = ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "LEFT ", "RIGHT ", "KATAKANA-HIRAGANA")
    if "CJK" in scripts:
        return own * 2 > len(names) and not any(
            name.startswith(("HIRAGANA", "KATAKANA LETTER", "HANGUL")) for name in names
        )
    known = sum(name.startswith((*scripts, *others)) for name in names)
    return own * 5 > len(names) and known * 20 >= len(names) * 19


def _name(sign: str) -> str:
    return unicodedata.name(sign, "")
