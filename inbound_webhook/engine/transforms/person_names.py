"""Titles, first and last names of people."""

from dataclasses import dataclass

from ..phrases import _lt
from .registry import of_texts, register_transform

#: How people are addressed before their names, without points, in small letters.
_TITLES = frozenset(
    [
        *("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame"),
        *("rev", "hon", "capt", "lord", "lady", "madam"),
        *("herr", "herrn", "frau", "hr", "fr", "fräulein", "ing", "dipl", "mag", "med"),
        *("mme", "mlle", "monsieur", "madame", "mademoiselle", "maître"),
        *("sr", "sra", "srta", "señor", "señora", "don", "doña", "dña"),
        *("dott", "sig", "sigra", "signor", "signora", "senhor", "senhora", "dra"),
        *("dhr", "mevr", "mw", "mevrouw", "meneer", "drs", "pan", "pani"),
    ]
)
#: Without a point, these are as likely a first name.
_ONLY_WITH_A_POINT = frozenset({"fr", "hr", "don", "mag", "ing", "med", "rev", "hon"})


@dataclass(frozen=True)
class PersonName:
    """A name taken apart; its pieces may be empty."""

    title: str = ""
    first: str = ""
    last: str = ""


def parts_of(text: str) -> PersonName:
    """The parts of a name: ``Dr. Ada van Lovelace``, or ``van Lovelace, Ada``.

    What follows the first name is the last one, with all that belongs to it.
    """
    last, comma, rest = text.partition(",")
    if comma and rest.strip() and not rest.count(","):
        title, words = _without_title(rest.split())
        before, family = _without_title(last.split())
        titles = " ".join(filter(None, (before, title)))
        return PersonName(titles, " ".join(words), " ".join(family))
    title, words = _without_title(text.split())
    if title and len(words) == 1:
        # Mrs. Lovelace: nobody is addressed so by her first name.
        return PersonName(title, "", words[0])
    return PersonName(title, " ".join(words[:1]), " ".join(words[1:]))


def _without_title(words: list[str]) -> tuple[str, list[str]]:
    count = 0
    while count < len(words) - 1 and _is_title(words[count]):
        count += 1
    return " ".join(words[:count]), words[count:]


def _is_title(word: str) -> bool:
    bare = word.rstrip(".").casefold()
    has_point = word.endswith(".")
    return bare in _TITLES and (has_point or bare not in _ONLY_WITH_A_POINT)


@register_transform("first_name", _lt("First name"))
@of_texts
def first_name(text: str, _argument: str) -> str | None:
    """Ada of ``Dr. Ada van Lovelace``."""
    return parts_of(text).first or None


@register_transform("last_name", _lt("Last name"))
@of_texts
def last_name(text: str, _argument: str) -> str | None:
    """van Lovelace of ``Dr. Ada van Lovelace``."""
    return parts_of(text).last or None


@register_transform("person_title", _lt("Title of a person"))
@of_texts
def person_title(text: str, _argument: str) -> str | None:
    """Dr. of ``Dr. Ada van Lovelace``."""
    return parts_of(text).title or None
