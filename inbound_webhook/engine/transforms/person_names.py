"""Titles, first and last names of people.

Nobody can say for sure where first names end. This is how people go about it, by the
words that they know and the customs of the script; what is left belongs to the last
name.
"""

import re
import unicodedata
from dataclasses import dataclass

from ..phrases import _lt
from ..spelling import LONGEST_NAME
from ..written import bare
from . import person_words as known
from .registry import of_texts, register_transform

_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.){2,}")
#: Longer capital letters are no initials: Jean DUPONT.
_CAPITALS = 3
_FAMILY_FIRST = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL")
#: Foreign names in katakana: ジョン・スミス, in the order of their own language.
_MIDDLE_DOT = "・"
#: Between two last names, in Portuguese and in Spanish.
_JOINING = frozenset({"e", "y"})
#: Dr.Müller, Prof.Dr.Müller.
_GLUED = re.compile(r"(?<!\S)((?:[^\W\d_]+\.)+)([^\W\d_]{2,})(?![^\W_]|\.)")
#: Ada Lovelace <ada@example.com>
_ADDRESS = re.compile(r"\s*<[^<>\s@]+@[^<>\s@]+>\Z")
_OPENS, _CLOSES = "\"('\u201c\u201e\u00ab[", "\")'\u201d\u201c\u00bb]"
#: Between a person and what she belongs to: Ada Lovelace - Acme.
_BESIDE = frozenset("-|/\u2013\u2014\u2022\u00b7")


@dataclass(frozen=True)
class PersonName:
    """A name taken apart; its pieces may be empty."""

    title: str = ""
    first: str = ""
    last: str = ""


def parts_of(text: str) -> PersonName:
    """The parts of a name: ``Dr. Ada van Lovelace``, ``van Lovelace, Ada``, 山田 太郎.

    What follows the first names is the last one, with all that belongs to it.
    """
    text = " ".join(bare(text).split())
    if len(text) > LONGEST_NAME:
        # That is no name, and taking it apart could take minutes.
        return PersonName(last=text)
    text = _GLUED.sub(_apart, _without_address(text))
    if _is_of_east_asia(text):
        return _east_asian(text)
    pieces = [piece.split() for piece in text.split(",") if piece.strip()]
    behind = []
    while len(pieces) > 1 and all(map(_is_behind, pieces[-1])):
        behind = pieces.pop() + behind
    if len(pieces) == 2:
        return _family_first(*pieces, behind)
    words = [word for piece in pieces for word in piece]
    if not words:
        return PersonName()
    title, words = _without_title(words)
    while len(words) > 1 and _is_behind(words[-1], words):
        behind = [words[-1], *behind]
        words = words[:-1]
    if text.endswith(","):
        # "last, first" of a form in which nobody entered the second.
        first = []
    elif len(words) == 1:
        # Mrs. Lovelace: nobody is addressed so by her first name.
        first = [] if title else words
    elif _is_last_name(words, bool(title)):
        first = []
    else:
        first = _in_small_letters(words) or words[: _first_names(words)]
    return _named(title, first, _rest(words, first), behind)


def _without_address(text: str) -> str:
    """The name that stands before an address."""
    name = _ADDRESS.sub("", text)
    return name.strip("'\"") if name and name != text else text


def _apart(match: re.Match[str]) -> str:
    """A title, and the name that was written right behind it."""
    titles, name = match.groups()
    known_words = known.TITLES | known.OF_A_DOCTOR
    is_word = match[0].casefold() in known.TITLES | known.DEGREES
    if is_word or name.casefold() in known_words:
        return match[0]
    are_titles = known_words.issuperset(titles.casefold().split(".")[:-1])
    return f"{titles} {name}" if are_titles else match[0]


def _is_last_name(words: list[str], has_title: bool) -> bool:
    """Whether words are a last name alone: von der Leyen, Mrs. De La Tour."""
    if _bare(words[0]) not in known.BEGINNINGS:
        return False
    return words[0].islower() or (has_title and all(map(_is_particle, words[:-1])))


def _rest(words, first):
    """The other words: of John John, one is left."""
    rest = list(words)
    for word in first:
        rest.remove(word)
    return rest


def _family_first(family, given, behind):
    before, family = _without_title(family)
    title, given = _without_title(given)
    count = len(given)
    # Berg, Jan van den.
    while count > 1 and _is_particle(given[count - 1]):
        count -= 1
    return _named([*before, *title], given[:count], [*given[count:], *family], behind)


def _named(title, first, last, behind):
    degrees = [word for word in behind if not _is_generation(word)]
    last = [*last, *(word for word in behind if _is_generation(word))]
    return PersonName(*(" ".join(words) for words in ([*title, *degrees], first, last)))


