"""Names, as people spell them: with accents or without, with hyphens or blanks."""

import re
import unicodedata

#: Longer texts are no name of anything that is looked for by its spelling.
LONGEST_NAME = 200
#: As they are written where there are no such keys.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
#: Between the words of a name. Not what tells names apart, such as "+" or "#".
_BETWEEN = re.compile(r"[\s.,'’`´()/|_‐-―-]+")


def plain(name: str) -> str:
    """A name without accents and points, in small letters, one blank between words."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
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
    """Whether two texts are one name in two spellings."""
    if max(len(one), len(other)) > LONGEST_NAME:
        return False
    shared = spellings(one) & spellings(other)
    return bool(shared - {""})
