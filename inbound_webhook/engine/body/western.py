"""Whether bytes that nobody says the charset of read as Western text in Windows-1252.

Nearly all bytes are letters there, so that nearly all other text "can be read" so, as
garbage: 山田 in Shift_JIS is ``ŽR“c``, Жанна in windows-1251 ``Æàííà``. What tells is
how Western languages are written: which letters stand in one word, which of them side
by side, which capitals, and what stands beside a sign. No library is sure of that with
texts as short as a name. A word that is as likely one of another charset is none:
``Guðmundur`` could be the Turkish ``Guğmundur``.
"""

import re

CHARSET = "cp1252"
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
    "|øi|(?<=[aeiouy])æ"  # Czech ř, Croatian ć
    "|(?<=[aeiouy])œ|œ(?![cdinstu])"  # Polish ś
    "|^ß"
)
#: What stands for no letter in JSON, XML and HTML. The ``n`` of a line break would be
#: taken for one of the word behind it.
_ESCAPED = re.compile(r'\\(?:u[0-9a-fA-F]{4}|[bfnrt"/\\])|[<>]')
_MARK = re.compile(rf"[^\x00-\x7f{_HIGH}\xa0]")
#: Signs where they are written; elsewhere they are halves of characters.
_WRITTEN_MARK = re.compile(
    rf"""
    (?<![{_LETTERS}\d])[“”„‚‘«»](?=[{_LETTERS}\d(¿¡…\s])
    | (?<=[{_LETTERS}\d.,;:!?…)%€\s])[“”’‘«»](?![{_LETTERS}\d])
    | (?<=[{_LETTERS}])[’‘´](?=[{_LETTERS}])
    | (?<![^\s{_LETTERS}\d.,;:!?()"'’”“»])[–—](?![^\s{_LETTERS}\d("'‘“„«.,;:])
    | (?<![^\s{_LETTERS}\d.,;:!?)("'“„«])…(?![^\s{_LETTERS}\d.,;:!?)"'”“»])
    | (?<![^\s\d.,:;("'=/+-])[€£¥¢](?![^\s\d.,:;)"'=/!?%&+-])
    | (?<=[\dnNC\s])°(?![^\sFCKN\d.,;:)"'-])
    | (?<=[\dnNMmDd.])[ºª](?![{_LETTERS}\d])
    | (?<=[A-Za-z\d)])[²³](?![{_LETTERS}\d²³])
    | (?<![^\s\d"'>])[½¼¾](?![{_LETTERS}\d½¼¾])
    | (?<![^\s("'>])©(?=[\s\d])
    | (?<=[{_LETTERS}\d\s)])[®™](?![{_LETTERS}\d])
    | (?<![^\s"'>])[•·](?=\s) | (?<=[lL])·(?=[lL])
    | (?<=[\d\s])[×÷](?=[\d\s]) | ±(?=[\s\d]) | (?<=[\d\s])µ(?=[A-Za-z])
    | (?<![^\s("'“¿¡>])[¿¡](?=[{_LETTERS}\d¿¡])
    | (?<![^\s("'>])§(?=[\s\d§])
    | (?<=[{_LETTERS}])\xad(?=[{_LETTERS}])
    """,
    re.VERBOSE,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_western(raw: bytes) -> bool:
    """Whether all of a text can be taken for Western text in Windows-1252.

    :param raw: bytes that are no UTF-8; several texts with line breaks between
    """
    try:
        text = _ESCAPED.sub(" ", raw.decode(CHARSET))
    except UnicodeDecodeError:
        return False
    if _CONTROLS.search(text):
        return False
    if len(_MARK.findall(text)) != len(_WRITTEN_MARK.findall(text)):
        return False
    if text.count("¿") > text.count("?") or text.count("¡") > text.count("!"):
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
