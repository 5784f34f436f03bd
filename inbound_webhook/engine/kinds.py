"""What types, transforms, operators and sources of values have in common.

Each is one object, found by its name, that stands in one file with all that belongs to
it. Addons add their own by importing the file: for the whole Python process, which may
serve databases with other addons. So each remembers the addon that it came with, and
whoever offers or uses kinds in a database asks ``models/kinds.py`` which ones it has.
"""

import sys
from dataclasses import dataclass, field
from typing import TypeVar

_ADDONS = "odoo.addons."


@dataclass(frozen=True)
class Kind:
    """A type, a transform, an operator or a source of values.

    :param name: stable name: databases keep it
    :param label: what people read, a phrase that can be translated
    :param addon: the Odoo module that it came with; None outside of Odoo
    """

    name: str
    label: str
    addon: str | None = field(default=None, kw_only=True)


#: Names of the Odoo modules that kinds came with, whatever database they are for.
ADDONS: set[str] = set()

AnyKind = TypeVar("AnyKind", bound=Kind)


def add_kind(kinds: dict[str, AnyKind], kind: AnyKind) -> AnyKind:
    """Make a kind known.

    :raises ValueError: another addon has one of that name; with one of the two in its
        place, the database of the other would lose its own
    """
    known = kinds.get(kind.name)
    if known and known.addon != kind.addon:
        raise ValueError(
            f"{kind.name!r} is known already, from {known.addon}; {kind.addon} needs "
            "another name."
        )
    kinds[kind.name] = kind
    if kind.addon:
        ADDONS.add(kind.addon)
    return kind


def registering_addon() -> str | None:
    """The Odoo module that calls the function that asks; None outside of Odoo.

    As Odoo tells the routes of controllers apart, which a process shares as well.
    """
    name = sys._getframe(2).f_globals.get("__name__", "")
    return name.split(".")[2] if name.startswith(_ADDONS) else None
