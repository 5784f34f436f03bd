"""A tree built from paths: the way back from ``engine.paths``.

Nothing is changed in place: a value that cannot be put where its path leads leaves the
tree as it was.
"""

from typing import Any

from ..engine.body.xml_reader import TEXT
from ..engine.paths.filters import holds
from ..engine.paths.steps import (
    AllOf,
    AnyOf,
    Descent,
    Everything,
    Filter,
    FilterTest,
    Item,
    Items,
    Names,
    NoneOf,
    Query,
    Step,
)
from ..engine.values import MISSING

#: Nobody reads a sample that has more items in a list, or is deeper.
_LONGEST_LIST = 20
_MOST_STEPS = 40


class CannotPlace(Exception):
    """There is no place for a value where its path leads."""


def place(tree: Any, steps: tuple[Step, ...], value: Any) -> Any:
    """A tree with a value at a path.

    :param tree: ``MISSING`` for none; items of a list that nothing is known of yet are
        ``MISSING``, too (see :func:`filled`)
    :param steps: of the path; where it could lead to several values, it is the first
    :raises CannotPlace: something else is there, or the path is beyond this function
    """
    if len(steps) > _MOST_STEPS:
        raise CannotPlace
    if not steps:
        return _merged(tree, value)
    step, rest = steps[0], steps[1:]
    if isinstance(step, Descent):
        return place(tree, rest, value)
    if isinstance(step, Filter):
        return _place_filtered(tree, step, rest, value)
    if isinstance(step, Names):
        return _place_member(tree, step.names[0], rest, value)
    if isinstance(step, Everything) and isinstance(tree, dict) and tree:
        return _place_member(tree, next(iter(tree)), rest, value)
    return _place_item(tree, step, rest, value)


def place_each(tree: Any, steps: tuple[Step, ...], values: list[Any]) -> Any:
    """A tree with values at a path that leads to all items of a list, one in each.

    :raises CannotPlace: as :func:`place`, or the path has no ``[*]``
    """
    if Everything() not in steps or len(values) > _LONGEST_LIST:
        raise CannotPlace
    split = steps.index(Everything())
    for index, value in enumerate(values):
        tree = place(tree, (*steps[:split], Item(index), *steps[split + 1 :]), value)
    return tree


def filled(tree: Any) -> Any:
    """A tree with null for what nothing is known of."""
    if isinstance(tree, dict):
        return {key: filled(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [filled(value) for value in tree]
    return None if tree is MISSING else tree


def _merged(tree: Any, value: Any) -> Any:
    if tree is MISSING or (type(tree) is type(value) and tree == value):
        return value
    if _is_empty_element(tree) and isinstance(value, str | int | float):
        # The text of an element of XML that its attributes tell from others.
        return {**tree, TEXT: value}
    if not isinstance(tree, dict) or not isinstance(value, dict):
        raise CannotPlace
    merged = {key: _merged(tree.get(key, MISSING), item) for key, item in value.items()}
    return {**tree, **merged}


def _is_empty_element(tree: Any) -> bool:
    is_object = isinstance(tree, dict) and bool(tree)
    return is_object and all(key.startswith("@") for key in tree)


def _place_member(tree: Any, name: str, rest: tuple[Step, ...], value: Any) -> dict:
    members = {} if tree is MISSING else tree
    if not isinstance(members, dict):
        raise CannotPlace
    return {**members, name: place(members.get(name, MISSING), rest, value)}


def _place_item(tree: Any, step: Step, rest: tuple[Step, ...], value: Any) -> list:
    items = _as_list(tree)
    index = _index(step, len(items))
    items += [MISSING] * (index + 1 - len(items))
    if isinstance(step, Item):
        items += [MISSING] * (-step.index - len(items))
    items[index] = place(items[index], rest, value)
    return items


def _index(step: Step, length: int) -> int:
    """The first index that a step means in a list that may grow for it."""
    if isinstance(step, Everything):
        return 0
    if isinstance(step, Item):
        wanted = slice(step.index, None)
    elif isinstance(step, Items):
        wanted = slice(step.start, step.stop, step.step)
    else:
        raise CannotPlace
    start = wanted.start or 0
    length = max(length, start + 1 if start >= 0 else -start)
    if length > _LONGEST_LIST or not range(length)[wanted]:
        raise CannotPlace
    return range(length)[wanted][0]


def _place_filtered(
    tree: Any, step: Filter, rest: tuple[Step, ...], value: Any
) -> list:
    items = _as_list(tree)
    for index, item in enumerate(items):
        if item is not MISSING and holds(step.tests, item, None):
            items[index] = place(item, rest, value)
            return items
    item = place(_compared(MISSING, step.tests), rest, value)
    item = _present(item, step.tests)
    if len(items) >= _LONGEST_LIST or not holds(step.tests, item, None):
        raise CannotPlace
    return [*items, item]


def _as_list(tree: Any) -> list:
    if tree is MISSING:
        return []
    if not isinstance(tree, list):
        raise CannotPlace
    return list(tree)


def _compared(item: Any, test: FilterTest | AllOf | AnyOf | NoneOf) -> Any:
    """An item with the values that the comparisons of a filter ask for."""
    if isinstance(test, AllOf):
        for part in test.tests:
            item = _compared(item, part)
        return item
    if isinstance(test, AnyOf):
        return _compared(item, test.tests[0])
    if isinstance(test, NoneOf):
        # What must not be is not there; but what it is about has to be the item.
        for part in test.tests:
            _compared(MISSING, part)
        return item
    if test.query.from_root or isinstance(test.operand, Query):
        raise CannotPlace
    if test.operator in ("exists", "!="):
        return item
    return place(item, test.query.steps, _passing(test))


def _passing(test: FilterTest) -> Any:
    """A value for which a comparison holds."""
    if test.operator not in ("<", ">"):
        return test.operand
    if isinstance(test.operand, bool) or not isinstance(test.operand, int | float):
        raise CannotPlace
    return test.operand + (1 if test.operator == ">" else -1)


def _present(item: Any, test: FilterTest | AllOf | AnyOf | NoneOf) -> Any:
    """An item that has what a filter asks to be there."""
    if isinstance(test, AllOf):
        for part in test.tests:
            item = _present(item, part)
        return item
    if isinstance(test, AnyOf):
        return _present(item, test.tests[0])
    if isinstance(test, NoneOf):
        return item
    if test.operator == "exists" and not holds(test, item, None):
        return place(item, test.query.steps, True)
    return item
