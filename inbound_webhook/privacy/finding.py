"""At which places of a tree, or of a text, somebody is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..engine.body.tree import KeyPath
from .person import Person
from .readings import readings

#: What holds the value, where each is an object of its own: ``{"value": "Ada"}``.
_VALUE_KEYS = ("value", "values", "string_value", "answer", "text")
#: JSON in a text in JSON, and so on.
_DEEPEST_TEXTS = 3
#: Deeper than any body that is read. What is in a text deeper than that, the text says.
_DEEPEST_TREE = 250


@dataclass(frozen=True)
class Place:
    """Somewhere in a tree.

    :param path: the keys and indexes that lead there
    :param by: what is there of the person: ``email``, ``name`` or ``phone``
    """

    path: KeyPath
    by: str


def found_in(person: Person, tree: Any) -> list[Place]:
    """The places of a tree that hold a person, each by what it holds, in their order.

    A name counts in one text, and where its words are spread over values that belong
    together: a first and a last name in one object, or in a list of questions.

    :param tree: dict, list, text, number, bool, None
    """
    return list(dict.fromkeys(_found(person, tree, (), 0)))


def holds(person: Person, tree: Any) -> bool:
    """Whether any place of a tree holds a person."""
    return next(_found(person, tree, (), 0), None) is not None


def thinned(person: Person, tree: Any) -> Any:
    """The tree without what is of others: of lists, the items that hold the person.

    A list of which no item does stays, since it may belong to whoever is beside it.
    """
    if isinstance(tree, dict):
        return {key: thinned(person, value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    of_person = [item for item in tree if holds(person, item)]
    spread = _spread_name(person, dict(enumerate(tree)), ())
    if not of_person or next(spread, None):
        return tree
    return [thinned(person, item) for item in of_person]


def _found(person: Person, tree: Any, path: KeyPath, depth: int) -> Iterator[Place]:
    if len(path) > _DEEPEST_TREE:
        return
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _in_text(person, str(key), (*path, key), _DEEPEST_TEXTS)
            yield from _found(person, value, (*path, key), depth)
        yield from _spread_name(person, tree, path)
    elif isinstance(tree, list | tuple):
        for index, value in enumerate(tree):
            yield from _found(person, value, (*path, index), depth)
        yield from _spread_name(person, dict(enumerate(tree)), path)
    elif tree is not None and not isinstance(tree, bool):
        yield from _in_text(person, _as_text(tree), path, depth)


def _in_text(person: Person, text: str, path: KeyPath, depth: int) -> Iterator[Place]:
    for reading in readings(text):
        for by in person.held_by(reading):
            yield Place(path, by)
    inner = _json_in(text) if depth < _DEEPEST_TEXTS else None
    if inner is not None:
        yield from _found(person, inner, path, depth + 1)


def _spread_name(person: Person, siblings: dict[Any, Any], path: KeyPath):
    """The places of a name of which each has a word or more, and all have it whole."""
    if len(person.words) < 2:
        return
    shares: dict[Any, set[str]] = {}
    for key, value in siblings.items():
        share = person.share_of_name(_plain(value))
        if share:
            shares[key] = share
    if len(shares) > 1 and set().union(*shares.values()) == set(person.words):
        yield from (Place((*path, key), "name") for key in shares)


def _plain(value: Any) -> str:
    """The one text that a value is, or holds; else empty."""
    if isinstance(value, dict):
        value = next((value[key] for key in _VALUE_KEYS if key in value), None)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else ""


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _json_in(text: str) -> Any:
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
