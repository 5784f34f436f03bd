"""Phone numbers: what is one, and the extension behind it.

Nothing here knows the numbering plans of countries (``phone_plans.py`` does). What is
left of a number that no plan knows are its digits, in the order in which they are
dialled.
"""

import re
import unicodedata
from dataclasses import dataclass

from .written import as_seen

#: More is no number; whatever reads it has an end.
LONGEST = 80
#: 112 is the shortest. E.164 has 15 digits; in front of these, 00 or another prefix of
#: three is dialled. What is longer are two numbers.
_FEWEST, _MOST, _LONGEST_PREFIX = 3, 15, 3
#: The digits of one whole number, where a text seems to hold two of them.
_WHOLE = 7
#: As many are behind a stroke where only the last ones of a second number are written.
_LAST_ONES = 3
#: Days, amounts, places, hours, versions and addresses of computers are written with
#: the signs of phone numbers.
_OTHERS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])",
        r"(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d",
        r"\d[.,]\d{1,5}",
        r"[1-9]\d[.,]\d{1,4}",
        r"[1-9]\d{0,5}[.,]\d{1,2}",
        r"[1-9]\d{0,2}([.,\s])\d{3}(?:\1\d{3})*(?!\1)[.,]\d{1,2}",
        r"[1-9]\d{0,2}(?:,\d{3})+",
        r"-?\d{1,3}\.\d{2,}\s*,\s*-?\d{1,3}\.\d{2,}",
        r"\d{1,2}-\d{1,2}",
        r"\d(?:[./-]\d){1,4}",
        r"(?!\d\d(?:\.\d\d){3}\Z)"
        r"(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!\Z)|\Z)){4}",
    )
)
#: What people type who have to fill in a number.
_MADE_UP = "01234567890"
#: The code of a country, and zeros.
_NOBODY = re.compile(r"[1-9]\d{0,2}0{7,}", re.ASCII)
#: Of a number that a spreadsheet wrote.
_OF_SPREADSHEET = re.compile(r"\A(\d{7,15})\.0\Z", re.ASCII)

