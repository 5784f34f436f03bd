"""Bracket names of form fields to a tree: ``a[b][c]``, ``a[]``, ``a[0][x]``.

There is no standard. These rules are those that PHP, Rack, jQuery and ``qs`` share,
and where they differ the one that keeps every value:

* ``a[b][c]=1`` is ``{"a": {"b": {"c": "1"}}}``.
* Repeated names are a list: ``a=1&a=2`` is ``{"a": ["1", "2"]}``.
* ``a[]`` adds an item, so that one alone is a list too: ``{"a": ["1"]}``.
* Keys 0, 1, 2 ... without a gap are a list in their order, whatever order they came
  in. Any others stay keys: ``field[12]=x`` is ``{"field": {"12": "x"}}``, so an index
  of a billion costs nothing, and a list does not change shape when ids do.
* ``a[][x]=1&a[][y]=2&a[][x]=3`` is two items: one begins when its key came already.
* Where one name asks for a value and another for a branch in the same place
  (``a=1&a[b]=2``), the bracket name is not taken apart: ``{"a": "1", "a[b]": "2"}``. A
  name without brackets always keeps its place; between two with brackets the first
  one does.
* Brackets that do not close, or with text behind them (``a[b``, ``a[b]c``), are part
  of a plain name.
"""

import re
from typing import Any

from .json_reader import too_deep
from .limits import Limits
from .notes import NoteBook

_BRACKET_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")
_APPEND = ""


def split_name(name: str) -> tuple[str, ...]:
    """The keys on the way to a field's value; ``""`` adds an item to a list."""
    match = _BRACKET_NAME.fullmatch(name)
    if match is None:
        return (name,)
    root, brackets = match.groups()
    return (root, *brackets[1:-1].split("]["))


def tree_of_fields(
    values: list[tuple[str, Any]], limits: Limits, notes: NoteBook
) -> dict[str, Any]:
    """The tree that (name, value) pairs of a form stand for.

    :raises BodyTooLarge: a name with more brackets than the depth limit allows
    """
    root = _Branch()
    plain_names = {name for name, _ in values if split_name(name) == (name,)}
    for name, value in values:
        path = split_name(name)
        if len(path) > limits.max_depth:
            raise too_deep(limits)
        taken = len(path) > 1 and path[0] in plain_names
        if taken or not root.place(path, value):
            notes.add_at(name, "field_name_conflict")
            root.place((name,), value)
    return {key: child.value() for key, child in root.children.items()}


class _Leaf:
    """The values of one name."""

    def __init__(self):
        self.values: list[Any] = []

    def value(self) -> Any:
        return self.values[0] if len(self.values) == 1 else self.values


class _Branch:
    """A dict, or a list once all keys are known: until then only keys."""

    def __init__(self):
        self.children: dict[str, _Branch | _Leaf] = {}
        self._next_index = 0

    def place(self, path: tuple[str, ...], value: Any) -> bool:
        """Put a value at a path; False, and nothing changed, where it cannot be."""
        key, rest = self._key(path[0], path[1:]), path[1:]
        child = self.children.get(key)
        if child is None:
            child = _Branch() if rest else _Leaf()
            self._add(key, child)
        if isinstance(child, _Branch):
            return bool(rest) and child.place(rest, value)
        if not rest:
            child.values.append(value)
        return not rest

    def holds(self, path: tuple[str, ...]) -> bool:
        """Whether a path leads to, or through, a value that is there already."""
        child = self.children.get(path[0])
        if isinstance(child, _Branch) and path[1:]:
            return child.holds(path[1:])
        return child is not None

    def value(self) -> Any:
        """The tree below: a list where the keys are 0, 1, 2 ..., else a dict."""
        indexes = [str(index) for index in range(len(self.children))]
        if all(index in self.children for index in indexes):
            return [self.children[index].value() for index in indexes]
        return {key: child.value() for key, child in self.children.items()}

    def _key(self, key: str, rest: tuple[str, ...]) -> str:
        if key != _APPEND:
            return key
        last = str(self._next_index - 1)
        item = self.children.get(last)
        if rest and isinstance(item, _Branch):
            if _APPEND in rest or not item.holds(rest):
                return last
        return str(self._next_index)

    def _add(self, key: str, child: "_Branch | _Leaf"):
        self.children[key] = child
        if key.isascii() and key.isdecimal() and len(key) < 10:
            self._next_index = max(self._next_index, int(key) + 1)
