"""The types, found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..body.text import shortened
from ..errors import InvalidSetup
from ..phrases import _lt
from ..values import ValueContext, is_empty

#: Takes a value that says something, gives the converted one or raises ValueRefused.
#: It may return None for a value that turns out to say nothing.
Convert = Callable[[Any, ValueContext], Any]


@dataclass(frozen=True)
class Type:
    """One type of parameters.

    :param name: stable name
    :param convert: never called with None or a blank text
    :param takes_lists: whether a list means something to it; else it is called with
        the item of a list of one, and refuses any other list
    :param false_is_nothing: whether ``false`` is no value: Odoo and PHP programs write
        it where there is none. Only a boolean has a meaning of its own for it
    """

    name: str
    convert: Convert
    takes_lists: bool = False
    false_is_nothing: bool = False


#: Types by name, in the order in which people choose.
TYPES: dict[str, Type] = {}


def register_type(
    name: str, *, takes_lists: bool = False, false_is_nothing: bool = False
):
    """Decorator: the function converts to the type of this name."""

    def register(function: Convert) -> Convert:
        TYPES[name] = Type(name, function, takes_lists, false_is_nothing)
        return function

    return register


def convert(value: Any, type_name: str, context: ValueContext) -> Any:
    """A value from outside as a value of a type; None for None and for blank text.

    :param value: JSON-safe, as a payload holds it
    :raises ValueRefused: it does not fit; ``details`` has ``received`` and
        ``expected``
    :raises InvalidSetup: there is no type of that name
    """
    value_type = find_type(type_name)
    if isinstance(value, list) and not value_type.takes_lists and len(value) < 2:
        value = value[0] if value else None
    if value is None or (isinstance(value, str) and is_empty(value)):
        return None
    if value is False and value_type.false_is_nothing:
        return None
    return value_type.convert(value, context)


def find_type(name: str) -> Type:
    """:raises InvalidSetup: there is no type of that name"""
    if name not in TYPES:
        name = shortened(name)
        raise InvalidSetup(
            "type_unknown", _lt("There is no type %(type)r.", type=name), type=name
        )
    return TYPES[name]
