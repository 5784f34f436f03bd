"""The transforms, found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..body.text import shortened
from ..errors import InvalidSetup
from ..kinds import Kind, add_kind, registering_addon
from ..phrases import _lt

#: Whether a transform takes an argument, and must have one.
ArgumentUse = Literal["none", "optional", "required"]
#: Takes a converted value and the argument (``""`` for none) and gives the changed
#: value; it raises nothing.
Apply = Callable[[Any, str], Any]


def _loses_nothing(_value: Any) -> bool:
    return False


def _takes_any(_argument: str) -> None:
    """Any argument will do."""


@dataclass(frozen=True)
class Transform(Kind):
    """One transform.

    :param apply: makes the changed value
    :param argument: whether it takes an argument
    :param takes_nothing: whether it has something to say where there is no value;
        otherwise nothing stays nothing
    :param check: takes an argument as it is saved, raises InvalidSetup where that
        cannot work
    :param makes_another_number: takes a value; whether what it makes of that is another
        number, which may not have been meant
    """

    apply: Apply
    argument: ArgumentUse = "none"
    takes_nothing: bool = False
    check: Callable[[str], None] = _takes_any
    makes_another_number: Callable[[Any], bool] = _loses_nothing


#: Transforms by name, in the order in which people choose.
TRANSFORMS: dict[str, Transform] = {}


def register_transform(
    name: str,
    label: str,
    argument: ArgumentUse = "none",
    takes_nothing: bool = False,
    **traits: Any,
):
    """Decorator: the function is the transform of this name.

    :param label: what people read, a phrase
    :param traits: the others that :class:`Transform` has
    """
    traits |= {"argument": argument, "takes_nothing": takes_nothing}
    addon = registering_addon()

    def register(function: Apply) -> Apply:
        add_kind(TRANSFORMS, Transform(name, label, function, addon=addon, **traits))
        return function

    return register


def check_transform(name: str, argument: str = "") -> None:
    """Check a transform as it is saved.

    :raises InvalidSetup: there is none of that name, its argument is missing, or
        cannot be read
    """
    transform = find_transform(name)
    if transform.argument == "required" and not argument:
        raise InvalidSetup(
            "transform_argument_missing",
            _lt(
                '"%(transform)s" needs to be told with what.',
                transform=transform.label,
            ),
            transform=name,
        )
    transform.check(argument)


def apply_transform(name: str, value: Any, argument: str = "") -> Any:
    """A converted value, transformed; None stays None unless the transform fills it.

    :raises InvalidSetup: as :func:`check_transform`
    """
    transform = find_transform(name)
    if value is None and not transform.takes_nothing:
        return None
    return transform.apply(value, argument)


def makes_another_number(name: str, value: Any) -> bool:
    """Whether a transform makes another number of an amount: of its digits alone.

    :raises InvalidSetup: there is no transform of that name
    """
    return find_transform(name).makes_another_number(value)


def find_transform(name: str) -> Transform:
    """:raises InvalidSetup: there is no transform of that name"""
    if name not in TRANSFORMS:
        name = shortened(name)
        raise InvalidSetup(
            "transform_unknown",
            _lt("There is no transform %(name)r.", name=name),
            transform=name,
        )
    return TRANSFORMS[name]


def of_texts(change: Callable[[str, str], str | None]) -> Apply:
    """What changes a text as what changes the texts of a list, too, and nothing else.

    :param change: takes a text and the argument
    """

    def apply(value: Any, argument: str) -> Any:
        if isinstance(value, list):
            return [apply(item, argument) for item in value]
        return change(value, argument) if isinstance(value, str) else value

    return apply
