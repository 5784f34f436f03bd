"""Which charset of Europe bytes are in whose sender says none, by how languages write.

Nearly all bytes are letters in each of these charsets, so that nearly all text can be
read in all of them, as garbage: Bērziņš in windows-1257 is ``Bçrziòð`` in Windows-1252.
What tells is which letters stand beside which ones. Names of countries, languages,
towns and months in all languages are in Babel, which Odoo brings: how often a letter
beyond ASCII is written there between which others, says how likely a reading is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from babel import Locale

from .marks import are_marks_written
from .western import is_western

_WESTERN = (
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "ca",
    "nl",
    "da",
    "nb",
    "sv",
    "fi",
    "is",
    "et",
)
_CENTRAL = ("pl", "cs", "sk", "hu", "sl", "hr", "ro")
_BALTIC = ("lv", "lt", "et")
#: Charsets by Python's names, and the languages that are written in them. Of two that
#: read alike, the first one is named.
_LANGUAGES = {
    "cp1252": _WESTERN,
    "iso8859_15": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1257": _BALTIC,
    "iso8859_13": _BALTIC,
    "cp1254": ("tr",),
}
#: More text is in Windows-1252 than in all others.
_PRIOR = {"cp1252": 2.5}
#: How much likelier a reading has to be than another one (natural logarithm) to be
#: taken, and to be taken without a doubt.
_MARGIN, _SURE_MARGIN = 3.5, 9.0
#: What is less likely, for each letter beyond ASCII, is no text of these languages.
_UNLIKELY = -14.0
#: What speaks against a Western reading that is written otherwise (``western.py``).
_ODD = 4.0
#: What Babel has hardly any of: Italian has its letters at the ends of words.
_MORE_WORDS = {
    "it": "virtù gioventù laggiù quassù tribù menù caffè cioè tè bebè perciò però falò"
    " comò oblò verità università età metà né sé poiché finché giacché"
    " ragù canapè ahimè purè pascià"
    " papà baccalà sofà dì tassì supplì però andrò verrò mangerò parlò"
}
#: Kinds of letters, and how many there are of each.
_KINDS = {"V": 6, "C": 20, "_": 1, "H": 10}
#: For how many letters the kinds count beside those that were seen.
_TRUST = 10
_UNSEEN = log(1e-7)
#: What the older charsets have in place of the letters of today's Romanian.
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
_WORD = re.compile(r"[^\W\d_]+")


class _Letters(NamedTuple):
    """How a language writes its letters beyond ASCII.

    :param all: how many letters were counted, those of ASCII among them
    :param single: how often each one is written
    :param pairs: the same, with the letter before it or behind it, and with the kind of
        that; a blank is the end of a word
    """

    all: int
    single: Counter[str]
    pairs: Counter[str]


class _Reading(NamedTuple):
    """A text that bytes may be: how likely that is, and whether it is one at all."""

    likely: float
    is_text: bool
    charset: str


def european(raw: bytes) -> tuple[str, bool] | None:
    """Python's name of the charset, and whether that is sure.

    :param raw: bytes that are no UTF-8; several texts with line breaks between
    :return: None where it is not clear, or another one
    """
    found: dict[str, _Reading] = {}
    for charset, languages in _LANGUAGES.items():
        try:
            text = raw.decode(charset)
        except UnicodeDecodeError:
            continue
        if is_written(text):
            reading = _reading(text, charset, languages)
            if text not in found or reading.likely > found[text].likely:
                found[text] = reading
    best, second = [*sorted(found.values(), reverse=True), None, None][:2]
    if best is None or not best.is_text:
        return None
    margin = best.likely - second.likely if second else _SURE_MARGIN
    return (best.charset, margin >= _SURE_MARGIN) if margin >= _MARGIN else None


def _reading(text: str, charset: str, languages: tuple[str, ...]) -> _Reading:
    words = [f" {_small(word)} " for word in _words_beyond_ascii(text)]
    likely = max(_likelihood(words, language) for language in languages)
    if languages is _WESTERN:
        is_text = is_western(text)
        likely -= 0 if is_text else _ODD
    else:
        letters = sum(not sign.isascii() for word in words for sign in word)
        is_text = likely >= _UNLIKELY * letters and all(len(word) > 3 for word in words)
    return _Reading(likely + _PRIOR.get(charset, 0.0), is_text, charset)


def _small(word: str) -> str:
    # Python makes two characters of the Turkish capital.
    return word.lower().replace("i\u0307", "İ")


def _words_beyond_ascii(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if not word.isascii()}


def is_written(text: str) -> bool:
    """Whether signs and capitals are where people write them."""
    if not are_marks_written(text):
        return False
    return not any(
        2 * sum(not sign.isascii() for sign in word) > len(word) + 1
        or has_capital_inside(word)
        for word in _words_beyond_ascii(text)
    )


def has_capital_inside(word: str) -> bool:
    """Whether a capital beyond ASCII stands behind a small letter."""
    return any(
        first.islower() and second.isupper() and not second.isascii()
        for first, second in zip(word, word[1:], strict=False)
    )


def _likelihood(words: Iterable[str], language: str) -> float:
    """The logarithm of how likely a language has the letters beyond ASCII."""
    letters = _letters_of(language)
    return sum(
        _likelihood_of(letters, word, place)
        for word in words
        for place, sign in enumerate(word)
        if not sign.isascii()
    )


def _likelihood_of(letters: _Letters, word: str, place: int) -> float:
    sign, count = word[place], letters.single[word[place]]
    if count < 2:
        return _UNSEEN
    before, behind = word[place - 1], word[place + 1]
    return (
        log(count / letters.all)
        + _likelihood_beside(letters, count, before + sign, _kind(before) + sign)
        + _likelihood_beside(
            letters, count, f"{sign} {behind}", f"{sign} {_kind(behind)}"
        )
    )


def _likelihood_beside(letters: _Letters, count: int, pair: str, kinds: str) -> float:
    """That of a pair; where it is rare, its kinds of letters tell."""
    share = (letters.pairs[kinds] + 0.5) / (count + 2)
    expected = share / next(_KINDS[each] for each in kinds if each in _KINDS)
    return log((letters.pairs[pair] + _TRUST * expected) / (count + _TRUST))


def _kind(sign: str) -> str:
    """A blank, a letter beyond ASCII, a vowel or a consonant."""
    if sign == " ":
        return "_"
    if not sign.isascii():
        return "H"
    return "V" if sign in "aeiouy" else "C"


@lru_cache(maxsize=32)
def _letters_of(language: str) -> _Letters:
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    total = 0
    for word in set(_words_of(language)):
        total += len(word)
        framed = f" {word} "
        for place, sign in enumerate(framed):
            if not sign.isascii():
                single[sign] += 1
                pairs[framed[place - 1 : place + 1]] += 1
                pairs[sign + " " + framed[place + 1]] += 1
                pairs[_kind(framed[place - 1]) + sign] += 1
                pairs[sign + " " + _kind(framed[place + 1])] += 1
    return _Letters(total, single, pairs)


def _words_of(language: str) -> Iterator[str]:
    yield from _MORE_WORDS.get(language, "").split()
    locale = Locale.parse(language)
    names = [
        *(locale.territories, locale.languages, locale.currencies, locale.scripts),
        *(table for forms in locale.months.values() for table in forms.values()),
        *(table for forms in locale.days.values() for table in forms.values()),
        {key: zone.get("city", "") for key, zone in locale.time_zones.items()},
    ]
    for table in names:
        for name in table.values():
            yield from map(_small, _WORD.findall(str(name).translate(_CEDILLAS)))
