"""The sources of values, found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ..body.text import shortened
from ..errors import InvalidSetup
from ..kinds import Kind, add_kind, registering_addon
from ..phrases import _lt


class Mapped(Protocol):
    """What a source reads of a mapping."""

    parameter: str
    constant: str


@dataclass(frozen=True)
class ValueSource(Kind):
    """Where the value of a mapping comes from.

    :param value: takes the mapping and the converted parameters by name, gives a
        converted value or a text, None for none
    :param names: takes the mapping, gives the names of the parameters that its value
        is made of
    """

    value: Callable[[Mapped, dict[str, Any]], Any]
    names: Callable[[Mapped], set[str]]


#: Sources by name, in the order in which people choose.
VALUE_SOURCES: dict[str, ValueSource] = {}


def register_value_source(
    name: str, label: str, *, names: Callable[[Mapped], set[str]]
):
    """Decorator: the function gives the values of the source of this name.

    :param label: what people read, a phrase
    :param names: as :class:`ValueSource` has them
    """
    addon = registering_addon()

    def register(function: Callable[[Mapped, dict[str, Any]], Any]):
        add_kind(VALUE_SOURCES, ValueSource(name, label, function, names, addon=addon))
        return function

    return register


def find_value_source(name: str) -> ValueSource:
    """:raises InvalidSetup: there is no source of that name"""
    if name not in VALUE_SOURCES:
        name = shortened(name)
        raise InvalidSetup(
            "value_source_unknown",
            _lt("There is no source of values %(name)r.", name=name),
            source=name,
        )
    return VALUE_SOURCES[name]
