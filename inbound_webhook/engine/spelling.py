"""Names, as people spell them: with accents or without, with hyphens or blanks."""

import re
import unicodedata

#: Longer texts are no name of anything that is looked for by its spelling.
LONGEST_NAME = 200
#: As they are written where there are no such keys.
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
)
#: Unicode's block of combining diacritical marks.
_ACCENTS = re.compile("[\u0300-\u036f]")
#: Between the words of a name. Not what tells names apart, such as "+" or "#".
_BETWEEN = re.compile(r"[\s.,'’`´()/|_‐-―-]+")
#: What a part of a country is, before its name or behind it: Freistaat Bayern, Estado
#: do Pará, Washington State.
_UNIT = re.compile(
    r"\A(?:freistaat|land|bundesland|freie (?:und )?hansestadt|hansestadt|"
    r"estado (?:de|do|da)|(?:state|province|county|region) of|"
    r"provincia (?:de|di|del)|provincia|comunidad (?:autonoma )?de|kanton|"
    r"(?:canton|province|region) (?:de|du)) "
    r"| (?:prefecture|province|state|county|oblast|region|canton)\Z"
)
#: The same in Chinese, Japanese and Korean: 東京都 is 東京.
_EAST_ASIAN_UNIT = re.compile(
    "(?<=..)(?:都|府|県|縣|省|市|특별시|광역시|특별자치시|특별자치도|도)\\Z"
)
#: Between a name and the code behind it: São Paulo - SP, California (CA).
_TWO_NAMES = re.compile(r"[/|(),;]|\s[-–—]\s")


def without_marks(text: str) -> str:
    """A text as it is compared: without what stands at letters of whatever script.

    People leave it out, or have no keys for it. What is left is taken apart, and is
    not for anybody to read: が has become か.
    """
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def without_accents(text: str) -> str:
    """A text to be read, in which letters have no accents: é is e, and が is still が.

    What changes a letter in other scripts than those of Europe makes another one of it.
    """
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parts))


def plain(name: str) -> str:
    """A name without accents and points, in small letters, one blank between words."""
    # Of letters in a ring or of another width, only what is in them can be made small.
    bare = without_marks(without_marks(name).casefold())
    return " ".join(_BETWEEN.sub(" ", bare).split())


def joined(name: str) -> str:
    """A plain name without blanks, which people leave out or put in: Viet Nam."""
    return name.replace(" ", "")


def spelled_out(name: str) -> str:
    """A name in small letters, with two letters for each umlaut: Oesterreich."""
    return unicodedata.normalize("NFC", name.casefold()).translate(_SPELLED_OUT)


def spellings(name: str) -> frozenset[str]:
    """What a name may come to: as it is, and with its umlauts spelled out."""
    return frozenset(joined(plain(each)) for each in (name, spelled_out(name)))


def is_same_name(one: str, other: str) -> bool:
    """Whether two texts are one name in two spellings, or with what it names and
    without: Bayern and Freistaat Bayern.
    """
    if max(len(one), len(other)) > LONGEST_NAME:
        return False
    shared = _with_and_without_unit(one) & _with_and_without_unit(other)
    return bool(shared - {""})


def several_names(text: str) -> list[str]:
    """The names in a text that holds several of one thing: a name and its code."""
    return [part.strip() for part in _TWO_NAMES.split(text) if part.strip()]


def is_one_of_names(names: str, other: str) -> bool:
    """Whether a text is a name, or one of several that are written as one: Vizcaya is
    Bizkaia (Vizcaya).
    """
    return is_same_name(names, other) or any(
        is_same_name(each, other) for each in several_names(names)
    )


def _with_and_without_unit(name: str) -> frozenset[str]:
    bare = _UNIT.sub("", plain(name))
    whole = unicodedata.normalize("NFC", joined(bare))
    return spellings(name) | {joined(bare), plain(_EAST_ASIAN_UNIT.sub("", whole))}