def _first_names(words: list[str]) -> int:
    """How many of some words are first names; there are two words at least."""
    # Ada Lovelace - Acme, Max Müller und Eva Schmidt
    ends = (index for index, word in enumerate(words) if index > 1 and _ends_one(word))
    words = words[: next(ends, len(words))]
    count = _end_of_group(words) or 1
    for index in range(count, len(words)):
        if _bare(words[index]) in _JOINING:
            # Luís Gonçalves e Souza: two last names, from the word before it on.
            return max(1, index - 1)
        if index >= count and _is_particle(words[index]):
            end = _end_of_mary(words, index)
            if not end:
                return index
            count = end
    while count < len(words) - 1 and _INITIALS.fullmatch(words[count]):
        count += 1
    is_double = (
        _bare(words[0]) in known.DOUBLE_BEGINNINGS
        and _bare(words[1]) in known.DOUBLE_ENDS
    )
    if count == 1 and (len(words) > 3 or (len(words) == 3 and is_double)):
        return 2
    return count


def _ends_one(word):
    """Whether another name, or another thing, begins behind a word."""
    return word in _BESIDE or _bare(word) in known.AND - _JOINING


def _end_of_group(words):
    """Where the last name can begin behind Ada & Bob, or Ada "The Countess"; 0 for
    another name.
    """
    word = _bare(words[1])
    if word in known.AND and (word not in _JOINING or len(words) > 3):
        return 3
    if words[1][0] in _OPENS:
        ends = range(1, len(words) - 1)
        return next((end + 1 for end in ends if words[end][-1] in _CLOSES), 0)
    return 0


def _end_of_mary(words, index):
    """Where the last name can begin behind María del Carmen; 0 for another name."""
    if _bare(words[index - 1]) not in known.MARIES:
        return 0
    for end in range(index + 1, min(index + 3, len(words))):
        if _bare(words[end]) in known.OF_MARIES:
            return end + 1
        if not _is_particle(words[end]):
            break
    return 0


def _in_small_letters(words: list[str]) -> list[str]:
    """The first names where the last one is in capital letters, else none."""
    family = [word for word in words if len(word) >= _CAPITALS and word.isupper()]
    family = [word for word in family if "." not in word]
    given = [
        word
        for word in words
        if not (word.isupper() and len(word) > 1) and not _is_particle(word)
    ]
    return given if family and any(not word.isupper() for word in given) else []


def _east_asian(text: str) -> PersonName:
    title = next((word for word in known.HONORIFICS if text.endswith(word)), "")
    name = text.removesuffix(title).strip()
    if not name:
        return PersonName(first=text)
    if _MIDDLE_DOT in name:
        first, *others = name.replace(_MIDDLE_DOT, " ").split() or [text]
        return PersonName(title, first, " ".join(others))
    last, _blank, first = name.partition(" ")
    if not first:
        return PersonName(title, "", last) if title else PersonName(first=last)
    return PersonName(title, first, last)


def _is_of_east_asia(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha() and sign not in "ー々"]
    return bool(letters) and all(
        unicodedata.name(sign, "").startswith(_FAMILY_FIRST) for sign in letters
    )


def _without_title(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    if " ".join(map(_bare, words[:2])) in known.TITLES and len(words) > 2:
        count = 2
    while count < len(words) - 1 and _is_title(words, count):
        count += 1
    return words[:count], words[count:]


def _is_title(words: list[str], index: int) -> bool:
    word = words[index]
    bare, has_point = _bare(word), "." in word
    if bare in known.TITLES:
        return has_point or bare not in known.ONLY_WITH_A_POINT
    if index and bare in known.OF_A_DOCTOR and (has_point or len(bare) > 1):
        return True
    if index and bare in known.AND and index + 2 < len(words):
        return _is_title(words, index + 1)
    pieces = [piece for piece in re.split(r"[.\-/]+", bare) if piece]
    titles = known.TITLES | known.OF_A_DOCTOR
    return has_point and len(pieces) > 1 and titles.issuperset(pieces)


def _is_behind(word: str, words: list[str] | None = None) -> bool:
    """Whether a word is behind a name and no part of the last one.

    :param words: all words, where no comma separates it from them
    """
    if _is_generation(word):
        return words is None or len(words) > 2
    is_known = _bare(word) in known.DEGREES
    # Yo-Yo Ma is no Master.
    return is_known and (words is None or "." in word or not word.islower())


def _is_generation(word: str) -> bool:
    return _bare(word) in known.GENERATIONS


def _is_particle(word: str) -> bool:
    return _bare(word) in known.PARTICLES


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()


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
