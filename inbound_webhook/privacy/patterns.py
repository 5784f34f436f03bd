r"""Which texts of a database can hold a person, as regular expressions of PostgreSQL.

They are asked of rows as they are stored: bodies with escapes of JSON, percent-encoding
and in any charset. So they say too much rather than too little, and whoever gets a row
reads it (``finding.py``). Letters and digits of ASCII are what nobody encodes; all else
is a gap, in which anything else may stand.

A text is in small letters, as far as these are of ASCII; bytes beyond those are
``\303\253``, as ``encode(…, 'escape')`` writes them.
"""

import contextlib
import re
import unicodedata
from collections.abc import Callable

from ..engine.body.charset_names import TEXT_CHARSETS
from .person import DOTLESS, SAME_DIGITS, TURKISH_I, Person, folded


def _mark(itself: str, code: str) -> str:
    """A mark that begins or ends an escape, which may be percent-encoded itself."""
    return f"(?:{itself}|%(?:25)*{code})"


_BACKSLASHES = _mark(r"\\", "5c") + "+"
_SEMICOLON = _mark(";", "3b")
_AMPERSAND = f"{_mark('&', '26')}(?:amp{_SEMICOLON})*"
_HASH = _mark("#", "23")
#: What may stand between two letters or digits, and is none of the text itself.
GAP = (
    "(?:[^0-9a-z]|%(?:25)*[0-9a-f]{2}"
    f"|{_BACKSLASHES}(?:u[0-9a-f]{{4}}|[0-7]{{3}}|[bfnrt])"
    f"|{_AMPERSAND}{_HASH}?[0-9a-z]{{1,8}}{_SEMICOLON})*"
)
_RUN = re.compile("[0-9a-z]+")
#: Letters of a word that are spelled out: each takes some hundred characters.
_SPELLED = 8
#: Of names without such a letter, the charsets that bodies come in. Where a character
#: takes a NUL, no pattern is asked.
_CHARSETS = sorted(
    charset
    for charset in TEXT_CHARSETS
    if not charset.startswith(("utf_16", "utf_32", "utf_8_sig"))
)
#: What stands around letters in charsets that have several alphabets (RFC 1468, 1843).
_SHIFTS = re.compile(rb"\x1b\$?[(]?[@A-Z]|~[{}]")


def patterns(person: Person) -> list[list[str]]:
    """What a row has to match that can hold a person: all of one of these lists."""
    found = []
    if person.address:
        found.append([_in_order(person.address)])
    if person.words:
        found.append([_in_order(word) for word in person.words])
    if person.digits:
        # With its country or without: the end is the same.
        found.append([GAP.join(person.digits[-SAME_DIGITS:])])
    return found


def _in_order(text: str) -> str:
    runs = _RUN.findall(folded(text))
    return GAP.join(runs) if runs else _spelled(text[:_SPELLED])


def _spelled(text: str) -> str:
    """A text without letters of ASCII, in each spelling that it may have."""
    ways = (_literal, _json_escape, _entity, *map(_bytes_in, _CHARSETS))
    spellings = []
    for form in ("NFC", "NFD"):
        for way in ways:
            # A charset may not have these letters.
            with contextlib.suppress(UnicodeError):
                letters = [_in_each_case(way, form, letter) for letter in text]
                spellings.append("".join(letters))
    return f"(?:{'|'.join(dict.fromkeys(spellings))})"


def _in_each_case(way: Callable[[str], str], form: str, letter: str) -> str:
    cases = [letter.lower(), letter.upper(), letter.title()]
    cases += [TURKISH_I] if letter == DOTLESS else []
    spelled = (way(unicodedata.normalize(form, case)) for case in cases)
    return f"(?:{'|'.join(dict.fromkeys(spelled))})"


def _literal(text: str) -> str:
    return re.escape(text.lower() if text.isascii() else text)


def _json_escape(text: str) -> str:
    units = text.encode("utf-16-be")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(rf"{_BACKSLASHES}u{unit}" for unit in pairs)


def _entity(text: str) -> str:
    start = _AMPERSAND + _HASH
    return "".join(f"{start}(?:{ord(one)}|x0*{ord(one):x}){_SEMICOLON}" for one in text)


def _bytes_in(charset: str) -> Callable[[str], str]:
    def spelled(text: str) -> str:
        return "".join(map(_byte, _SHIFTS.sub(b"", text.encode(charset))))

    return spelled


def _byte(value: int) -> str:
    if value >= 0x80:
        return rf"(?:\\{value:03o}|%(?:25)*{value:02x})"
    itself = r"\\+" if value == ord("\\") else re.escape(chr(value).lower())
    return f"(?:{itself}|%(?:25)*{value:02x})"
