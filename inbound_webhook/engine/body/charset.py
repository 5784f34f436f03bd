"""In which charset bytes are: what their sender announces decides, as a rule.

Some announcements are weaker than the bytes. ISO-8859-1 was HTTP's default for
decades, and programs that know no better still announce it over UTF-8; so does ASCII.
Nobody means the ``Ã©`` that such text would be. UTF-8 or ASCII over bytes that are none
is read as where nothing is announced: in the charset that the handler says, else in the
one that is clear from all texts of the call (``guess.py``), or not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .charset_bytes import (
    is_in_utf_8,
    is_rather_utf_8,
    is_utf_8,
    read_as,
    tells_utf_8,
    without_half,
    without_halves,
)
from .charset_names import UNICODE, UNSAID, known_charset, public_name
from .european import has_capital_inside
from .guess import CONTROLS, Guess, guessed
from .western import is_western

#: Announced by programs that do not know, too.
_WEAK = frozenset(("ascii", "latin_1", "cp1252"))
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile("[A-Za-z][\u0370-\u0e7f]|[\u0370-\u0e7f][A-Za-z]")
_JAPANESE_MAIL = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")


@dataclass(frozen=True)
class Texts:
    """All texts of one call: its sender writes them alike.

    :param all: as they came
    :param assumed: the charset, by Python's name, that they are in where they are no
        UTF-8 and their sender says nothing; None for what is clear from the texts
    """

    all: tuple[bytes, ...] = ()
    assumed: str | None = None

    @classmethod
    def of(cls, texts: Iterable[bytes], assumed: str | None = None) -> "Texts":
        """Those that tell something."""
        unread = (text for text in texts if not text.isascii())
        return cls(tuple(unread), known_charset(assumed))

    @property
    def assumed_name(self) -> str | None:
        """The charset that is assumed, for words."""
        return public_name(self.assumed) if self.assumed else None

    @cached_property
    def guess(self) -> Guess | None:
        """The charset of those that nobody says it of, None for none."""
        unread = [text for text in self.all if not is_in_utf_8(text)]
        # Where two characters were taken for one of UTF-8, the others tell.
        return guessed(unread) if unread else None

    @cached_property
    def are_cut(self) -> bool:
        """Whether all are UTF-8 but for halves of characters at their ends."""
        cut = [text for text in self.all if not is_in_utf_8(text)]
        has_whole = len(cut) < len(self.all)
        return has_whole and all(without_halves(text) is not None for text in cut)


@dataclass(frozen=True)
class Decoded:
    """A text that was bytes.

    :param charset: by Python's name
    :param is_said: whether its sender, or the handler, says that charset
    :param is_sure: whether it can be no other one
    :param is_cut: whether half a character was left off at an end
    """

    text: str
    charset: str
    is_said: bool = True
    is_sure: bool = True
    is_cut: bool = False

    def note(self, raw: bytes) -> str | None:
        """The code of what is to be noted of it; None for plain UTF-8."""
        if not self.is_sure:
            return "charset_doubtful" if self.is_said else "charset_guessed"
        if self.is_cut:
            return "text_cut"
        if is_utf_8(self.text, raw):
            return None
        return "charset_declared" if self.is_said else "charset_clear"


def decoded(raw: bytes, announced: str | None, texts: Texts | None = None) -> Decoded:
    """The text that bytes are.

    :param announced: as ``announced_charset`` gives it
    :param texts: all of the call; by default these bytes alone
    :raises UnicodeError: the bytes are text in none of the charsets that they may be in
    """
    if texts is None:
        texts = Texts.of([raw])
    if announced in UNSAID:
        announced = announced or "utf_8"
        if _JAPANESE_MAIL.search(raw):
            found = read_as(raw, "iso2022_jp")
            if found is not None:
                return Decoded(found, "iso2022_jp", is_said=False)
        if raw.isascii():
            return Decoded(raw.decode("ascii"), announced)
        if not texts.assumed or texts.assumed in UNICODE:
            return _unsaid(raw, announced, texts)
        return _said(raw, texts.assumed, is_chosen=True)
    return _said(raw, announced, texts=texts)


def _unsaid(raw: bytes, announced: str, texts: Texts) -> Decoded:
    """What bytes are that nobody says the charset of, or that are to be UTF-8."""
    text, guess = read_as(raw, "utf_8"), texts.guess
    if text is not None:
        # Two characters of GBK may be one of UTF-8, in a call that is in GBK.
        other = (
            guess
            and guess.charset not in _WEAK
            and not is_rather_utf_8(raw, guess.charset)
        )
        found = read_as(raw, guess.charset) if other else None
        if found is not None:
            return Decoded(found, guess.charset, is_said=False, is_sure=False)
        return Decoded(text, announced)
    cut = without_halves(raw)
    if cut is not None and (texts.are_cut or tells_utf_8(cut)):
        return Decoded(cut, "utf_8", is_cut=True)
    if guess:
        found = read_as(raw, guess.charset)
        if found is not None:
            return Decoded(found, guess.charset, is_said=False, is_sure=guess.is_sure)
    raise UnicodeError(announced)


def _said(
    raw: bytes, said: str, texts: Texts | None = None, is_chosen: bool = False
) -> Decoded:
    """What bytes are whose charset is said."""
    is_weak, is_wide = said in _WEAK, said.startswith(("utf_16", "utf_32"))
    # Names of a form in UTF-16 are ASCII all the same. Half of each letter of Russian
    # is a control character.
    is_name = is_wide and raw.isascii() and not CONTROLS.search(raw)
    if is_weak or is_name or is_rather_utf_8(raw, said):
        text = read_as(raw, "utf_8")
        if text is not None:
            return Decoded(text, "utf_8", is_said=False)
    text = read_as(raw, said)
    if text is not None and _mixes_alphabets(text):
        whole = read_as(raw, "utf_8")
        if whole is not None and not _mixes_alphabets(whole):
            return Decoded(whole, "utf_8", is_said=False)
    if text is not None:
        return Decoded(text, said, is_sure=is_chosen or not _reads_oddly(text, is_weak))
    text = read_as(raw, "utf_8")
    if text is not None:
        return Decoded(text, "utf_8", is_said=False)
    cut = without_half(raw, said)
    if cut is not None and not cut.isascii():
        return Decoded(cut, said, is_cut=True)
    if is_weak and texts:
        return _unsaid(raw, "utf_8", texts)
    raise UnicodeError(said)


def _mixes_alphabets(text: str) -> bool:
    """Whether a word has Latin letters and those of another alphabet side by side."""
    return _MIXED.search(text) is not None


def _reads_oddly(text: str, is_western_expected: bool) -> bool:
    """Whether a text does not look like what it is said to be."""
    if text.isascii():
        return False
    if is_western_expected:
        return not is_western(text)
    return _mixes_alphabets(text) or any(
        has_capital_inside(word) for word in _WORD.findall(text) if not word.isascii()
    )
