"""Currencies, as people write them: by code, by symbol, by name.

What they are called is the Unicode Common Locale Data Repository's, by way of Babel.
"""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from babel.numbers import (
    get_currency_name,
    get_currency_precision,
    get_group_symbol,
    get_territory_currencies,
)

from ..spelling import LONGEST_NAME
from ..written import bare

_ENGLISH = Locale("en")
#: How people write what the repository writes in another way.
_ALSO = {
    **dict.fromkeys(("fr", "sfr", "fr.", "sfr."), "CHF"),
    **dict.fromkeys(("dollar", "dollars"), "$"),
    **dict.fromkeys(("us-dollar", "us-dollars"), "USD"),
    **{"ドル": "$", "usドル": "USD", "u$s": "USD", "u$d": "USD", "$u": "UYU"},
    **{"円": "JPY", "tl": "TRY", "руб": "RUB", "руб.": "RUB", "грн": "UAH"},
    **{"rmb": "CNY", "원": "KRW", "đ": "VND", "лв": "BGN", "nis": "ILS"},
    **{"zl": "PLN", "kc": "CZK", "s/.": "PEN", "b/.": "PAB"},
    **{"s$": "SGD", "j$": "JMD", "n$": "NAD", "g$": "GYD"},
}
#: What several countries write, with a point behind it or without.
_SHARED = {
    **dict.fromkeys(("kr", "kr."), "DKK ISK NOK SEK"),
    **dict.fromkeys(("rs", "rs."), "INR LKR MUR NPR PKR SCR"),
    **dict.fromkeys(("fcfa", "cfa"), "XAF XOF"),
    **dict.fromkeys(("dh", "dhs"), "AED MAD"),
    **dict.fromkeys(("bs", "bs."), "BOB VES"),
    **{"sr": "SAR SCR", "le": "EGP SLE", "lei": "MDL RON", "元": "CNY HKD TWD"},
}
#: Of symbols that two countries have, what is meant where neither is said.
_USUALLY = {"C$": "CAD", "Rs": "INR", "Rs.": "INR", "元": "CNY"}
#: AU$ and CAD$: a country or a currency, and the sign that it shares with others.
_CODE_BEFORE_SIGN = re.compile(r"([A-Z]{2,3})\s?([$£¥])")
#: US $, and US-$ as Germans write it.
_BETWEEN = re.compile(r"[\s-]+")
_MOST_DECIMALS = 2
#: Between two names of one currency: "EUR €", "USD ($)", "CHF - Swiss Franc".
_CODE_FIRST = re.compile(r"([A-Z]{3})\b[\s(/,:–-]*([^()]+?)\)?", re.IGNORECASE)
_CODE_LAST = re.compile(r"([^()]+?)[\s(/,:–-]*\b([A-Z]{3})\)?", re.IGNORECASE)


def currency_of(mark: str, country: str | None = None) -> str | None:
    """The currency that a mark beside an amount stands for.

    :param mark: a code, a symbol or a name: ``EUR``, ``€``, ``euros``
    :param country: ISO code of the country that decides between those that share one:
        what $ is in Canada
    :return: its code (ISO 4217); empty where it is one of several, and nobody knows
        which; None where it is none
    """
    meant = currencies_of(mark, country)
    if len(meant) == 1:
        return next(iter(meant))
    return _usual(_ALSO.get(mark.casefold(), mark)) if meant else None


def currencies_of(mark: str, country: str | None = None) -> frozenset[str]:
    """All currencies that a mark can stand for, as :func:`currency_of`.

    :return: their codes: one, where the country decides; none for what is no mark
    """
    candidates = _candidates(mark) or _candidates(_BETWEEN.sub("", mark))
    candidates = candidates or _local_names(country).get(mark.casefold(), frozenset())
    # EUR: 500
    candidates = candidates or _candidates(mark.rstrip(".:,"))
    local = _currencies_of(country) & candidates
    if len(local) == 1:
        return local
    # 5L may be litres, or lakhs, and 5 E is no emalangeni where nobody has them.
    is_letter = len(mark) == 1 and mark.isascii() and mark.isalpha()
    return frozenset() if is_letter else candidates


def currency_called(text: str, country: str | None = None) -> str | None:
    """The currency that a text names, as :func:`currency_of`; in any language.

    :return: its code; None where the text names none, or several
    """
    text = text.strip()
    if len(text) > LONGEST_NAME:
        return None
    for written in (text, text.replace(".", "")):
        found = currency_of(written, country)
        if found is not None:
            return found or None
    candidates = _names_of(text)
    if len(candidates) > 1:
        candidates &= _currencies_of(country)
    if len(candidates) == 1:
        return next(iter(candidates))
    return _of_both(text)


def _of_both(text: str) -> str | None:
    """The currency of a code that stands beside a sign or a name of the same one."""
    first, last = _CODE_FIRST.fullmatch(text), _CODE_LAST.fullmatch(text)
    pairs = [first.groups()] if first else []
    pairs += [last.groups()[::-1]] if last else []
    for code, other in pairs:
        code = code.upper()
        is_code = code in _ENGLISH.currencies
        if is_code and (may_be(other, code) or code in _names_of(other)):
            return code
    return None


def _names_of(text: str) -> frozenset[str]:
    return _all_names().get(text.casefold(), frozenset())


def is_shared(mark: str) -> bool:
    """Whether a mark stands for several currencies, as $ does."""
    return len(_candidates(mark)) > 1


