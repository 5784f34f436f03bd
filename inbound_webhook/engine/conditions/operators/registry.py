"""The operators, found by name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from ...kinds import Kind, add_kind, registering_addon
from ...types import find_type
from ...types.registry import Form

#: What an operator compares with: nothing, one value, several, or a piece of text.
Operand = Literal["none", "value", "values", "text"]

ALL_FORMS: frozenset[Form] = frozenset({"text", "value", "list", "object"})
#: What can be compared: of an object nobody says what it would have to be.
COMPARABLE: frozenset[Form] = ALL_FORMS - {"object"}
#: What is one text, or can be written as one.
SINGLE: frozenset[Form] = COMPARABLE - {"list"}


@dataclass(frozen=True)
class Operator(Kind):
    """One operator.

    Its label is how it reads in a sentence.

    :param operand: what it compares with
    :param test: takes the value, which says something, and the operand, both made
        comparable; None where the operator only looks at whether there is a value
    :param negates: it holds where the test does not, and where there is no value
    :param forms: what the values of the types are that it works with
    :param needs_order: whether it works only with types whose values can be greater
        than one another
    :param holds_for_operand: whether it holds for the very value it compares with
    :param longest: characters of what it compares with, where each one more costs each
        call
    """

    operand: Operand
    test: Callable[[Any, Any], bool] | None = None
    negates: bool = False
    forms: frozenset[Form] = ALL_FORMS
    needs_order: bool = False
    holds_for_operand: bool = False
    longest: int | None = None

    def works_with(self, type_name: str) -> bool:
        """Whether values of a type can be compared so.

        :raises InvalidSetup: there is no type of that name
        """
        value_type = find_type(type_name)
        return value_type.form in self.forms and (
            value_type.is_ordered or not self.needs_order
        )

    def holds(self, value: Any, operand: Any) -> bool:
        """Whether it holds for a value.

        :param value: None where it says nothing
        :param operand: None where there is nothing to compare with
        """
        found = value is not None
        if found and self.test is not None:
            found = operand is not None and self.test(value, operand)
        return found is not self.negates


#: Operators by name, in the order in which people choose.
OPERATORS: dict[str, Operator] = {}


def register_operator(item: Operator) -> Operator:
    """Make an operator known."""
    return add_kind(OPERATORS, replace(item, addon=registering_addon()))
