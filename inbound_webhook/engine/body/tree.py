"""Walks over trees of dict, list and scalars."""

from typing import Any

from .notes import NoteBook
from .text import storable, unstorable_notes

#: Where a value is in a tree: the keys and indexes from its root.
KeyPath = tuple[str | int, ...]
#: Keys may be as long as a body, and each of its values is below all of them.
_LONGEST_PATH = 200


class RepeatedKeys(dict):
    """A JSON object in which some keys came more than once.

    The parser does not know where in the tree it is, so it leaves this mark for
    :func:`storable_tree`, which does.
    """

    def __init__(self, pairs: list[tuple[str, Any]]):
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]


def storable_tree(tree: Any, notes: NoteBook, path: KeyPath = ()) -> Any:
    """A copy of the tree that PostgreSQL can store as jsonb.

    Notes NULs, halves of characters and repeated keys with their place. The tree
    must be within the depth limit: this walk recurses.
    """
    if isinstance(tree, str):
        return _storable_text(tree, notes, path)
    if isinstance(tree, list):
        return [storable_tree(v, notes, (*path, i)) for i, v in enumerate(tree)]
    if isinstance(tree, dict):
        return _storable_dict(tree, notes, path)
    return tree


def count_nodes(tree: Any) -> int:
    """How many values a tree holds, itself included."""
    count, waiting = 0, [tree]
    while waiting:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return count


def readable_path(path: KeyPath) -> str:
    """A path as people write it, its beginning where it is long:
    ``data.items[2].name``.
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step[:_LONGEST_PATH]}"
        if len(text) > _LONGEST_PATH:
            text = text[:_LONGEST_PATH] + "…"
            break
    return text.removeprefix(".") or "(root)"


def _storable_text(text: str, notes: NoteBook, path: KeyPath) -> str:
    for code in unstorable_notes(text):
        notes.add_at(readable_path(path), code)
    return storable(text)


def _storable_dict(tree: dict[str, Any], notes: NoteBook, path: KeyPath):
    result: dict[str, Any] = {}
    repeated = tree.repeated if isinstance(tree, RepeatedKeys) else []
    for key in repeated:
        notes.add_at(readable_path((*path, key)), "duplicate_key")
    for key, value in tree.items():
        here = (*path, storable(key))
        name = _storable_text(key, notes, here)
        if name in result:
            notes.add_at(readable_path(here), "duplicate_key")
        result[name] = storable_tree(value, notes, here)
    return result
