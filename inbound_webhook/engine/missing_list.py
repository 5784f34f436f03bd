"""A list that is not where a handler looks for its items, and another one that is.

A list that is not there is an empty one: some senders leave it out. But ``Leads`` for
``leads`` is a mistake of somebody, and leads would be lost over it without a word.
"""

from typing import Any

from .body.payload import Payload
from .did_you_mean import last_name, likely_members
from .errors import ValueRefused
from .likeness import bare_name, spelling
from .paths import canonical_path, look_up
from .phrases import _lt
from .values import is_empty


def check_list(payload: Payload, path: str) -> None:
    """Check that no other list is meant where there is none.

    :param path: to the list
    :raises ValueRefused: there is nothing at it, and a list under a name that is spelt
        almost alike, at another place, or in place of the body
    """
    parent = path.strip().removesuffix("[*]")
    if look_up(payload, parent).values or not canonical_path(parent):
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
        return None if is_empty(tree) else "$"
    name = last_name(path)
    best, most = None, 0.0
    for found, key, value in likely_members(tree):
        if not isinstance(value, list | dict) or is_empty(value):
            continue
        alike = 1.0 if bare_name(key) == bare_name(name or "") else 0.0
        alike = alike or spelling(name or "", key)
        if alike > most:
            best, most = found, alike
    return best