#: What WhatsApp calls people: 5511987654321@c.us. It has the code of the country.
_OF_WHATSAPP = re.compile(r"\A\+?(\d{7,15})@(?:c\.us|s\.whatsapp\.net)\Z", re.ASCII)
_SCHEME = re.compile(r"\A(?:tel|callto|sms|whatsapp)\s*:\s*(?://)?", re.IGNORECASE)
_LABEL = re.compile(
    r"\A(?:tel|tél|telefonnummer|rufnummer|handynummer|telefon|telephone|téléphone|telefono|teléfono|telefone|telefoon|phone|"
    r"fon|ph|mobile|mobiel|mobil|mob|cell|cel|celular|móvil|handy|gsm|port|portable|"
    r"fixe|fixo|whats\s?app|fax|тел|電話(?:番号)?|携帯(?:電話)?|代表|自宅|手机|电话|fone|wpp|zap|festnetz|num[eé]ro|número|nummer|number|domicile|bureau|büro|zentrale|dienst|arbeit|privat|geschäftlich|dienstlich|office|home|work|"
    r"res|com|n°|no|m|p|t|o|d|[hcw](?=[.:]))"
    r"(?:[\s.:]*(?=[+(0])|[\s.:]+(?=\d))",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*\([^()\d]*\)\s*$")
#: Parameters of a tel: URI (RFC 3966) beside the extension.
_PARAMETER = re.compile(r";(?!ext=)[a-z][a-z\d-]*(?:=[^;]*)?", re.IGNORECASE)
_PREFIX_PARAMETER = re.compile(r";phone-context=(?P<prefix>\+\d[\d.()-]*)")
_EXTENSION = re.compile(
    r"[\s;,(/-]*(?:(?<![^\W\d_])(?:ext(?:n|ension|ensión)?|int(?:ern[eo]?)?|poste?|"
    r"durchw(?:ahl)?|dw|nst|apparat|app|toestel|tst|doorkies(?:nummer)?|ramal|anexo|"
    r"wewn?|доб(?:авочный)?)(?:\s*[.:=-]+\s*|\s*)|\b[pr]\.\s*|"
    r"(?:内線|分机|分機)\s*:?\s*|x\s*|#\s*|~\s*|(?<=\d),+\s*)(?P<digits>\d{1,9})\s*[)#]?\s*$",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"\+?[\d\s().,/-]+", re.ASCII)
#: (+49) 30 or (0049) 30: what says the country in brackets.
_COUNTRY_IN_BRACKETS = re.compile(r"\A\(\s*((?:\+|00)\s*\d{1,3})\s*\)")
#: +33 (0)6: the zero is only dialled inside the country.
_ONLY_INSIDE = re.compile(r"\(\s*0\s*\)")
#: 1-800-FLOWERS: letters of the dial stand for digits, behind digits.
_VANITY = re.compile(
    r"(?=(?:[^A-Za-z]*[A-Za-z]){3})"
    r"\+?(?:[\d\s().-]*[\s().-])?\d{3,4}[\s().-]*(?![Xx]+\b)[A-Za-z][A-Za-z\d\s.-]*",
    re.ASCII,
)
_OTHER_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc", "-")
    | dict.fromkeys("[{", "(")
    | dict.fromkeys("]}", ")")
    | dict.fromkeys("\u00b7\u2022\u2219\u30fb", ".")
)
_KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
_KEY_OF = {letter: str(key) for key, row in enumerate(_KEYS, 2) for letter in row}
#: What telephone systems send in place of a number that is hidden: such a word, as the
#: keys that have its letters (Twilio: +266696687).
_HIDDEN = frozenset(
    "".join(map(_KEY_OF.get, word))
    for word in (
        *("anonymous", "restricted", "blocked", "unknown", "unavailable", "private"),
    )
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
    # A spreadsheet marks by an apostrophe, or "=", that a text is to stay one.
    text = _in_plain_signs(text).strip().strip("'\"=").strip()
    text = _OF_WHATSAPP.sub(r"+\1", _OF_SPREADSHEET.sub(r"\1", text))
    if any(pattern.fullmatch(text) for pattern in _OTHERS):
        return None
    text = _LABEL.sub("", _SCHEME.sub("", text))
    text = _REMARK.sub("", _without_parameters(text))
    extension = ""
    if match := _EXTENSION.search(text):
        text, extension = _REMARK.sub("", text[: match.start()]), match["digits"]
    text = _COUNTRY_IN_BRACKETS.sub(r"\1 ", text.strip())
    if not (_SHAPE.fullmatch(text) or _VANITY.fullmatch(text)):
        return None
    if _holds_several(text) or _is_hidden(text):
        return None
    return text, extension


def as_dialled(text: str) -> str | None:
    """The digits of a number, behind a plus where it has one; None for no number."""
    if not _SHAPE.fullmatch(text):
        return None
    if text.startswith(("+", "00")):
        text = _ONLY_INSIDE.sub("", text, count=1)
    digits = re.sub(r"\D", "", text)
    most = _MOST + (_LONGEST_PREFIX if digits.startswith("0") else 0)
    if not _FEWEST <= len(digits) <= most or _is_made_up(digits):
        return None
    if not text.startswith("+"):
        return digits
    return None if _NOBODY.fullmatch(digits) else f"+{digits}"


def with_plus(number: str) -> str:
    """A number with the plus that 00 stands for."""
    return f"+{number.removeprefix('00')}" if number.startswith("00") else number


def _in_plain_signs(text: str) -> str:
    """A text in digits of ASCII, without signs that nobody sees."""
    text = as_seen(text).translate(_OTHER_SIGNS)
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    )


def _without_parameters(text: str) -> str:
    prefix = _PREFIX_PARAMETER.search(text)
    text = _PARAMETER.sub("", text)
    if prefix and not text.startswith("+"):
        return prefix["prefix"] + text
    return text


def _holds_several(text: str) -> bool:
    pieces = re.split(r"[/,\n]|\s-+\s|\s\+", text.removeprefix("+"))
    lengths = [_count(piece) for piece in pieces]
    if sum(length >= _WHOLE for length in lengths) > 1:
        return True
    # 030 123456/57 are 030 123456 and 030 123457.
    stroke = text.rpartition("/")
    if _count(stroke[0]) >= _WHOLE and _count(stroke[2]) <= _LAST_ONES:
        return True
    return any(
        _are_two(text[: match.start()], text[match.end() :])
        for match in re.finditer(r"\s+", text)
    )


def _are_two(one: str, other: str) -> bool:
    """Whether the pieces of a text are each a number: the second one begins as numbers
    do, or both are written alike.
    """
    if min(_count(one), _count(other)) < _WHOLE:
        return False
    begins = other.lstrip(" (").startswith("0")
    return begins or re.sub(r"\d", "0", one) == re.sub(r"\d", "0", other)


def _count(text: str) -> int:
    return len(re.sub(r"\D", "", text))


def _is_made_up(digits: str) -> bool:
    """Whether this is what people type who have to fill in a number: 0000000000."""
    is_one_digit = len(set(digits)) == 1 and (
        len(digits) >= _WHOLE or digits.startswith("0")
    )
    return is_one_digit or (len(digits) >= _WHOLE and digits in _MADE_UP)


def _is_hidden(text: str) -> bool:
    return text.startswith("+") and re.sub(r"\D", "", text) in _HIDDEN
