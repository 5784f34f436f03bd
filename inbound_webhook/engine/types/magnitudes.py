"""Words that make more of the digits of an amount: 5k, 1,5 Mio., 5 mil, 3万5千."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from babel.languages import get_official_languages

_THOUSAND, _MILLION, _MILLIARD = 10**3, 10**6, 10**9
_LAKH, _CRORE = 10**5, 10**7
#: Those that mean the same wherever they are written.
_WORDS = {
    **dict.fromkeys(("k", "thousand", "tausend", "tsd", "mille"), _THOUSAND),
    **dict.fromkeys(("million", "millions", "millionen", "mio", "mill"), _MILLION),
    **dict.fromkeys(("milhão", "milhões", "milhao", "milhoes"), _MILLION),
    **dict.fromkeys(("millón", "millones", "milioni", "milione"), _MILLION),
    **dict.fromkeys(("milliarde", "milliarden", "mrd", "milliard"), _MILLIARD),
    **dict.fromkeys(("milliards", "miliardi", "bilhão", "bilhões"), _MILLIARD),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), _LAKH),
    **dict.fromkeys(("crore", "crores"), _CRORE),
}
#: Those that mean something else in other languages: a mil is a thousandth there, and a
#: billion a thousand times more.
_OF_LANGUAGES = {
    "mil": (("pt", "es"), _THOUSAND),
    "mi": (("pt",), _MILLION),
    "m": (("en",), _MILLION),
    "billion": (("en",), _MILLIARD),
    "billions": (("en",), _MILLIARD),
    "bn": (("en",), _MILLIARD),
    "l": (("hi",), _LAKH),
}
#: Letters right before the sign of a currency: k€, M€, T€.
_LETTERS = {"k": _THOUSAND, "K": _THOUSAND, "M": _MILLION, "T": _THOUSAND}
_WORD = re.compile(r"(?P<word>[^\W\d_]+)\.?\s*(?:(?:de|of)\s+|d['’]\s?)?(?P<rest>.*)")
#: From the greatest on: the digits before it say how many of them.
_MYRIADS = {"兆": 10**12, "億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_MYRIADS |= {"亿": 10**8, "千": 10**3}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PIECE = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<unit>千万|百万|[兆億亿万千])", re.ASCII
)


def multiples(
    mark: str, country: str | None, home: str | None = None
) -> Iterable[tuple[int, str]]:
    """What a mark beside the digits may say of them, and what is left of it.

    :param country: ISO code of the country whose words are meant
    :param home: the same of the country whose currency stands beside it: its words are
        meant as well, but for those of English, in which all the world counts dollars
    """
    match = _WORD.fullmatch(mark)
    if match:
        factor = _factor(match["word"].casefold(), country, home)
        # A capital M is a million in most languages, but only of a currency.
        if match["word"] == "M":
            factor = _MILLION
        if factor:
            yield factor, match["rest"].strip()
    if mark[:1] in _LETTERS and len(mark) > 1:
        yield _LETTERS[mark[0]], mark[1:].strip()


def is_letter_alone(mark: str) -> bool:
    """Whether a mark could be a unit of anything: 5 m, 5 M."""
    return mark in ("m", "M")


def in_figures(text: str) -> str:
    """A text with the digits that are meant by 1億2,000万, 50万 or 5千.

    It stays as it is where its units do not get smaller from one to the next, and where
    one digit follows them: of 3万5, some mean 35,000.
    """
    pieces = list(_PIECE.finditer(text))
    if not pieces:
        return text
    values, end = [], pieces[0].start()
    for piece in pieces:
        unit = _MYRIADS[piece["unit"]]
        if piece.start() != end or (values and unit >= values[-1][1]):
            return text
        values.append((Decimal(piece["number"].replace(",", "")), unit))
        end = piece.end()
    total = sum(number * unit for number, unit in values)
    rest = re.match(r"\d[\d,]*", text[end:], re.ASCII)
    if rest and len(rest[0]) == 1:
        return text
    if rest:
        total += Decimal(rest[0].replace(",", ""))
        end += rest.end()
    if total != total.to_integral_value():
        return text
    return f"{text[: pieces[0].start()]}{int(total)}{text[end:]}"


def _factor(word: str, country: str | None, home: str | None) -> int | None:
    if word in _WORDS:
        return _WORDS[word]
    languages, factor = _OF_LANGUAGES.get(word, ((), None))
    is_of_home = "en" not in languages and _speaks(home, languages)
    return factor if is_of_home or _speaks(country, languages) else None


@lru_cache
def _speaks(country: str | None, languages: tuple[str, ...]) -> bool:
    spoken = get_official_languages(country, de_facto=True) if country else ()
    return not set(languages).isdisjoint(spoken)
