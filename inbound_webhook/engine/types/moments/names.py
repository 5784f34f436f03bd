"""The names of months and days, and words around a date that say nothing of it.

They are the Unicode Common Locale Data Repository's, by way of Babel, in English and in
the language of the handler; and as people write them who have no keys for the accents.
Those of East Asia are known anywhere, as their way to write a date is.
"""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format, get_day_names, get_month_names

from ...spelling import spelled_out, without_marks

TOKEN = re.compile(r"\d+|[^\W\d_]+")
#: What stands between a number and the next thing and says nothing.
_FILLERS = frozenset(
    [
        *("at", "of", "the", "on", "st", "nd", "rd", "th"),
        *("um", "uhr", "den", "der", "am", "de", "del", "el", "a", "las", "los"),
        *("le", "à", "er", "heures", "às", "do", "dia", "om", "uur", "op", "o", "kl"),
        *("as", "º", "ª", "em", "na"),
    ]
)
#: The same, of letters and words that say something in other languages.
_FILLERS_OF = {
    "it": ("ore", "alle", "dalle"),
    "pl": ("r", "roku", "godz", "o"),
    "ru": ("г", "года", "в"),
    "cs": ("v", "ve", "hod"),
    "tr": ("saat",),
    "fi": ("klo",),
}
_ANYWHERE = ("en", "ja", "zh", "ko")
_IN_FRONT = re.compile(r"\s*(?P<word>[^\W\d_]+)(?:-[^\W\d_]+)*[.,]*\s*(?=[\w(])")
_IN_BRACKETS = re.compile(r"\s?\(\s?(?P<word>[^\W\d_]+)\.?\s?\)")
_BEHIND = re.compile(r"(?<=[日일])\s?(?P<word>[^\W\d_]*曜日?|星期\w|[周週]\w|\w요일)")


def month_names(language: str | None) -> dict[str, int]:
    """The months by their names in a language, and anywhere, in small letters."""
    return _names(language)[0]


def month_of(token: str, language: str | None) -> int | None:
    """The month that a word is a name of, with its accents or without."""
    months = month_names(language)
    return months.get(token) or months.get(without_marks(token))


def says_nothing(token: str, language: str | None) -> bool:
    """Whether a word in small letters is the name of a day, or says nothing further."""
    days = _names(language)[1]
    return token in _FILLERS or token in days or without_marks(token) in days


def without_names(text: str, language: str | None) -> str:
    """A date of numbers without the name of its day, and the words in front of it."""

    def unless_it_says_something(match: re.Match[str]) -> str:
        word = match["word"].casefold()
        return "" if says_nothing(word, language) else match[0]

    text = _IN_BRACKETS.sub(unless_it_says_something, text)
    text = _BEHIND.sub(unless_it_says_something, text)
    while match := _IN_FRONT.match(text):
        if not says_nothing(match["word"].casefold(), language):
            break
        text = text[match.end() :]
    return text.strip()


@lru_cache
def may_begin_with_year(language: str | None) -> bool:
    """Whether people may begin a date of numbers with its year.

    Of English nobody knows: it is the language of handlers for all the world.
    """
    general = (language or "en").partition("_")[0]
    try:
        pattern = get_date_format("short", Locale.parse(language or "en")).pattern
    except (UnknownLocaleError, ValueError):
        return True
    return general == "en" or pattern.startswith("y")


@lru_cache
def _names(language: str | None) -> tuple[dict[str, int], frozenset[str]]:
    """The names of months, and those of days."""
    months: dict[str, int] = {}
    general = (language or "").partition("_")[0]
    days = set(_FILLERS_OF.get(general, ()))
    # Austrians have a Jänner, and write Januar as well.
    for locale in (*_ANYWHERE, general, language):
        try:
            known = Locale.parse(locale) if locale else None
        except (UnknownLocaleError, ValueError):
            known = None
        if not known:
            continue
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in get_month_names(width, use, known).items():
                    _add(months, name, number)
                for name in get_day_names(width, use, known).values():
                    days |= {without_marks(word) for word in _words_of(name)}
                    days |= set(_words_of(name))
        # As German calendars write them: Fr 31.05.2024.
        days |= {
            name.casefold().rstrip(".")
            for name in get_day_names("short", "format", known).values()
        }
    _add(months, "sept", 9)
    return months, frozenset(days)


def _add(months: dict[str, int], name: str, number: int):
    """A name of a month; of several words, genitives have some in front of it."""
    words = _words_of(name)
    if any(word.isdigit() for word in words):
        # 1月 is a number, and no name.
        return
    word = words[-1] if words else name
    for written in (word, without_marks(word), spelled_out(word)):
        months.setdefault(written, number)


def _words_of(name: str) -> list[str]:
    return TOKEN.findall(name.casefold())
