"""What is of a country: its people and places, and how they write."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .people import Numbers, Person
from .writing import Style

#: Writes a day, or an amount, in one way; None where that way is not for this one.
DateStyle = Callable[[date], str | None]
MoneyStyle = Callable[[Decimal], str | None]


@dataclass(frozen=True)
class Place:
    """A town.

    :param state: the code of what it is in, as Odoo has it; empty where it has none
    :param states: ways to write that
    """

    city: str
    zip: str
    state: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Country:
    """How leads of one country are written.

    :param code: ISO code
    :param language: Odoo's code of it
    :param currency: ISO code of the one that is meant where none is named
    :param date_format: what an administrator chooses for its forms
    :param number_format: likewise, for amounts
    :param names: ways to write the country itself
    :param name: how given and family name stand together
    :param titles: what may stand before a name
    :param suffixes: what may stand behind it
    :param generations: which of these belong to the family name
    :param amounts: how round amounts are: they are multiples of one of these
    :param money: for each way to write an amount, the currency that it names
    :param tax_numbers: makes one that is right, and gives it with its digits alone
    :param nothing: what people write who have nothing to say
    :param consents: texts that say yes; and those that say no
    :param charsets: in which its forms come
    :param extensions: how one is written behind a phone number
    :param guises: in which texts come besides
    """

    code: str
    language: str
    timezone: str
    currency: str
    date_format: str
    number_format: str
    names: tuple[str, ...]
    people: tuple[Person, ...]
    name: tuple[str, ...]
    titles: tuple[str, ...]
    suffixes: tuple[str, ...]
    generations: tuple[str, ...]
    companies: tuple[str, ...]
    hosts: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[Place, ...]
    numbers: tuple[Numbers, ...]
    extensions: tuple[str, ...]
    dates: tuple[DateStyle, ...]
    no_dates: tuple[str, ...]
    amounts: tuple[str, ...]
    money: tuple[tuple[MoneyStyle, str], ...]
    no_amounts: tuple[str, ...]
    nothing: tuple[str, ...]
    consents: tuple[str, ...]
    refusals: tuple[str, ...]
    subjects: tuple[str, ...]
    messages: tuple[str, ...]
    charsets: tuple[str, ...]
    guises: tuple[Style, ...] = ()


def in_groups(amount: Decimal, group: str, point: str, decimals: int = 2) -> str:
    """An amount with something between its thousands."""
    text = f"{amount:,.{decimals}f}"
    return text.translate(str.maketrans({",": group, ".": point}))


def whole(amount: Decimal, group: str) -> str | None:
    """An amount without a fraction, None where it has one."""
    if amount != amount.to_integral_value():
        return None
    return in_groups(amount, group, "", 0)


def cents(amount: Decimal, point: str) -> str:
    """An amount with a fraction, and nothing between its thousands."""
    return f"{amount:.2f}".replace(".", point)


def times(amount: Decimal, unit: int, point: str = ".", most: int = 1) -> str | None:
    """How often a unit is in an amount, None where that takes too many digits.

    :param most: how many digits there may be behind the point
    """
    count = amount / unit
    if count < 1 or count >= 1000 or count != round(count, most):
        return None
    return f"{count.normalize():f}".replace(".", point)


def around(before: str, text: str | None, after: str = "") -> str | None:
    """A text with others around it; None for None."""
    return None if text is None else f"{before}{text}{after}"
