"""Countries, as people write them: by code, or by name in any language.

What they are called is the Unicode Common Locale Data Repository's, by way of Babel.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from .spelling import LONGEST_NAME, joined, plain, spelled_out
from .written import as_seen

#: Words of the long names of countries: Republic of Ireland, Islamic Republic of Iran.
_FORMAL = re.compile(
    r"\b(?:the|republic|kingdom|federal|commonwealth|states?|of|islamic|united|"
    r"bolivarian|plurinational|federated|people s)\b"
)
_OF_AMERICA = "of america"
#: "Korea, Republic of" and "Korea (the Republic of)", as ISO 3166 has them in lists.
_TURNED = re.compile(r"(?P<name>[^,()]+)(?:,|\()\s*(?P<before>[^,()]+)\)?\s*")
#: Between two names of one country: "Schweiz/Suisse", "United States (US)".
_BETWEEN = re.compile(r"[/|(),;]|\s[-–—]\s")
#: Letters that stand for a flag, from the first of them.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_OF_FLAGS = ord("\U0001f1e6")
#: Before or behind a name, which is the same one without it: La France, 日本国.
_ARTICLE = re.compile(
    r"\A(?:la|le|les|l|el|los|las|die|der|il|lo|o|a|os|as|het)\s|[国國]\Z"
)
#: Parts of a country that people write for it, which the repository has no names of.
_PARTS = ("great britain", "britain", "england", "scotland", "wales")
#: Names that ISO 3166 itself has, and a few of everybody's, where the repository has
#: others.
_OTHERS = {
    **dict.fromkeys((*_PARTS, "northern ireland"), "GB"),
    "united kingdom of great britain northern ireland": "GB",
    "republic of china": "TW",
    "russian federation": "RU",
    "republic of korea": "KR",
    "democratic people s republic of korea": "KP",
    "lao people s democratic republic": "LA",
    "syrian arab republic": "SY",
    "taiwan province of china": "TW",
    "former yugoslav republic of macedonia": "MK",
    "macedonia": "MK",
    "macau": "MO",
    "palestine": "PS",
    "holy see": "VA",
    "republique francaise": "FR",
    "republica federativa do brasil": "BR",
    "bundesrepublik deutschland": "DE",
    "bundesrepublik": "DE",
    "brd": "DE",
    "falkland islands malvinas": "FK",
    "uae": "AE",
    "drc": "CD",
}
#: What Germans write for their country, as on cars. Elsewhere D is anything.
_GERMAN_SIGN, _GERMAN = "D", "de"
_ALSO = {name.replace(" ", ""): code for name, code in _OTHERS.items()}


def country_of(text: str, languages: Iterable[str] = ()) -> str | None:
    """The country that a text names.

    :param text: a code of two or three letters, or a name in whatever language
    :param languages: codes of those that come first, beside English
    :return: its ISO 3166 code of two letters; None where it names none, or several
    """
    if len(text) > LONGEST_NAME:
        return None
    text, languages = _FLAG.sub(_without_flag, as_seen(text)), tuple(languages)
    if text.strip() == _GERMAN_SIGN and any(map(_is_german, languages)):
        return "DE"
    found = _one_name(text, languages)
    if found:
        return found
    named = {
        _one_name(part, languages) for part in _BETWEEN.split(text) if part.strip()
    }
    return named.pop() if len(named) == 1 else None


def _is_german(language: str) -> bool:
    return language.replace("-", "_").partition("_")[0] == _GERMAN


def _one_name(text: str, languages: Iterable[str]) -> str | None:
    code = re.sub(r"[.\s]", "", text).upper()
    if len(code) in (2, 3) and code.isascii():
        found = _by_code(code)
        if found:
            return found
    name = _plain(text)
    for language in ("en", *languages):
        if joined(name) in _names(language):
            return _names(language)[joined(name)]
    turned = _TURNED.fullmatch(text)
    before = turned and _plain(f"{turned['before']} {turned['name']}")
    bare = _ARTICLE.sub("", name)
    for written in filter(None, (name, before, bare if bare != name else None)):
        found = _ALSO.get(joined(written)) or _in_any_language(written)
        if found:
            return found
    return None


def _in_any_language(name: str) -> str | None:
    informal = _informal(name)
    for written in (name, name.removesuffix(_OF_AMERICA).strip(), informal):
        candidates = _all_names().get(joined(written), frozenset())
        if len(candidates) == 1:
            return next(iter(candidates))
    return _ALSO.get(joined(informal))


def _by_code(code: str) -> str | None:
    if code in _codes():
        return code
    # The three letters of ISO 3166, and UK.
    alias = get_global("territory_aliases").get(code, ())
    return alias[0] if len(alias) == 1 and alias[0] in _codes() else None


@lru_cache
def _codes() -> frozenset[str]:
    territories = Locale("en").territories
    # ZZ stands for none, EU and the others of these for several.
    several = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    return frozenset(code for code in territories if _is_code(code)) - several


def _is_code(code: str) -> bool:
    return len(code) == 2 and code.isalpha()


@lru_cache(maxsize=100)
def _names(language: str) -> dict[str, str]:
    """The countries by their names in a language; none where it is unknown."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    return {
        written: code
        for code, name in territories.items()
        if code in _codes()
        for written in _spellings(name)
    }


@lru_cache
def _all_names() -> dict[str, frozenset[str]]:
    """The countries that have a name in some language. It takes seconds, once."""
    found: dict[str, set[str]] = {}
    for language in locale_identifiers():
        _, _, variant = language.partition("_")
        # Another script is another name; another country hardly ever.
        if variant and not _is_script(variant):
            continue
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                for written in _spellings(name):
                    found.setdefault(written, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _is_script(variant: str) -> bool:
    return len(variant) == 4 and variant.isalpha()


def _without_flag(match: re.Match[str]) -> str:
    """The code that a flag is made of, set apart from what stands beside it."""
    letters = [chr(ord(letter) - _FIRST_OF_FLAGS + ord("A")) for letter in match[0]]
    return f"|{''.join(letters)}|"


def _informal(name: str) -> str:
    return " ".join(_FORMAL.sub(" ", name).split())


def _plain(name: str) -> str:
    """A plain name without "and" and the article."""
    words = plain(name.replace("&", " ")).split()
    return " ".join(word for word in words if word != "and").removeprefix("the ")


def _spellings(name: str) -> set[str]:
    return {joined(_plain(written)) for written in (name, spelled_out(name))}
