"""One answer of a form: what was written, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any, Literal


@dataclass(frozen=True)
class Written:
    """What somebody wrote, or chose.

    :param text: as it is sent: a text, or what JSON has besides
    :param meaning: what a reader takes it for: a text, a date, :class:`Money`, a code
    :param kind: whether a reader understands it; or sees that nothing is said; or sees
        that something is said, and cannot tell what
    """

    text: Any
    meaning: Any = None
    kind: Literal["readable", "nothing", "unreadable"] = "readable"


@dataclass(frozen=True)
class Money:
    """An amount of a currency.

    :param currency: its code, empty where it is not named
    """

    amount: Decimal
    currency: str = ""


@dataclass(frozen=True)
class FullName:
    """A name in one field.

    :param text: all of it
    :param given: None where nobody can tell it from the family name
    """

    text: str
    given: str | None
    family: str | None

    def is_of(self, first: str, last: str) -> bool:
        """Whether first and last name are right, or nothing was taken apart."""
        if self.given is None:
            return not (first and last)
        return (first, last) == (self.given, self.family)


#: Writes a value in one way.
Style = Callable[[Any], str]


def nothing(text: Any) -> Written:
    """What stands where somebody has nothing to say."""
    return Written(text, kind="nothing")


def unreadable(text: str) -> Written:
    """What nobody can make the value of that is asked for."""
    return Written(text, kind="unreadable")


def spoilt(
    rng: Random, written: Written, *ways: Style, chance: float = 0.25
) -> Written:
    """The same with rubbish around it, or in another guise, now and then.

    :param ways: beside those that are found everywhere
    """
    if not isinstance(written.text, str) or rng.random() > chance:
        return written
    return replace(written, text=rng.choice([*PADDED, *ways])(written.text))


#: What comes along when people paste, or type one blank too many.
PADDED: tuple[Style, ...] = (
    lambda text: f" {text} ",
    lambda text: f"{text}\n",
    lambda text: f"\t{text}",
    lambda text: f"\u00a0{text}\u00a0",
    lambda text: f"{text}\u200b",
    lambda text: f"\ufeff{text}",
    lambda text: f"{text}\r\n",
)


def full_width(text: str) -> str:
    """The text in letters and digits as wide as those of Japanese."""
    return "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text
    ).replace(" ", "\u3000")


def without_accents(text: str) -> str:
    """The text as who has no such keys writes it."""
    return text.translate(
        str.maketrans("áàâãäçéèêëíîïóôõöúùûüÁÉÔÇ", "aaaaaceeeeiiioooouuuuAEOC")
    )
