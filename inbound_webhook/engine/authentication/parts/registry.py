"""The kinds of parts that signed bytes are made of, found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ...errors import InvalidSetup
from ...kinds import Kind, add_kind, registering_addon
from ...phrases import _lt
from ..call import SignedCall
from ..scheme import Part, Secret

#: Takes the call, the argument of the part, and the secret at hand; gives the bytes, or
#: None where the call has no such thing. It may raise NotAuthentic, and nothing else.
Read = Callable[[SignedCall, str, Secret], bytes | None]
#: Whether a part takes an argument, and must have one.
ArgumentUse = Literal["none", "optional", "required"]


def _takes_any(_argument: str) -> None:
    """Any argument will do."""


@dataclass(frozen=True)
class PartKind(Kind):
    """One kind of parts.

    :param read: what stands for it in a call
    :param argument: whether it takes an argument
    :param check: takes an argument as it is saved, raises InvalidSetup where it cannot
        work
    """

    read: Read
    argument: ArgumentUse = "none"
    check: Callable[[str], None] = _takes_any


#: Kinds of parts by name, in the order in which people choose.
PART_KINDS: dict[str, PartKind] = {}


def register_part(name: str, label: str, argument: ArgumentUse = "none", **traits):
    """Decorator: the function reads parts of the kind of this name.

    :param label: what people read, a phrase
    :param argument: whether it takes one
    :param traits: as :class:`PartKind` has them
    """
    addon = registering_addon()

    def register(function: Read) -> Read:
        kind = PartKind(name, label, function, argument, addon=addon, **traits)
        add_kind(PART_KINDS, kind)
        return function

    return register


def find_part(name: str) -> PartKind:
    """:raises InvalidSetup: there is no kind of parts of that name"""
    if name not in PART_KINDS:
        raise InvalidSetup(
            "part_unknown",
            _lt("There is nothing named %(name)r that can be signed.", name=name),
            part=name,
        )
    return PART_KINDS[name]


def check_part(part: Part) -> None:
    """Check a part as it is saved.

    :raises InvalidSetup: there is no such kind, its argument is missing or cannot work
    """
    kind = find_part(part.kind)
    if kind.argument == "required" and not part.argument:
        raise InvalidSetup(
            "part_argument_missing",
            _lt('"%(part)s" has to be told which one.', part=kind.label),
            part=part.kind,
        )
    kind.check(part.argument)
