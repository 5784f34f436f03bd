"""The operators, found by name."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..phrases import _lt
from .glob import glob_matches

#: What an operator compares with: nothing, one value, several, or a piece of text.
Operand = Literal["none", "value", "values", "text"]

ORDERED = frozenset({"integer", "decimal", "date", "datetime"})
_OBJECT = frozenset({"object"})
_CONTAINERS = frozenset({"list", "object"})


@dataclass(frozen=True)
class Operator:
    """One operator.

    :param name: stable name
    :param label: how it reads in a sentence
    :param operand: what it compares with
    :param test: takes the value, which says something, and the operand, both made
        comparable; None where the operator only looks at whether there is a value
    :param negates: it holds where the test does not, and where there is no value
    :param only: types it works with; None for all
    :param never: types it does not work with
    """

    name: str
    label: str
    operand: Operand
    test: Callable[[Any, Any], bool] | None = None
    negates: bool = False
    only: frozenset[str] | None = None
    never: frozenset[str] = frozenset()

    def works_with(self, type_name: str) -> bool:
        """Whether values of a type can be compared so."""
        return type_name not in self.never and (
            self.only is None or type_name in self.only
        )

    def holds(self, value: Any, operand: Any) -> bool:
        """Whether it holds for a value.

        :param value: None where it says nothing
        """
        found = value is not None
        if found and self.test is not None:
            found = self.test(value, operand)
        return found is not self.negates


#: Operators by name, in the order in which people choose.
OPERATORS: dict[str, Operator] = {}


def register_operator(item: Operator) -> Operator:
    """Make an operator known; one of the same name is replaced."""
    OPERATORS[item.name] = item
    return item


def _contains(value: Any, operand: Any) -> bool:
    return operand in value


def _in(value: Any, operands: list[Any]) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(item in operands for item in items)


def _matches(value: str, pattern: str) -> bool:
    return glob_matches(pattern, value)


for _operator in (
    Operator("equals", _lt("is"), "value", operator.eq, never=_OBJECT),
    Operator("not_equals", _lt("is not"), "value", operator.eq, True, never=_OBJECT),
    Operator("contains", _lt("contains"), "text", _contains, never=_OBJECT),
    Operator(
        "not_contains", _lt("does not contain"), "text", _contains, True, never=_OBJECT
    ),
    Operator(
        "starts_with", _lt("starts with"), "text", str.startswith, never=_CONTAINERS
    ),
    Operator("ends_with", _lt("ends with"), "text", str.endswith, never=_CONTAINERS),
    Operator("is_empty", _lt("is empty"), "none", negates=True),
    Operator("is_not_empty", _lt("is not empty"), "none"),
    Operator("greater", _lt("is greater than"), "value", operator.gt, only=ORDERED),
    Operator("greater_equal", _lt("is at least"), "value", operator.ge, only=ORDERED),
    Operator("less", _lt("is less than"), "value", operator.lt, only=ORDERED),
    Operator("less_equal", _lt("is at most"), "value", operator.le, only=ORDERED),
    Operator("in", _lt("is one of"), "values", _in, never=_OBJECT),
    Operator("not_in", _lt("is none of"), "values", _in, True, never=_OBJECT),
    Operator("matches", _lt("matches"), "text", _matches, never=_CONTAINERS),
):
    register_operator(_operator)
