"""What somebody answers to the questions of a form."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from . import people
from .country import Country
from .tax_numbers import tax_number
from .writing import FullName, Money, Written, nothing, spoilt, unreadable

_FIRST_DAY = date(1990, 1, 8)
_OFTEN_FROM = date(2023, 1, 1)
#: As Japanese write their names, which leaves open where the family name ends.
_IN_ONE_WORD = "{family}{given}"


def answers_of(rng: Random, country: Country, *, in_parts: bool) -> dict[str, Written]:
    """The answers of one lead, by the names of the questions.

    :param in_parts: whether the form asks for given and family name one by one
    """
    person, place = rng.choice(country.people), rng.choice(country.places)
    asked = {
        "subject": spoilt(rng, _as_it_is(rng.choice(country.subjects))),
        **_named(rng, country, person, in_parts),
        "company": _or_nothing(rng, country, _as_it_is(rng.choice(country.companies))),
        "email": people.email(rng, person, country),
        "phone": people.phone(rng, country),
        "website": people.website(rng, country),
        "street": _or_nothing(rng, country, _as_it_is(rng.choice(country.streets))),
        "zip": spoilt(rng, _as_it_is(place.zip)),
        "city": spoilt(rng, _as_it_is(place.city)),
        "state": place.states
        and spoilt(rng, Written(rng.choice(place.states), place.state)),
        "country": spoilt(rng, Written(rng.choice(country.names), country.code)),
        "date": _day(rng, country),
        "amount": _amount(rng, country),
        "consent": _consent(rng, country),
        "message": spoilt(rng, _as_it_is(rng.choice(country.messages))),
        "tax_number": tax_number(rng, country.code),
    }
    always = {"subject", "email", "family"}
    return {
        name: written
        for name, written in asked.items()
        if written and (name in always or rng.random() < 0.9)
    }


def _as_it_is(text: str) -> Written:
    return Written(text, text)


def _or_nothing(rng: Random, country: Country, written: Written) -> Written:
    if rng.random() < 0.1:
        return nothing(rng.choice(country.nothing))
    return spoilt(rng, written)


def _named(rng: Random, country: Country, person, in_parts) -> dict[str, Written]:
    if in_parts:
        return {
            "given": spoilt(rng, _as_it_is(person.given)),
            "family": spoilt(rng, _as_it_is(person.family)),
        }
    style = rng.choice(country.name)
    title, suffix = "", ""
    if country.titles and rng.random() < 0.2:
        title = rng.choice(country.titles)
    elif "," not in style and rng.random() < 0.15:
        suffix = rng.choice(country.suffixes)
    change = rng.choice([*[str] * 18, str.upper, str.lower])
    given, family = change(person.given), change(person.family)
    text = change(title) + style.format(given=given, family=family) + change(suffix)
    if suffix in country.generations:
        family += change(suffix).replace(",", "")
    if style == _IN_ONE_WORD:
        given = family = None
    return {"name": spoilt(rng, Written(text, FullName(text, given, family)))}


def _day(rng: Random, country: Country) -> Written:
    chance = rng.random()
    if chance < 0.04:
        return unreadable(rng.choice(country.no_dates))
    if chance < 0.08:
        return nothing(rng.choice(country.nothing))
    start = _OFTEN_FROM if rng.random() < 0.8 else _FIRST_DAY
    day = start + timedelta(
        days=rng.randrange(2_000 if start == _OFTEN_FROM else 12_000)
    )
    if rng.random() < 0.1:
        day = day.replace(day=1)
    text = None
    while text is None:
        text = rng.choice(country.dates)(day)
    return spoilt(rng, Written(text, day), *country.guises)


def _amount(rng: Random, country: Country) -> Written:
    chance = rng.random()
    if chance < 0.04:
        return unreadable(rng.choice(country.no_amounts))
    if chance < 0.08:
        return nothing(rng.choice(country.nothing))
    unit = Decimal(rng.choice(country.amounts))
    amount = (unit * rng.randrange(1, 1_200)).quantize(Decimal("0.01"))
    text, currency = None, ""
    while text is None:
        style, currency = rng.choice(country.money)
        text = style(amount)
    return spoilt(rng, Written(text, Money(amount, currency)), *country.guises)


def _consent(rng: Random, country: Country) -> Written:
    is_given = rng.random() < 0.6
    texts = country.consents if is_given else country.refusals
    return spoilt(rng, Written(rng.choice(texts), is_given))
