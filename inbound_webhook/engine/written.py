"""Texts as a reader sees them.

Marks of direction and of where a file begins and spaces of no width are not seen;
letters as wide as those of Japanese, and entities of HTML that nobody decoded, are read
like others. They make no other value of a date, an amount or a number.
"""

import html
import re
import unicodedata

#: What turns the text behind it around.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What is not seen wherever it stands: spaces of no width, marks of direction and of
#: the order of bytes, where a word may be cut, signs of formulas and of notes.
_UNSEEN = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c"
    "\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb" + _TURNING
)
#: Between letters of Persian or Hindi, and of emoji, these say how they are drawn.
_JOINERS = "[\u200c\u200d]+"
_ANYWHERE = re.compile(
    rf"[{_UNSEEN}]+|(?<![^\x00-\x7f]){_JOINERS}|{_JOINERS}(?![^\x00-\x7f])"
)
#: The last blank of Unicode is that of Japanese. An expression for what stands at the
#: end of a text would begin anew at each blank in it.
_AROUND = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
#: Line breaks, tabs and other signs by which a program goes on elsewhere, with the
#: blanks around them: from a line feed to what separates paragraphs.
_BREAKS = "\t-\r\x1c-\x1f\x85\u2028\u2029"
_BROKEN = re.compile(f"[{_BREAKS}][{_BREAKS} \u00a0\u3000]*")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
#: Signs that stand for digits and are none: a raised 1 behind a number is a note of its
#: foot, a circled one before it its place in a list. NFKC makes digits of all of them.
_NO_DIGITS = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff"
    "\u3251-\u325f\u3280-\u3289\u32b1-\u32bf\u2776-\u2793]"
)
#: Longer texts are no value of the types that ask for this.
_LONGEST = 2_000


def bare(text: str) -> str:
    """A text without blanks around it, and what else is not seen there."""
    return text.strip(_AROUND)


def without_unseen(text: str) -> str:
    """A text without what is not seen anywhere in it, its letters as they are."""
    return _ANYWHERE.sub("", text)


def turns_around(text: str) -> bool:
    """Whether signs turn a part of a text around, so that it is read as another."""
    return not set(_TURNING).isdisjoint(text)


def one_line(text: str) -> str:
    """A text for where there is one line: a blank stands for line breaks and tabs.

    What people see as one blank stays as it is, and so do several of them, and marks of
    direction, of which one ends what another begins. What is one
    line already is given back as it is: a phone number is more than its text.
    """
    # Blanks before a break are looked for behind it: an expression for both begins anew
    # at each of them.
    pieces = _BROKEN.split(text)
    line = " ".join(piece.rstrip(" \u00a0\u3000") for piece in pieces if piece).strip()
    return text if line == text else line


def as_seen(text: str) -> str:
    """A text of one value, with nothing in it that is not seen, in everyday letters."""
    if len(text) > _LONGEST:
        return text.strip()
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return without_unseen(_in_everyday_letters(text)).strip()


def _in_everyday_letters(text: str) -> str:
    pieces = _NO_DIGITS.split(text)
    signs = [*_NO_DIGITS.findall(text), ""]
    return "".join(
        unicodedata.normalize("NFKC", piece) + sign
        for piece, sign in zip(pieces, signs, strict=True)
    )
