"""Bodies that hold several records: a list in them, one record for each item.

The parameters of such a handler may reach into the item, with a path that begins with
``@`` (JSONPath's name for the current item), and into the rest of the body:

    @.email   @   @.lines[0].sku      of the item
    account.id                        of the whole body, the same for every item
"""

from typing import Any

from .body.payload import Payload
from .errors import BodyTooLarge, InvalidSetup, ValueRefused
from .paths import (
    PathValues,
    as_items,
    canonical_path,
    compile_path,
    look_up,
    look_up_items,
)
from .phrases import _lt
from .types.json_text import parsed_text
from .values import description, is_empty

_ITEM = "@"


def is_item_path(path: str) -> bool:
    """Whether a path reaches into an item."""
    return path.strip().startswith(_ITEM)


def root_path(path: str) -> str:
    """The path within the item of a path that reaches into it."""
    return "$" + path.strip().removeprefix(_ITEM)


def look_up_item(item: Any, path: str) -> PathValues:
    """Find a parameter in an item; this raises nothing."""
    return look_up(Payload("json", item), root_path(path), in_any_shape=True)


def place_in_call(source: str, path: str) -> tuple[str, Any]:
    """Where a parameter is read, the same for each way to write it.

    :param source: body, query or header
    :param path: path, field name, or name of the query or the header
    :return: something to compare
    """
    if source == "header":
        return source, path.strip().lower()
    if source == "body" and is_item_path(path):
        return "item", canonical_path(root_path(path))
    return source, canonical_path(path)


def check_split_path(path: str) -> None:
    """Check the path of the list as it is saved.

    :raises InvalidSetup: it is no path, or one into an item
    """
    if is_item_path(path):
        raise InvalidSetup(
            "split_path_item",
            _lt("The list is in the body: its path begins without @."),
        )
    compile_path(path)


def split_items(payload: Payload, path: str) -> list[Any]:
    """The items of the list in a body. One object is a list of one, and nothing at all
    an empty one: senders have many ways to write that.

    :param path: to a list, or to several values that are the items
    :raises ValueRefused: there is a text or a number in place of a list
    """
    found = look_up(payload, path)
    if found.is_plural or not found.values:
        return look_up_items(payload, path)
    items = _as_list(found.values[0])
    if items is None:
        raise ValueRefused(
            "list_missing",
            _lt("There is no list at %(path)r in the body.", path=path),
            received=str(description(found.values[0])),
            expected="a list",
        )
    return items


def _as_list(value: Any) -> list[Any] | None:
    """What may be meant by a list; None for a text or a number."""
    if isinstance(value, str) and not is_empty(value):
        value = parsed_text(value)
        return as_items(value) if isinstance(value, list | dict) else None
    is_nothing = is_empty(value) or value is False
    return as_items(value) if is_nothing or isinstance(value, list | dict) else None


def is_blank(item: Any) -> bool:
    """Whether an item holds no value at all: ``null``, or the empty row of a form."""
    if isinstance(item, list | dict):
        members = item.values() if isinstance(item, dict) else item
        return all(map(is_blank, members))
    return item is False or is_empty(item)


def check_item_count(count: int, limit: int) -> None:
    """Check that a call does not bring too many items.

    :raises BodyTooLarge: it does
    """
    if count > limit:
        raise BodyTooLarge(
            "too_many_items",
            _lt(
                "The body brings %(count)s items, and the limit of this webhook is"
                " %(limit)s. Send fewer at a time.",
                count=count,
                limit=limit,
            ),
            count=count,
            limit=limit,
        )
