"""A list that is not where a handler looks for its items, and another one that is.

A list that is not there is an empty one: some senders leave it out. But ``Leads`` for
``leads`` is a mistake of somebody, and leads would be lost over it without a word.
"""

from typing import Any

from .body.payload import Payload
from .did_you_mean import last_name, likely_members
from .errors import ValueRefused
from .items import is_blank
from .likeness import bare_name, spelling
from .paths import canonical_path, look_up
from .paths.writing import path_of
from .phrases import _lt


def check_list(payload: Payload, path: str) -> None:
    """Check that no other list is meant where there is none.

    :param path: to the list
    :raises ValueRefused: there is nothing at it, and a list under a name that is spelt
        almost alike, at another place, or in place of the body
    """
    parent = path.strip().removesuffix("[*]")
    if look_up(payload, parent).values:
        return
    meant = _meant(payload.value, parent)
    if meant:
        raise ValueRefused(
            "list_missing",
            _lt(
                "There is no list at %(path)r in the body. Did you mean %(meant)r?",
                path=path,
                meant=meant,
            ),
            received=None,
            expected="a list",
        )


def _meant(tree: Any, path: str) -> str | None:
    if isinstance(tree, list):
        return None if is_blank(tree) else "$"
    steps, name = canonical_path(path), last_name(path)
    best, most = None, 0.0
    for found, value in likely_members(tree) if name else ():
        if steps[: len(found)] == found or not _holds_items(value, found, steps):
            continue
        other = found[-1].names[0]
        is_same = bare_name(other) == bare_name(name)
        alike = 1.0 if is_same else spelling(name, other)
        if alike > most:
            best, most = path_of(found), alike
    return best


def _holds_items(value: Any, found: Any, steps: Any) -> bool:
    """Whether it holds items: a list does, and an object beside where the list is
    missing may be the only item.
    """
    is_beside = isinstance(value, dict) and found[:-1] == steps[:-1]
    return (isinstance(value, list) or is_beside) and not is_blank(value)
