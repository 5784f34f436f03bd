"""Who is looked for: somebody with an e-mail address, a name, a phone number."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .readings import readings

#: Two numbers are the same that end in as many: one may be with its country.
SAME_DIGITS = 7
#: Shorter ones are parts of too many others.
FEWEST_DIGITS = 6
TURKISH_I, DOTLESS = "\u0130", "\u0131"
_ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
#: Behind one of these, it is the end of another address.
_OF_AN_ADDRESS = r"\w.%+-"
_WORD = re.compile(r"[^\W_]+")
#: Between two words of a name: "Lovelace, Ada".
_BETWEEN = r"[\W_]{1,3}"
_NUMBER = re.compile(r"[+(]?\d(?:[\s().,/\u2010-\u2015\u2212-]*\d){5,}")
_LONGEST_NUMBER = 21
#: More characters are neither a name, nor an address, nor a number.
_LONGEST = 400


@dataclass(frozen=True)
class Person:
    """What is known of somebody; each that is known may be what a text holds.

    :param email: one address
    :param name: first and last name, in any order
    :param phone: a number, with or without its country
    """

    email: str = ""
    name: str = ""
    phone: str = ""

    @classmethod
    def of(cls, text: str) -> "Person":
        """Whoever a text names: by an address, a number, or else a name."""
        if _ADDRESS.search(text):
            return cls(email=text)
        has_letters = any(character.isalpha() for character in text)
        number = "" if has_letters else significant_digits(text)
        return cls(phone=text) if len(number) >= FEWEST_DIGITS else cls(name=text)

    @cached_property
    def address(self) -> str:
        """The address as it is compared; empty for none."""
        found = _ADDRESS.search(folded(self.email[:_LONGEST]))
        return found[0] if found else ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the name as they are compared."""
        return tuple(_WORD.findall(folded(self.name[:_LONGEST])))

    @cached_property
    def digits(self) -> str:
        """The digits of the number without what is dialled in front; empty for none."""
        digits = significant_digits(self.phone[:_LONGEST])
        return digits if len(digits) >= FEWEST_DIGITS else ""

    def __bool__(self) -> bool:
        return bool(self.address or self.words or self.digits)

    def held_by(self, text: str) -> Iterator[str]:
        """By which a text holds the person: ``email``, ``name``, ``phone``.

        :param text: decoded
        """
        text = folded(text)
        if self.address and self.address in text and self._address_in.search(text):
            yield "email"
        if self.words and self._name_in.search(text):
            yield "name"
        if self.digits and any(map(self._is_number, numbers_in(text))):
            yield "phone"

    def may_be_in(self, text: str) -> bool:
        """Whether a text can hold the person, once it is taken apart."""
        return any(map(self._may_be_in, readings(text)))

    def _may_be_in(self, text: str) -> bool:
        small = folded(text)
        if self.address and self.address in small:
            return True
        if self.words and all(word in small for word in self.words):
            return True
        return bool(self.digits) and any(map(self._is_number, numbers_in(small)))

    def share_of_name(self, text: str) -> set[str]:
        """The words of the name that a text is made of; none where it says more."""
        words = set(_WORD.findall(folded(text)))
        return words if words <= set(self.words) else set()

    @cached_property
    def _address_in(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![{_OF_AN_ADDRESS}]){re.escape(self.address)}(?!-?\w|\.\w)"
        )

    @cached_property
    def _name_in(self) -> re.Pattern[str]:
        orders = (self.words[at:] + self.words[:at] for at in range(len(self.words)))
        names = "|".join(_BETWEEN.join(map(re.escape, order)) for order in orders)
        return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])")

    def _is_number(self, digits: str) -> bool:
        shorter, longer = sorted((digits, self.digits), key=len)
        if len(shorter) < SAME_DIGITS:
            return shorter == longer
        return longer.endswith(shorter)


def folded(text: str) -> str:
    """A text as it is compared: in small letters, each with its accent in one."""
    # The small letter of İ would be an i of ASCII with a dot of its own.
    composed = unicodedata.normalize("NFC", text)
    return composed.replace(TURKISH_I, DOTLESS).lower()


def numbers_in(text: str) -> Iterator[str]:
    """The digits of what may be phone numbers in a text, as they are compared."""
    for match in _NUMBER.finditer(text):
        whole = match[0]
        pieces = re.split("[/,]", whole)
        for piece in (whole, *(pieces if len(pieces) > 1 else ())):
            digits = significant_digits(piece)
            if FEWEST_DIGITS <= len(digits) <= _LONGEST_NUMBER:
                yield digits


def significant_digits(text: str) -> str:
    """The digits of a number as it is dialled from anywhere: no zeros in front."""
    text = text.replace("(0)", "")
    digits = (unicodedata.digit(character, None) for character in text)
    return "".join(str(digit) for digit in digits if digit is not None).lstrip("0")
