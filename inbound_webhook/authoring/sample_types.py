"""Of which type a value is, as its samples and its name say."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..engine.body.tree import KeyPath
from ..engine.errors import ValueRefused
from ..engine.types import TYPES, Type, convert
from ..engine.types.registry import POSSIBLE
from ..engine.values import ValueContext, is_empty
from .guesses.meaning import Meaning, meaning_of
from .guesses.said import meaning_of_value
from .guesses.terms import EMAIL, MOBILE, PHONE, WEBSITE

#: What types know a thing by that has names in many languages.
_KNOWN_AS = {
    EMAIL: "email",
    PHONE: "phone",
    MOBILE: "phone",
    WEBSITE: "website",
    "amount": "amount",
    "vat": "vat",
}
#: What a record may have several of.
_OF_SEVERAL = frozenset({"tags"})
#: Codes of refusals of values that may be of a type, when it is known how to read them.
_OPEN = frozenset({"date_ambiguous", "number_ambiguous"})


def likely_type(
    name: str,
    key_path: KeyPath,
    samples: Iterable[Any],
    types: Mapping[str, Type] | None,
    context: ValueContext,
) -> str:
    """The name of the type of a value; text where nothing else is sure.

    A type that a value only could be of has to take all samples. One that it looks
    like, or that its name says, has to take most: there is an odd one now and then.

    :param name: as it is proposed
    :param key_path: the keys that lead to it
    :param samples: what came, in one call or in several
    :param types: by name, those that it may be of; None for all
    """
    named = meaning_of(key_path)
    if named and not named.is_weak:
        # Odoo and PHP write it for a text or a number that is empty.
        samples = [None if value is False else value for value in samples]
    values = _telling(samples, context)
    meaning = named or _meaning_of_values(key_path, values)
    if meaning and meaning.concept not in _OF_SEVERAL:
        values = _single(values)
    words = frozenset([*name.split("_"), *_known_as(meaning)])
    known = TYPES if types is None else types
    sureness = {
        item.name: max((item.suggests(words, value) for value in values), default=0)
        for item in known.values()
    }
    if meaning and meaning.concept == "state":
        # ON is Ontario.
        sureness["boolean"] = 0
    if sureness.get("datetime"):
        # Of days with and without a time, that is the type of both.
        sureness["date"] = 0
    for guess in sorted(filter(sureness.get, sureness), key=lambda n: -sureness[n]):
        fitting = sum(_may_be(value, guess, context) for value in values)
        is_enough = 2 * fitting > len(values)
        if fitting == len(values) or (is_enough and sureness[guess] > POSSIBLE):
            return guess
    return "text"


def _meaning_of_values(key_path: KeyPath, values: list[Any]) -> Meaning | None:
    found = (meaning_of_value(key_path, value) for value in values)
    return next(filter(None, found), None)


def _telling(samples: Iterable[Any], context: ValueContext) -> list[Any]:
    """The samples that say something; where none does, what the name alone says."""
    values = [
        "" if value is None or context.nothing.means_nothing(value) else value
        for value in samples
    ]
    return [value for value in values if not is_empty(value)] or values[:1]


def _single(values: list[Any]) -> list[Any]:
    """The items of lists of one: some forms write each answer as a list."""
    if not all(isinstance(value, list) and len(value) == 1 for value in values):
        return values
    return [item for value in values for item in value]


def _known_as(meaning: Meaning | None) -> Iterable[str]:
    return (
        [_KNOWN_AS[meaning.concept]] if meaning and meaning.concept in _KNOWN_AS else []
    )


def _may_be(value: Any, type_name: str, context: ValueContext) -> bool:
    try:
        convert(value, type_name, context)
    except ValueRefused as error:
        return error.code in _OPEN
    return True
