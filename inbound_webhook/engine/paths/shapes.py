"""Senders that write one thing in several shapes.

Who makes JSON of XML, or of a PHP array, writes an object where there is one item and a
list where there are several; an object with numbers for keys, where an array has gaps;
``null``, ``false`` or nothing, where there is none.
"""

from typing import Any

from ..values import is_empty
from .steps import Everything, Names, Step


def as_items(value: Any) -> list[Any]:
    """What may be a list, as one: nothing as an empty one, one item as a list of it."""
    if isinstance(value, list):
        return value
    if is_empty(value) or value is False:
        return []
    return numbered(value) or [value]


def numbered(value: Any) -> list[Any] | None:
    """The items of a PHP array that has numbers for keys; None for anything else.

    Keys from 0 on are a list, whatever is in it. Others are where each of them has an
    object or a list: ids of the fields of a form are numbers as well.
    """
    if not isinstance(value, dict) or not value or not all(map(is_index, value)):
        return None
    items = list(value.values())
    is_whole = all(str(index) in value for index in range(len(value)))
    is_list = is_whole or all(isinstance(item, dict | list) for item in items)
    return items if is_list else None


def is_one_item(step: Step, value: Any, following: Step | None) -> bool:
    """Whether a step asks for all items where there is one: an object, and no list.

    What is looked for in each item is in the object itself.
    """
    is_object = isinstance(value, dict) and not numbered(value)
    return (
        is_object
        and isinstance(step, Everything)
        and isinstance(following, Names)
        and any(name in value for name in following.names)
    )


def is_index(key: str) -> bool:
    """Whether a key is a number, as in an array of PHP."""
    return key.isascii() and key.isdecimal() and len(key) < 10