def may_be(mark: str, currency: str) -> bool:
    """Whether a mark can stand for a currency, given by its code."""
    return currency in _candidates(mark)


def has_thousandths(currency: str | None) -> bool:
    """Whether a currency has more than a hundred parts, as the dinar of Kuwait has."""
    return bool(currency) and get_currency_precision(currency) > _MOST_DECIMALS


@lru_cache
def has_points_in_groups(currency: str) -> bool:
    """Whether where a currency is at home 1.234 is more than a thousand.

    The first two letters of its code are the country's, or those of the EU.
    """
    country = currency[:2]
    if country == "EU":
        return True
    languages = get_official_languages(country, de_facto=True) if country else ()
    try:
        symbols = {get_group_symbol(f"{each}_{country}") for each in languages}
    except UnknownLocaleError:
        return False
    return symbols == {"."}


def _candidates(mark: str) -> frozenset[str]:
    """The codes that a mark can stand for."""
    if mark.casefold() in _SHARED:
        return frozenset(_SHARED[mark.casefold()].split())
    mark = _ALSO.get(mark.casefold(), mark)
    if mark.upper() in _ENGLISH.currencies:
        return frozenset({mark.upper()})
    # EC$ is not what Ecuador has.
    if called := _english().get(mark.casefold()):
        return called
    none = frozenset[str]()
    coded = _CODE_BEFORE_SIGN.fullmatch(mark.upper())
    if coded:
        own = _currencies_of(coded[1]) | (
            frozenset({coded[1]}) & frozenset(_ENGLISH.currencies)
        )
        if meant := own & _all_symbols().get(coded[2], none):
            return meant
    # Ksh and KSH are one; of letters alone, nobody knows.
    in_any_case = _symbols_in_any_case() if len(mark) > 1 else {}
    return _all_symbols().get(mark) or in_any_case.get(mark.casefold(), none)


def _usual(mark: str) -> str:
    """What a symbol stands for where nothing says otherwise, empty for nothing."""
    symbols = _ENGLISH.currency_symbols
    found = (code for code, symbol in symbols.items() if symbol == mark)
    return next(found, _USUALLY.get(mark, ""))


@lru_cache
def _english() -> dict[str, frozenset[str]]:
    """Symbols that one currency has alone, and names, without regard to case."""
    shared = {"$", "¥", "£"}
    found: dict[str, frozenset[str]] = {
        symbol.casefold(): frozenset({code})
        for code, symbol in _ENGLISH.currency_symbols.items()
        if symbol not in shared
    }
    for code in _ENGLISH.currencies:
        for count in (1, 2):
            name = get_currency_name(code, count, _ENGLISH).casefold()
            found.setdefault(name, frozenset({code}))
    return found


@lru_cache
def _all_symbols() -> dict[str, frozenset[str]]:
    """Symbols as they are written where a currency is used."""
    found: dict[str, set[str]] = {}
    for country in get_global("territory_currencies"):
        codes = get_territory_currencies(country)
        for language in get_official_languages(country, de_facto=True):
            try:
                symbols = Locale.parse(f"{language}_{country}").currency_symbols
            except UnknownLocaleError:
                continue
            for code in codes:
                symbol = bare(symbols.get(code, ""))
                found.setdefault(symbol, set()).add(code)
                if _ENGLISH.currencies.get(code, "").endswith("Dollar"):
                    # HK$ of the repository is $ in Hong Kong.
                    found.setdefault("$", set()).add(code)
    # The one of China is written as that of Japan is, but in its own country.
    found.setdefault("¥", set()).update({"JPY", "CNY"})
    found.setdefault("C$", set()).add("CAD")
    found.setdefault("£", set()).add("EGP")
    return {symbol: frozenset(codes) for symbol, codes in found.items() if symbol}


@lru_cache
def _symbols_in_any_case() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for symbol, codes in _all_symbols().items():
        known = found.get(symbol.casefold(), frozenset())
        found[symbol.casefold()] = known | codes
    return found


@lru_cache
def _local_names(country: str | None) -> dict[str, frozenset[str]]:
    """The names of currencies in the languages of a country, and in English.

    Of its own, each word stands for it: reais are those of Brazil there.
    """
    found: dict[str, frozenset[str]] = {}
    own = _currencies_of(country)
    languages = get_official_languages(country, de_facto=True) if own else ()
    for language in ("en", *languages) if own else ():
        try:
            locale = Locale.parse(language)
        except UnknownLocaleError:
            continue
        for code in locale.currencies:
            names = {get_currency_name(code, count, locale) for count in (1, 2, None)}
            for name in {name.casefold() for name in names}:
                found.setdefault(name, frozenset({code}))
                words = name.split() if own == {code} else ()
                found |= dict.fromkeys(filter(_is_word, words), own)
    return found


def _is_word(text: str) -> bool:
    return len(text) > 2


@lru_cache
def _all_names() -> dict[str, frozenset[str]]:
    """The currencies that have a name in some language. It takes seconds, once."""
    found: dict[str, set[str]] = {}
    for language in locale_identifiers():
        if "_" in language:
            continue
        for code, name in Locale.parse(language).currencies.items():
            found.setdefault(name.casefold(), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _currencies_of(country: str | None) -> frozenset[str]:
    known = country and country.upper() in get_global("territory_currencies")
    return frozenset(get_territory_currencies(country.upper()) if known else ())
