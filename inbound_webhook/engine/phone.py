"""Phone numbers: what is one, and the extension behind it.

Nothing here knows the numbering plans of countries. What is left of a number that no
plan knows are its digits, in the order in which they are dialled.
"""

import re
import unicodedata
from dataclasses import dataclass

#: More is no number; whatever reads it has an end.
LONGEST = 80
#: 112, and an international number (15 digits, E.164) dialled with a prefix.
_DIGITS = range(3, 21)
#: The digits of one whole number, where a text seems to hold two of them.
_WHOLE = 7

_SCHEME = re.compile(r"\A(?:tel|callto|sms|whatsapp)\s*:\s*(?://)?", re.IGNORECASE)
_LABEL = re.compile(
    r"\A(?:tel|tél|telefon|telephone|téléphone|phone|ph|mobile|mob|cell|handy|gsm|m|p|t)"
    r"\s*[.:]?\s*(?=[+(\d])",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*\([^()\d]*\)\s*$")
_EXTENSION = re.compile(
    r"[\s;,(/-]*(?:\b(?:ext(?:n|ension)?|int(?:ern[eo]?)?|poste|durchwahl|dw|apparat|app|"
    r"toestel|tst|ramal|anexo|wewn?|доб(?:авочный)?)(?:\s*[.:=-]+\s*|\s*)|内線\s*|分机\s*|"
    r"分機\s*|x\s*|#\s*|~\s*|(?<=\d),+\s*)(?P<digits>\d{1,9})\s*[)#]?\s*$",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"\+?[\d\s().,/-]+", re.ASCII)
#: 1-800-FLOWERS: letters of the dial stand for digits, behind digits.
_VANITY = re.compile(r"\+?\d[\d\s().-]*[A-Za-z][A-Za-z\d\s.-]*", re.ASCII)
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u30fc", "-")
)
_WRITTEN_EXTENSION = " ext. "


@dataclass(frozen=True)
class PhoneNumber:
    """A number in the one spelling in which it is stored and compared.

    :param number: its digits, behind a plus where that was written
    :param extension: digits that are dialled once the call is taken, or empty
    """

    number: str
    extension: str = ""

    def __str__(self) -> str:
        """As people and Odoo read it: ``+3225551234 ext. 12``."""
        if self.extension:
            return f"{self.number}{_WRITTEN_EXTENSION}{self.extension}"
        return self.number


def split_phone(text: str) -> tuple[str, str] | None:
    """A number as it was written, and its extension; None for what is no number.

    Letters are left in the first only where they could stand for digits; who knows no
    numbering plan takes them for no number (:func:`as_dialled`).
    """
    if len(text) > LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    text = _LABEL.sub("", _SCHEME.sub("", text))
    text = _REMARK.sub("", text)
    extension = ""
    if match := _EXTENSION.search(text):
        text, extension = text[: match.start()], match["digits"]
    if not (_SHAPE.fullmatch(text) or _VANITY.fullmatch(text)):
        return None
    return None if _holds_several(text) else (text.strip(), extension)


def as_dialled(text: str) -> str | None:
    """The digits of a number, behind a plus where it has one; None for no number."""
    if not _SHAPE.fullmatch(text):
        return None
    if text.startswith("+"):
        # +33 (0)6: the zero is only dialled inside the country.
        text = text.replace("(0)", "", 1)
    digits = re.sub(r"\D", "", text)
    if len(digits) not in _DIGITS:
        return None
    return f"+{digits}" if text.startswith("+") else digits


def read_phone(text: str) -> PhoneNumber | None:
    """A number as it stands in a record, without a numbering plan."""
    parts = split_phone(text)
    number = as_dialled(parts[0]) if parts else None
    return PhoneNumber(number, parts[1]) if parts and number else None


def _holds_several(text: str) -> bool:
    pieces = re.split(r"[/,]|\s\+", text.removeprefix("+"))
    return sum(len(re.sub(r"\D", "", piece)) >= _WHOLE for piece in pieces) > 1


def with_plus(number: str) -> str:
    """A number with the plus that 00 stands for."""
    return f"+{number.removeprefix('00')}" if number.startswith("00") else number
