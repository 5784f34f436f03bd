"""Whether a text reads as one of Western languages, as Windows-1252 has them.

Nearly all bytes are letters there, so that nearly all other text "can be read" so, as
garbage: 山田 in Shift_JIS is ``ŽR“c``, Жанна in windows-1251 ``Æàííà``. What tells is
how Western languages are written: which letters stand in one word, which of them side
by side, which capitals, and what stands beside a sign. No library is sure of that with
texts as short as a name. A word that is as likely one of another charset is none:
``Tuðba`` could be the Turkish ``Tuğba``.
"""

import re

from .marks import are_marks_written

#: The letters beyond ASCII that stand together in the words of one language.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçèéêëîïôùûüœÿ",  # French
        "äöüßé",  # German
        "áèéêëíïóöúü",  # Dutch
        "áéíñóúü",  # Spanish
        "àçèéíïòóúü",  # Catalan
        "àáâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åæøéô",  # Danish, Norwegian
        "åäöéšž",  # Swedish, Finnish
        "áæéíðóöúýþ",  # Icelandic
        # Those of Central Europe that are the same in its own charset.
        "áéíóöúü",
        "áäéíóôúýšž",
    )
)
_HIGH = "À-ÖØ-öø-ÿŠŒŽšœžŸ"
_LETTERS = f"A-Za-z{_HIGH}"
_WORD = re.compile(f"[{_LETTERS}]*[{_HIGH}][{_LETTERS}]*")
_ASCII_WORD = re.compile("[A-Za-z]{2}")
#: Letters that are words by themselves, where there is nothing but blanks around them.
_ALONE = frozenset("àáéèêíóúöåøæÀÁÉÈÊÍÓÚÖÅØÆ")
_BEFORE_ALONE = re.compile(r"(?:^|[\s'’´])$")
_AFTER_ALONE = re.compile(r"^(?:$|\s)")
#: Letters whose bytes are first ones of Japanese text in Shift_JIS.
_RARE = re.compile("[ŠŒŽšœžŸ]")
_TURKISH_TOO = re.compile("[ðýþ]")
_NOT_TURKISH = re.compile("[áéíóúæ]")
_FOREIGN = re.compile(rf"[^\W\d_{_LETTERS}ªºµ]")
#: What is not written in any of the languages, in small letters. In charsets of other
#: languages the bytes are other letters, which are.
_UNWRITTEN = re.compile(
    "ñ(?![aeiouáéíóúü])"  # Polish ń
    "|õ(?!e)"  # Hungarian ő
    "|(?<!h)(?<!ç)(?<!irm)(?<!lem)ã(?![oez])"  # Romanian ă
    "|ì(?=.)|ò(?=.)|(?<=[eoáy])ò"  # Czech ě, ň
    r"|(?<!\bo)(?<!pi)(?<!gi)(?<!es)(?<!rt)(?<!ib)(?<!en)ù"  # Czech ů
    "|è(?![^aeiouyáéíóújkwàèêìòù]{0,3}e|qu|gu|s?$)"  # Czech č
    "|è(?=e)"
    "|(?<![aeiouy])ï"  # Czech ď
    "|ê(?=[bdfghjkzxw])"  # Polish ę
    "|øi|øej|(?<=[aeiouy])æ"  # Czech ř, Croatian ć
    "|(?<=[aeiouy])œ|œ(?![cdinstu])"  # Polish ś
    "|^ß"
)
#: What stands for no letter in JSON, XML and HTML. The ``n`` of a line break would be
#: taken for one of the word behind it.
_ESCAPED = re.compile(r'\\(?:u[0-9a-fA-F]{4}|[bfnrt"/\\])|[<>]')


def is_western(text: str) -> bool:
    """Whether all of a text can be taken for one of Western languages.

    :param text: several texts with line breaks between
    """
    text = _ESCAPED.sub(" ", text)
    if _FOREIGN.search(text) or not are_marks_written(text):
        return False
    has_words = _ASCII_WORD.search(text) is not None
    seen: set[str] = set()
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) == 1:
            if not (has_words and _is_alone(found)):
                return False
        elif word not in seen:
            seen.add(word)
            if not _is_word(word, has_words):
                return False
    return True


def _is_alone(found: re.Match[str]) -> bool:
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return bool(
        found[0] in _ALONE and _BEFORE_ALONE.match(before) and _AFTER_ALONE.match(after)
    )


def _is_word(word: str, has_words: bool) -> bool:
    """Whether letters are a word of a Western language, as far as can be told."""
    small = word.lower()
    high = [letter for letter in small if not letter.isascii()]
    if 2 * len(high) > len(word) + 1:
        return False
    if _RARE.search(word) and len(word) - len(high) < 2:
        return False
    if len(word) == 2 and word.isupper() and not has_words:
        return False
    if not any(alphabet.issuperset(high) for alphabet in _ALPHABETS):
        return False
    if _UNWRITTEN.search(small):
        return False
    if _TURKISH_TOO.search(small) and not _NOT_TURKISH.search(small):
        return False
    # A capital stands in front, or among capitals.
    pairs = zip(word, word[1:], strict=False)
    return not any(
        first.islower() and second.isupper() and not second.isascii()
        for first, second in pairs
    )
