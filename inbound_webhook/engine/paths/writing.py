"""Paths as they are written to a place that is known."""

import re
from collections.abc import Iterable

from .literals import quoted
from .steps import Item, Names

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: Words of the parser.
_RESERVED = frozenset({"where", "wherenot", "true", "false", "null"})


def member_path(path: str, key: str) -> str:
    """The path to a member of an object.

    :param path: to the object; ``$`` is the root
    :param key: any text
    """
    if not _PLAIN_NAME.fullmatch(key) or key in _RESERVED:
        return f"{'' if path == '$' else path}[{quoted(key)}]"
    return key if path == "$" else f"{path}.{key}"


def path_of(steps: Iterable[Names | Item], path: str = "$") -> str:
    """The path of some steps, as people write it.

    :param path: where they begin; ``$`` is the root, ``@`` an item
    """
    for step in steps:
        if isinstance(step, Names):
            path = member_path(path, step.names[0])
        else:
            path = f"{'' if path == '$' else path}[{step.index}]"
    return path
