"""Filters of a path: RFC 9535, section 2.3.5."""

import operator
from typing import Any

from ..values import MISSING
from .steps import AllOf, AnyOf, FilterTest, Item, NoneOf, Query

_ORDER = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(test: FilterTest | AllOf | AnyOf | NoneOf, item: Any, tree: Any) -> bool:
    """Whether a test holds for a member of an object or an item of a list."""
    if isinstance(test, AllOf):
        return all(holds(part, item, tree) for part in test.tests)
    if isinstance(test, AnyOf):
        return any(holds(part, item, tree) for part in test.tests)
    if isinstance(test, NoneOf):
        return not any(holds(part, item, tree) for part in test.tests)
    left = _value(test.query, item, tree)
    if test.operator == "exists":
        return left is not MISSING
    right = test.operand
    if isinstance(right, Query):
        right = _value(right, item, tree)
    return _compare(left, test.operator, right)


def _value(query: Query, item: Any, tree: Any) -> Any:
    value = tree if query.from_root else item
    for step in query.steps:
        if isinstance(step, Item):
            fits = isinstance(value, list)
            fits = fits and -len(value) <= step.index < len(value)
            key: Any = step.index
        else:
            key = step.names[0]
            fits = isinstance(value, dict) and key in value
        if not fits:
            return MISSING
        value = value[key]
    return value


def _compare(left: Any, comparison: str, right: Any) -> bool:
    if comparison == "=":
        return _is_scalar(left) and str(left) == str(right)
    if comparison == "==":
        return _equal(left, right)
    if comparison == "!=":
        return not _equal(left, right)
    ordered = (_is_number(left) and _is_number(right)) or (
        isinstance(left, str) and isinstance(right, str)
    )
    if ordered:
        return _ORDER[comparison](left, right)
    return comparison in ("<=", ">=") and _equal(left, right)


def _equal(left: Any, right: Any) -> bool:
    """Whether two values are the same in JSON, where ``true`` is not ``1``."""
    pairs = [(left, right)]
    while pairs:
        left, right = pairs.pop()
        if isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            pairs.extend(zip(left, right, strict=True))
        elif isinstance(left, dict) and isinstance(right, dict):
            if left.keys() != right.keys():
                return False
            pairs.extend((left[key], right[key]) for key in left)
        elif isinstance(left, bool) or isinstance(right, bool):
            if left is not right:
                return False
        elif isinstance(left, list | dict) or isinstance(right, list | dict):
            return False
        elif left != right:
            return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_scalar(value: Any) -> bool:
    return _is_number(value) or isinstance(value, str)
