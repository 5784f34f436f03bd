"""Where a sample holds a list of records, and not one record with lists in it.

``{"leads": [{...}]}`` has one lead and would have two. Such a list is the body itself,
or each of its objects is a person: an e-mail address or a phone number is in it, and
none is outside. Lines of an order, guests of a meeting and the addresses of one person
are so in the record of somebody, and questions with their answers are one record.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..engine.body.tree import KeyPath
from ..engine.paths.writing import member_path
from .guesses.meaning import belongs_to_others, meaning_of
from .guesses.terms import COMPANY, FULL_NAME, MESSAGE, SUBJECT
from .questions import has_answers

_OF_PERSONS = frozenset({"email", "phone", "mobile"})
#: What a list of people, or of what they send, may be called.
_OF_RECORDS = frozenset({FULL_NAME, COMPANY, SUBJECT, MESSAGE})
#: Of whatever is deeper, a person would not say that it is a list of people.
_DEEPEST = 8
#: Of longer lists, the others are as the first ones are.
_MOST_ITEMS = 20
#: Names of lists that say nothing of what is in them.
_ANY = frozenset({"item", "items", "list"})
#: What the name of a list has beyond that of one of its elements in XML.
_PLURALS = ("s", "es", "n", "en", "list", "_list", "e", "i", "x")


class RecordList(NamedTuple):
    """Where a list of records is.

    :param keys: that lead to it
    :param path: the same, as a handler has it
    """

    keys: KeyPath
    path: str


def find_list(tree: Any, *, is_xml: bool = False) -> RecordList | None:
    """The list that a record of each item could be made of.

    :param tree: of a body
    :param is_xml: whether it was XML, where a list of one is an object
    :return: None where there is none, or more than one
    """
    if isinstance(tree, list):
        return RecordList((), "$") if _is_list(tree) else None
    lists = [RecordList(keys, path) for keys, path, _items in _lists(tree, is_xml)]
    found = [item for item in lists if not _has_person(tree, but=item.keys)]
    return found[0] if len(found) == 1 else None


def _lists(tree: Any, is_xml: bool) -> Iterator[tuple[KeyPath, str, list[Any]]]:
    """The lists of people: the keys to each, its path and its items."""
    waiting: list[tuple[KeyPath, str, Any]] = [((), "$", tree)]
    while waiting:
        keys, path, value = waiting.pop()
        if not isinstance(value, dict) or len(keys) >= _DEEPEST:
            continue
        for key, inside in value.items():
            below, way = (*keys, key), member_path(path, key)
            is_one = is_xml and isinstance(inside, dict) and _is_one_of(keys, key)
            items = [inside] if is_one else inside
            if isinstance(items, list):
                if _is_list(items) and _may_be_people(below, items):
                    yield below, way, items
            else:
                waiting.append((below, way, inside))


def _is_list(items: list[Any]) -> bool:
    """Whether these are objects that are not the answers to questions."""
    is_of_objects = bool(items) and all(isinstance(item, dict) for item in items)
    return is_of_objects and not has_answers(items)


def _is_one_of(keys: KeyPath, key: str) -> bool:
    """Whether an element is one of those that the element around it is named after."""
    around, one = str(keys[-1]).casefold() if keys else "", key.casefold()
    stem = one.removesuffix("y") + "ie" if one.endswith("y") else one
    return any(around in (name + end for end in _PLURALS) for name in (one, stem))


def _may_be_people(keys: KeyPath, items: list[Any]) -> bool:
    meaning = meaning_of(keys[-1:])
    name = str(keys[-1])
    if name.casefold() not in _ANY and belongs_to_others(name):
        return False
    # The addresses and numbers of one person are lists, too.
    is_of_values = meaning is not None and meaning.concept not in _OF_RECORDS
    return not is_of_values and all(map(_has_person, items[:_MOST_ITEMS]))


def _has_person(tree: Any, but: KeyPath | None = None) -> bool:
    """Whether there is an e-mail address or a phone number in a tree.

    :param but: keys to what is not looked into
    """
    waiting: list[tuple[KeyPath, Any]] = [((), tree)]
    while waiting:
        keys, value = waiting.pop()
        if keys == but or len(keys) > 2 * _DEEPEST:
            continue
        if isinstance(value, dict):
            waiting += [((*keys, key), inside) for key, inside in value.items()]
        elif isinstance(value, list):
            waiting += [((*keys, index), item) for index, item in enumerate(value[:1])]
        elif isinstance(value, str | int) and value:
            meaning = meaning_of(keys)
            if meaning and meaning.concept in _OF_PERSONS:
                return True
    return False
