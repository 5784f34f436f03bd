"""Countries, as people write them: by code, or by name in any language.

What they are called is the Unicode Common Locale Data Repository's, by way of Babel.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

#: Words of the long names of countries: Republic of Ireland, Russian Federation.
_FORMAL = re.compile(r"\b(?:the|republic|kingdom|federal|commonwealth|state|of)\b")
_OF_AMERICA = "of america"
#: Parts of a country that people write for it, which the repository has no names of.
_PARTS = ("great britain", "england", "scotland", "wales", "northern ireland")
_ALSO = dict.fromkeys(_PARTS, "GB")


def country_of(text: str, languages: Iterable[str] = ()) -> str | None:
    """The country that a text names.

    :param text: a code of two or three letters, or a name in whatever language
    :param languages: codes of those that come first, beside English
    :return: its ISO 3166 code of two letters; None where it names none, or several
    """
    code = re.sub(r"[.\s]", "", text).upper()
    if len(code) in (2, 3) and code.isascii():
        found = _by_code(code)
        if found:
            return found
    name = _plain(text)
    for language in ("en", *languages):
        if name in _names(language):
            return _names(language)[name]
    if name in _ALSO:
        return _ALSO[name]
    for written in (name, name.removesuffix(_OF_AMERICA).strip(), _informal(name)):
        candidates = _all_names().get(written, frozenset())
        if len(candidates) == 1:
            return next(iter(candidates))
    return None


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
        _plain(name): code for code, name in territories.items() if code in _codes()
    }


@lru_cache
def _all_names() -> dict[str, frozenset[str]]:
    """The countries that have a name in some language. It takes seconds, once."""
    found: dict[str, set[str]] = {}
    for language in locale_identifiers():
        if "_" in language:
            continue
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                found.setdefault(_plain(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _informal(name: str) -> str:
    return " ".join(_FORMAL.sub(" ", name).split())


def _plain(name: str) -> str:
    """A name without accents, points and the article, in small letters."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = re.sub(r"[.,'’()&-]+", " ", bare).split()
    return " ".join(words).removeprefix("the ")
